import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Feedback pages that are there and whose histories are not what people write.
@Suite("Feedback pages of another form", .bounded)
struct UnreadablePageTests {
  private static let kpis = ["edits", "participants", "discussions"]

  private static func expectUnknown(
    _ setting: CollectSetting, because reason: String, from store: FactStore? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for kpi in kpis {
      for period in ["2026-10", "2026-09"] {
        let value = try await setting.value(kpi, in: period, from: store)
        #expect(value.status == .unknown && value.value == nil, "\(value)", sourceLocation: sourceLocation)
        #expect(
          value.reason == "\(reason); \(UnreadablePage.mend)", "\(value)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test("are unknown with the reason and what to do where their content model is not wikitext, and ask for no history")
  func contentModel() async throws {
    let setting = try await CollectSetting(kpis: Self.kpis)
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(40))])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 40)
    for model in ["json", "text"] {
      try await setting.wiki.setContentModel(of: "Feedback", to: model)
      try setting.wiki.forgetRequests()
      #expect(try await setting.collect().failures.isEmpty)
      #expect(try setting.wiki.requests().allSatisfy { $0["action"] == "query" && $0["rvlimit"] == nil })
      let reason = "Feedback on wiki can't be counted: it is no wikitext: its content model is \"\(model)\""
      // What was read of it before is not told any more: a fresh store could not.
      try await Self.expectUnknown(setting, because: reason)
      let fresh = try FactStore()
      try await setting.collect(into: fresh)
      try await Self.expectUnknown(setting, because: reason, from: fresh)
    }
    try await setting.wiki.setContentModel(of: "Feedback", to: nil)
    try await setting.collect()
    #expect(try await setting.value("edits").value == 40)
    try await setting.expectLikeNew()
  }

  @Test("are unknown alone where the wiki itself does not know their content model, and other pages are read")
  func modelOfNobody() async throws {
    let setting = try await CollectSetting(kpis: ["edits"]) { _, yaml in
      yaml.replacing(
        "kpis:", with: "  - {name: B, feedback: [{wiki: wiki, page: Ideas}]}\nkpis:")
    }
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", CollectSetting.history(4)), PageHistory("Ideas", CollectSetting.history(5)),
    ])
    try await setting.collect()
    try await setting.wiki.setContentModel(of: "Feedback", to: "flow-board-of-old")
    let fresh = try FactStore()
    for store in [setting.store, fresh] {
      #expect(try await setting.collect(into: store).failures.isEmpty)
      let value = try await setting.value("edits", of: "A", from: store)
      #expect(value.status == .unknown && value.value == nil, "\(value)")
      #expect(
        value.reason?.hasPrefix(
          "Feedback on wiki can't be counted: its content model \"flow-board-of-old\" is not known to the wiki; name the"
        )
          == true, "\(value)")
      let other = try await setting.value("edits", of: "B", from: store)
      #expect(other.value == 5 && other.status == .complete, "\(other)")
    }
    let check = FeedbackCheck(
      wiki: try setting.connect.wiki(setting.definition.wikis[0]), titles: ["Feedback", "Ideas"],
      hasLiquidThreads: false)
    let findings = await check.findings().findings
    #expect(findings.map(\.subject) == ["Feedback on wiki"] && findings[0].state == .warning, "\(findings)")
    try await setting.wiki.setContentModel(of: "Feedback", to: nil)
    try await setting.collect()
    #expect(try await setting.value("edits", of: "A").value == 4)
  }

  @Test("are unknown as a whole where only an archive is of another form")
  func archive() async throws {
    let setting = try await CollectSetting(kpis: Self.kpis)
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", CollectSetting.history(4)), PageHistory("Feedback/Archive 1", CollectSetting.history(4)),
    ])
    try await setting.wiki.setContentModel(of: "Feedback/Archive 1", to: "text")
    try await setting.collect()
    try await setting.collect()
    let value = try await setting.value("edits")
    #expect(value.status == .unknown && value.value == nil)
    #expect(value.reason?.hasPrefix("Feedback/Archive 1 on wiki can't be counted: it is no wikitext") == true)
  }

  @Test("are unknown where their threads are made with LiquidThreads, as the page itself says")
  func liquidThreads() async throws {
    let setting = try await CollectSetting(kpis: Self.kpis)
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(3))])
    try await setting.wiki.setProperty("use-liquid-threads", of: "Feedback", to: "0")
    try await setting.collect()
    #expect(try await setting.value("edits").value == 3)
    try await setting.wiki.setProperty("use-liquid-threads", of: "Feedback", to: "1")
    try await setting.collect()
    let reason =
      "Feedback on wiki can't be counted: its threads are pages of their own, made with the extension LiquidThreads"
    try await Self.expectUnknown(setting, because: reason)
  }

  @Test(
    "are unknown where a wiki uses LiquidThreads on all talk pages, and this one has threads", arguments: [true, false])
  func liquidThreadsEverywhere(hasThreads: Bool) async throws {
    var server: RawServer?
    let setting = try await CollectSetting(kpis: ["edits"]) { wiki, yaml in
      let client = try RawClient(wiki.address)
      let started = try RawServer { request in
        let fields = request.fields
        if fields["list"] == "threads" {
          let threads = hasThreads && fields["thpage"] == "Feedback" ? #"{"7":{"id":7}}"# : "[]"
          return .answer(
            #"{"batchcomplete":true,"query":{"threads":\#(threads)}}"#, headers: ["Content-Type: application/json"])
        }
        // Not compressed, to be read here.
        var request = request
        request.headers["accept-encoding"] = nil
        guard let real = try? await client.exchange(request.bytes) else { return [.close] }
        // What the extension adds to the parser functions of its wiki.
        let text = String(decoding: real, as: UTF8.self)
        guard let functions = text.firstRange(of: #""functionhooks":["#) else { return [.send(real), .close] }
        let body = text[text.firstRange(of: "\r\n\r\n")!.upperBound...]
        let told = body[..<functions.upperBound] + "\"useliquidthreads\"," + body[functions.upperBound...]
        return .answer(String(told), headers: ["Content-Type: application/json"])
      }
      server = started
      return yaml.replacing(wiki.api, with: started.url + "/api.php")
    }
    defer { setting.wiki.stop() }
    defer { withExtendedLifetime(server) {} }
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(3))])
    try await setting.collect()
    let value = try await setting.value("edits")
    #expect(value.value == (hasThreads ? nil : 3), "\(value)")
    #expect(value.status == (hasThreads ? .unknown : .complete), "\(value)")
  }

  /// A page that shows two threads, one of which stands on another page.
  private static func transcluding(_ other: String) -> String {
    let items = ["h-Ann-1", "h-Ann-2"].map { id in
      #"{"type":"heading","headingLevel":2,"id":"\#(id)","html":"\#(id)","replies":[{"type":"comment","id":"c-\#(id)","#
        + #""author":"Ann","timestamp":"2026-10-0\#(id.suffix(1))T10:00:00Z","level":1,"html":"","replies":[]}]}"#
    }
    return
      #"{"discussiontoolspageinfo":{"transcludedfrom":{"h-":false,"h-Ann-1":false,"c-Ann-1":false,"h-Ann-2":\#(other)},"#
      + #""threaditemshtml":[{"type":"heading","headingLevel":null,"id":"h-","replies":[]},\#(items.joined(separator: ","))]}}"#
  }

  @Test(
    "are unknown where they show threads that stand on a page that is not read",
    arguments: [("\"Feedback/Ideas\"", "Feedback/Ideas"), ("true", "another page")])
  func elsewhere(origin: String, name: String) async throws {
    let talk = try await TalkSetting(kpis: TalkSetting.kpis + ["edits"])
    defer { talk.wiki.stop() }
    talk.proxy.set("Feedback", answer: Self.transcluding(origin))
    try await talk.setting.collect()
    for kpi in ["edits", "discussions"] {
      let value = try await talk.setting.value(kpi)
      #expect(value.status == .unknown && value.value == nil, "\(value)")
      #expect(
        value.reason
          == "Feedback on wiki can't be counted: it shows threads that stand on \(name); \(UnreadablePage.mend)",
        "\(value)")
    }
    // Once that page is read as well, all is known.
    talk.proxy.set("Feedback", answer: Self.transcluding("\"Feedback/Archive 1\""))
    try talk.proxy.set("Feedback/Archive 1", [TalkThread("h-Ann-2", [.init("Ann", "2026-10-02T10:00:00Z")])])
    try await talk.create(["Feedback/Archive 1"])
    try await talk.setting.collect()
    #expect(try await talk.setting.value("discussions").value == 2)
    #expect(try await talk.setting.value("edits").status == .complete)
  }
}
