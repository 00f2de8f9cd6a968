import Foundation
import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The discussion KPIs")
struct DiscussionTests {
  private static func recorded() throws -> TalkFacts {
    let threads = try DiscussionAnswerTests.truth().map { thread in
      TalkThread(thread.heading, thread.comments.map { .init($0.author, $0.timestamp, level: $0.depth + 1) })
    }
    return TalkFacts([.init(threads: threads)])
  }

  /// Calculated from the truth of the recorded page by a separate Python program, with lifelines 0.30.3.
  @Test("are those that a separate calculation gives for the recorded page")
  func recordedPage() throws {
    let facts = try Self.recorded()
    let asOf = "2026-11-03T00:00:00Z"
    #expect(try facts.value("discussions", asOf: asOf).value == 14)
    let staff = try facts.value("first-response-time", asOf: asOf)
    #expect(staff.value == nil && staff.n == 14)
    #expect(abs((staff.low ?? 0) - 12.800694444444444) < 1e-12)
    let anyone = try facts.value("first-response-time: {by: anyone}", asOf: asOf)
    // The curve is at exactly 7/14 there; lifelines' product of fractions misses that by a bit and gives the next step.
    #expect(abs((anyone.value ?? 0) - 0.8381944444444445) < 1e-12)
    #expect(abs((anyone.low ?? 0) - 0.20694444444444443) < 1e-12 && anyone.high == nil)
    #expect(anyone.remark?.hasPrefix("9 of 14 threads had a response; the 90th percentile is more than ") == true)
    let inTime = try facts.value("answered-in-time", asOf: asOf)
    #expect(inTime.numerator == 3 && inTime.denominator == 13 && inTime.status == .partial)
    let later = try facts.value("answered-in-time", asOf: "2026-11-05T00:00:00Z")
    #expect(later.numerator == 4 && later.denominator == 14 && later.status == .complete)
    let byAnyone = try facts.value("answered-in-time: {by: anyone}", asOf: asOf)
    #expect(byAnyone.numerator == 8 && byAnyone.denominator == 13)
    let solo = try facts.value("solo-threads", asOf: asOf)
    #expect(solo.numerator == 5 && solo.denominator == 13)
    let share = try facts.value("volunteer-share", asOf: asOf)
    #expect(share.numerator == 30 && share.denominator == 38)
  }

  private static func thread(_ heading: String, _ comments: (String, String)...) -> TalkThread {
    TalkThread(heading, comments.map { .init($0.0, "2026-10-\($0.1):00Z") })
  }

  @Test("count a thread once that stands on the page and in an archive, with the comments of both")
  func moved() throws {
    let archived = Self.thread("Bug", ("Ann", "01T10:00"), ("Berta", "02T10:00"), ("Berta", "02T10:00"))
    let page = Self.thread(
      "Bug", ("Ann", "01T10:00"), ("Berta", "02T10:00"), ("Berta", "02T10:00"), ("Cleo", "03T10:00"))
    let other = Self.thread("Other", ("Ann", "05T10:00"))
    for pages in [[[page, other], [archived]], [[other], [archived, page]], [[archived], [other], [page]]] {
      let facts = TalkFacts(pages.map { TalkFacts.Page(title: "Page", threads: $0) })
      #expect(try facts.value("discussions").value == 2)
      // Berta said two things in one minute, in each copy.
      #expect(try facts.value("volunteer-share").denominator == 5)
    }
  }

