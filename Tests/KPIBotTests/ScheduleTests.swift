import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Publishing by a schedule, on a real wiki", .bounded)
struct ScheduleTests {
  /// A report with pageviews of which the last days of October are late.
  private static func lateSetting(_ late: [String: Int]) async throws -> (PublishSetting, PageviewsServer) {
    let setting = try await PublishSetting()
    let views = Dictionary(uniqueKeysWithValues: (10...29).map { ("202610\($0)", 5) })
    let server = try PageviewsServer(["Help:A": views], late: ["Help:A": late])
    try await setting.wiki.importHistories([
      PageHistory("Help:A", [.init("2026-10-10T00:00:00Z", .account("Ann"))])
    ])
    let report = PublishSetting.report(api: setting.wiki.api)
      .replacing(
        "{local: \"\(setting.wiki.api)\"}",
        with: """
          {local: {api: "\(setting.wiki.api)", pageviews: "\(server.base)", project: "\(server.project)"}}
          """
      )
      .replacing("page: Feedback}]}", with: "page: Feedback}], support: [{wiki: local, page: \"Help:A\"}]}")
      .replacing("edits]", with: "edits, support-pageviews]")
    try setting.folder.write(report, to: "mine/report.yaml")
    return (setting, server)
  }

  private static let lateDays = ["20261030": 7, "20261031": 8, "20261101": 1, "20261102": 1]

  private static func reason(_ result: Kpibot.Result) throws -> String? {
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return object?["reason"] as? String
  }

  @Test("does nothing until a period has ended, with one request beside those for signing in; then catches up")
  func due() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let first = try await setting.run("publish", "--if-due", "--format", "json", asOf: "2026-08-10T00:00:00Z")
    #expect(first.status == 0 && first.output.contains("\"published\""), "\(first)")

    try setting.wiki.forgetRequests()
    let idle = try await setting.run("publish", "--if-due", "--format", "json", asOf: "2026-08-31T23:59:59Z")
    #expect(idle.status == 0 && idle.output.contains("\"unchanged\""), "\(idle)")
    #expect(try Self.reason(idle) == "the page shows July 2026 already; August 2026 ends on 31 August 2026")
    #expect(try setting.wiki.requests().count == 4)
    #expect(idle.errors.contains(#/^notice \[[0-9a-f]{8}\]: nothing to do on Team/KPIs on local: .*, 4 requests\n$/#))

