import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("Responses to threads")
struct ResponseTests {
  private static let staff = "Lea (WMF)"

  /// A thread that begins on a day of October 2026 at midnight, with comments so many hours later.
  private static func thread(
    _ day: Int, by author: String = "Ann", _ comments: (author: String, hours: Int)...
  ) -> TalkThread {
    func time(_ hours: Int) -> String {
      let start = Instant(iso8601: "2026-10-01T00:00:00Z")!
      return start.adding(seconds: Int64((day - 1) * 24 + hours) * 3_600).description
    }
    return TalkThread(
      "Thread of day \(day)",
      [.init(author, time(0))] + comments.map { .init($0.author, time($0.hours), level: 2) })
  }

  private static func facts(_ threads: TalkThread...) -> TalkFacts { TalkFacts([.init(threads: threads)]) }

  @Test("that did not come are not dropped, as they are by tools that average the answered threads")
  func unanswered() throws {
    let facts = Self.facts(
      Self.thread(1, (Self.staff, 24)), Self.thread(2, (Self.staff, 48)), Self.thread(3), Self.thread(4),
      Self.thread(5, (Self.staff, 240)))
    let value = try facts.value("first-response-time")
    // Those who answered took 1, 2 and 10 days, a median of 2; but two people are still waiting.
    #expect(value.value == 10 && value.n == 5)
  }

  @Test("are found however many comments come before, while some tools read the first 20 only")
  func twentyFirst() throws {
    let talk = (1...30).map { (author: "Reader \($0)", hours: $0) }
    let comments = talk + [(author: Self.staff, hours: 72)]
    let start = Instant(iso8601: "2026-10-01T00:00:00Z")!
    let thread = TalkThread(
      "Long",
      [.init("Ann", start.description)]
        + comments.map { .init($0.author, start.adding(seconds: Int64($0.hours) * 3_600).description, level: 2) })
    let value = try Self.facts(thread).value("first-response-time")
    #expect(value.value == 3)
  }

  @Test("are never the author's own, nor a bot's; staff's unless anyone's are asked for")
  func whose() throws {
    let facts = Self.facts(
      Self.thread(1, ("Ann", 1), ("Archiver Bot", 2), ("192.0.2.1", 24), ("Berta", 48), (Self.staff, 72)))
    #expect(try facts.value("first-response-time").value == 3)
    #expect(try facts.value("first-response-time: {by: anyone}").value == 1)
    #expect(try facts.value("answered-in-time: {within: 2}").value == 0)
    #expect(try facts.value("answered-in-time: {within: 3}").value == 1)
    #expect(try facts.value("answered-in-time: {within: 1, by: anyone}").value == 1)
  }

  @Test("count for threads by anyone but staff and bots")
  func starters() throws {
    let facts = Self.facts(
      Self.thread(1, by: Self.staff, ("Ann", 1)), Self.thread(2, by: "Archiver Bot", (Self.staff, 1)),
      Self.thread(3, by: "192.0.2.1", (Self.staff, 48)), Self.thread(4, by: "~2026-1-1", (Self.staff, 48)))
    let value = try facts.value("first-response-time")
    #expect(value.value == 2 && value.n == 2)
    #expect(try facts.value("discussions").value == 3)
    #expect(try facts.value("solo-threads").denominator == 3)
  }

  @Test("go by who was staff at the time, and staff's own threads are not answered by their author")
  func datedStaff() throws {
    let facts = Self.facts(Self.thread(1, by: "Kim", ("Kim", 24 * 20)), Self.thread(2, ("Kim", 24), ("Kim", 24 * 14)))
    let value = try facts.value("first-response-time") { definition in
      definition.people.staffList = [
        StaffMember(name: "Kim", from: CivilDate(year: 2026, month: 10, day: 15), to: nil)
      ]
    }
    // Kim's own thread stays unanswered, and Ann's is answered by Kim as staff only.
    #expect(value.value == 14 && value.n == 2)
  }

