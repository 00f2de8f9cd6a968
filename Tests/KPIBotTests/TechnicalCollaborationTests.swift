import Foundation
import LocalWiki
import TestTraits
import Testing

/// The shipped report whose numbers people keep by hand.
@Suite("The report of a team that keeps its numbers by hand", .bounded)
struct TechnicalCollaborationTests {
  private static let report = ["technical-collaboration", "--templates", Kpibot.templates]
  private static let now = ["--as-of", "2026-10-05T06:00:00Z"]

  @Test(
    "is shown exactly as it was looked at",
    arguments: [("table", "technical-collaboration.txt"), ("wikitext", "technical-collaboration.wikitext")])
  func golden(format: String, file: String) async throws {
    let folder = try TemporaryFolder()
    let result = try await Kpibot.run(
      ["preview", "--format", format, "--offline"] + Self.report + Self.now, in: folder.path)
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    try GoldenFile(file).expect(result.output)
  }

  /// Means and t intervals from the table by Python's csv and scipy 1.17.1 (`stats.t.ppf`).
  private static let satisfaction: [(period: String, n: Int, mean: Double, low: Double, high: Double)] = [
    ("2025-Q2", 36, 3.0, 2.5674560098658996, 3.4325439901341),
    ("2025-Q3", 30, 2.9, 2.397552924284246, 3.402447075715754),
    ("2026-Q1", 39, 3.0769230769230766, 2.6095035388446264, 3.5443426150015274),
    ("2026-Q2", 36, 3.1944444444444446, 2.76849935002619, 3.6203895388626983),
    ("2026-Q3", 42, 3.2380952380952386, 2.84091017247585, 3.6352803037146253),
  ]

  @Test("measures its tables as another program does")
  func values() async throws {
    let values = try await Self.values()
    for expected in Self.satisfaction {
      let value = try #require(values["satisfaction"]?[expected.period])
      #expect(value["n"] as? Int == expected.n)
      for (key, number) in [("value", expected.mean), ("low", expected.low), ("high", expected.high)] {
        #expect(abs(try #require(value[key] as? Double) - number) < 1e-12)
      }
    }
    let effective = try #require(values["satisfaction:effective"]?["2026-Q3"])
    #expect(effective["n"] as? Int == 14)
    #expect(abs(try #require(effective["low"] as? Double) - 2.71591785112439) < 1e-12)
    let ambassadors = try #require(values["share:ambassadors"]?["2026-Q3"])
    #expect(ambassadors["numerator"] as? Double == 20 && ambassadors["denominator"] as? Double == 25)
    #expect(values["figure:clashes"]?["2026-Q3"]?["value"] as? Double == 0)
    #expect(values["figure:first-response"]?["2026-Q3"]?["value"] as? Double == 0)
    #expect(values["figure:team-size"]?["2025-Q2"]?["value"] as? Double == 8.5)
  }

  @Test("publishes no mean of four people, and no zero for a quarter that nobody entered")
  func missing() async throws {
    let few = try #require(try await Self.values()["satisfaction"]?["2025-Q4"])
    #expect(few["value"] is NSNull && few["n"] is NSNull)
    #expect(few["reason"] as? String == "fewer than 5 responses are not published")
    let later = try await Self.values(asOf: "2027-01-05T00:00:00Z")
    let size = try #require(later["figure:team-size"]?["2026-Q4"])
    #expect(size["value"] is NSNull && size["status"] as? String == "unknown")
    #expect(size["reason"] as? String == "team-size has no value for 2026-Q4 in facts/figures.csv")
  }

  @Test("is published as a page on a real wiki, once")
  func published() async throws {
    let wiki = try await LocalWiki.start()
    let bot = try await wiki.createBot()
    let folder = try TemporaryFolder()
    let source = Kpibot.templates + "/technical-collaboration"
    for file in ["report.yaml", "page.mustache", "summary.mustache", "facts/figures.csv", "facts/survey.csv"] {
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(source)/\(file)")), as: UTF8.self)
      try folder.write(text.replacing("https://meta.wikimedia.org/w/api.php", with: wiki.api), to: "tech/\(file)")
    }
    let tables = ["figures", "survey"].map { "\(folder.path)/tech/facts/\($0).csv" }
    try folder.write(
      "KPIBOT_USERNAME=\(bot.username)\nKPIBOT_PASSWORD=\(bot.password)\n", to: "credentials", mode: 0o600)
    let publish = ["publish", "tech", "--credentials", "credentials", "--store", "facts.sqlite"] + Self.now
    // One table after the other becomes the team's own.
    for table in tables {
      for command in ["publish", "check"] {
        let refused = try await Kpibot.run([command] + publish.dropFirst(), in: folder.path)
        #expect(refused.status == 78, "\(refused)")
        let place = table.dropFirst(folder.path.count + 1)
        #expect(
          (refused.output + refused.errors).contains("\(place):1:1: the numbers in this table are samples"),
          "\(refused)")
      }
      #expect(try await wiki.history(of: "Technical Collaboration/Metrics").isEmpty)
      let lines = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n", maxSplits: 1)
      try Data(lines[1].utf8).write(to: URL(fileURLWithPath: table))
    }
    let check = try await Kpibot.run(["check"] + publish.dropFirst(), in: folder.path)
    #expect(check.status == 0, "\(check)")
    let first = try await Kpibot.run(publish, in: folder.path)
    #expect(first.status == 0, "\(first.errors)")
    let again = try await Kpibot.run(publish, in: folder.path)
    #expect(again.status == 0, "\(again.errors)")
    let history = try await wiki.history(of: "Technical Collaboration/Metrics")
    #expect(history.count == 1)
    let page = URL(string: wiki.api.replacing("api.php", with: "index.php?title=Technical_Collaboration/Metrics"))
    let html = String(decoding: try Data(contentsOf: try #require(page)), as: UTF8.self)
    for text in ["Unanticipated clashes", "Results for staff and partners", "2.8 to 3.6, n", "80 %"] {
      #expect(html.replacing("&#160;", with: " ").replacing("\u{A0}", with: " ").contains(text), "\(text)")
    }
  }

  private static func values(asOf: String? = nil) async throws -> [String: [String: [String: Any]]] {
    let folder = try TemporaryFolder()
    let result = try await Kpibot.run(
      ["preview", "--format", "json", "--offline"] + report + (asOf.map { ["--as-of", $0] } ?? now), in: folder.path)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    var values: [String: [String: [String: Any]]] = [:]
    for value in try #require(object["measurements"] as? [[String: Any]]) {
      guard let kpi = value["kpi"] as? String, let period = value["period"] as? String else { continue }
      values[kpi, default: [:]][period] = value
    }
    return values
  }
}
