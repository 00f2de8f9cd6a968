import MediaWiki

/// One value of a KPI, for one product or the whole report, in one period.
package struct Measurement: Sendable, Equatable {
  /// How far a value can be trusted.
  package enum Status: String, Sendable, Codable {
    /// All facts are in.
    case complete
    /// The period has not ended, or a source lags: the value will change.
    case partial
    /// A source failed: there is no value.
    case unknown
  }

  /// The KPI's id.
  package let kpi: String
  /// The version of the KPI's definition.
  package let definition: Int
  /// The product's name; nil for the whole report, measured as if all products were one.
  package let product: String?
  /// The period measured.
  package let period: Period
  /// The value in ``unit``; nil when it is unknown, or a rate of nobody.
  package let value: Double?
  /// What the value counts.
  package let unit: MeasureUnit
  /// The upper part of a rate.
  package let numerator: Double?
  /// The lower part of a rate.
  package let denominator: Double?
  /// The lower end of the confidence interval, where there is one.
  package let low: Double?
  /// The upper end of the confidence interval, where there is one.
  package let high: Double?
  /// How many units the value rests on.
  package let n: Int?
  /// How far the value can be trusted.
  package let status: Status
  /// Why the value is not complete, or not there: a sentence without its full stop.
  package let reason: String?
  /// What the report's author wrote about this very value.
  package let note: LinkedText?
  /// What belongs beside the value in words: a sentence without its full stop.
  package var remark: String?
  /// The value as somebody wrote it, where it was written by hand.
  package var text: String?
  /// How often each score of a survey was given.
  package var distribution: [Int: Int]?
  /// How many of the people that it counts, or is a share of, have a temporary account; nil where that does not matter.
  package var temporary: Int?
  /// Whether a source is behind: the value comes, or becomes final, by itself.
  package var isLate = false
  /// Whether people have to write something down, or correct it, for the value to be known.
  package var isByHand = false

  /// Whether the value is a mean, or another number that is not whole although its unit is counted.
  var isMean: Bool { denominator != nil || value.map { $0 != $0.rounded() } ?? false }
}

/// What a metric found, before it is tied to a KPI, a product and a period.
struct Finding: Sendable, Equatable {
  var value: Double?
  var numerator: Double?
  var denominator: Double?
  var n: Int?
  /// The ends of the confidence interval.
  var low: Double?
  var high: Double?
  /// What belongs beside the value, without its full stop.
  var remark: String?
  /// The value as somebody wrote it.
  var text: String?
  /// What its author wrote beside it.
  var note: String?
  /// How often each score of a survey was given.
  var distribution: [Int: Int]?
  /// How many of the people have a temporary account, where that matters.
  var temporary: Int?

  /// A plain count, resting on n units.
  static func count(_ value: Int, n: Int) -> Finding { Finding(value: Double(value), n: n) }

  /// A rate; of nobody it has no value.
  static func rate(_ numerator: Int, of denominator: Int) -> Finding {
    Finding(
      value: denominator == 0 ? nil : Double(numerator) / Double(denominator),
      numerator: Double(numerator), denominator: Double(denominator), n: denominator)
  }
}

extension Measurement {
  /// Ties what a metric found to a KPI, a product and a period; what is unknown has no value.
  init(_ finding: Finding, standing: Standing, request: KPIRequest, product: String?, period: Period, note: LinkedText?)
  {
    let isKnown = standing.status != .unknown
    self.init(
      kpi: request.kpi.id, definition: request.version, product: product, period: period,
      value: isKnown ? finding.value : nil, unit: request.kpi.unit,
      numerator: isKnown ? finding.numerator : nil, denominator: isKnown ? finding.denominator : nil,
      low: isKnown ? finding.low : nil, high: isKnown ? finding.high : nil, n: isKnown ? finding.n : nil,
      status: standing.status,
      reason: standing.reason ?? (finding.value == nil ? "there was nobody to take a share of" : nil), note: note,
      remark: isKnown ? finding.remark : nil, text: isKnown ? finding.text : nil,
      distribution: isKnown ? finding.distribution : nil, temporary: isKnown ? finding.temporary : nil,
      isLate: standing.isLate, isByHand: standing.isByHand)
  }
}

/// How far a value can be trusted, and why not further.
struct Standing: Sendable, Equatable {
  var status: Measurement.Status
  var reason: String?
  /// Whether a source is behind, so that it is only a matter of time.
  var isLate = false
  /// Whether people have to write something down, or correct it.
  var isByHand = false

  static let complete = Standing(status: .complete, reason: nil)

  /// What is unknown until people write something down, or correct it.
  static func byHand(_ reason: String) -> Standing { Standing(status: .unknown, reason: reason, isByHand: true) }

  /// The standing of all that is counted in a period: not final before the period has ended.
  static func counted(in period: Period, asOf: Instant) -> Standing {
    guard asOf < period.end else { return .complete }
    let reason = period.start < asOf ? "the period ends on \(period.lastDay)" : "the period has not begun"
    return Standing(status: .partial, reason: reason)
  }

  /// The same with a reason, where it has none.
  func explained(_ reason: String) -> Standing {
    Standing(status: status, reason: self.reason ?? reason, isLate: isLate, isByHand: isByHand)
  }

  /// The one of two that can be trusted less; of two alike, the first.
  func worse(_ other: Standing) -> Standing { other.rank > rank ? other : self }

  private var rank: Int {
    switch status {
    case .complete: 0
    case .partial: 1
    case .unknown: 2
    }
  }
}