    let late = try await setting.run("publish", "--if-due", "--format", "json")
    #expect(try Self.reason(late) == "catches up on August 2026 to September 2026", "\(late)")
    #expect(try await setting.edits().last?.comment.hasPrefix("Bot: October 2026: ") == true)
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.contains("<!-- kpibot:computed 2026-10 2026-11-05T00:00:00Z -->\n<!-- kpibot:end mine -->"))
    #expect(text.contains("Aug") && text.contains("Sep"), "\(text)")
    #expect(try await setting.edits().count == 2)

    try await setting.wiki.save(PublishSetting.page, "Nothing of the bot's.")
    try setting.wiki.forgetRequests()
    let unmarked = try await setting.run("publish", "--if-due", asOf: "2026-11-05T00:00:00Z")
    #expect(unmarked.status == 78)
    #expect(try setting.wiki.requests().count == 4)
    #expect(try await setting.run("publish", "--if-due", "--period", "2026-10").status == 64)
  }

  @Test("waits for days that are not loaded yet, and publishes them once they are")
  func waits() async throws {
    let (setting, server) = try await Self.lateSetting(Self.lateDays)
    defer { setting.wiki.stop() }
    let result = try await setting.run("publish", "--if-due", "--patience", "1s", "--format", "json")
    withExtendedLifetime(server) {}
    #expect(result.status == 0 && result.output.contains("\"published\""), "\(result)")
    #expect(result.errors.contains("values of October 2026 wait for their source (the pageviews of Help:A"))
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.contains("Z -->\n<!-- kpibot:end mine -->"))
    #expect(text.contains("115"), "\(text)")
    #expect(try await setting.edits().count == 1)
  }

  @Test("ends with 75 when its patience is over, and a page with such values stays due")
  func lagging() async throws {
    let (setting, server) = try await Self.lateSetting([:])
    defer { setting.wiki.stop() }
    let waiting = try await setting.run("publish", "--if-due", "--patience", "2s", "--format", "json")
    #expect(waiting.status == 75 && waiting.output.contains("\"refused\""), "\(waiting)")
    #expect(try Self.reason(waiting)?.contains("since 2026-10-30 are not loaded yet") == true, "\(waiting)")
    #expect(try await setting.wiki.text(of: PublishSetting.page) == nil)

    // Whoever wants it anyway gets it, and the page says that it is not all.
    #expect(try await setting.run("publish").status == 0)
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.contains(" incomplete -->\n<!-- kpibot:end mine -->"))
    #expect(try await setting.run("publish").output.contains("unchanged"))
    #expect(try await setting.run("publish", "--if-due", "--patience", "2s").status == 75)
    let partial = try await setting.run("publish", "--if-due", "--patience", "2s", "--allow-partial")
    #expect(partial.status == 0 && partial.output.contains("unchanged"), "\(partial)")
    // Time alone is no news.
    let later = try await setting.run(
      "publish", "--if-due", "--patience", "2s", "--allow-partial", asOf: "2026-11-05T03:00:00Z")
    #expect(later.status == 0 && later.output.contains("unchanged"), "\(later)")
    #expect(try await setting.edits().count == 1)
    withExtendedLifetime(server) {}
  }

  @Test("catches up on many periods, and goes on with fewer afterwards")
  func narrows() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: "show: 1")
    for (now, result) in [
      ("2025-11-05T00:00:00Z", "published"), ("2026-10-05T00:00:00Z", "published"),
      ("2026-11-05T00:00:00Z", "published"), ("2026-11-06T00:00:00Z", "unchanged"),
    ] {
      let run = try await setting.run("publish", "--if-due", "--format", "json", asOf: now)
      #expect(run.status == 0 && run.output.contains("\"\(result)\""), "\(now): \(run)")
      guard now.hasPrefix("2026-10") else { continue }
      let text = try await setting.wiki.text(of: PublishSetting.page)
      #expect(text?.contains("2026-10-05T00:00:00Z 11 -->") == true, "\(text ?? "")")
    }
  }

  @Test("comes back for a link that could not be put on its page")
  func links() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: "see_also: [{wiki: local, page: Portal}]")
    for _ in 1...2 {
      let missing = try await setting.run("publish", "--if-due")
      #expect(missing.status == 0 && missing.errors.contains("warning"), "\(missing)")
      #expect(missing.errors.contains("Portal does not exist, so no link to the report was put there"), "\(missing)")
    }
    try await setting.wiki.save("Portal", "Words.")
    let linked = try await setting.run("publish", "--if-due", "--format", "json")
    #expect(linked.status == 0, "\(linked)")
    #expect(try await setting.wiki.text(of: "Portal")?.contains("[[Team/KPIs]]") == true)
    #expect(try await setting.run("publish", "--if-due").errors.contains("5 requests"))
    #expect(try await setting.edits().count == 1)
  }

  @Test("does not put a link back that people took away; a run by hand does")
  func unlinked() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: "see_also: [{wiki: local, page: Portal}]")
    try await setting.wiki.save("Portal", "Words.")
    #expect(try await setting.run("publish", "--if-due", asOf: "2026-10-05T00:00:00Z").status == 0)
    #expect(try await setting.wiki.text(of: "Portal")?.contains("[[Team/KPIs]]") == true)
    try await setting.wiki.save("Portal", "Words without it.")

    let idle = try await setting.run("publish", "--if-due", asOf: "2026-10-05T00:00:00Z")
    #expect(idle.status == 0 && idle.errors.contains("5 requests"), "\(idle)")
    let due = try await setting.run("publish", "--if-due")
    #expect(due.status == 0 && due.output.contains("published Team/KPIs"), "\(due)")
    #expect(due.errors.contains("somebody took the link to Team/KPIs away from Portal on local"), "\(due)")
    #expect(try await setting.wiki.text(of: "Portal") == "Words without it.")

    #expect(try await setting.run("publish").output.contains("published Portal"))
    #expect(try await setting.wiki.text(of: "Portal")?.contains("[[Team/KPIs]]") == true)
  }

  @Test("refuses at once what no waiting brings, and tells 75 where a wiki fails in passing")
  func failing() async throws {
    let setting = try await PublishSetting(feedback: "No such page")
    defer { setting.wiki.stop() }
    #expect(try await setting.run("publish", "--if-due").status == 65)
    try setting.writeReport(
      more: "figures: {wiki: local, page: Team/Figures}",
      kpis: "[edits, figure: {name: size, title: Size, unit: people}]")
    try setting.wiki.fail([["titles": "Team/Figures"]], status: 503)
    let passing = try await setting.run("publish", "--if-due", "--patience", "2s")
    #expect(passing.status == 75, "\(passing)")
  }

  @Test("says in JSON what happened, a line an object, all with the run's id")
  func json() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    for (arguments, status, level) in [([], 0, "notice"), (["--credentials", "/nowhere"], 78, "error")] {
      let result = try await Kpibot.run(
        ["publish", "mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z", "--log-format", "json"]
          + ["--verbose"] + arguments, in: setting.folder.path)
      #expect(Int(result.status) == status)
      let lines = try result.errors.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(Set(lines.map { $0["run"] as? String ?? "" }).count == 1, "\(result.errors)")
      #expect(lines.allSatisfy { $0["time"] is String && $0["level"] is String && $0["message"] is String })
      #expect(lines.count { $0["result"] != nil } == 1)
      let last = try #require(lines.last)
      #expect(last["exit"] as? Int == status && last["level"] as? String == level, "\(last)")
      #expect(last["page"] as? String == "Team/KPIs" && last["period"] as? String == "2026-10", "\(last)")
      #expect(last["result"] as? String == (status == 0 ? "published" : "refused"))
      #expect((last["revision"] as? Int != nil) == (status == 0))
    }
  }
}
