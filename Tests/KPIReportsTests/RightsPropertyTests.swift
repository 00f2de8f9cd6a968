import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Random lives of accounts on a wiki with its own clock, measured again and again.
@Suite("Bots as of each edit, in random histories", .bounded)
struct RightsPropertyTests {
  /// An account, told by the test alone: what the program says is not asked.
  private struct Account {
    var name: String
    /// The bot memberships so far; the last one may be open.
    var memberships: [Range<Int64>] = []

    func isBot(at time: Int64) -> Bool { memberships.contains { $0.contains(time) } }

    mutating func end(at time: Int64) {
      memberships = memberships.map { $0.lowerBound..<max($0.lowerBound, min($0.upperBound, time)) }
    }
  }

  /// The world as the test makes it.
  private struct World {
    var random: SeededGenerator
    var accounts = (0..<8).map { Account(name: "Account \($0)") }
    var edits: [(time: Int64, account: Int)] = []
    var now = Instant(iso8601: "2026-05-28T00:00:00Z")!.seconds
    var names = 8
    var flips = 0
    var renames = 0

    /// What happens next, within some days: to accounts, and to the page.
    mutating func step() -> (events: [LocalWiki.AccountEvent], revisions: [PageHistory.Revision]) {
      var events: [LocalWiki.AccountEvent] = []
      var written: [(time: Int64, account: Int)] = []
      for _ in 0..<14 {
        now += Int64.random(in: 3_600...100_000, using: &random)
        let place = Int.random(in: accounts.indices, using: &random)
        let name = accounts[place].name
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<3:
          accounts[place].end(at: now)
          accounts[place].memberships.append(now..<Int64.max)
          events.append(.init(.join, name, at: now))
        case 3..<5:
          let end = now + Int64.random(in: 20_000...1_500_000, using: &random)
          accounts[place].end(at: now)
          accounts[place].memberships.append(now..<end)
          events.append(.init(.join, name, at: now, value: "\(end)"))
        case 5..<8:
          accounts[place].end(at: now)
          events.append(.init(.leave, name, at: now))
        case 8:
          // A group that is none of bots.
          events.append(.init(Bool.random(using: &random) ? .join : .leave, name, at: now, group: "sysop"))
        case 9:
          names += 1
          accounts[place].name = "Account \(names)"
          events.append(.init(.rename, name, at: now, value: accounts[place].name))
          renames += 1
        default: written.append((now, place))
        }
      }
      flips += events.count { $0.kind != .rename && $0.group == "bot" }
      edits += written
      // The wiki takes the revisions after the events, when the accounts have their new names.
      let revisions = written.map {
        PageHistory.Revision(Instant(seconds: $0.time).description, .account(accounts[$0.account].name))
      }
      return (events, revisions)
    }

    /// The edits by people in a month, and how many people that are.
    func truth(in month: Period) -> [String: Double] {
      let counted = edits.filter {
        (month.start.seconds..<month.end.seconds).contains($0.time) && !accounts[$0.account].isBot(at: $0.time)
      }
      return ["edits": Double(counted.count), "participants": Double(Set(counted.map(\.account)).count)]
    }
  }

  @Test("leave every past value as it was, and tell what a new store and a separate calculation tell", arguments: 0..<3)
  func random(seed: UInt64) async throws {
    var world = World(random: SeededGenerator(seed: seed))
    let setting = try await CollectSetting(
      options: LocalWiki.Options(extensions: ["Renameuser"], settings: LocalWiki.ownClock))
    defer { setting.wiki.stop() }
    try setting.wiki.setClock(world.now)
    try await setting.wiki.createAccounts(world.accounts.map(\.name))
    try await setting.wiki.importHistories([
      PageHistory("Feedback", [.init("2026-05-27T00:00:00Z", .account("Founder"))])
    ])
    var told: [String: Double] = [:]
    var compared = 0
    for _ in 0..<12 {
      let (events, revisions) = world.step()
      try await setting.wiki.happen(events)
      try await setting.wiki.importHistories([PageHistory("Feedback", revisions)])
      world.now += 3_600
      try setting.wiki.setClock(world.now)
      let asOf = Instant(seconds: world.now)
      try await setting.collect(asOf: asOf)
      let fresh = try FactStore()
      try await setting.collect(into: fresh, asOf: asOf)
      var month = Period("2026-06")!
      while month.start < asOf {
        let truth = world.truth(in: month)
        for kpi in ["edits", "participants"] {
          let lived = try await setting.value(kpi, in: month.id, asOf: asOf)
          let new = try await setting.value(kpi, in: month.id, from: fresh, asOf: asOf)
          let place = Comment(rawValue: "seed \(seed), \(kpi) of \(month.id) on \(asOf)")
          #expect(lived.value == truth[kpi], place)
          #expect(new.value == truth[kpi], place)
          if month.end <= asOf {
            let before = told.updateValue(lived.value ?? -1, forKey: "\(kpi) \(month.id)")
            #expect(before == nil || before == lived.value, place)
            #expect(lived.status == .complete, place)
          }
          compared += 2
        }
        month = month.next
      }
    }
    print(
      "seed \(seed): \(world.flips) flips, \(world.renames) renames, \(world.edits.count) edits, \(compared) values compared"
    )
    #expect(world.flips >= 40 && compared >= 50)
  }
}
