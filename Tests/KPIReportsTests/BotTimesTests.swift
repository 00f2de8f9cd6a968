import Foundation
import MediaWiki
import Testing

@testable import KPIReports

@Suite("When an account was a bot")
struct BotTimesTests {
  private static func change(_ id: Int, _ time: Int64, was: Bool?, until: Int64?) -> RightsChange {
    RightsChange(
      id: id, name: "A", time: Instant(seconds: time), wasBot: was, botUntil: until.map(Instant.init(seconds:)))
  }

  private static let forever = RightsChange.forever.seconds

  /// What the log holds, whether the account is a bot now (at 100), and when it was one.
  private static let cases: [(String, [RightsChange], Bool, [Range<UInt32>])] = [
    ("nothing", [], false, []), ("nothing, and a bot", [], true, [0..<UInt32.max]),
    ("given", [change(1, 10, was: false, until: forever)], true, [10..<UInt32.max]),
    ("taken", [change(1, 10, was: true, until: nil)], false, [0..<10]),
    (
      "given and taken", [change(1, 10, was: false, until: forever), change(2, 20, was: true, until: nil)], false,
      [10..<20]
    ),
    ("given for a time", [change(1, 10, was: false, until: 15)], false, [10..<15]),
    ("given for a time that lasts", [change(1, 10, was: false, until: 150)], true, [10..<150]),
    (
      "given for a time, taken before it ended",
      [change(1, 10, was: false, until: 30), change(2, 20, was: true, until: nil)], false, [10..<20]
    ),
    (
      "given for a time, and again after it ended",
      [change(1, 10, was: false, until: 15), change(2, 20, was: false, until: forever)], true,
      [10..<15, 20..<UInt32.max]
    ),
    (
      "given for a time, then for good",
      [change(1, 10, was: false, until: 30), change(2, 20, was: true, until: forever)], true, [10..<UInt32.max]
    ),
    // What the log does not tell.
    (
      "taken, and a bot unseen by the log", [change(1, 10, was: true, until: nil)], true, [0..<UInt32.max]
    ),
    (
      "taken twice: given between, which is hidden",
      [change(1, 10, was: true, until: nil), change(2, 20, was: true, until: nil)], false, [0..<20]
    ),
    ("given, and no bot any more", [change(1, 10, was: false, until: forever)], false, [10..<UInt32.max]),
    ("an entry that does not tell what was", [change(1, 10, was: nil, until: nil)], false, []),
    ("given after the groups were seen", [change(1, 110, was: false, until: forever)], false, [110..<UInt32.max]),
    ("taken after the groups were seen", [change(1, 110, was: true, until: nil)], true, [0..<110]),
    // In one second, the later entry counts.
    (
      "in one second", [change(2, 10, was: true, until: nil), change(1, 10, was: false, until: forever)], false, []
    ),
  ]

  @Test(
    "is what the log says, before its first entry what this says, and without any what is now",
    arguments: cases.indices)
  func times(_ place: Int) {
    let (name, changes, isBotNow, ranges) = Self.cases[place]
    let times = BotTimes(changes, isBotNow: isBotNow, seen: Instant(seconds: 100))
    #expect(times.ranges == ranges, "\(name)")
  }

  /// Parameters as the API gives them, and what they say of bots: before, and up to when after.
  private static let entries: [(String, Bool??, Int64?)] = [
    (#"{"oldgroups":[],"newgroups":["bot"],"newmetadata":[{"group":"bot","expiry":"infinity"}]}"#, false, forever),
    (
      #"{"oldgroups":["x"],"newgroups":["x","bot"],"newmetadata":[{"group":"x","expiry":"infinity"},"#
        + #"{"group":"bot","expiry":"1970-01-01T00:01:00Z"}]}"#,
      false, 60
    ),
    (#"{"oldgroups":["bot"],"newgroups":[]}"#, true, nil),
    // On all wikis, with the ends as the database has them.
    (
      #"{"oldGroups":["bot"],"newGroups":["bot","x"],"oldMetadata":[{"expiry":null}],"#
        + #""newMetadata":[{"expiry":"19700101000200"},{"expiry":null}]}"#, true, 120
    ),
    (#"{"oldGroups":[],"newGroups":["bot"]}"#, false, forever),
    // Of before 2012.
    (#"{"0":"sysop, bot","1":"sysop"}"#, true, nil), (#"{"0":"","1":"bot"}"#, false, forever),
    (#"["","sysop, bot"]"#, false, forever),
    // Nothing of bots, or nothing at all.
    (#"{"oldgroups":[],"newgroups":["sysop"]}"#, .none, nil), ("{}", .none, nil), ("[]", .none, nil),
  ]

  @Test("is read from entries of every age", arguments: entries.indices)
  func entry(_ place: Int) throws {
    let (text, wasBot, until) = Self.entries[place]
    let json =
      #"{"logevents":[{"logid":7,"title":"Benutzer:A: b","timestamp":"2026-10-01T00:00:00Z","params":"#
      + text + "}]}"
    let event = try #require(try JSONDecoder().decode(RightsAnswer.self, from: Data(json.utf8)).logevents?.first)
    let change = RightsChange(event, groups: ["bot"])
    guard let wasBot else {
      #expect(change == nil)
      return
    }
    #expect(change?.wasBot == wasBot && change?.botUntil?.seconds == until && change?.name == "A: b", "\(text)")
  }

  @Test("says nothing where an entry is hidden")
  func hidden() throws {
    let json = #"{"logevents":[{"logid":7,"actionhidden":true,"timestamp":"2026-10-01T00:00:00Z"}]}"#
    let event = try #require(try JSONDecoder().decode(RightsAnswer.self, from: Data(json.utf8)).logevents?.first)
    #expect(RightsChange(event, groups: ["bot"]) == nil)
  }
}
