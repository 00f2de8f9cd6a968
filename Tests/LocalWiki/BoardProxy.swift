import Foundation
import Synchronization

/// A server before a wiki that answers for the extension StructuredDiscussions, which the wiki does not have, and passes all
/// else on; a page of the wiki's is told to be a board.
///
/// What it answers is made of answers that were recorded of the real extension: their topics are listed as the extension
/// lists them, in parts, by title alone where that is asked for, and one by one.
package final class BoardProxy: Sendable {
  private struct State {
    var topics: [Topic] = []
    var titles: Set<String> = []
    var asked: [RawServer.Request] = []
    var partLength = 5
    var failure: String?
  }

  /// A topic as the extension tells it.
  private struct Topic {
    let id: String
    /// The versions by the posts that they are of.
    var posts: [String: String]
    var revisions: [String: [String: Any]]
    var isListed = true

    var title: String { posts[id] ?? "" }
  }

  private let client: RawClient
  // What JSON gives is not known to be sendable; it never leaves the lock.
  private let state = Mutex(Sendbox(State()))

  private struct Sendbox: @unchecked Sendable {
    var value: State
    init(_ value: State) { self.value = value }
  }

  private init(to api: String) throws { client = try RawClient(api) }

  /// Starts a proxy of a wiki with the topics of recorded answers.
  package static func start(to api: String, lists: [Data]) throws -> (proxy: BoardProxy, server: RawServer) {
    let proxy = try BoardProxy(to: api)
    for list in lists { try proxy.add(list) }
    return (proxy, try RawServer { await proxy.answer($0) })
  }

  /// The pages that are boards.
  package func set(boards: Set<String>) { state.withLock { $0.value.titles = boards } }

  /// How many topics a part of the list has.
  package func set(partLength: Int) { state.withLock { $0.value.partLength = partLength } }

  /// Answers every question for topics with an error; nil ends that.
  package func set(failure: String?) { state.withLock { $0.value.failure = failure } }

  /// What was asked of the extension since it was last taken: `topics`, `titles` or a topic's page.
  package func takeAsked() -> [String] {
    state.withLock { state in
      defer { state.value.asked = [] }
      return state.value.asked.map { request in
        let fields = request.fields
        guard fields["submodule"] == "view-topiclist" else { return fields["page"] ?? "" }
        return fields["vtltoconly"] == nil ? "topics" : "titles"
      }
    }
  }

  /// The ids of the topics that are listed, oldest first.
  package var listed: [String] {
    state.withLock { $0.value.topics.filter(\.isListed).map(\.id).sorted() }
  }

  /// Takes a topic from the list or puts it back, as hiding and restoring do; the place in the list stays.
  package func set(_ topic: String, isListed: Bool) {
    state.withLock { state in
      for place in state.value.topics.indices where state.value.topics[place].id == topic {
        state.value.topics[place].isListed = isListed
      }
    }
  }

  /// Changes posts of a topic; the topic is told to have changed at a time in milliseconds.
  package func change(_ topic: String, at time: Int, _ change: (inout [String: [String: Any]]) -> Void) {
    state.withLock { state in
      for place in state.value.topics.indices where state.value.topics[place].id == topic {
        var posts: [String: [String: Any]] = [:]
        for (post, version) in state.value.topics[place].posts {
          posts[post] = state.value.topics[place].revisions[version]
        }
        change(&posts)
        posts[topic]?["last_updated"] = time
        state.value.topics[place].posts = posts.mapValues { $0["revisionId"] as? String ?? "" }
        state.value.topics[place].revisions = Dictionary(
          posts.values.map { ($0["revisionId"] as? String ?? "", $0) }
        ) { first, _ in first }
      }
    }
  }

  private func add(_ list: Data) throws {
    let answer = try JSONSerialization.jsonObject(with: list) as? [String: Any]
    let module = (answer?["flow"] as? [String: Any])?["view-topiclist"] as? [String: Any]
    guard let topics = (module?["result"] as? [String: Any])?["topiclist"] as? [String: Any],
      let roots = topics["roots"] as? [String], let posts = topics["posts"] as? [String: [String]],
      let revisions = topics["revisions"] as? [String: [String: Any]]
    else { throw CocoaError(.coderReadCorrupt) }
    state.withLock { state in
      for root in roots {
        let own = posts.compactMapValues(\.first).filter { revisions[$0.value]?["workflowId"] as? String == root }
        state.value.topics.append(
          Topic(id: root, posts: own, revisions: revisions.filter { own.values.contains($0.key) }))
      }
    }
  }

  private func answer(_ request: RawServer.Request) async -> [RawServer.Step] {
    let fields = request.fields
    if fields["action"] == "flow" {
      let body = state.withLock { state -> String in
        state.value.asked.append(request)
        return state.value.failure ?? Self.answer(fields, state.value)
      }
      return .answer(body, headers: ["Content-Type: application/json"])
    }
    // Not compressed, to be read here.
    var plain = request
    plain.headers["accept-encoding"] = nil
    guard let real = try? await client.exchange(plain.bytes) else { return [.close] }
    let titles = state.withLock { $0.value.titles }
    let text = String(decoding: real, as: UTF8.self)
    guard let head = text.firstRange(of: "\r\n\r\n"), text.contains("\"contentmodel\"") else {
      return [.send(real), .close]
    }
    var body = String(text[head.upperBound...])
    for title in titles {
      body.replace(
        "\"title\":\"\(title)\",\"contentmodel\":\"wikitext\"",
        with: "\"title\":\"\(title)\",\"contentmodel\":\"flow-board\"")
    }
    return .answer(body, headers: ["Content-Type: application/json"])
  }

  private static func answer(_ fields: [String: String], _ state: State) -> String {
    if fields["submodule"] == "view-topic" {
      let id = (fields["page"] ?? "").drop { $0 != ":" }.dropFirst().lowercased()
      return text(["view-topic": ["result": ["topic": content(state.topics.filter { $0.id == id })]]])
    }
    let all = state.topics.filter(\.isListed).sorted { $0.id > $1.id }
    let rest = fields["vtloffset-id"].map { offset in all.filter { $0.id < offset } } ?? all
    let part = Array(rest.prefix(min(state.partLength, Int(fields["vtllimit"] ?? "") ?? .max)))
    var list = content(part, titlesOnly: fields["vtltoconly"] != nil)
    let next = part.last.map {
      "/index.php?title=\(fields["page"] ?? "")&topiclist_offset-dir=fwd&topiclist_limit=\(state.partLength)"
        + "&topiclist_offset-id=\($0.id)&topiclist_sortby=newest"
    }
    let pagination: Any = rest.count > part.count ? ["fwd": ["url": next ?? "", "title": "fwd"]] : [Any]()
    list["links"] = ["newtopic": "/index.php?action=new-topic", "pagination": pagination]
    return text(["view-topiclist": ["result": ["topiclist": list]]])
  }

  private static func content(_ topics: [Topic], titlesOnly: Bool = false) -> [String: Any] {
    var (posts, revisions): ([String: Any], [String: Any]) = ([:], [:])
    for topic in topics {
      for (post, version) in topic.posts where !titlesOnly || post == topic.id {
        posts[post] = [version]
        let revision = topic.revisions[version] ?? [:]
        let told = ["content", "last_updated", "isModerated", "moderateState"]
        revisions[version] = titlesOnly ? revision.filter { told.contains($0.key) } : revision
      }
    }
    // PHP writes an object without members as a list.
    return [
      "roots": topics.map(\.id), "posts": posts.isEmpty ? [Any]() : posts,
      "revisions": revisions.isEmpty ? [Any]() : revisions,
    ]
  }

  private static func text(_ answer: [String: Any]) -> String {
    let data = try? JSONSerialization.data(withJSONObject: ["flow": answer])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
