import MediaWiki

/// The first responses to the threads of a period.
///
/// A thread without one is censored: it is only known that none came until now.
struct Responses {
  private static let secondsPerDay = 86_400.0

  private struct Thread {
    /// How long it took to the response, or how long there was none.
    let seconds: Int64
    /// How long the thread has been seen.
    let age: Int64
    let isAnswered: Bool
  }

  private let threads: [Thread]

  /// Takes threads, and whose comments are responses.
  init(_ conversations: [Conversation], by responder: Responder, until horizon: Instant) {
    threads = conversations.map { conversation in
      let start = conversation.first.time
      let age = max(0, horizon.seconds - start.seconds)
      let response = conversation.response(responder.includes)
      return Thread(
        seconds: response.map { $0.time.seconds - start.seconds } ?? age, age: age, isAnswered: response != nil)
    }
  }

  /// The median time to the first response.
  ///
  /// Where the curve does not fall to one half there is no value: its lower end then is what the median is more than.
  func time(_ standing: Standing) -> (Finding, Standing) {
    let curve = SurvivalCurve(
      threads.map { SurvivalCurve.Observation(time: Double($0.seconds) / Self.secondsPerDay, isEnd: $0.isAnswered) })
    guard let bound = curve.leastQuantile(0.5) else {
      return (Finding(n: 0), standing.explained("there was no thread to respond to"))
    }
    let median = curve.quantile(0.5)
    let interval = curve.interval(of: 0.5)
    let finding = Finding(
      value: median, n: threads.count, low: median == nil ? bound : interval.low,
      high: median == nil ? nil : interval.high, remark: remark(curve, median: median ?? bound))
    guard standing.status == .complete else { return (finding, standing) }
    let open = threads.filter { !$0.isAnswered }
    guard median != nil else {
      let reason =
        "\(open.count) of \(Self.threads(threads.count)) had no response yet, so the median is only known to be "
      return (finding, Standing(status: .partial, reason: reason + "more than \(Self.days(bound))"))
    }
    let young = open.count { Double($0.seconds) / Self.secondsPerDay < (median ?? 0) }
    guard young > 0 else { return (finding, standing) }
    let reason = "\(Self.threads(young)) without a response began less than the median ago"
    return (finding, Standing(status: .partial, reason: reason))
  }

  /// The share that had a response within so many days.
  func inTime(_ days: Int, _ standing: Standing) -> (Finding, Standing) {
    share(days, standing) { $0.isAnswered && $0.seconds <= Int64(days) * 86_400 }
  }

  /// The share that had none within so many days.
  func without(_ days: Int, _ standing: Standing) -> (Finding, Standing) {
    share(days, standing) { !$0.isAnswered || $0.seconds > Int64(days) * 86_400 }
  }

  /// A share of the threads that are old enough to tell.
  ///
  /// A young thread counts neither way, even when it was answered already: only the quick answers would count then.
  private func share(
    _ days: Int, _ standing: Standing, _ isCounted: (Thread) -> Bool
  ) -> (Finding, Standing) {
    let old = threads.filter { $0.age >= Int64(days) * 86_400 }
    let finding = Finding.rate(old.count(where: isCounted), of: old.count)
    let young = threads.count - old.count
    guard standing.status == .complete else { return (finding, standing) }
    if young > 0 {
      let reason =
        "\(Self.threads(young)) began less than \(days == 1 ? "1 day" : "\(days) days") ago and can't be judged yet"
      return (finding, Standing(status: .partial, reason: reason))
    }
    return (finding, old.isEmpty ? standing.explained("there was no thread to take a share of") : standing)
  }

  /// What stands beside the median: the part answered, the 90th percentile, and its interval where that has one end.
  private func remark(_ curve: SurvivalCurve, median: Double) -> String {
    let answered = threads.count(where: \.isAnswered)
    let interval = curve.interval(of: 0.5)
    var text = "\(answered) of \(Self.threads(threads.count)) had a response; the 90th percentile is "
    text += curve.quantile(0.9).map(Self.days) ?? "more than \(Self.days(curve.leastQuantile(0.9) ?? median))"
    if let low = interval.low, interval.high == nil {
      text += "; the 95 % interval of the median is \(Self.days(low)) or more"
    }
    return text
  }

  private static func number(_ days: Double) -> String { ShownValue.decimal(days, places: 1) }
  private static func days(_ days: Double) -> String { "\(number(days)) days" }
  private static func threads(_ count: Int) -> String { count == 1 ? "1 thread" : "\(count) threads" }
}
