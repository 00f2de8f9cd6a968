/// An answer of the API: what was asked for, or errors, and warnings with either.
struct APIAnswer<Content: Decodable>: Decodable {
  /// Why the wiki did not do what was asked.
  let errors: [APIMessage]
  /// What the wiki remarks beside.
  let warnings: [APIMessage]
  /// What was asked for, nil when there are errors.
  let content: Content?

  private enum CodingKeys: CodingKey { case error, errors, warnings }

  /// Reads the errors first: what was asked for cannot be expected beside them.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // A wiki that fails early answers with one error in the old format, whatever format was asked for.
    let oldError = try container.decodeIfPresent(OldError.self, forKey: .error)
    errors = try container.decodeIfPresent([APIMessage].self, forKey: .errors) ?? oldError.map { [$0.message] } ?? []
    warnings = try container.decodeIfPresent([APIMessage].self, forKey: .warnings) ?? []
    content = errors.isEmpty ? try Content(from: decoder) : nil
  }
}

/// An error in the API's old format.
private struct OldError: Decodable {
  let code: String
  let info: String

  var message: APIMessage { APIMessage(code: code, text: info) }
}

extension HTTPResponse {
  /// Reads the body as an answer of the API; throws what it is instead.
  func apiContent<Content: Decodable>(
    as type: Content.Type, warnings: ([APIMessage]) -> Void
  ) throws(WikiError.Cause) -> Content {
    try checkRedirect()
    let answer: APIAnswer<Content>
    do throws(WikiError.BadAnswer) {
      answer = try json(as: APIAnswer<Content>.self)
    } catch {
      throw isSuccess ? .badAnswer(error) : .status(status, retryAfter: retryAfter)
    }
    warnings(answer.warnings)
    if let error = answer.errors.first { throw .api(error, retryAfter: retryAfter) }
    guard isSuccess, let content = answer.content else { throw .status(status, retryAfter: retryAfter) }
    return content
  }

  /// Throws the new address when the answer is a redirect, which is never followed: it could lead secrets elsewhere.
  func checkRedirect() throws(WikiError.Cause) {
    guard (300..<400).contains(status), let location = headers["Location"] else { return }
    throw .redirected(to: String(location.prefix { $0 != "?" && $0 != "#" }))
  }

  /// Whether the status says that the request succeeded.
  var isSuccess: Bool { (200..<300).contains(status) }

  /// Reads the body as JSON; throws what it is instead.
  func json<Content: Decodable>(as type: Content.Type) throws(WikiError.BadAnswer) -> Content {
    let firstByte = body.first { !" \t\r\n".utf8.contains($0) }
    guard let firstByte else { throw .empty }
    guard firstByte != UInt8(ascii: "<") else { throw .html }
    do {
      return try JSONValueDecoder.decode(type, from: body)
    } catch let error as DecodingError {
      throw .unexpected(error.place)
    } catch {
      throw .notJSON
    }
  }
}

extension DecodingError {
  /// Where a value differs from what was expected, and how.
  fileprivate var place: String {
    switch self {
    case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context):
      (context.codingPath.map(\.stringValue) + [context.debugDescription]).joined(separator: ": ")
    @unknown default: "\(self)"
    }
  }
}
