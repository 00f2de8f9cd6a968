import Foundation
import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Bot flags that are given and taken while a report lives.
@Suite("Bots as of each edit", .bounded)
struct RightsTests {
  private static func seconds(_ text: String) -> Int64 { Instant(iso8601: text)!.seconds }

  private static func setting(_ yaml: String = "") async throws -> CollectSetting {
    let setting = try await CollectSetting(
      options: LocalWiki.Options(extensions: ["Renameuser"], settings: LocalWiki.ownClock), edit: { $1 + yaml })
    try setting.wiki.setClock(seconds("2026-11-05T00:00:00Z"))
    return setting
  }

  /// An edit a day in October by an account.
  private static func daily(by name: String) -> [PageHistory.Revision] {
    (1...31).map { .init("2026-10-\($0 < 10 ? "0" : "")\($0)T12:00:00Z", .account(name)) }
  }

  @Test("stay what they were when a flag is given, taken or expires later")
  func flips() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", Self.daily(by: "Ann"))])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 31)
    try await setting.wiki.happen([.init(.join, "Ann", at: Self.seconds("2026-11-06T00:00:00Z"))])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 31)
    try await setting.expectLikeNew()
    try await setting.wiki.happen([.init(.leave, "Ann", at: Self.seconds("2026-11-07T00:00:00Z"))])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 31)
    try await setting.expectLikeNew()
  }

  @Test("are told by the log, with memberships that end by themselves")
  func times() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", Self.daily(by: "Ann") + Self.daily(by: "Berta") + Self.daily(by: "Carl"))
    ])
    try await setting.wiki.happen([
      .init(.join, "Ann", at: Self.seconds("2026-10-10T00:00:00Z")),
      // Ten days, of which the log says only when they end.
      .init(.join, "Berta", at: Self.seconds("2026-10-11T00:00:00Z"), value: "\(Self.seconds("2026-10-21T00:00:00Z"))"),
      .init(.join, "Carl", at: Self.seconds("2026-10-12T00:00:00Z")),
      .init(.leave, "Carl", at: Self.seconds("2026-10-15T00:00:00Z")),
      .init(.leave, "Ann", at: Self.seconds("2026-10-30T00:00:00Z")),
    ])
    try setting.wiki.setClock(Self.seconds("2026-11-05T00:00:00Z"))
    try await setting.collect()
    #expect(try await setting.value("edits").value == Double(93 - 20 - 10 - 3))
    #expect(try await setting.value("participants").value == 3)
    let facts = try await setting.store.facts(for: setting.definition, until: CollectSetting.asOf)
    let period = try #require(Period("2026-10"))
    let exclusions = Measuring(setting.definition, facts: facts, asOf: CollectSetting.asOf).exclusions(in: period)
    #expect(exclusions.edits == [.bot: 33])
    let report = Report(setting.definition, facts: facts, periods: [period], asOf: CollectSetting.asOf)
    let people = try #require(PageContext(report, computed: CollectSetting.asOf).people)
    #expect(
      people.contains("told as of each edit by the log of user rights (on wiki since 10 October 2026)"), "\(people)")
    try await setting.expectLikeNew()
  }

  @Test("are told where no entry names them by the groups of today, and the page says so")
  func unlogged() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    _ = try await setting.wiki.createBot("Helper")
    try await setting.wiki.importHistories([
      PageHistory("Feedback", Self.daily(by: "Ann") + Self.daily(by: "Helper"))
    ])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 31)
    let facts = try await setting.store.facts(for: setting.definition, until: CollectSetting.asOf)
    #expect(facts.rights == [RightsReach(wiki: "wiki", first: nil)])
  }

  @Test("are told by entries of before 2012, and keep their times when a flag's entry is hidden later")
  func oldAndHidden() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", Self.daily(by: "Ann") + Self.daily(by: "Berta b"))
    ])
    // Two lists as lines, and nothing at all.
    try await setting.wiki.log(
      "rights", "rights", of: "Ann", at: Self.seconds("2026-10-05T00:00:00Z"), parameters: "\"\\nbot\"")
    try await setting.wiki.log(
      "rights", "rights", of: "Ann", at: Self.seconds("2026-10-08T00:00:00Z"), parameters: "\"bot\\n\"")
    try await setting.wiki.log(
      "rights", "rights", of: "Berta b", at: Self.seconds("2026-10-01T00:00:00Z"), parameters: "''")
    try await setting.wiki.log(
      "rights", "rights", of: "Berta b", at: Self.seconds("2026-10-21T00:00:00Z"), parameters: "\"bot, sysop\\nsysop\"")
    try await setting.collect()
    #expect(try await setting.value("edits").value == Double(31 - 3 + 31 - 20))
    try await setting.expectLikeNew()
    try await setting.wiki.happen([.init(.hide, "Ann", at: Self.seconds("2026-11-06T00:00:00Z"))])
    try await setting.collect()
    #expect(try await setting.value("edits").value == Double(31 - 3 + 31 - 20))
  }

  @Test("are the same accounts after they were renamed, and when others take their names")
  func renamed() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", Self.daily(by: "Ann"))])
    try await setting.wiki.happen([
      .init(.join, "Ann", at: Self.seconds("2026-10-10T00:00:00Z")),
      .init(.leave, "Ann", at: Self.seconds("2026-10-20T00:00:00Z")),
    ])
    try setting.wiki.setClock(Self.seconds("2026-11-05T00:00:00Z"))
    try await setting.collect()
    #expect(try await setting.value("edits").value == 21)
    // Renamed, and a bot by the new name, of which only the list of bots tells.
    try await setting.wiki.happen([
      .init(.rename, "Ann", at: Self.seconds("2026-11-06T00:00:00Z"), value: "Zoe"),
      .init(.join, "Zoe", at: Self.seconds("2026-11-07T00:00:00Z")),
    ])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 21)
    try await setting.expectLikeNew()
    // Somebody else takes the name, is a bot first and then writes.
    try await setting.wiki.createAccounts(["Ann"])
    try await setting.wiki.happen([.init(.join, "Ann", at: Self.seconds("2026-11-08T00:00:00Z"))])
    try await setting.wiki.importHistories([
      PageHistory(
        "Feedback",
        [.init("2026-11-07T12:00:00Z", .account("Ann")), .init("2026-11-08T12:00:00Z", .account("Ann"))])
    ])
    try setting.wiki.setClock(Self.seconds("2026-11-30T00:00:00Z"))
    let asOf = Instant(seconds: Self.seconds("2026-11-30T00:00:00Z"))
    try await setting.collect(asOf: asOf)
    #expect(try await setting.value("edits").value == 21)
    #expect(try await setting.value("edits", in: "2026-11", asOf: asOf).value == 1)
    try await setting.expectLikeNew()
  }

  @Test(
    "are told by a long log, or by asking for each account where that takes fewer requests; later by what is new",
    arguments: [(2, 4), (40, 11)])
  func requests(people: Int, expected: Int) async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let names = (0..<people).map { "Person \($0)" }
    try await setting.wiki.importHistories([
      PageHistory(
        "Feedback",
        names.flatMap { name in
          ["2026-10-01T01:00:00Z", "2026-10-20T00:00:00Z"].map { .init($0, .account(name)) }
        }.sorted { $0.timestamp < $1.timestamp })
    ])
    // An entry every ten minutes since September.
    try await setting.wiki.logRights(of: "Junk", 8_000, every: 600, until: Self.seconds("2026-11-04T00:00:00Z"))
    for (place, name) in names.enumerated() where place % 2 == 1 {
      try await setting.wiki.log(
        "rights", "rights", of: name, at: Self.seconds("2026-10-10T00:00:00Z"), parameters: "\"bot\n\"")
    }
    func logs() throws -> [LocalWiki.Fields] {
      try setting.wiki.requests().filter { $0["leaction"] == "rights/rights" }
    }
    try setting.wiki.forgetRequests()
    try await setting.collect()
    let cold = try logs()
    #expect(cold.count == expected, "\(cold)")
    #expect(cold.count { $0["letitle"] != nil } == (people == 2 ? 2 : 0))
    #expect(try await setting.value("edits").value == Double(people / 2 * 3))
    try await setting.expectLikeNew()
    // Nothing new, and then a new edit.
    try setting.wiki.forgetRequests()
    try await setting.collect()
    #expect(try logs().isEmpty)
    try await setting.wiki.importHistories([PageHistory("Feedback", [.init("2026-11-04T00:00:00Z", .account("Zoe"))])])
    try await setting.collect()
    #expect(try logs().count == 1)
    try await setting.expectLikeNew()
  }

  @Test("are told of accounts whose older edits come later, with a new page of the report", arguments: [2, 9])
  func olderEdits(people: Int) async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", [.init("2026-11-03T00:00:00Z", .account("Ann"))])
    ])
    try await setting.wiki.logRights(of: "Junk", 3_000, every: 1_800, until: Self.seconds("2026-11-04T00:00:00Z"))
    try await setting.collect()
    let names = (0..<people).map { "Person \($0)" }
    try await setting.wiki.importHistories([
      PageHistory("Feedback/Archive 1", names.map { .init("2026-10-01T01:00:00Z", .account($0)) })
    ])
    try await setting.wiki.log(
      "rights", "rights", of: names[1], at: Self.seconds("2026-10-10T00:00:00Z"), parameters: "\"bot\n\"")
    try await setting.collect()
    #expect(try await setting.value("edits").value == Double(people - 1))
    try await setting.expectLikeNew()
  }

  @Test("are unknown while the log can't be read, and known again afterwards")
  func unread() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([PageHistory("Feedback", Self.daily(by: "Ann"))])
    try setting.wiki.fail([["leaction": "rights/rights"]], status: 404)
    #expect(try await setting.collect().failures.count == 1)
    let value = try await setting.value("edits")
    #expect(value.status == .unknown && value.reason?.contains("the log of user rights of wiki") == true, "\(value)")
    try setting.wiki.fail([], status: 404)
    try await setting.collect()
    #expect(try await setting.value("edits").value == 31)
    // Somebody becomes a bot while it can't be read again, and nobody edits before it can.
    try setting.wiki.fail([["leaction": "rights/rights"]], status: 404)
    try await setting.wiki.happen([.init(.join, "Ann", at: Self.seconds("2026-11-06T00:00:00Z"))])
    try await setting.collect()
    try setting.wiki.fail([], status: 404)
    try await setting.collect()
    #expect(try await setting.value("edits").value == 31)
    try await setting.expectLikeNew()
  }

  @Test("are unknown while the log is too long for the runs so far, and known when it was read")
  func tooLong() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let names = (0..<40).map { "Person \($0)" }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", names.map { .init("2026-10-01T01:00:00Z", .account($0)) })
    ])
    try await setting.wiki.logRights(of: "Junk", 1_900, every: 1_800, until: Self.seconds("2026-11-04T00:00:00Z"))
    try await setting.wiki.log(
      "rights", "rights", of: names[1], at: Self.seconds("2026-10-10T00:00:00Z"), parameters: "\"bot\n\"")
    try await setting.collect()
    let id = try await setting.store.wikiID(api: setting.wiki.api)
    let log = RightsLog(wiki: id, scope: .local)
    try await setting.store.forget(log)
    let now = Instant(seconds: Self.seconds("2026-11-05T00:00:00Z"))
    let reader = RightsLogReader(
      wiki: try setting.connect.wiki(setting.definition.wikis[0]), store: setting.store, log: log, groups: ["bot"],
      isLeftOut: { _ in false }, now: now, logger: Logger(label: "test"), mostBatches: 2)
    try await reader.read()
    let value = try await setting.value("edits")
    #expect(value.status == .unknown && value.reason?.contains("was read only back to 2026-10-14") == true, "\(value)")
    try await reader.read()
    #expect(try await setting.value("edits").value == 39)
  }

  @Test("on all wikis are told by the log of the wiki that keeps it")
  func global() async throws {
    let settings =
      "$wgLogTypes[] = 'gblrights'; $wgLogActionsHandlers['gblrights/*'] = LogFormatter::class;\n" + LocalWiki.ownClock
    let central = try await LocalWiki.start(LocalWiki.Options(settings: settings))
    defer { central.stop() }
    let setting = try await CollectSetting(edit: {
      $1.replacing("wiki: {api", with: "wiki: {central: \"\(central.api)\", api")
    })
    defer { setting.wiki.stop() }
    try await setting.wiki.importHistories([
      PageHistory("Feedback", Self.daily(by: "Ann") + Self.daily(by: "Berta") + Self.daily(by: "Carl"))
    ])
    func log(_ name: String, _ time: String, _ parameters: String) async throws {
      try await central.log(
        "gblrights", "usergroups", of: name, at: Self.seconds(time), parameters: parameters)
    }
    func groups(_ old: String, _ new: String, until: String = "null") -> String {
      "serialize( [ 'oldGroups' => [ \(old) ], 'newGroups' => [ \(new) ], "
        + "'oldMetadata' => [ \(old.isEmpty ? "" : "[ 'expiry' => null ]") ], "
        + "'newMetadata' => [ \(new.isEmpty ? "" : "[ 'expiry' => \(until) ]") ] ] )"
    }
    try await log("Ann", "2026-10-10T00:00:00Z", groups("", "'global-bot'"))
    try await log("Ann", "2026-10-20T00:00:00Z", groups("'global-bot'", ""))
    try await log("Berta", "2026-10-30T00:00:00Z", groups("", "'global-bot'", until: "'20261031000000'"))
    // Of before 2020.
    try await log("Carl", "2026-10-06T00:00:00Z", "\"steward, global-bot\\nsteward\"")
    try await setting.collect()
    #expect(try await setting.value("edits").value == Double(93 - 10 - 1 - 5))
    let facts = try await setting.store.facts(for: setting.definition, until: CollectSetting.asOf)
    #expect(
      facts.rights.map(\.wiki) == ["wiki", nil]
        && facts.rights.last?.first == Instant(iso8601: "2026-10-06T00:00:00Z"), "\(facts.rights)")
    try await setting.expectLikeNew()
    try central.fail([["leaction": "gblrights/usergroups"]], status: 404)
    let fresh = try FactStore()
    try await setting.collect(into: fresh)
    let value = try await setting.value("edits", from: fresh)
    #expect(value.status == .unknown && value.reason?.contains("the log of user rights") == true, "\(value)")
  }

  @Test("that stewards changed on a wiki are told by the log of the wiki that keeps it")
  func stewards() async throws {
    let central = try await LocalWiki.start(LocalWiki.Options(settings: LocalWiki.ownClock))
    defer { central.stop() }
    let setting = try await CollectSetting(
      options: LocalWiki.Options(settings: LocalWiki.ownClock),
      edit: { $1.replacing("wiki: {api", with: "wiki: {central: \"\(central.api)\", api") })
    defer { setting.wiki.stop() }
    func setClocks(_ time: String) throws {
      for wiki in [central, setting.wiki] { try wiki.setClock(Self.seconds(time)) }
    }
    try setClocks("2026-11-01T12:00:00Z")
    try await setting.wiki.importHistories([
      PageHistory("Feedback", Self.daily(by: "Ann") + Self.daily(by: "Berta") + Self.daily(by: "Carl"))
    ])
    func log(_ name: String, _ time: String, _ parameters: String) async throws {
      try await central.log("rights", "rights", of: name, at: Self.seconds(time), parameters: parameters)
    }
    // A flag for ten days, one of which only the end is logged there, one on another wiki, and one of the central wiki.
    try await log("Ann@wiki", "2026-10-10T00:00:00Z", "\"\nbot\"")
    try await log("Ann@wiki", "2026-10-20T00:00:00Z", "\"bot\n\"")
    try await log("Berta@wiki", "2026-10-06T00:00:00Z", "\"sysop, bot\nsysop\"")
    try await log("Carl@otherwiki", "2026-10-10T00:00:00Z", "\"\nbot\"")
    try await log("Carl", "2026-10-10T00:00:00Z", "\"\nbot\"")
    try await setting.collect()
    #expect(try await setting.value("edits").value == Double(93 - 10 - 5))
    try await setting.expectLikeNew()

    try setClocks("2026-11-04T12:00:00Z")
    // What comes later changes nothing that was.
    try await setting.wiki.importHistories([
      PageHistory("Feedback", [.init("2026-11-03T00:00:00Z", .account("Carl"))])
    ])
    try await log("Carl@wiki", "2026-11-02T00:00:00Z", "\"\nbot\"")
    try await setting.collect()
    #expect(try await setting.value("edits").value == Double(93 - 10 - 5))
    #expect(try await setting.value("edits", in: "2026-11").value == 0)
    try await setting.expectLikeNew()

    try central.fail([["leaction": "rights/rights"]], status: 404)
    let fresh = try FactStore()
    try await setting.collect(into: fresh)
    let value = try await setting.value("edits", from: fresh)
    #expect(value.status == .unknown && value.reason?.contains("user rights") == true, "\(value)")
  }
}
