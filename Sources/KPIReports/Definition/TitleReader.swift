/// Reads page titles of a report file, as far as they can be checked without the wiki.
///
/// How long a title may be, only the wiki knows: what counts is the title without its namespace, which has names of its own
/// on every wiki.
enum TitleReader {
  /// A title; one that no wiki can have is noted.
  static func title(_ cursor: YAMLCursor) -> String? {
    guard let text = cursor.text else { return nil }
    return check(text, at: cursor) ? text.replacing("_", with: " ") : nil
  }

  /// A prefix of titles that ends in `*`.
  static func prefix(_ cursor: YAMLCursor) -> String? {
    guard let text = cursor.text else { return nil }
    guard text.hasSuffix("*"), text.count(where: { $0 == "*" }) == 1, text.count > 1 else {
      cursor.mistake("\(cursor.path) must be the beginning of titles and end in one *, such as \"Feedback/Archive *\"")
      return nil
    }
    return check(String(text.dropLast()), at: cursor) ? text.replacing("_", with: " ") : nil
  }

  /// Whether a text can be a title as it is written.
  static func isPlain(_ text: String) -> Bool {
    forbidden(in: text) == nil && !isBlank(text)
  }

  private static func forbidden(in title: String) -> Unicode.Scalar? {
    title.unicodeScalars.first { "#<>[]|{}".unicodeScalars.contains($0) || $0.value < 32 || $0.value == 127 }
  }

  private static func isBlank(_ title: String) -> Bool { title.allSatisfy { " _".contains($0) } }

  private static func check(_ title: String, at cursor: YAMLCursor) -> Bool {
    if let forbidden = forbidden(in: title) {
      let shown = forbidden.value < 32 || forbidden.value == 127 ? "a control character" : "\"\(forbidden)\""
      cursor.mistake("\(cursor.path): a page title can't have \(shown)")
      return false
    }
    guard !isBlank(title) else {
      cursor.mistake("\(cursor.path): a page title can't be blank")
      return false
    }
    return true
  }
}
