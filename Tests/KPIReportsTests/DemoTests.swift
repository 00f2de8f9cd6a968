import Foundation
import Logging
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The demo")
struct DemoTests {
  /// A value as a separate program calculated it from the CSV files, straight from the definitions.
  private struct Expected: Decodable {
    let kpi: String
    let product: String?
    let period: String
    let value: Double?
    let numerator: Double?
    let denominator: Double?
    let status: KPIReports.Measurement.Status
  }

  @Test("gives every KPI the value that a separate calculation gave")
  func values() async throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/demo-expected", withExtension: "json"))
    let expected = try JSONDecoder().decode([Expected].self, from: Data(contentsOf: url))
    var options = Pipeline.Options(folder: TestReports.templates + "/demo")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    var definition = pipeline.definition
    definition.kpis = KPICatalogue.all.filter { [.participation, .reading].contains($0.family) }.map {
      KPIRequest(kpi: $0, options: $0.defaults, target: nil)
    }
    let store = try await pipeline.openStore(log: Logger(label: "test"))
    let facts = try await store.facts(for: definition, until: pipeline.asOf)
    let measured = Measuring(definition, facts: facts, asOf: pipeline.asOf).measurements(over: pipeline.periods)
    #expect(measured.count == expected.count)
    for value in expected {
      let found = try #require(
        measured.first { $0.kpi == value.kpi && $0.product == value.product && $0.period.id == value.period })
      let name = Comment(rawValue: "\(value.kpi), \(value.product ?? "all"), \(value.period)")
      #expect(found.status == value.status, name)
      #expect(found.value == value.value, name)
      #expect(found.numerator == value.numerator, name)
      #expect(found.denominator == value.denominator, name)
    }
  }

  @Test("is the same, byte by byte, when it is measured again")
  func sameBytes() async throws {
    var options = Pipeline.Options(folder: TestReports.templates + "/demo")
    options.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(options, clock: Instant(seconds: 0), environment: [:])
    var texts: Set<String> = []
    for _ in 0..<2 {
      let report = try await pipeline.measure(try await pipeline.openStore(log: Logger(label: "test")))
      texts.insert(pipeline.render(report).content(computed: report.asOf) + (try ReportJSON(report).jsonText()))
    }
    #expect(texts.count == 1)
  }
}
