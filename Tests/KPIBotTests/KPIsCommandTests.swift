import Foundation
import KPIReports
import LocalWiki
import TestTraits
import Testing

@Suite("kpibot kpis", .bounded)
struct KPIsCommandTests {
  @Test("tells everything of every KPI, as a text and as JSON")
  func everything() async throws {
    let text = try await Kpibot.run(["kpis"])
    let json = try await Kpibot.run(["kpis", "--format", "json"])
    #expect(text.status == 0 && json.status == 0)
    let list = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(list.compactMap { $0["id"] as? String } == KPICatalogue.all.map(\.id))
    for (kpi, item) in zip(KPICatalogue.all, list) {
      #expect(item["question"] as? String == kpi.question)
      #expect(item["definition"] as? String == kpi.definition(kpi.defaults))
      #expect(item["nature"] as? String == kpi.nature.rawValue)
      #expect(item["audience"] as? String == kpi.audience.rawValue)
      #expect((item["source"] as? String)?.isEmpty == false)
      let options = try #require(item["options"] as? [[String: Any]])
      #expect(options.compactMap { $0["name"] as? String } == kpi.options.map(\.name))
      for option in options {
        let meaning = try #require(option["meaning"] as? String)
        let value = try #require(option["default"] as? String)
        #expect(meaning.contains("(\(value))"), "the default that is told is not the one that counts")
      }
      for words in [kpi.id, kpi.question, kpi.definition(kpi.defaults), kpi.family.source] {
        #expect(text.output.contains(words))
      }
    }
  }

  @Test("takes what every command takes of logs, and refuses what it does not know")
  func options() async throws {
    let plain = try await Kpibot.run(["kpis", "--format", "json"])
    let verbose = try await Kpibot.run(["kpis", "--verbose", "--log-format", "json"])
    #expect(verbose.status == 0)
    #expect(verbose.output == plain.output && verbose.errors == "")
    for arguments in [["kpis", "--format", "xml"], ["kpis", "--log-format", "xml"], ["kpis", "edits"]] {
      #expect(try await Kpibot.run(arguments).status == 64)
    }
  }

  @Test("has the words of the page's definitions")
  func page() async throws {
    let listed = try await Kpibot.run(["kpis"])
    let page = try await Kpibot.run(["preview", "--templates", Kpibot.templates, "--format", "wikitext"])
    for id in ["support-pageviews", "retention-rate", "edits"] {
      let kpi = try #require(KPICatalogue.definition(id))
      #expect(
        listed.output.contains(kpi.definition(kpi.defaults)) && page.output.contains(kpi.definition(kpi.defaults)))
    }
  }
}
