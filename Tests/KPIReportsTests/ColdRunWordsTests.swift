import Testing

@testable import KPIReports

@Suite("The words for a first run")
struct ColdRunWordsTests {
  @Test(
    "round within a tenth",
    arguments: [
      (1, 0.2, false, "about 1 second: about 1 request"), (12, 13.4, false, "about 13 seconds: about 12 requests"),
      (307, 242, false, "about 4 minutes: about 310 requests"),
      (88, 97, false, "about 95 seconds: about 88 requests"), (90, 104, false, "about 100 seconds: about 90 requests"),
      (2_349, 700, true, "at least 12 minutes: at least 2,300 requests"),
      (60_000, 18_100, false, "about 5 hours: about 60,000 requests"),
    ])
  func words(requests: Int, seconds: Double, isAtLeast: Bool, words: String) {
    #expect(ColdRun(requests: requests, time: .seconds(seconds), isAtLeast: isAtLeast).words == words)
  }
}
