import Mustache

/// An edit summary as a content type of templates: one line in which no value opens a link or names a section.
package struct SummaryContentType: MustacheContentType {
  /// The name that templates give it.
  package static let name = "SUMMARY"

  /// Makes the content type.
  package init() {}

  /// The text with white space folded, and what a summary reads as markup broken up.
  package func escapeText(_ text: String) -> String {
    text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
      .replacing("[[", with: "[ [").replacing("]]", with: "] ]").replacing("{{", with: "{ {")
      .replacing("/*", with: "/ *").replacing("~~~", with: "~ ~ ~")
  }
}
