import MediaWiki

/// The KPIs from answers to surveys.
struct Surveys: Sendable {
  /// Fewer answers are not published: they would tell who gave which.
  static let fewest = 5

  let answers: [SurveyAnswerFact]
  let unread: [UnreadAnswer]
  let asOf: Instant

  /// What a KPI is in a period, for a product or for all answers.
  func finding(_ request: KPIRequest, product: String?, in period: Period) -> (Finding, Standing) {
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
    let isScore = request.kpi.baseID == "net-promoter-score"
    let satisfaction = Satisfaction(given)
    let n = Self.count(given)
    // Where responses can't be told apart, at least so many people answered as gave a score to one statement.
    let people = given.contains { $0.response != nil } || isScore ? n : satisfaction.people
    guard people >= Self.fewest else {
      let reason = "fewer than \(Self.fewest) responses are not published"
      return (Finding(), Standing(status: standing.status, reason: reason))
    }
    var finding = Finding(n: n)
    finding.distribution = Self.distribution(of: given)
    let score = NetPromoterScore(given.map(\.score))
    finding.value = isScore ? score.value : satisfaction.value
    let interval = isScore ? score.interval : satisfaction.interval
    (finding.low, finding.high) = (interval?.lowerBound, interval?.upperBound)
    return (finding, standing)
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
