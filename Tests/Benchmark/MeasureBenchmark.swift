import ArgumentParser
import Foundation
import KPIReports
import MediaWiki

/// Measures the participation family from edits at rest in a store.
struct MeasureBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Time the nine participation KPIs from stored edits.")

  @Option(help: "How many edits are stored.") var edits = 1_000_000
  @Option(help: "How many products there are.") var products = 40
  @Option(help: "How many months are measured.") var months = 60
  @Option(help: "How often it is measured.") var runs = 5

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kpibench-\(getpid())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let definition = try SyntheticReport(products: products).definition(in: folder + "/bench")
    let path = folder + "/facts.sqlite"
    let filling = try await timed { try await fill(path, definition: definition) }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    print("\(edits) edits to \(products) products, \(months) months; stored in \(filling) (\(size / 1_000_000) MB)")
    for run in 1...runs {
      // Opened anew each time: from rows at rest to values.
      var count = 0
      let time = try await timed {
        let store = try FactStore(path: path)
        let facts = try await store.facts(for: definition, until: SyntheticReport.end)
        count =
          Measuring(definition, facts: facts, asOf: SyntheticReport.end)
          .measurements(over: SyntheticReport.months(months)).count
      }
      print("run \(run): \(time) for \(count) values")
    }
  }

  private func fill(_ path: String, definition: ReportDefinition) async throws {
    let store = try FactStore(path: path)
    let wiki = try await store.wikiID(api: definition.wikis[0].api.text)
    var random = SystemRandomNumberGenerator()
    let first = SyntheticReport.months(months)[0].start.seconds
    let span = SyntheticReport.end.seconds - first
    let people = max(1_000, edits / 20)
    for (place, product) in definition.products.enumerated() {
      let source = product.feedback[0].page
      let page = try await store.track(pageID: place + 1, title: source, source: source, wiki: wiki)
      let count = edits / products
      let times = (0..<count).map { _ in first + Int64.random(in: 0..<span, using: &random) }.sorted()
      for start in stride(from: 0, to: count, by: 50_000) {
        let revisions = (start..<min(start + 50_000, count)).map { index in
          // A few people edit often, most seldom.
          let share = Double.random(in: 0..<1, using: &random)
          let person = Int(share * share * share * Double(people))
          return RevisionFact(
            id: place * count + index + 1, timestamp: Instant(seconds: times[index]),
            author: .registered(id: person + 1, name: "Person \(person)"), isReverted: false)
        }
        try await store.keep(revisions, page: page.id, wiki: wiki, replacingFrom: nil)
      }
      try await store.complete(page: page.id, lastRevisionID: count, checked: SyntheticReport.end, compared: nil)
      try await store.settle(source: source, wiki: wiki, checked: SyntheticReport.end, problem: nil)
    }
  }

  private func timed(_ work: () async throws -> Void) async throws -> String {
    let start = ContinuousClock.now
    try await work()
    return "\((ContinuousClock.now - start).formatted(.units(allowed: [.milliseconds])))"
  }
}
