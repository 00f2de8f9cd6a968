import Mustache

/// An object of a template's context with a text that stands for it where it is shown by its name alone.
protocol NaturalText: MustacheCustomRenderable {
  /// The text, not escaped.
  var renderText: String { get }
}

extension NaturalText {
  /// There is always something to show.
  var isNull: Bool { false }
}

extension PageContext.ValueText: NaturalText {
  /// The value in English: "48,210", "21 %", "2 of 3".
  var renderText: String { words ?? (ShownValue.grouped(number ?? "") + (isShare ? "\u{A0}%" : "")) }
}

extension PageContext.ChangeText: NaturalText {
  /// The change in sign and words: "▲ 18 more".
  var renderText: String { words }
}

extension PageContext.Text: NaturalText {
  /// The number in English and what follows it.
  var renderText: String { (number.map(ShownValue.grouped) ?? "") + text }
}

extension SummaryContext.Number: NaturalText {
  /// The number with what it counts and its change.
  var renderText: String { text }
}
