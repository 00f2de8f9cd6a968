/// How the numbers of a column are written: with a decimal point or a decimal comma, and with separators between thousands.
///
/// A number is taken where it can be one number only. `1,234` is 1.234 in a column with `5,5`, and otherwise it may be 1234.
struct NumberReading {
  /// What a text can be.
  enum Value: Equatable {
    /// A number, as it is shown: with a decimal point and without separators.
    case number(String)
    /// One of two numbers.
    case either(String, String)
    /// None.
    case none
  }

  private let hasPoint: Bool
  private let hasComma: Bool
  private let isCommaUsual: Bool

  /// Looks at a column; a decimal comma is as usual as a point where semicolons separate the fields.
  init(_ texts: [String], isCommaUsual: Bool = false) {
    let forms = texts.compactMap(Self.form)
    hasPoint = forms.contains { $0.decimal == "." && !$0.isOpen || $0.separators == "," }
    hasComma = forms.contains { $0.decimal == "," && !$0.isOpen || $0.separators == "." }
    self.isCommaUsual = isCommaUsual
  }

  /// What a text of the column is.
  func value(_ text: String) -> Value {
    guard let form = Self.form(text) else { return .none }
    guard form.isOpen, let mark = form.decimal else { return .number(form.text) }
    let isDecimal = mark == "," ? hasComma && !hasPoint : hasPoint && !hasComma || !hasComma && !isCommaUsual
    return isDecimal ? .number(form.text) : .either(form.text, form.whole)
  }

  /// A number as it is written.
  fileprivate struct Form {
    /// Its sign and digits, with a decimal point.
    let text: String
    /// The same with the mark taken for a separator of thousands.
    let whole: String
    /// What stands before the fraction.
    let decimal: Character?
    /// What stands between thousands.
    let separators: Character?
    /// Whether the mark may also be a separator of thousands.
    let isOpen: Bool
  }

  fileprivate static func form(_ text: String) -> Form? {
    let plain = text.replacing("\u{2212}", with: "-")
    let sign = plain.hasPrefix("-") ? "-" : ""
    let digits = plain.dropFirst(sign.count)
    guard digits.utf8.count <= 30, digits.first?.isNumber == true, digits.last?.isNumber == true else { return nil }
    let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}", "'", "\u{2019}"]
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." || $0 == "," || blanks.contains($0) }) else {
      return nil
    }
    let marks = digits.filter { !$0.isNumber }
    guard let last = marks.last else { return Form(sign, whole: digits, fraction: nil) }
    let lastPart = digits.split { !$0.isNumber }.last ?? ""
    let separator = marks.first ?? last
    // All marks are the same: one of them may be a decimal one, several can only separate thousands.
    if marks.allSatisfy({ $0 == last }) {
      if marks.count > 1 || blanks.contains(last) {
        return isGrouped(digits, by: last) ? Form(sign, whole: digits, separators: last, fraction: nil) : nil
      }
      let whole = digits.prefix { $0.isNumber }
      let isOpen = lastPart.count == 3 && (1...3).contains(whole.count) && whole != "0"
      return Form(sign, whole: whole, decimal: last, fraction: lastPart, isOpen: isOpen)
    }
    let whole = digits.prefix(digits.count - lastPart.count - 1)
    guard !blanks.contains(last), separator != last, isGrouped(whole, by: separator) else { return nil }
    return Form(sign, whole: whole, decimal: last, separators: separator, fraction: lastPart)
  }

  /// Whether digits stand in groups of three.
  private static func isGrouped(_ digits: Substring, by separator: Character) -> Bool {
    let groups = digits.split(separator: separator, omittingEmptySubsequences: false)
    return (1...3).contains(groups[0].count) && groups[0].allSatisfy(\.isNumber)
      && groups.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isNumber) }
  }
}

extension NumberReading.Form {
  fileprivate init?(
    _ sign: String, whole: Substring, decimal: Character? = nil, separators: Character? = nil, fraction: Substring?,
    isOpen: Bool = false
  ) {
    let digits = sign + whole.filter(\.isNumber)
    let text = fraction.map { "\(digits).\($0)" } ?? digits
    guard FigureText.number(text) != nil else { return nil }
    self.init(
      text: text, whole: digits + (fraction ?? ""), decimal: decimal, separators: separators, isOpen: isOpen)
  }
}
