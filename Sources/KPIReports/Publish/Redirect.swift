import MediaWiki

/// A page that only leads to another one.
struct Redirect {
  /// The title it leads to; nil where its text doesn't tell.
  let target: String?

  /// Takes a page as a redirect where the wiki or its text says so; nil for other pages.
  init?(_ page: WikiPage) {
    let text = page.revision?.text ?? ""
    // The wiki knows the word in its own language too.
    guard page.isRedirect || text.lowercased().drop(while: \.isWhitespace).hasPrefix("#redirect") else { return nil }
    target = text.firstMatch(of: /\[\[\s*:?\s*([^\]|#\n]+)/).map {
      $0.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }
}
