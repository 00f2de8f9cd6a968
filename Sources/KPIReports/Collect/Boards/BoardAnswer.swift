import MediaWiki

/// Topics of a board as the extension StructuredDiscussions answers them: a part of its list, or one.
struct BoardAnswer: Decodable, Sendable {
  struct Topics: Decodable, Sendable {
    let roots: [String]?
    /// The versions of each post, and of each topic's title, the newest one alone.
    let posts: PHPMap<[String]>?
    let revisions: PHPMap<Revision>?
    let links: PHPMap<Links>?
  }

  /// The newest version of a post or of a topic's title.
  struct Revision: Decodable, Sendable {
    let postId: String?
    let workflowId: String?
    let replyToId: String?
    let creator: User?
    let isModerated: Bool?
    let moderateState: String?
    let content: Content?
    /// Of a topic's title: when anything in the topic last changed, in milliseconds.
    let lastUpdated: Int64?

    private enum CodingKeys: String, CodingKey {
      case postId, workflowId, replyToId, creator, isModerated, moderateState, content
      case lastUpdated = "last_updated"
    }
  }

  struct User: Decodable, Sendable {
    /// Nil where it is hidden.
    let name: String?
    let id: Int?

    private enum CodingKeys: CodingKey { case name, id }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      // PHP's false stands for a name that may not be told.
      name = try? container.decodeIfPresent(String.self, forKey: .name)
      id = try? container.decodeIfPresent(Int.self, forKey: .id)
    }
  }

  struct Content: Decodable, Sendable {
    let content: String?
    let plaintext: String?

    private enum CodingKeys: CodingKey { case content, plaintext }

    init(from decoder: any Decoder) throws {
      // Nothing depends on it, whatever it is.
      let container = try? decoder.container(keyedBy: CodingKeys.self)
      content = try? container?.decodeIfPresent(String.self, forKey: .content)
      plaintext = try? container?.decodeIfPresent(String.self, forKey: .plaintext)
    }
  }

  /// Links that stand under one name: the pages of the list, by the direction.
  struct Links: Decodable, Sendable {
    let addresses: [String: String]

    private struct Link: Decodable { let url: String? }

    init(from decoder: any Decoder) throws {
      // Beside these are links of other forms.
      let links = try? decoder.singleValueContainer().decode([String: Link].self)
      addresses = links?.compactMapValues(\.url) ?? [:]
    }
  }

  private struct Submodule: Decodable {
    struct Blocks: Decodable {
      let topiclist: Topics?
      let topic: Topics?
    }
    let result: Blocks
  }

  private enum CodingKeys: CodingKey { case flow }

  /// The topics; nil where the answer has none of what was asked for.
  let topics: Topics?

  init(from decoder: any Decoder) throws {
    let answers = try decoder.container(keyedBy: CodingKeys.self).decode([String: Submodule].self, forKey: .flow)
    topics = answers.values.lazy.compactMap { $0.result.topiclist ?? $0.result.topic }.first
  }
}

/// An object of PHP, which writes one without members as a list.
struct PHPMap<Value: Decodable & Sendable>: Decodable, Sendable {
  let values: [String: Value]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let list = try? container.decode([Value].self), list.isEmpty {
      values = [:]
    } else {
      values = try container.decode([String: Value].self)
    }
  }
}

extension BoardAnswer.Topics {
  private static let nextPage = "fwd"

  /// What leads to the next part of the list, as fields of its address; nil after the last one.
  var next: [String: String]? {
    guard let address = links?.values["pagination"]?.addresses[Self.nextPage],
      let query = address.split(separator: "?", maxSplits: 1).dropFirst().first
    else { return nil }
    let pairs = query.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1].removingPercentEncoding ?? $0[1]) }) { $1 }
  }
}
