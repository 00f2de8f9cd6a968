import MediaWiki
import Testing

@testable import KPIReports

@Suite("The sentence at the top")
struct HeadlineTests {
  private func headlines(_ kpis: [String]) async throws -> [Report.Headline] {
    var folder = Pipeline.Options(folder: TestReports.templates + "/demo")
    folder.shippedTemplates = TestReports.templates
    let pipeline = try Pipeline(folder, clock: Instant(seconds: 0), environment: [:])
    var definition = pipeline.definition
    definition.kpis = try kpis.map {
      KPIRequest(kpi: try #require(KPICatalogue.definition($0)), options: KPIOptions(), target: nil)
    }
    let store = try await pipeline.openStore(log: .init(label: "test"))
    let facts = try await store.facts(for: definition, until: pipeline.asOf)
    return Report(definition, facts: facts, periods: pipeline.periods, asOf: pipeline.asOf).headlines
  }

  @Test("has one number of each family at least")
  func families() async throws {
    let headlines = try await headlines([
      "returning-participants", "returning-rate", "retention-rate", "churn-rate", "support-pageviews",
    ])
    #expect(headlines.count == 4)
    #expect(headlines.last?.noun == "views")
  }

  @Test("says of some that they are some of those before, only right behind them")
  func part() async throws {
    let together = try await headlines(["returning-participants", "new-returning-participants"])
    #expect(together.map(\.phrase) == ["came back to a feedback page", "of them new"])
    #expect(together.map(\.isPart) == [false, true])
    let apart = try await headlines(["returning-participants", "retention-rate", "new-returning-participants"])
    #expect(apart.last?.isPart == false)
    #expect(apart.last?.noun == "new people")
  }

  @Test("says how often where coming back means something else than usual, so that sentences don't contradict")
  func often() throws {
    let kpis = ["returning-participants", "new-returning-participants", "returning-rate"]
    for (edits, byDay, text) in [(10, false, "(10 or more edits)"), (2, true, "(2 or more days)"), (2, false, nil)] {
      var options = KPIOptions()
      (options.minEdits, options.distinctDays) = (edits, byDay)
      for id in kpis {
        let phrase = try #require(KPICatalogue.definition(id)).phrase(options).text
        #expect(text.map(phrase.contains) ?? !phrase.contains("("), "\(phrase)")
      }
    }
  }

  @Test("has the singular for one")
  func one() {
    let phrase = KPIPhrase("person", "people", "came back")
    #expect(phrase.noun(of: 1) == "person")
    #expect(phrase.noun(of: 0) == "people")
  }
}