  @Test("that too few threads have make the median more than a time that nothing can undercut")
  func moreThan() throws {
    let facts = Self.facts(
      Self.thread(1, (Self.staff, 24)), Self.thread(26), Self.thread(28), Self.thread(30), Self.thread(31))
    let value = try facts.value("first-response-time", asOf: "2026-11-03T00:00:00Z")
    #expect(value.value == nil && value.low == 4 && value.high == nil && value.status == .partial, "\(value)")
    #expect(value.reason == "4 of 5 threads had no response yet, so the median is only known to be more than 4.0 days")
    #expect(ShownValue(value, minimum: 5).text == "> 4.0")
    let none = try Self.facts().value("first-response-time")
    #expect(none.value == nil && none.low == nil && none.status == .complete, "\(none)")
    #expect(ShownValue(none, minimum: 5).text == "–")
  }

  @Test("leave the median open only while a thread without one is younger than it")
  func settled() throws {
    let threads = [Self.thread(1, (Self.staff, 72)), Self.thread(2, (Self.staff, 96)), Self.thread(30)]
    let facts = TalkFacts([.init(threads: threads)])
    let early = try facts.value("first-response-time", asOf: "2026-11-01T12:00:00Z")
    #expect(early.value == 3 && early.status == .partial, "\(early)")
    #expect(early.reason == "1 thread without a response began less than the median ago")
    let later = try facts.value("first-response-time", asOf: "2026-11-05T00:00:00Z")
    #expect(later.value == 4 && later.status == .complete && later.reason == nil, "\(later)")
    #expect(
      later.remark
        == "2 of 3 threads had a response; the 90th percentile is more than 6.0 days; the 95 % interval of the median "
        + "is 3.0 days or more")
    let during = try facts.value("first-response-time", asOf: "2026-10-31T00:00:00Z")
    #expect(during.reason == "the period ends on 2026-10-31")
  }

  @Test("are judged in time only when the thread is old enough, also where an answer came early")
  func youngThreads() throws {
    let facts = Self.facts(
      Self.thread(1, (Self.staff, 168)), Self.thread(2, (Self.staff, 169)), Self.thread(3),
      Self.thread(30, (Self.staff, 1)))
    let early = try facts.value("answered-in-time", asOf: "2026-11-05T23:59:59Z")
    #expect(early.numerator == 1 && early.denominator == 3 && early.status == .partial, "\(early)")
    #expect(early.reason == "1 thread began less than 7 days ago and can't be judged yet")
    let later = try facts.value("answered-in-time", asOf: "2026-11-06T00:00:00Z")
    #expect(later.numerator == 2 && later.denominator == 4 && later.status == .complete, "\(later)")
    let solo = try facts.value("solo-threads", asOf: "2026-11-06T00:00:00Z")
    #expect(solo.numerator == 2 && solo.denominator == 4, "\(solo)")
  }

  @Test("that came after what counts as now have not come; what was not read is not known")
  func asOf() throws {
    let thread = Self.thread(1, (Self.staff, 240))
    let early = try TalkFacts([.init(threads: [thread])]).value("first-response-time", asOf: "2026-10-08T00:00:00Z")
    #expect(early.value == nil && early.low == 7)
    // Read on 5 November, looked at in January.
    let stale = TalkFacts([.init(checked: "2026-11-05T00:00:00Z", threads: [Self.thread(31)])])
    let old = try stale.value("first-response-time")
    #expect(old.low == 5 && old.status == .partial, "\(old)")
    #expect(try stale.value("answered-in-time").denominator == 0)
    #expect(try stale.value("answered-in-time").status == .partial)
    #expect(try stale.measure("discussions", in: ["2026-12"])[0].status == .unknown)
  }

  @Test("in the same minute keep the page's order")
  func sameMinute() throws {
    let facts = Self.facts(Self.thread(1, by: "Zoe", (Self.staff, 0)), Self.thread(2, by: "Ann", (Self.staff, 0)))
    #expect(try facts.value("first-response-time").value == 0)
    #expect(try facts.value("first-response-time").n == 2)
  }
}
