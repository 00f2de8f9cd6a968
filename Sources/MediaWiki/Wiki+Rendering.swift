/// A text as a wiki shows it to anybody.
package struct WikiRendering: Sendable {
  /// The title as HTML.
  package let title: String
  /// The text as HTML.
  package let text: String
  /// The beginning of the page, up to the begin of its body, as HTML.
  package let head: String
  /// The style sheets, as CSS.
  package let styles: String
}

extension Wiki {
  /// A style sheet is not larger than this many bytes.
  private static let largestStyleSheet = 4 << 20

  /// Has the wiki render a text as if it stood on a page, in the skin that visitors see; nothing is saved.
  package func rendering(of text: String, on title: String) async throws -> WikiRendering {
    let task = "rendering '\(title)'"
    let skin = try await defaultSkin()
    var parameters = [
      "action": "parse", "title": title, "text": text, "contentmodel": "wikitext", "preview": "1",
      "prop": "text|displaytitle|headhtml|modules", "disableeditsection": "1", "disablelimitreport": "1",
    ]
    parameters["useskin"] = skin
    let parse = try await call(parameters, as: ParseAnswer.self, task: task).parse
    return WikiRendering(
      title: parse.displaytitle ?? "", text: parse.text, head: parse.headhtml,
      styles: try await styles(of: parse.modulestyles, skin: skin))
  }

  /// The skin that visitors see; nil where the wiki doesn't tell.
  private func defaultSkin() async throws -> String? {
    let parameters = ["action": "query", "meta": "siteinfo", "siprop": "skins"]
    return try await call(parameters, as: SkinsAnswer.self).query.skins.first { $0.default == true }?.code
  }

  /// The style sheets of modules, from the wiki's own load.php; those of a user are not asked for.
  private func styles(of modules: [String], skin: String?) async throws -> String {
    let modules = modules.filter { !["user.styles", "noscript"].contains($0) }
    guard !modules.isEmpty, let address = loadAddress else { return "" }
    var fields = ["modules": modules.joined(separator: "|"), "only": "styles", "lang": "en"]
    fields["skin"] = skin
    let request = HTTPRequest(url: "\(address)?\(String(decoding: PercentEncoding.form(fields), as: UTF8.self))")
    return try await retrier.run {
      do throws(WikiError.Cause) {
        let response = try await self.send(request, summary: "asking for style sheets")
        return try response.styleSheet(limit: Self.largestStyleSheet)
      } catch {
        throw error.thrown(wiki: self.name, task: "reading the style sheets")
      }
    }
  }

  /// The address of load.php, which stands beside api.php.
  private nonisolated var loadAddress: String? {
    api.text.hasSuffix("api.php") ? api.text.dropLast("api.php".count) + "load.php" : nil
  }
}

extension HTTPResponse {
  /// The body as CSS; throws what it is instead.
  fileprivate func styleSheet(limit: Int) throws(WikiError.Cause) -> String {
    try checkRedirect()
    guard isSuccess else { throw .status(status, retryAfter: retryAfter) }
    guard headers["Content-Type"]?.lowercased().hasPrefix("text/css") == true else {
      throw .badAnswer(.unexpected("no style sheet"))
    }
    guard body.count <= limit else { throw .badAnswer(.unexpected("a style sheet of \(body.count) bytes")) }
    return String(decoding: body, as: UTF8.self)
  }
}

private struct SkinsAnswer: Decodable {
  struct Query: Decodable { let skins: [Skin] }
  struct Skin: Decodable {
    let code: String
    let `default`: Bool?
  }
  let query: Query
}

private struct ParseAnswer: Decodable {
  struct Parse: Decodable {
    let displaytitle: String?
    let text: String
    let headhtml: String
    let modulestyles: [String]
  }
  let parse: Parse
}
