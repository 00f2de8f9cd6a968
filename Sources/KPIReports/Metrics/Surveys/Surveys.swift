import MediaWiki

/// The KPIs from answers to surveys.
struct Surveys: Sendable {
  /// Fewer answers are not published: they would tell who gave which.
  static let fewest = 5

  let answers: [SurveyAnswerFact]
  let unread: [UnreadAnswer]
  let asOf: Instant

  /// What a KPI is in a period, for a product or for all answers.
  func finding(
    _ request: KPIRequest, by scoring: SurveyScoring, product: String?, in period: Period
  ) -> (Finding, Standing) {
    let standing = Standing.counted(in: period, asOf: asOf)
    guard period.start < asOf else { return (Finding(), standing) }
    if let reason = unread.first(where: { $0.concerns(request, product: product, in: period) })?.reason {
      return (Finding(), .byHand(reason))
    }
    let concerned = request.surveyAnswers(of: answers).filter { product == nil || $0.product == product }
    if product != nil, concerned.isEmpty {
      return (Finding(), Standing(status: .complete, reason: "the survey has no answers by product"))
    }
    let given = concerned.filter { (period.start..<min(period.end, asOf)).contains($0.day.start) }
    guard !given.isEmpty else {
      return (Finding(), Standing(status: standing.status, reason: "there are no responses in this period"))
    }
    let isScore = scoring == .netPromoter
    let (shown, left) = isScore ? (given, 0) : Self.publishable(given)
    let satisfaction = Satisfaction(shown)
    let n = Self.count(shown)
    // Where responses can't be told apart, at least so many people answered as gave a score to one statement.
    let people = shown.contains { $0.response != nil } || isScore ? n : satisfaction.people
    guard people >= Self.fewest else {
      let reason = "fewer than \(Self.fewest) responses are not published"
      return (Finding(), Standing(status: standing.status, reason: reason))
    }
    var finding = Finding(n: n)
    finding.distribution = Self.distribution(of: shown)
    let score = NetPromoterScore(shown.map(\.score))
    finding.value = isScore ? score.value : satisfaction.value
    let interval = isScore ? score.interval : satisfaction.interval
    let ends = isScore ? NetPromoterScore.scale : Self.scale(of: shown)
    let inside = interval?.clamped(to: ends)
    (finding.low, finding.high) = (inside?.lowerBound, inside?.upperBound)
    if left > 0 {
      finding.remark =
        "\(left) \(left == 1 ? "statement" : "statements") with fewer than \(Self.fewest) answers left out"
    }
    return (finding, standing)
  }

  /// The answers to the statements with enough of them, and how many statements are left out.
  ///
  /// A mean of means gives a statement with one answer the weight of one with many, and tells what that answer was.
  private static func publishable(_ answers: [SurveyAnswerFact]) -> (answers: [SurveyAnswerFact], left: Int) {
    let counts = answers.reduce(into: [String: Int]()) { $0[$1.statement, default: 0] += 1 }
    let few = counts.filter { $0.value < fewest }.keys
    return (answers.filter { !few.contains($0.statement) }, few.count)
  }

  private static func scale(of answers: [SurveyAnswerFact]) -> ClosedRange<Double> {
    let scale = answers.first?.scale ?? 0...0
    return Double(scale.lowerBound)...Double(scale.upperBound)
  }

  /// How many responses there are; where they can't be told apart, each score counts.
  private static func count(_ answers: [SurveyAnswerFact]) -> Int {
    Set(answers.compactMap(\.response)).count + answers.count { $0.response == nil }
  }

  /// How often each score of the scale was given.
  private static func distribution(of answers: [SurveyAnswerFact]) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for score in answers.first?.scale ?? 0...0 { counts[score] = 0 }
    for answer in answers { counts[answer.score, default: 0] += 1 }
    return counts
  }
}

extension KPIRequest {
  /// Those of all answers that the KPI is about.
  func surveyAnswers(of all: [SurveyAnswerFact]) -> [SurveyAnswerFact] {
    guard case .survey(let group?) = options.input else { return all }
    return all.filter { $0.group == group }
  }
}
