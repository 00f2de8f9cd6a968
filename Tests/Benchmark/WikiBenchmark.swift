import ArgumentParser
import Foundation
import KPIReports
import LocalWiki

/// Starts a wiki with long histories and says how to measure collecting from it.
struct WikiBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wiki", abstract: "Time a cold and a second collect from a real wiki with long histories.")

  @Option(help: "How many revisions each of the pages has.") var revisions = 10_000
  @Option(help: "How many feedback pages there are.") var pages = 6
  @Option(help: "How often each is measured, by turns.") var runs = 3

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kpibench-\(getpid())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let wiki = try await LocalWiki.start()
    defer { wiki.stop() }
    print("Importing \(pages) pages with \(revisions) revisions each …")
    try await wiki.importHistories((1...pages).map { history("Feedback \($0)") })
    _ = try SyntheticReport(products: pages, api: wiki.api).definition(in: folder + "/bench")
    for file in ["page.mustache", "summary.mustache"] {
      try Data().write(to: URL(fileURLWithPath: "\(folder)/bench/\(file)"))
    }
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("kpibot").path
    let port = wiki.address.split(separator: ":").last.map(String.init) ?? ""
    var walls: [String: [Double]] = [:]
    func tell(_ name: String, _ lines: [Substring], _ requests: String) {
      print("\(name): \(requests), \(lines.last ?? "")")
      walls[name, default: []].append(lines.last?.split(separator: " ").first.flatMap { Double($0) } ?? .nan)
    }
    let check = try await run([program, "check", "bench", "--store", "facts-0.sqlite"], in: folder)
    for line in check where line.contains("a first run") { print(line) }
    for number in 1...max(1, runs) {
      let store = "facts-\(number).sqlite"
      for name in ["kpibot, cold", "kpibot, second"] {
        let lines = try await run([program, "collect", "bench", "--store", store, "--verbose"], in: folder)
        tell(name, lines, "\(lines.count { $0.hasPrefix("debug") && $0.contains(" ms") }) requests")
      }
      let lines = try await run(["python3", "-c", MwclientReader.program, port, "\(pages)"], in: folder)
      tell("mwclient", lines, lines.dropLast().last.map(String.init) ?? "pip install mwclient")
    }
    let medians = walls.mapValues { $0.sorted()[$0.count / 2] }
    for (name, median) in medians.sorted(by: { $0.key < $1.key }) { print("median, \(name): \(median) s") }
    if let cold = medians["kpibot, cold"], let other = medians["mwclient"] {
      print(
        "a cold collect takes \((cold / other).formatted(.number.precision(.fractionLength(2)))) of mwclient's time")
    }
  }

  /// Runs a program and gives the lines that it wrote, and last what it used.
  private func run(_ command: [String], in folder: String) async throws -> [Substring] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/time")
    process.arguments = ["-f", "%e s, CPU %U + %S s, %M KB at most"] + command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let log = folder + "/log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let output = FileHandle(forWritingAtPath: log)
    process.standardOutput = output
    process.standardError = output
    // Foundation's own waiting would keep a processor busy beside what is measured.
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self).split(separator: "\n")
  }

  private func history(_ title: String) -> PageHistory {
    let revisions = (0..<revisions).map { place in
      let (minute, hour, day) = (place % 60, place / 60 % 24, place / 1_440 % 28 + 1)
      let time = [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
      let month = place / 40_320 % 10 + 1
      let date = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
      return PageHistory.Revision("2026-\(date)T\(time):00Z", .account("Person \(place * 7 % 997)"))
    }
    return PageHistory(title, revisions)
  }
}
