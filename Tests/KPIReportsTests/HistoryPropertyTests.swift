import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// Random lives of pages and accounts on a wiki with its own clock, measured again and again.
@Suite("Random histories of pages", .bounded)
struct HistoryPropertyTests {
  private static let kpis = [
    "edits", "participants", "returning-participants", "new-participants", "retention-rate",
  ]
  private static let titles = ["Feedback", "Ideas", "Elsewhere", "Shelf", "Old talk"]
  private static let archives = "Feedback/Archive "
  private static let places = titles + [archives + "1", archives + "2"]
  /// The products, each with its title and the beginning of its archives' titles.
  private static let products = [("A", "Feedback", Optional(archives)), ("B", "Ideas", nil)]

  /// In the usual run a few; `KPIBOT_PROPERTY_STEPS` asks for more, in several lives.
  private static let asked = ProcessInfo.processInfo.environment["KPIBOT_PROPERTY_STEPS"].flatMap { Int($0) }
  private static let steps = asked.map { min($0, 125) } ?? 40
  private static let seeds = 1...UInt64(max(1, (asked ?? 1) / 125))

  /// What people do, and what is known of their accounts.
  private struct World {
    struct Account {
      var name: String
      var memberships: [Range<Int64>] = []
    }

    var random: SeededGenerator
    var now = Instant(iso8601: "2026-05-20T00:00:00Z")!.seconds
    var accounts = (0..<8).map { Account(name: "Account \($0)") }
    var count = 8
    /// Where pages were moved to last.
    var rooms: [String] = ["Room 1"]

    func isBot(_ name: String, _ time: Int64) -> Bool {
      accounts.first { $0.name == name }?.memberships.contains { $0.contains(time) } ?? false
    }

    mutating func turn() -> LocalWiki.Turn {
      now += Int64.random(in: 3_600...80_000, using: &random)
      let title = HistoryPropertyTests.titles.randomElement(using: &random) ?? ""
      let place = (HistoryPropertyTests.places + rooms.suffix(3)).randomElement(using: &random) ?? ""
      let own = Bool.random(using: &random) ? "Feedback" : "Ideas"
      let number = Int.random(in: accounts.indices, using: &random)
      let user = accounts[number].name
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<26:
        count += 1
        let page = Int.random(in: 0..<3, using: &random) == 0 ? place : own
        return .init(.write, at: now, title: page, user: user, value: "Words \(count)")
      case 26..<33:
        let page = Bool.random(using: &random) ? title : own
        let other = HistoryPropertyTests.titles.filter { $0 != page }.randomElement(using: &random) ?? ""
        return .init(.redirect, at: now, title: page, other: other)
      case 33..<55:
        let value = Bool.random(using: &random) ? "redirect" : ""
        var place = place
        if Bool.random(using: &random) {
          rooms.append("Room \(rooms.count + 1)")
          place = rooms[rooms.count - 1]
        }
        // From one of the titles, or from where a page was moved to before.
        let title = Bool.random(using: &random) ? title : rooms.suffix(3).randomElement(using: &random) ?? ""
        return .init(.move, at: now, title: Bool.random(using: &random) ? own : title, other: place, value: value)
      case 55..<61: return .init(.delete, at: now, title: place)
      case 61..<73: return .init(.restore, at: now, title: place)
      case 73..<79: return .init(.merge, at: now, title: title, other: place)
      case 79..<85:
        let days = Int.random(in: 5...90, using: &random)
        return .init(.importing, at: now, title: place, user: user, value: "\(days)")
      case 85..<88:
        return .init(.suppress, at: now, title: place, value: "\(Int.random(in: 0..<50, using: &random))")
      case 88..<91:
        return .init(.protect, at: now, title: place, value: Bool.random(using: &random) ? "sysop" : "")
      case 91..<94:
        count += 1
        accounts[number].name = "Account \(count)" + (Int.random(in: 0..<4, using: &random) == 0 ? " (WMF)" : "")
        return .init(.rename, at: now, user: user, value: accounts[number].name)
      case 94..<97:
        end(number)
        accounts[number].memberships.append(now..<Int64.max)
        return .init(.join, at: now, user: user)
      default:
        end(number)
        return .init(.leave, at: now, user: user)
      }
    }

