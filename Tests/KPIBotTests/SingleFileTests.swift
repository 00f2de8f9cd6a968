import Foundation
import LocalWiki
import TestTraits
import Testing

/// The program where nothing but its own file is.
@Suite("The program as a single file", .bounded)
struct SingleFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("shows the demo, from the reports inside it")
  func demo() async throws {
    let alone = try await run([])
    #expect(alone.status == 0, "\(alone.errors)")
    #expect(alone.output == (try await Kpibot.run([])).output)
    #expect(try await run([]).output == alone.output)
  }

  @Test("writes out a report to edit, which finds its partials")
  func initialises() async throws {
    #expect(try await run(["init", "mine", "--from", "community-liaisons"]).status == 0)
    let preview = try await run(["preview", "mine", "--offline", "--format", "wikitext"])
    #expect(preview.status == 0, "\(preview.errors)")
    #expect(preview.output.contains("Scorecard"))
  }

  @Test("has the very files of the project inside")
  func files() async throws {
    #expect(try await run([]).status == 0)
    let cache = URL(fileURLWithPath: folder.path + "/cache/kpibot")
    let made = try #require(try FileManager.default.contentsOfDirectory(atPath: cache.path).first)
    let names = try FileManager.default.subpathsOfDirectory(atPath: Kpibot.templates).sorted()
    #expect(try FileManager.default.subpathsOfDirectory(atPath: "\(cache.path)/\(made)").sorted() == names)
    for name in names where name.contains(".") {
      let (inside, outside) = ("\(cache.path)/\(made)/\(name)", "\(Kpibot.templates)/\(name)")
      #expect(FileManager.default.contentsEqual(atPath: inside, andPath: outside), "\(name)")
    }
  }

  @Test("writes the reports again where somebody took a part of them away")
  func damaged() async throws {
    #expect(try await run([]).status == 0)
    let cache = folder.path + "/cache/kpibot"
    let made = try #require(try FileManager.default.contentsOfDirectory(atPath: cache).first)
    try FileManager.default.removeItem(atPath: "\(cache)/\(made)/partials")
    let again = try await run([])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache) == [made])
  }

  @Test("says where it can't write the reports")
  func unwritable() async throws {
    let result = try await run([], cache: "/proc")
    #expect(result.status == 78)
    #expect(result.errors.contains("XDG_CACHE_HOME"))
  }

  private func run(_ arguments: [String], cache: String? = nil) async throws -> Kpibot.Result {
    let program = folder.path + "/kpibot"
    if !FileManager.default.fileExists(atPath: program) {
      try FileManager.default.copyItem(atPath: Kpibot.path, toPath: program)
    }
    return try await Kpibot.run(
      arguments, in: folder.path, environment: ["XDG_CACHE_HOME": cache ?? folder.path + "/cache"], program: program)
  }
}
