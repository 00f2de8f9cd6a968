import Foundation
import KPIReports
import LocalWiki
import TestTraits
import Testing

@Suite(
  "A full disk, at every write", .bounded,
  .enabled(if: SmallDisk.isThere, "needs `unshare -rm`: run as root, or allow user namespaces"))
struct FullDiskTests {
  /// What a publish says of itself.
  private struct Said: Decodable {
    let result: String
    let revision: Int?
    let summary: String?
    let reason: String?
  }

  /// Whether it is told as a full disk, as the run's exit code and words.
  private static func isTold(_ result: Kpibot.Result) -> Bool {
    let words = result.output + result.errors
    return result.status == 74 && words.contains("make room") && !words.contains("ove it away")
      && !words.contains("SQLite error") && !words.contains("another one with --store")
  }

  /// Runs a command on the store of an earlier run, or none, on ever larger disks until it succeeds; the results.
  private func grow(
    _ setting: PublishSetting, _ command: String, from first: Int, by step: Int
  ) async throws -> [Kpibot.Result] {
    var results: [Kpibot.Result] = []
    for kilobytes in stride(from: first, to: first + 1_000, by: step) {
      results.append(
        try await SmallDisk(.kilobytes(kilobytes)).run(
          [command, "mine", "--store", "disk/new/facts.sqlite", "--as-of", "2026-11-05T00:00:00Z", "--patience", "1s"],
          in: setting.folder.path))
      guard results.last?.status == 74 else { break }
    }
    return results
  }

  @Test("ends with 74 and asks for room, wherever the store is opened, made or filled")
  func opening() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    for (command, first, step) in [("collect", 4, 28), ("check", 60, 60), ("publish", 12, 80)] {
      let results = try await grow(setting, command, from: first, by: step)
      #expect(results.last?.status == 0, "\(command): \(String(describing: results.last))")
      #expect(results.count > 2)
      for result in results.dropLast() { #expect(Self.isTold(result), "\(command): \(result)") }
    }
    for files in 1...6 {
      let result = try await SmallDisk(.files(files)).run(
        ["collect", "mine", "--store", "disk/facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"],
        in: setting.folder.path)
      #expect(result.status == 0 ? files > 4 : Self.isTold(result), "\(files) files: \(result)")
    }
    #expect(try await setting.edits().count == 1)
  }

  @Test("never edits twice, and never keeps quiet about an edit")
  func publishing() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let path = setting.folder.path
    #expect(try await Kpibot.run(["collect", "mine", "--store", "base/facts.sqlite"], in: path).status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/base/facts.sqlite")
    let base = (try #require(attributes[.size] as? Int) + 4_095) / 4_096 * 4
    var (room, step) = (base + 40, 16)
    var endings: Set<String> = []
    for number in 1...100 {
      let page = "KPIs \(number)"
      try setting.writeReport(page: page)
      let arguments = [
        "publish", "mine", "--as-of", "2026-11-05T00:00:00Z", "--format", "json", "--credentials", "credentials",
        "--patience", "1s", "--store",
      ]
      let run = try await SmallDisk(.kilobytes(room)).run(
        arguments + ["disk/facts.sqlite"], in: path, from: "base", to: "after\(number)")
      let said = try JSONDecoder().decode(Said.self, from: Data(run.output.utf8))
      let edits = try await setting.wiki.history(of: page).map(\.id)
      endings.insert("\(said.result) \(run.status)")
      #expect(said.result == (edits.isEmpty ? "refused" : "published"), "\(room): \(run)")
      #expect(edits == [said.revision].compactMap(\.self), "\(room): \(run)")
      #expect(run.status == 0 || Self.isTold(run), "\(room): \(run)")
      if let revision = said.revision {
        #expect(run.errors.contains("published revision \(revision) of \(page)"), "\(room): \(run)")
      }
      // Where it was far from an edit, one size in four is enough.
      if step == 16, said.summary != nil || run.status == 0 {
        (room, step) = (room - 12, 4)
        continue
      }
      let again = try await Kpibot.run(arguments + ["after\(number)/facts.sqlite"], in: path)
      let saidAgain = try JSONDecoder().decode(Said.self, from: Data(again.output.utf8))
      #expect(again.status == 0, "\(room): \(again)")
      #expect(saidAgain.result == (edits.isEmpty ? "published" : "unchanged"), "\(room): \(run) \(again)")
      #expect(try await setting.wiki.history(of: page).count == 1, "\(room)")
      let store = try FactStore(path: "\(path)/after\(number)/facts.sqlite")
      #expect(try await store.openSaves(of: "mine", wiki: store.wikiID(api: setting.wiki.api)).isEmpty)
      #expect(try await !store.publishedValues(of: "mine").isEmpty)
      guard run.status == 74 else { break }
      room += step
    }
    // The disk was full before the edit, after it, and not at all.
    #expect(endings == ["refused 74", "published 74", "published 0"])
  }

  @Test("leaves no half of a report behind where there is no room for a new one")
  func initialising() async throws {
    let folder = try TemporaryFolder()
    var statuses: [Int32] = []
    for kilobytes in stride(from: 4, to: 800, by: 32) {
      let to = "after\(kilobytes)"
      let result = try await SmallDisk(.kilobytes(kilobytes)).run(
        ["init", "disk/mine", "--from", "technical-collaboration", "--templates", Kpibot.templates], in: folder.path,
        to: to)
      statuses.append(result.status)
      let made = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(to)")
      if result.status == 0 {
        #expect(made == ["mine"])
        break
      }
      #expect(Self.isTold(result), "\(result)")
      #expect(made.isEmpty, "\(made)")
    }
    #expect(statuses.count > 2 && statuses.last == 0, "\(statuses)")
  }

  @Test("says so of the file for a browser")
  func browsing() async throws {
    let folder = try TemporaryFolder()
    let arguments = ["preview", "--open", "--templates", Kpibot.templates]
    for limit in [SmallDisk.Limit.kilobytes(8), .files(1)] {
      let result = try await SmallDisk(limit).run(
        arguments, in: folder.path, to: "after", environment: ["TMPDIR": folder.path + "/disk", "BROWSER": "true"])
      #expect(Self.isTold(result), "\(result)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/after").isEmpty)
    }
  }
}
