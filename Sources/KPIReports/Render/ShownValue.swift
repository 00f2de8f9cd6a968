/// A value as it is shown: formatted once, so that every place says the same.
package struct ShownValue: Sendable, Equatable {
  /// The value without its sign and without separators, for `{{formatnum:}}`: "48210", "1.8"; nil for words.
  package let number: String?
  /// What follows the number: " %".
  package let suffix: String
  /// The value in words, where it is no plain number: "2 of 3", or an en dash for what is unknown.
  package let words: String?
  /// The confidence interval in words, where there is one: "2.9 to 3.5, n = 48".
  package private(set) var interval: String?

  /// What stands where a value is unknown.
  package static let unknown = ShownValue(number: nil, suffix: "", words: "–")

  /// Shows a measured value; a rate of fewer than `minimum` units as a fraction.
  package init(_ measurement: Measurement, minimum: Int) {
    guard let value = measurement.value else {
      self = Self.moreThan(measurement) ?? .unknown
      return
    }
    if measurement.unit == .share, let numerator = measurement.numerator, let denominator = measurement.denominator,
      measurement.n.map({ $0 < minimum }) ?? false
    {
      self.init(number: nil, suffix: "", words: "\(Int(numerator)) of \(Int(denominator))")
    } else {
      self.init(value, unit: measurement.unit, isMean: measurement.isMean)
      if let text = measurement.text { self.init(number: text, suffix: suffix, words: nil) }
      interval = Self.interval(of: measurement)
    }
  }

  /// Shows a time of which only the lower end is known.
  private static func moreThan(_ measurement: Measurement) -> ShownValue? {
    guard measurement.unit == .days, let low = measurement.low else { return nil }
    return ShownValue(number: nil, suffix: "", words: "> \(ShownValue(low, unit: .days).text)")
  }

  private static func interval(of measurement: Measurement) -> String? {
    guard let low = measurement.low, let high = measurement.high else { return nil }
    let (from, to) = (ShownValue(low, unit: measurement.unit), ShownValue(high, unit: measurement.unit))
    let count = measurement.n.map { ", n = \(grouped("\($0)"))" } ?? ""
    let lower = from.number.map(grouped) ?? from.text.replacing(" %", with: "")
    return "\(lower) to \(to.text)\(count)"
  }

  /// The value with its interval: "3.2 (2.9 to 3.5, n = 48)".
  package var textWithInterval: String { interval.map { "\(text) (\($0))" } ?? text }

  /// Shows a number of a unit.
  package init(_ value: Double, unit: MeasureUnit, isMean: Bool = false) {
    if unit == .share, let words = Self.almost(value) {
      self.init(number: nil, suffix: "", words: words)
      return
    }
    var number = Self.decimal(
      unit == .share ? value * 100 : value, places: Self.places(of: value, unit: unit, isMean: isMean))
    if case .own = unit { number = Self.trimmed(number) }
    self.init(number: number, suffix: unit == .share ? " %" : "", words: nil)
  }

  /// A share that is not nothing, or not all, and would be rounded to it; nil for any other.
  private static func almost(_ share: Double) -> String? {
    if share > 0, share * 100 < 0.5 { return "<1 %" }
    return share < 1 && share * 100 >= 99.5 ? ">99 %" : nil
  }

  /// Shows a number that somebody chose, with up to four decimals where it has more than others of its unit.
  init(exactly value: Double, unit: MeasureUnit) {
    let usual = ShownValue(value, unit: unit)
    let exact = Self.trimmed(Self.decimal(unit == .share ? value * 100 : value, places: 4))
    let isLonger = exact.count > (usual.number ?? "").count
    self = isLonger ? ShownValue(number: exact, suffix: usual.suffix, words: nil) : usual
  }

  /// A number rounded as it is shown, a share in per cent.
  static func rounded(_ value: Double, unit: MeasureUnit, isMean: Bool = false) -> Double {
    let scale = (0..<places(of: value, unit: unit, isMean: isMean)).reduce(1.0) { scale, _ in scale * 10 }
    return ((unit == .share ? value * 100 : value) * scale).rounded() / scale
  }

  /// How many decimals are shown: a mean of a counted unit gets one while it is small.
  private static func places(of value: Double, unit: MeasureUnit, isMean: Bool) -> Int {
    switch unit {
    case .share: 0
    case .days, .points: 1
    case .own: 4
    default: isMean && abs(value) < 100 ? 1 : 0
    }
  }

  private init(number: String?, suffix: String, words: String?) {
    self.number = number
    self.suffix = suffix
    self.words = words
  }

  /// The value in English, with thousands separators: "48,210", "21 %".
  package var text: String { words ?? (Self.grouped(number ?? "") + suffix) }

  /// A number rounded half away from zero to a fixed number of decimals, without an exponent.
  static func decimal(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    let scaled = (value * Double(scale)).rounded()
    guard abs(scaled) < 9e15 else { return "\(value)" }
    let units = Int(scaled)
    let sign = units < 0 ? "-" : ""
    let whole = "\(sign)\(abs(units) / scale)"
    let decimals = String(abs(units) % scale)
    let zeros = String(repeating: "0", count: places - decimals.count * (places == 0 ? 0 : 1))
    return places == 0 ? whole : "\(whole).\(zeros)\(decimals)"
  }

  /// A number without zeros at the end of its decimals.
  static func trimmed(_ number: String) -> String {
    guard number.contains(".") else { return number }
    let text = number.reversed().drop { $0 == "0" }
    return String((text.first == "." ? text.dropFirst() : text).reversed())
  }

  /// A plain number with commas between groups of three digits.
  static func grouped(_ number: String) -> String {
    let parts = number.split(separator: ".", maxSplits: 1)
    var whole = ""
    for (place, digit) in (parts.first ?? "").reversed().enumerated() {
      if place > 0, place % 3 == 0, digit.isNumber { whole.append(",") }
      whole.append(digit)
    }
    return ([String(whole.reversed())] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }
}
