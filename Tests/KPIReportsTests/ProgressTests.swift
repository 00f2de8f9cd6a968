import Testing

@testable import KPIReports

@Suite("Progress")
struct ProgressTests {
  private static let start = ContinuousClock.now

  private static func after(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

  /// A board that was told steps at these seconds.
  private static func board(_ steps: [(Double, Progress.Step)]) -> ProgressBoard {
    var board = ProgressBoard()
    for (seconds, step) in steps { board.take(.step(step), at: after(seconds)) }
    return board
  }

  private static func revisions(_ count: Int, page: Int = 3) -> Progress.Step {
    Progress.Step(
      place: "meta", task: "revisions of Talk:X", part: Progress.Part("page", page, of: 12),
      amount: Progress.Amount(count, "revisions"))
  }

  private static func title(_ number: Int, of count: Int = 200) -> Progress.Step {
    Progress.Step(place: "pageviews of w", task: "views of T", part: Progress.Part("title", number, of: count))
  }

  @Test("says what, how far and how fast, but not what is left of pages whose length nobody knows")
  func revisions() {
    let board = Self.board([(0, Self.revisions(0)), (2, Self.revisions(10_600)), (4, Self.revisions(21_200))])
    #expect(
      board.line(at: Self.after(4))
        == "meta: revisions of Talk:X, page 3 of 12, 21,200 revisions, 5,300 a second")
  }

  @Test("says what is left where each part is one request")
  func remaining() {
    let board = Self.board((1...41).map { (Double($0 - 1) / 4, Self.title($0)) })
    // 160 of 200 are left at four a second.
    #expect(
      board.line(at: Self.after(10)) == "pageviews of w: views of T, title 41 of 200, 4 a second, about 40 s left")
  }

  @Test("says nothing of speed and rest before they can be known")
  func early() {
    let board = Self.board([(0, Self.title(1)), (0.5, Self.title(9))])
    #expect(board.line(at: Self.after(0.5)) == "pageviews of w: views of T, title 9 of 200")
  }

  @Test("slows down while nothing comes")
  func stalled() {
    let board = Self.board([(0, Self.revisions(0)), (1, Self.revisions(600))])
    #expect(board.line(at: Self.after(1)).hasSuffix("600 a second"))
    #expect(board.line(at: Self.after(60)).hasSuffix("10 a second"))
    #expect(board.line(at: Self.after(3_600)).hasSuffix("10 a minute"))
  }

  @Test("measures by what came lately")
  func window() {
    var pace = Pace()
    for second in 0...60 { pace.note(second < 30 ? second * 1_000 : 30_000 + second, at: Self.after(Double(second))) }
    #expect(pace.perSecond(at: Self.after(60)) == 1)
    #expect(pace.remaining(90, at: Self.after(60)) == .seconds(90))
    pace.note(5, at: Self.after(61))
    #expect(pace.perSecond(at: Self.after(70)) == nil)
  }

  @Test("shortens what is fetched before anything else, whatever it is written in")
  func narrow() {
    let step = Progress.Step(
      place: "meta", task: "revisions of フィードバックのページについて", part: Progress.Part("page", 3, of: 12),
      amount: Progress.Amount(24_310, "revisions"))
    let board = Self.board([(0, step)])
    let line = board.line(at: Self.start, width: 60)
    #expect(line == "meta: revisions of フィード…, page 3 of 12, 24,310 revisions")
    #expect(board.line(at: Self.start, width: 10) == "meta: revisions of フ…, page 3 of 12, 24,310 revisions")
  }

  @Test("shows places beside each other, until they have ended")
  func places() {
    var board = Self.board([(0, Self.revisions(5)), (0, Self.title(1))])
    #expect(
      board.line(at: Self.start)
        == "meta: revisions of Talk:X, page 3 of 12, 5 revisions · pageviews of w: views of T, title 1 of 200")
    board.take(.end(place: "meta"), at: Self.start)
    board.take(.end(place: "nowhere"), at: Self.start)
    #expect(board.line(at: Self.start) == "pageviews of w: views of T, title 1 of 200")
    board.take(.end(place: "pageviews of w"), at: Self.start)
    #expect(board.isEmpty)
    #expect(board.line(at: Self.start) == "")
  }

  @Test("begins a new measure with other work at a place")
  func newTask() {
    var board = Self.board([(0, Self.revisions(0)), (5, Self.revisions(50))])
    let threads = Progress.Step(place: "meta", task: "threads of X", part: Progress.Part("page", 1, of: 2))
    let isNew = [6, 7].map { board.take(.step(threads), at: Self.after($0)) }
    #expect(isNew == [true, false])
    #expect(board.line(at: Self.after(7)) == "meta: threads of X, page 1 of 2")
  }

  @Test(
    "gives times in words that are not finer than the truth",
    arguments: [
      (0.2, "a few seconds"), (11, "about 20 s"), (40, "about 40 s"), (94, "about 100 s"), (100, "about 2 min"),
      (5_600, "about 94 min"), (7_100, "about 2 h"), (1e300, "about 1000000 h"),
    ])
  func words(seconds: Double, words: String) {
    #expect(Duration.seconds(min(seconds, 9e15)).aboutWords == words)
  }
}
