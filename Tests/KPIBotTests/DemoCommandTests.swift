import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("The built program", .bounded)
struct DemoCommandTests {
  @Test(
    "shows the demo exactly as it was looked at",
    arguments: [
      ("table", "demo.txt"), ("wikitext", "demo.wikitext"), ("json", "demo.json"), ("diff", "demo.diff"),
      ("html", "demo.html"),
    ])
  func golden(format: String, file: String) async throws {
    let result = try await Kpibot.run(["preview", "--templates", Kpibot.templates, "--format", format])
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    try GoldenFile(file).expect(result.output)
  }

  @Test("shows the demo when it is given nothing")
  func nothing() async throws {
    let bare = try await Kpibot.run([])
    let named = try await Kpibot.run(["preview", "demo", "--templates", Kpibot.templates])
    #expect(bare.status == 0)
    #expect(bare.output == named.output)
  }

  @Test("publishes nothing when it is given no report")
  func nothingToPublish() async throws {
    for arguments in [["publish"], ["publish", "--dry-run"], ["publish", "--if-due", "--format", "json"]] {
      let result = try await Kpibot.run(arguments)
      #expect(result.status == 64 && result.output.isEmpty, "\(result)")
      #expect(result.errors.contains("Name the report to publish"))
    }
  }

  @Test("gives JSON whose values have every key", arguments: ["demo"])
  func json(report: String) async throws {
    let result = try await Kpibot.run(["preview", report, "--format", "json", "--templates", Kpibot.templates])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["report"] as? String == "demo")
    #expect(object["period"] as? String == "2026-10")
    #expect(object["asOf"] as? String == "2026-11-03T06:00:00Z")
    let values = try #require(object["measurements"] as? [[String: Any]])
    let keys = [
      "kpi", "definition", "product", "period", "value", "unit", "numerator", "denominator", "low", "high", "n",
      "status",
      "reason", "note",
    ]
    #expect(values.count == 8 * 5 * 6)
    #expect(values.allSatisfy { Set($0.keys).subtracting(["temporary"]) == Set(keys) })
    let temporary = Set(values.filter { $0["temporary"] is Int }.compactMap { $0["kpi"] as? String })
    let kpis = ["new-participants", "new-returning-participants", "newcomer-return-rate", "retention-rate"]
    #expect(temporary == Set(kpis))
    #expect(Set(values.compactMap { $0["status"] as? String }) == ["complete", "partial", "unknown"])
  }

  @Test(
    "ends with the exit code that says what went wrong",
    arguments: [
      (["preview", "--perod", "2026-10"], 64), (["preview", "--as-of", "yesterday"], 64),
      (["preview", "--open", "--format", "json"], 64), (["preview", "dmeo"], 78),
      (["preview", "demo", "--period", "2026-13"], 64),
      (["preview", "demo", "--period", "2026-12"], 64), (["preview", "demo", "--period", "2026-11"], 0),
      (["preview", "demo", "--period", "2026-W10"], 64),
      (["kpis"], 0),
      (["preview", "--patience", "soon"], 64), (["preview", "x"], 78), (["preview", "demo", "--store", "s"], 0),
      (["preview", "demo", "--store", "/proc/nope/x"], 78), (["--help"], 0), (["--version"], 0),
      (["publish", "demo", "--credentials", "/nonexistent"], 78),
    ] as [([String], Int32)])
  func exitCodes(arguments: [String], status: Int32) async throws {
    let folder = try TemporaryFolder()
    let result = try await Kpibot.run(arguments, in: folder.path)
    #expect(result.status == status, "\(result.errors)")
    if status == 78 { #expect(result.errors.hasPrefix("kpibot: ")) }
  }

  @Test("ends as it would where nobody can read what it says", arguments: ["2>/dev/full", "2>&-", ">/dev/full 2>&1"])
  func unread(redirection: String) async throws {
    let program = try await RunningProgram.start(
      ["/bin/sh", "-c", "\"$0\" preview nowhere \(redirection)", Kpibot.path], in: NSTemporaryDirectory(),
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(await program.end() == 78)
  }

  @Test("shows an earlier period, and fewer of them")
  func period() async throws {
    let result = try await Kpibot.run(["preview", "demo", "--period", "2026-08", "--periods", "2", "--format", "json"])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let values = try #require(object["measurements"] as? [[String: Any]])
    #expect(Set(values.compactMap { $0["period"] as? String }) == ["2026-07", "2026-08"])
  }

  @Test("says all mistakes of a report with their lines")
  func mistakes() async throws {
    let folder = try TemporaryFolder()
    try folder.write("titel: x\nwikis: {w: \"ftp://x\"}\nproducts: []\nkpis: [edit]\n", to: "mine/report.yaml")
    let result = try await Kpibot.run(["preview", "mine"], in: folder.path)
    #expect(result.status == 78)
    for text in [
      "mine/report.yaml:1: unknown key \"titel\"; did you mean \"title\"?", "mine/report.yaml:2:",
      "mine/report.yaml:3:",
      "mine/report.yaml:4: unknown KPI \"edit\"", "mine/page.mustache:1: the template is missing",
    ] {
      #expect(result.errors.contains(text), "\(result.errors)")
    }
  }

  @Test("refuses credentials that others can read")
  func mode() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("KPIBOT_USERNAME=A@b\nKPIBOT_PASSWORD=open-secret\n", to: "credentials", mode: 0o644)
    let result = try await Kpibot.run(["publish", "community-liaisons", "--credentials", file])
    #expect(result.status == 78)
    #expect(result.errors.contains("chmod 600"))
    #expect(!result.errors.contains("open-secret"))
  }
}