  @Test("are the same however the threads are spread over the page and its archives", arguments: 0..<40)
  func spread(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let authors = (0..<8).map { "Reader \($0)" } + ["Lea (WMF)", "Kim (WMF)", "Archiver Bot", "192.0.2.1", "~2026-1-1"]
    let start = try #require(Instant(iso8601: "2026-09-15T00:00:00Z"))
    let threads = (0..<Int.random(in: 0...40, using: &random)).map { number in
      // Each has its minute, so that they can be told apart.
      let first = Int.random(in: 0...60 * 24, using: &random) * 3_600 + number * 60
      let comments = (0..<Int.random(in: 1...12, using: &random)).map { place in
        let later = place == 0 ? 0 : Int.random(in: 0...20 * 1_440, using: &random) * 60
        return TalkThread.Comment(
          authors.randomElement(using: &random)!, start.adding(seconds: Int64(first + later)).description)
      }
      return TalkThread("Thread \(number % 7)", comments)
    }
    let whole = TalkFacts([.init(threads: threads)])
    var pages: [[TalkThread]] = [[], [], []]
    for thread in threads {
      // Some stand on two pages, the newest comments on the one only.
      let place = Int.random(in: 0...2, using: &random)
      pages[place].append(thread)
      guard Int.random(in: 0..<3, using: &random) == 0 else { continue }
      let oldest = thread.comments.sorted { $0.timestamp < $1.timestamp }
      let part = oldest.prefix(Int.random(in: 1...oldest.count, using: &random))
      pages[(place + 1) % 3].append(TalkThread(thread.heading, Array(part)))
    }
    let parts = TalkFacts(pages.map { TalkFacts.Page(threads: $0) })
    for kpi in ["discussions", "first-response-time", "answered-in-time", "solo-threads", "volunteer-share"] {
      let periods = ["2026-09", "2026-10", "2026-11"]
      let asOf = "2026-11-10T00:00:00Z"
      #expect(
        try whole.measure(kpi, in: periods, asOf: asOf) == parts.measure(kpi, in: periods, asOf: asOf), "\(kpi)")
    }
    let begun = threads.filter { thread in
      let first = thread.comments.map(\.timestamp).min() ?? ""
      let starter = thread.comments.first { $0.timestamp == first }
      return first.hasPrefix("2026-10") && starter?.author != "Archiver Bot"
    }
    #expect(try whole.value("discussions").value == Double(begun.count))
  }

  @Test("count a thread once whose copy has another heading, or whose first comment was signed again")
  func edited() throws {
    let page = Self.thread("Bug", ("Ann", "01T10:00"), ("Berta", "02T10:00"))
    for copy in [
      Self.thread("Bug (resolved)", ("Ann", "01T10:00"), ("Berta", "02T10:00")),
      Self.thread("Bug", ("Ann", "01T11:30"), ("Berta", "02T10:00")),
    ] {
      let facts = TalkFacts([.init(threads: [page]), .init(title: "Archive", threads: [copy])])
      #expect(try facts.value("discussions").value == 1)
    }
  }

  @Test("count two threads that somebody began in one minute, and those that share a comment by chance")
  func alike() throws {
    let facts = TalkFacts([
      .init(threads: [
        Self.thread("Bug", ("Ann", "01T10:00")), Self.thread("Wish", ("Ann", "01T10:00")),
        Self.thread("Thanks", ("Cleo", "02T10:00"), ("Berta", "03T10:00")),
        Self.thread("Thanks", ("Dora", "02T10:00"), ("Berta", "03T10:00")),
      ])
    ])
    #expect(try facts.value("discussions").value == 4)
    #expect(try facts.value("volunteer-share").denominator == 6)
  }

  @Test("count a thread of two products for each, and once for all")
  func twoProducts() throws {
    let thread = Self.thread("Bug", ("Ann", "01T10:00"))
    let facts = TalkFacts([.init(threads: [thread]), .init(title: "Other", product: 1, threads: [thread])])
    #expect(try facts.value("discussions").value == 1)
    #expect(try facts.value("discussions", of: "A").value == 1)
    #expect(try facts.value("discussions", of: "P1").value == 1)
  }

  @Test("count what somebody began on pages of two products in one minute as two")
  func twoQuestions() throws {
    let facts = TalkFacts([
      .init(threads: [Self.thread("Question", ("Bob", "01T10:00"))]),
      .init(title: "Other", product: 1, threads: [Self.thread("Another question", ("Bob", "01T10:00"))]),
    ])
    #expect(try facts.value("discussions").value == 2)
  }

  @Test("go by the first comment's period, to the second")
  func periods() throws {
    let facts = TalkFacts([
      .init(threads: [
        TalkThread("A", [.init("Ann", "2026-09-30T23:59:00Z"), .init("Lea (WMF)", "2026-10-01T00:00:00Z")]),
        TalkThread("B", [.init("Ann", "2026-10-01T00:00:00Z")]),
        TalkThread("C", [.init("Ann", "2026-10-31T23:59:00Z")]),
        TalkThread("D", [.init("Ann", "2026-11-01T00:00:00Z")]),
      ])
    ])
    let values = try facts.measure("discussions", in: ["2026-09", "2026-10", "2026-11"])
    #expect(values.map(\.value) == [1, 2, 1] && values.allSatisfy { $0.status == .complete })
    let share = try facts.value("volunteer-share")
    #expect(share.numerator == 2 && share.denominator == 3)
  }

  @Test("leave IP editors out of the people unless the report says otherwise")
  func anonymous() throws {
    let facts = TalkFacts([.init(threads: [Self.thread("A", ("192.0.2.1", "01T10:00"), ("Lea (WMF)", "02T10:00"))])])
    #expect(try facts.value("volunteer-share").value == 0)
    #expect(try facts.value("volunteer-share") { $0.people.anonymous = .include }.value == 0.5)
  }

  @Test("are unknown, never zero, where a page could not be read")
  func unread() throws {
    let ids = ["discussions", "first-response-time", "answered-in-time", "solo-threads", "volunteer-share"]
    let lack = "wiki does not have the extension"
    for page in [TalkFacts.Page(checked: nil, problem: lack, threads: []), .init(checked: nil, threads: [])] {
      for id in ids {
        let value = try TalkFacts([.init(title: "Read", threads: []), page]).value(id)
        #expect(value.status == .unknown && value.value == nil && value.low == nil && value.remark == nil, "\(value)")
        #expect(value.reason == page.problem ?? "Feedback on wiki was never read")
      }
    }
    // The threads of an archive are older than its page: one that was made later may hold all of a period.
    let young = TalkFacts.Page(created: "2026-11-02T00:00:00Z", checked: nil, problem: lack, threads: [])
    #expect(try TalkFacts([.init(title: "Read", threads: []), young]).value("discussions").status == .unknown)
  }

  @Test(
    "are not complete while a page was read later than the one that its threads may have gone to",
    arguments: [true, false])
  func movedSince(failed: Bool) throws {
    let moved = Self.thread("A", ("Ann", "01T10:00"))
    let archive = TalkFacts.Page(
      title: "Archive", checked: "2026-11-10T00:00:00Z", problem: failed ? "Archive failed" : nil, threads: [])
    for read in ["2026-11-10T00:00:00Z", "2026-11-20T00:00:00Z"] {
      let isLater = read == "2026-11-20T00:00:00Z"
      let value = try TalkFacts([.init(checked: read, threads: isLater ? [] : [moved]), archive]).value(
        "discussions", asOf: "2026-11-20T00:00:00Z")
      #expect(value.status == (!isLater ? .complete : failed ? .unknown : .partial), "\(value)")
      #expect(isLater == (value.reason != nil), "\(value)")
    }
  }
}
