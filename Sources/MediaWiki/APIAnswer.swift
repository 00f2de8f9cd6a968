/// An answer of the API: what was asked for, or errors, and warnings with either.
struct APIAnswer<Content: Decodable>: Decodable {
  let errors: [APIMessage]
  let warnings: [APIMessage]
  /// What was asked for, nil when there are errors.
  let content: Content?

  private enum CodingKeys: CodingKey { case errors, warnings }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    errors = try container.decodeIfPresent([APIMessage].self, forKey: .errors) ?? []
    warnings = try container.decodeIfPresent([APIMessage].self, forKey: .warnings) ?? []
    content = errors.isEmpty ? try Content(from: decoder) : nil
  }
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
