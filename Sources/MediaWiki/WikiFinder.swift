import Foundation

/// Finds the address of a wiki's api.php from what somebody has at hand: a host, the address of a page, or that of api.php.
package struct WikiFinder: Sendable {
  /// Where api.php may be, the likeliest first; empty where the text is no address at all.
  package let candidates: [WikiURL]
  /// The title of the page whose address it is; nil for other addresses.
  package let title: String?
  private let page: WikiURL?

  /// Takes what somebody typed.
  package init(_ typed: String) {
    var text = typed.trimmingCharacters(in: .whitespacesAndNewlines)
    if !text.contains("://") {
      let isLocal = (try? WikiURL("http://\(text.prefix { $0 != "/" })"))?.isLoopback ?? false
      text = (isLocal ? "http://" : "https://") + text
    }
    let query = text.firstIndex(of: "?").map { text[$0...].dropFirst().prefix { $0 != "#" } } ?? ""
    let address = text.prefix { $0 != "?" && $0 != "#" }
    let authority = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3)
    let base = authority.joined(separator: "/")
    let path = address.dropFirst(base.count)
    var places: [String] = []
    if path.hasSuffix("api.php") { places.append(String(path)) }
    if let index = path.firstRange(of: "/index.php") { places.append("\(path[..<index.lowerBound])/api.php") }
    places += ["/w/api.php", "/api.php", "/wiki/api.php", "/mediawiki/api.php"]
    var seen: Set<String> = []
    candidates = places.filter { seen.insert($0).inserted }.compactMap { try? WikiURL(base + $0) }
    page = try? WikiURL(String(address))
    let named = query.split(separator: "&").first { $0.hasPrefix("title=") }?.dropFirst("title=".count)
    let encoded = named ?? (path.hasPrefix("/wiki/") && !path.hasSuffix(".php") ? path.dropFirst("/wiki/".count) : nil)
    let readable = encoded?.removingPercentEncoding?.replacing("_", with: " ") ?? ""
    title = readable.isEmpty ? nil : readable
  }

  /// Whether the text is the address of an api.php as it stands.
  package var isCertain: Bool { candidates.first.map { page == $0 } ?? false }

  /// Asks each place, and the page itself for where it says that the API is.
  ///
  /// - Returns: the address of api.php; nil where no MediaWiki answers.
  package func find(_ client: HTTPClient) async -> WikiURL? {
    for candidate in candidates where await Self.isAPI(candidate, client) { return candidate }
    guard let page, let found = await Self.named(on: page, client), await Self.isAPI(found, client) else { return nil }
    return found
  }

  private static func isAPI(_ url: WikiURL, _ client: HTTPClient) async -> Bool {
    let request = HTTPRequest(.get, url: "\(url)?action=query&meta=siteinfo&format=json&formatversion=2")
    guard let response = try? await client.send(request), response.status == 200 else { return false }
    let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body))
    // A private wiki says no, but as the API does.
    return answer?.query?.general?.generator?.hasPrefix("MediaWiki") ?? (answer?.error?.code == "readapidenied")
  }

  /// The link that each page of a MediaWiki has for editors' programs.
  private static func named(on page: WikiURL, _ client: HTTPClient) async -> WikiURL? {
    guard let response = try? await client.send(HTTPRequest(.get, url: page.text)) else { return nil }
    let text = String(decoding: response.body, as: UTF8.self)
    guard let link = text.firstMatch(of: /<link[^>]*rel="EditURI"[^>]*href="([^"?]*api\.php)/) else { return nil }
    let address = String(link.1)
    let scheme = page.text.prefix { $0 != ":" }
    return try? WikiURL(address.hasPrefix("//") ? "\(scheme):\(address)" : address)
  }

  private struct Answer: Decodable {
    struct Query: Decodable { let general: General? }
    struct General: Decodable { let generator: String? }
    struct Problem: Decodable { let code: String? }
    let query: Query?
    let error: Problem?
  }
}