    private mutating func end(_ number: Int) {
      accounts[number].memberships = accounts[number].memberships.map {
        $0.lowerBound..<max($0.lowerBound, min($0.upperBound, now))
      }
    }
  }

  /// What came of comparing.
  private struct Tally {
    var steps = 0
    var compared = ["lived": 0, "fresh": 0]
    var unknown = ["lived": 0, "fresh": 0]
    /// Values that rest on more pages than the one to which each title leads.
    var former = 0
    var kinds: [String: Int] = [:]
    var differences: [String] = []
  }

  private static func setting() async throws -> CollectSetting {
    try await CollectSetting(
      kpis: kpis, options: LocalWiki.Options(extensions: ["Renameuser"], settings: LocalWiki.ownClock)
    ) { _, yaml in
      let lines = yaml.split(separator: "\n").filter { !$0.contains("support:") }
      return lines.flatMap { line in
        line.hasPrefix("kpis:") ? ["  - {name: B, feedback: [{wiki: wiki, page: Ideas}]}", line] : [line]
      }.joined(separator: "\n") + "\npeople: {staff: {names: [\"* (WMF)\"]}}\n"
    }
  }

  @Test(
    "tell the same in a store that has lived, in a new one and in the wiki's database, or are unknown", arguments: seeds
  )
  func random(seed: UInt64) async throws {
    var world = World(random: SeededGenerator(seed: seed << 32))
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try setting.wiki.setClock(world.now)
    try await setting.wiki.createAccounts(world.accounts.map(\.name))
    var tally = Tally()
    var story: [String] = []
    while tally.steps < Self.steps {
      let turns = (0..<5).map { _ in world.turn() }
      let census = try await setting.wiki.take(turns, keeping: Self.archives)
      tally.steps += census.done.count { $0 }
      for (turn, isDone) in zip(turns, census.done) where isDone { tally.kinds["\(turn.kind)", default: 0] += 1 }
      for (place, turn) in turns.enumerated() where census.done[place] {
        story.append(
          "\(Instant(seconds: turn.time)) \(turn.kind) \(census.titles[place]) > \(turn.other) \(turn.user) \(turn.value)"
        )
      }
      world.now += 3_600
      try setting.wiki.setClock(world.now)
      let truth = CensusTruth(census: census, isBot: world.isBot)
      var stores = [("fresh", try FactStore())]
      if Int.random(in: 0..<3, using: &world.random) > 0 { stores.append(("lived", setting.store)) }
      for (name, store) in stores {
        let asOf = Instant(seconds: world.now)
        #expect(try await setting.collect(into: store, asOf: asOf).failures.isEmpty)
        let found = try await Self.differences(setting, store, name, truth, asOf, &tally)
        if !found.isEmpty {
          tally.differences += ["seed \(seed), step \(tally.steps): \(found.prefix(4))", "after \(story.suffix(40))"]
        }
      }
      if tally.differences.count > 4 { break }
    }
    print(
      "seed \(seed): \(tally.steps) steps, compared \(tally.compared), of them unknown \(tally.unknown), "
        + "\(tally.former) on former pages, \(tally.differences.count) differences; \(tally.kinds)")
    #expect(tally.differences.isEmpty, "\(tally.differences.joined(separator: "\n"))")
    for (store, compared) in tally.compared {
      #expect(compared >= 100 && tally.unknown[store] ?? 0 < compared * 2 / 3, "\(store) knows too little")
    }
  }

  /// What a store tells otherwise than the wiki's database.
  private static func differences(
    _ setting: CollectSetting, _ store: FactStore, _ name: String, _ truth: CensusTruth, _ asOf: Instant,
    _ tally: inout Tally
  ) async throws -> [String] {
    let last = Period(.month, containing: asOf)
    let months = (0..<5).map { last.advanced(by: $0 - 4) }
    let facts = try await store.facts(for: setting.definition, until: asOf)
    let values = Measuring(setting.definition, facts: facts, asOf: asOf).measurements(over: months)
    var differences: [String] = []
    for value in values {
      let products = products.filter { value.product == nil || $0.0 == value.product }
      tally.compared[name, default: 0] += 1
      if value.status == .unknown {
        tally.unknown[name, default: 0] += 1
        if value.reason?.isEmpty ?? true { differences.append("no reason: \(value)") }
        continue
      }
      let pages = products.reduce(into: Set<Int>()) { $0.formUnion(truth.pages(of: $1.1, archives: $1.2)) }
      if pages.count > products.count { tally.former += 1 }
      let deleted = products.flatMap { truth.deleted(of: $0.1) }
      let right = truth.value(value.kpi, in: value.period, of: pages)
      let place = "\(name) \(value.kpi) \(value.product ?? "all") \(value.period.id)"
      if value.value != right { differences.append("\(place): \(value.value as Any), not \(right as Any)") }
      if truth.isLost(value.kpi, in: value.period, among: deleted) {
        differences.append("\(place): \(value.value as Any), though pages were deleted")
      }
    }
    return differences
  }
}
