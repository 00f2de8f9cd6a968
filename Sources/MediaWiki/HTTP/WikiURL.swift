/// An address the bot may send to: https, or http to this very machine; without user, query and fragment.
package struct WikiURL: Sendable, Hashable, CustomStringConvertible {
  /// The address as given.
  package let text: String
  /// The host, in lower case; an IPv6 address without its brackets.
  package let host: String

  /// Reads an address; throws what is wrong with it.
  package init(_ text: String) throws(WikiURLError) {
    func fail(_ problem: WikiURLError.Problem) -> WikiURLError { WikiURLError(text: text, problem: problem) }
    guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !#"<>"{}|\^`"#.utf8.contains($0) }) else {
      throw fail(.forbiddenCharacter)
    }
    guard let schemeEnd = text.firstRange(of: "://") else { throw fail(.notAnAddress) }
    let scheme = text[..<schemeEnd.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else { throw fail(.wrongScheme) }
    let rest = text[schemeEnd.upperBound...]
    guard !rest.contains("?"), !rest.contains("#") else { throw fail(.queryOrFragment) }
    let authority = rest.prefix { $0 != "/" }
    guard !authority.contains("@") else { throw fail(.userInAddress) }
    guard let host = Self.host(of: authority) else { throw fail(.notAnAddress) }
    self.text = text
    self.host = host
    guard scheme == "https" || isLoopback else { throw fail(.notSecure) }
  }

  /// Whether the address is on this machine: 127.0.0.0/8, ::1 or localhost.
  package var isLoopback: Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let isIPv4 = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    return host == "localhost" || host == "::1" || isIPv4 && parts[0] == "127"
  }

  /// The address as given.
  package var description: String { text }

  /// The host of `host`, `host:port` or `[address]:port`, nil when it is none of them.
  private static func host(of authority: Substring) -> String? {
    let host: Substring
    let rest: Substring
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      host = authority[authority.index(after: authority.startIndex)..<end]
      rest = authority[authority.index(after: end)...]
      guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
    } else {
      host = authority.prefix { $0 != ":" }
      rest = authority[host.endIndex...]
      guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }) else { return nil }
    }
    guard rest.isEmpty || rest.hasPrefix(":") && isPort(rest.dropFirst()) else { return nil }
    return host.lowercased()
  }

  private static func isPort(_ text: Substring) -> Bool { text.allSatisfy(\.isNumber) && (UInt16(text) ?? 0) > 0 }
}

/// Why a text is not an address that the bot may send to.
package struct WikiURLError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  package enum Problem: Sendable, Equatable {
    /// It has no scheme, or its host or port is none.
    case notAnAddress
    /// It holds a blank, a control character or another that must be percent-encoded.
    case forbiddenCharacter
    /// It is neither https nor http.
    case wrongScheme
    /// It is http to another machine.
    case notSecure
    /// It names a user.
    case userInAddress
    /// It has a query or a fragment.
    case queryOrFragment
  }

  /// The text.
  package let text: String
  /// What is wrong.
  package let problem: Problem

  /// The error as a sentence without its full stop.
  package var description: String {
    switch problem {
    case .notAnAddress: "'\(text)' is not an address such as https://meta.wikimedia.org/w/api.php"
    case .forbiddenCharacter: "'\(text)' holds a character that must be percent-encoded"
    case .wrongScheme: "'\(text)' must begin with https://"
    case .notSecure: "'\(text)' must begin with https://: http is only for this machine (localhost, 127.0.0.1, [::1])"
    // The text itself stays out: what stands before the @ can be a password.
    case .userInAddress: "an address must not hold a user name or password"
    case .queryOrFragment: "'\(text.prefix { $0 != "?" && $0 != "#" })' must end there, without ? or #"
    }
  }
}
