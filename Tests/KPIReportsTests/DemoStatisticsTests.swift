import Foundation
import Logging
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The demo's statistics")
struct DemoStatisticsTests {
  /// What a separate program calculated from the CSV files, in exact fractions.
  private struct Expected: Decodable {
    struct Limits: Decodable {
      let kpi: String
      let product: String?
      let count: Int
      let mean: Double?
      let low: Double?
      let high: Double?
      let position: String?
      let yearBefore: Double?
      let now: Double
    }

    struct Variant: Decodable {
      let kpi: String
      let temporary: String
      let count: Int?
      let days: Bool
      let values: [Double]
      let direction: String
    }

    let limits: [Limits]
    let cohorts: [[Int]]
    /// Temporary accounts of each cohort that had ended before each period.
    let ended: [[Int]]
    /// People of the cohorts; those of them with a temporary account; new ones in October; participants in September.
    let temporary: [Int]
    let variants: [Variant]
  }

  private static func expected() throws -> Expected {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/demo-statistics", withExtension: "json"))
    return try JSONDecoder().decode(Expected.self, from: Data(contentsOf: url))
  }

  private static func report() async throws -> Report {
    var options = Pipeline.Options(folder: TestReports.templates + "/demo")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    return try await pipeline.measure(try await pipeline.openStore(log: Logger(label: "test")))
  }

  @Test("are the usual ranges and the changes over a year that a separate calculation gave")
  func limits() async throws {
    let report = try await Self.report()
    let rows = report.rows + report.products.flatMap(\.rows)
    for value in try Self.expected().limits {
      let row = try #require(rows.first { $0.request.kpi.id == value.kpi && $0.product == value.product })
      let name = Comment(rawValue: "\(value.kpi), \(value.product ?? "all")")
      #expect(row.usualRange?.position.rawValue == value.position, name)
      if let range = row.usualRange {
        #expect(range.count == value.count, name)
        for (ours, theirs) in [
          (range.limits.mean, value.mean), (range.limits.low, value.low), (range.limits.high, value.high),
        ] {
          #expect(abs(ours - (theirs ?? .nan)) < 1e-9, name)
        }
      }
      let before = value.yearBefore
      #expect((row.yearChange == nil) == (before == nil), name)
      if let before, let change = row.yearChange {
        let isShare = row.request.kpi.unit == .share
        let difference = isShare ? (value.now * 100).rounded() - (before * 100).rounded() : value.now - before
        #expect(change.difference == difference, name)
      }
    }
  }

  @Test("are the cohorts that a separate calculation gave, and add up to the participants")
  func cohorts() async throws {
    let report = try await Self.report()
    let table = try #require(report.cohorts)
    let counts = table.rows.map { row in
      row.cells.map { cell in
        switch cell {
        case .none: 0
        case .unknown: -1
        case .all(let count), .some(let count, of: _), .reachable(let count, of: _, without: _): count
        }
      }
    }
    #expect(try Self.expected().cohorts == counts)
    let participants = try #require(report.rows.first { $0.request.kpi.id == "participants" })
    for place in report.periods.indices {
      #expect(Double(counts.reduce(0) { $0 + $1[place] }) == participants.cells[place].value)
    }
  }

  @Test("tell of temporary accounts what a separate calculation gave, and mark the cells that those could not reach")
  func temporary() async throws {
    let report = try await Self.report()
    let expected = try Self.expected()
    let table = try #require(report.cohorts)
    let ended = table.rows.map { row in
      row.cells.map { if case .reachable(_, of: _, without: let count) = $0 { count } else { 0 } }
    }
    #expect(
      ended
        == expected.ended.enumerated().map { place, counts in
          counts.enumerated().map { $0.offset < place - 1 ? 0 : $0.element }
        })
    func current(_ kpi: String) -> Int? { report.rows.first { $0.request.kpi.id == kpi }?.current.temporary }
    let newcomers = [current("new-participants"), current("newcomer-return-rate")]
    #expect([table.people, table.temporary, newcomers[0], current("retention-rate")] == expected.temporary)
    #expect(newcomers[0] == newcomers[1] && current("participants") == nil && current("edits") == nil)
    let json = try ReportJSON(report).jsonText()
    #expect(json.contains("\"temporary\" : 13,"))
    let page = PageContext(report, computed: report.asOf)
    let texts = page.definitions.map(\.text)
    let told = "Of the 66 people behind the value of October 2026, 13 had a temporary account."
    #expect(texts.contains { $0.hasSuffix(told) }, "\(texts)")
  }

  @Test("are the values of every way to count that a separate calculation gave")
  func variants() async throws {
    let report = try await Self.report()
    let expected = try Self.expected().variants
    #expect(report.robustness.flatMap(\.rows).count == expected.count)
    for value in expected {
      let table = try #require(report.robustness.first { $0.request.kpi.id == value.kpi })
      let row = try #require(
        table.rows.first {
          $0.variant.count == value.count && $0.variant.countsDays == value.days
            && $0.variant.temporary.rawValue == value.temporary
        })
      #expect(row.cells.map(\.value) == value.values)
      #expect(row.direction?.rawValue == value.direction)
      #expect(row.isChosen == ([nil, 2].contains(value.count) && !value.days && value.temporary == "include"))
    }
  }
}
