import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Checking a report, on a real wiki", .bounded)
struct CheckCommandTests {
  private struct List: Decodable {
    struct Finding: Decodable {
      let subject: String
      let state: String
      let problem: String?
      let mend: String?
    }
    let report: String
    let ok: Bool
    let findings: [Finding]

    init(_ result: Kpibot.Result) throws {
      self = try JSONDecoder().decode(List.self, from: Data(result.output.utf8))
    }

    func state(_ subject: String) -> String? { findings.first { $0.subject.contains(subject) }?.state }

    func stops(_ text: String) -> Bool {
      findings.contains { $0.state == "stop" && ($0.problem ?? "").contains(text) && $0.mend != nil }
    }
  }

  @Test("finds nothing where all is right, in text and JSON, and writes nothing")
  func allRight() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    let text = try await setting.run("check")
    #expect(text.status == 0, "\(text)")
    #expect(text.output.split(separator: "\n").filter { $0.hasPrefix("warn  ") }.count == 1)
    #expect(text.output.contains("warn  the contact for the wikis' operators: there is none"), "\(text)")
    #expect(text.output.contains("\n      set KPIBOT_CONTACT"), "\(text)")
    let json = try await setting.run("check", "--format", "json")
    let list = try List(json)
    #expect(json.status == 0 && list.ok && list.report == "mine")
    for subject in [
      "the report folder mine", "the credentials' file", "local: the API answers", "local: MediaWiki 1.", "its clock",
      "its databases", "signing in on local", "the bot is KPIBot", "no block", "the right \"edit\"", "the bot flag",
      "no captcha", "reading Team/KPIs", "Team/KPIs on local is wikitext", "the bot may edit",
      "keeps the bot away",
      "the markers", "collecting the facts", "the values of October 2026", "the numbers against those",
    ] {
      #expect(list.state(subject) == "ok", "\(subject): \(json.output)")
    }
    #expect(try await setting.edits().isEmpty)
  }

  @Test("tells everything that would stop the bot at once, with its mend")
  func everything() async throws {
    let setting = try await PublishSetting(feedback: "No such page", isFlagged: false)
    defer { setting.wiki.stop() }
    try setting.writeReport(
      feedback: "No such page",
      more: "shutoff: {wiki: local, page: Stop}\nsee_also: [{wiki: local, page: Nowhere}]")
    try await setting.wiki.save("Stop", "Please stop.")
    try await setting.wiki.save(PublishSetting.page, "{{nobots}} Only our words.")
    try await setting.wiki.protect(PublishSetting.page)
    let result = try await setting.run("check", "--format", "json")
    let list = try List(result)
    // The pages that the report reads come before the page that it writes.
    #expect(result.status == 65 && !list.ok, "\(result)")
    #expect(try await setting.run("publish").status == 65)
    for problem in [
      "has no bot right on local", "stopped by the text on Stop", "is protected (sysop)",
      "keeps the bot away with {{nobots}}",
      "the page has no markers",
    ] {
      #expect(list.stops(problem), "\(problem): \(result.output)")
    }
    #expect(list.findings.contains { $0.state == "warning" && $0.problem == "Nowhere does not exist" })
    #expect(list.state("the values of October 2026") == "stop")
  }

  @Test("lets the wiki itself say what keeps the bot from editing, where no protection does", arguments: [true, false])
  func wikisOwnWord(exists: Bool) async throws {
    let setting = try await PublishSetting(
      LocalWiki.Options(settings: "$wgNamespaceProtection[NS_PROJECT] = [ 'editinterface' ];"))
    defer { setting.wiki.stop() }
    if exists { try await setting.wiki.save(PublishSetting.page, PublishSetting.human) }
    #expect(try List(try await setting.run("check", "--format", "json")).state("the bot may edit") == "ok")
    try await setting.wiki.block("KPIBot", from: PublishSetting.page)
    let blocked = try await setting.run("check", "--format", "json")
    #expect(blocked.status == 77, "\(blocked)")
    let list = try List(blocked)
    #expect(list.state("no block") == "ok" && list.state("the bot may edit") == "stop", "\(blocked)")
    #expect(list.stops("the account is blocked"), "\(blocked)")
    #expect(try await setting.run("publish").status == 77)
    for page in ["MediaWiki:KPIs", "Project:KPIs"] {
      try setting.writeReport(page: page)
      let forbidden = try await setting.run("check", "--format", "json")
      #expect(forbidden.status == 77, "\(forbidden)")
      #expect(try List(forbidden).stops("the page is protected"), "\(forbidden)")
      #expect(try await setting.run("publish").status == 77)
    }
    #expect(try await setting.edits().isEmpty)
  }

  @Test("gives mends that help: a title to correct, a wiki that can't be reached")
  func mends() async throws {
    let setting = try await PublishSetting(feedback: "Feedbak")
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    let typo = try List(try await setting.run("check", "--format", "json"))
    let values = try #require(typo.findings.first { $0.subject == "the values of October 2026" })
    #expect(values.problem?.contains("Feedbak does not exist on local") == true)
    #expect(
      values.mend
        == "correct each title in report.yaml that names no page, or publish them as unknown with --allow-partial"
    )
    setting.wiki.stop()
    let gone = try List(try await setting.run("check", "--patience", "1s", "--format", "json"))
    let facts = try #require(gone.findings.first { $0.subject == "collecting the facts" })
    #expect(facts.state == "stop" && facts.mend?.isEmpty == false, "\(facts)")
    #expect(facts.problem?.contains(facts.mend ?? "") == false, "\(facts)")
  }

  @Test("tells a feedback page that is no wikitext, with what to do, as preview and publish do")
  func otherForm() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    let before = try List(try await setting.run("check", "--format", "json"))
    #expect(before.state("the feedback pages can be read") == "ok")
    try await setting.wiki.setContentModel(of: "Feedback", to: "json")
    let check = try await setting.run("check", "--format", "json")
    let list = try List(check)
    #expect(check.status == 65, "\(check)")
    let page = try #require(list.findings.first { $0.subject == "Feedback on local" })
    #expect(page.state == "warning" && page.problem == "it is no wikitext: its content model is \"json\"", "\(page)")
    #expect(page.mend?.contains("under \"feedback\" in report.yaml") == true, "\(page)")
    let values = try #require(list.findings.first { $0.subject == "the values of October 2026" })
    #expect(values.state == "stop" && values.mend?.contains("run again") == false, "\(values)")
    #expect(values.mend?.hasPrefix("name the page where people write now") == true, "\(values)")
    // What to do is said once in a finding.
    #expect(values.problem?.contains("name the page where") == false, "\(values)")
    #expect(values.problem?.hasSuffix("its content model is \"json\")") == true, "\(values)")
    let preview = try await setting.run("preview", "--format", "json")
    #expect(preview.status == 0 && preview.output.contains("its content model is"), "\(preview)")
    #expect(!preview.output.contains("\"complete\""), "\(preview)")
    #expect(try await setting.run("publish").status == 65)
    #expect(try await setting.edits().isEmpty)
  }

  @Test("says what it can't check, and goes on")
  func notChecked() async throws {
    let setting = try await PublishSetting()
    try setting.folder.write(
      "KPIBOT_USERNAME=\(setting.bot.username)\nKPIBOT_PASSWORD=wrong\nKPIBOT_CONTACT=nobody\n", to: "credentials",
      mode: 0o600)
    let signedOut = try await setting.run("check", "--format", "json")
    let list = try List(signedOut)
    #expect(signedOut.status == 77, "\(signedOut)")
    #expect(list.state("signing in") == "stop" && list.state("rights") == "not checked")
    #expect(list.state("the bot may edit") == "not checked" && list.state("reading Team/KPIs") == "ok")
    #expect(list.findings.contains { $0.problem == "\"nobody\" is neither an address nor a user page" })

    setting.wiki.stop()
    let gone = try await setting.run("check", "--patience", "1s", "--format", "json")
    #expect(gone.status == 69, "\(gone)")
    #expect(try List(gone).state("its clock") == "not checked")

    try setting.folder.write("KPIBOT_USERNAME=x\n", to: "credentials", mode: 0o644)
    try setting.writeReport(more: "nonsense: 1\nshow: 0")
    let unread = try await setting.run("check", "--format", "json")
    #expect(unread.status == 78)
    let stops = try List(unread).findings.filter { $0.state == "stop" }
    #expect(stops.count == 3, "\(unread)")
    #expect(stops.contains { $0.mend == "chmod 600 credentials" })
    #expect(stops.contains { $0.problem?.contains("\"nonsense\"") == true })
    #expect(try List(unread).state("the account") == "not checked")
  }

  @Test("warns of an old wiki that lags, of pageviews that aren't there, and of two ways to sign in")
  func warnings() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let server = try PageviewsServer([:])
    try await setting.wiki.importHistories([
      PageHistory("Help:A", [.init("2026-10-10T00:00:00Z", .account("Ann"))])
    ])
    let report = PublishSetting.report(api: setting.wiki.api, kpis: "[edits, support-pageviews]")
      .replacing(
        "{local: \"\(setting.wiki.api)\"}",
        with: "{local: {api: \"\(setting.wiki.api)\", pageviews: \"\(server.base)\", project: \(server.project)}}"
      )
      .replacing("page: Feedback}]}", with: "page: Feedback}], support: [{wiki: local, page: \"Help:A\"}]}")
    try setting.folder.write(report, to: "mine/report.yaml")
    try setting.folder.write(
      "KPIBOT_USERNAME=\(setting.bot.username)\nKPIBOT_PASSWORD=x\nKPIBOT_OAUTH2_TOKEN=y\nKPIBOT_PING=http://x\n",
      to: "credentials", mode: 0o600)
    try setting.wiki.fail(
      [["siprop": "general|extensions|dbrepllag|extensiontags|functionhooks"]], status: 200,
      body: """
        {"curtimestamp": "2020-01-01T00:00:00Z", "query": {"general": {"generator": "MediaWiki 1.27.1",
          "mainpage": "Main Page", "readonly": false}, "dbrepllag": [{"host": "a", "lag": 0}, {"host": "b", "lag": 71.5}]}}
        """)
    let result = try await setting.run("check", "--format", "json")
    let list = try List(result)
    for subject in [
      "local: MediaWiki 1.27.1", "its clock", "its databases", "the pageviews of local.example.org",
      "one way to sign in",
      "the signal's address",
    ] {
      #expect(list.state(subject) == "warning", "\(subject): \(result)")
    }
    #expect(list.findings.contains { $0.problem?.contains("71 s behind") == true })
    #expect(list.findings.contains { $0.problem?.contains("ahead of the wiki's") == true })
    withExtendedLifetime(server) {}
  }
}
