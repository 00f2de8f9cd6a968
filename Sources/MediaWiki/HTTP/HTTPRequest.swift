/// A request as it goes to `HTTPClient`.
package struct HTTPRequest: Sendable {
  /// What to do at the address.
  package enum Method: Sendable {
    /// Reads.
    case get
    /// Sends a form, already encoded.
    case post(body: [UInt8])
  }

  /// What to do at the address.
  package var method: Method
  /// The whole address, with its query.
  package var url: String
  /// Headers beyond those that the client sets itself.
  package var headers: [(name: String, value: String)]
  /// Whether the server's cookies are forgotten before the request goes out.
  package var forgetsCookies: Bool

  /// Makes a request.
  package init(
    _ method: Method = .get, url: String, headers: [(name: String, value: String)] = [], forgetsCookies: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.forgetsCookies = forgetsCookies
  }

  /// The address without its query, which could hold secrets: what errors and logs may show.
  package var address: String { String(url.prefix { $0 != "?" && $0 != "#" }) }
}
