/// A cookie that a server sets.
struct Cookie {
  /// Shorter values are no secrets, and could be words of a sentence.
  private static let shortestSecret = 16

  private let name: Substring
  private let value: Substring

  /// Reads the value of a `Set-Cookie` header; nil where it is none.
  init?(_ header: String) {
    let pair = header.prefix { $0 != ";" }
    guard let sign = pair.firstIndex(of: "=") else { return nil }
    (name, value) = (pair[..<sign], pair[pair.index(after: sign)...])
  }

  /// What nobody else may see of it; nil where it says only who the bot is.
  var secret: String? {
    let isName = name.hasSuffix("UserName") || name.hasSuffix("UserID")
    return isName || value.utf8.count < Self.shortestSecret ? nil : String(value)
  }
}
