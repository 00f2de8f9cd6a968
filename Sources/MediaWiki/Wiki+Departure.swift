/// How a page came to be missing.
package struct Departure: Sendable, Equatable {
  /// Where the page was moved to; nil where it was deleted.
  package let target: String?
  /// Who did it; nil where that is hidden.
  package let user: String?
  /// When.
  package let timestamp: Instant
}

extension Wiki {
  /// Who deleted a page or moved it away last, by the wiki's logs; nil where nobody did: one request.
  ///
  /// - Throws: ``WikiError``.
  package func departure(of title: String) async throws -> Departure? {
    let parameters = [
      "action": "query", "list": "logevents", "letitle": title, "leprop": "type|user|timestamp|details",
      "lelimit": "max",
    ]
    let task = "asking who deleted or moved '\(title)'"
    let events = try await call(parameters, as: LogAnswer.self, task: task).query.logevents
    return events.first { $0.type == "move" || ($0.type == "delete" && $0.action == "delete") }.map {
      Departure(target: $0.type == "move" ? $0.params?.target_title : nil, user: $0.user, timestamp: $0.timestamp)
    }
  }
}

private struct LogAnswer: Decodable {
  let query: Query

  struct Query: Decodable { let logevents: [Event] }

  struct Event: Decodable {
    let type: String?
    let action: String?
    let user: String?
    let timestamp: Instant
    let params: Parameters?

    enum CodingKeys: CodingKey { case type, action, user, timestamp, params }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      type = try container.decodeIfPresent(String.self, forKey: .type)
      action = try container.decodeIfPresent(String.self, forKey: .action)
      user = try container.decodeIfPresent(String.self, forKey: .user)
      timestamp = try container.decode(Instant.self, forKey: .timestamp)
      // Events of other kinds have parameters of other forms.
      params = try? container.decodeIfPresent(Parameters.self, forKey: .params)
    }
  }

  struct Parameters: Decodable {
    let target_title: String?
  }
}
