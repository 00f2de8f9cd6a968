/// One answer of a query that may go on.
package struct QueryBatch<Answer: Sendable>: Sendable {
  /// What the wiki found; nil when it found nothing.
  package let answer: Answer?
  /// The wiki's own time when it answered.
  package let curtimestamp: Instant?
  /// What the wiki remarked beside.
  package let warnings: [APIMessage]
  /// Whether there is no more.
  package let isLast: Bool
}

/// The answers of a query, each fetched when it is asked for, until the wiki says that the query is complete.
package struct QueryBatches<Answer: Decodable & Sendable>: AsyncSequence, Sendable {
  fileprivate let wiki: Wiki
  fileprivate let parameters: [String: String]
  /// More answers than any list can have are a server's fault: at 500 to 5,000 entries each, tens of millions of entries.
  var limit = 20_000

  /// Begins the query.
  package func makeAsyncIterator() -> Iterator { Iterator(wiki: wiki, parameters: parameters, limit: limit) }

  /// Fetches batch after batch.
  package struct Iterator: AsyncIteratorProtocol {
    private let wiki: Wiki
    private var parameters: [String: String]
    private var next: [String: String]? = [:]
    private var seen: Set<[String: String]> = []

    private let limit: Int

    fileprivate init(wiki: Wiki, parameters: [String: String], limit: Int) {
      self.wiki = wiki
      self.limit = limit
      self.parameters = parameters
    }

    /// Fetches the next batch; nil after the last one.
    package mutating func next() async throws -> QueryBatch<Answer>? {
      guard let continuation = next else { return nil }
      let task = Wiki.task(of: parameters)
      guard seen.count < limit, seen.insert(continuation).inserted else {
        throw WikiError(wiki: wiki.name, task: task, cause: .endlessContinuation)
      }
      let request = parameters.merging(continuation) { _, new in new }
      let answer = try await wiki.call(request, as: QueryAnswer<Answer>.self, task: task)
      next = answer.continue?.mapValues(\.text)
      return QueryBatch(
        answer: answer.query, curtimestamp: answer.curtimestamp, warnings: answer.warnings,
        isLast: next == nil)
    }

    /// Asks no further for a list, whose parameters have a prefix of their own.
    ///
    /// - Returns: Whether there was more of it.
    @discardableResult
    package mutating func leaveOut(list module: String, prefix: String) -> Bool {
      let others = (parameters["list"] ?? "").split(separator: "|").filter { $0 != module }
      parameters = parameters.filter { !$0.key.hasPrefix(prefix) }
      parameters["list"] = others.isEmpty ? nil : others.joined(separator: "|")
      let own = next?.keys.filter { $0.hasPrefix(prefix) } ?? []
      for key in own { next?[key] = nil }
      // What remains then tells only which modules are done.
      if !own.isEmpty, let rest = next, Set(rest.keys).isSubset(of: ["continue"]) { next = nil }
      return !own.isEmpty
    }
  }
}

extension Wiki {
  /// A query whose answers are decoded from what stands under `query`.
  package nonisolated func query<Answer: Decodable & Sendable>(
    _ parameters: [String: String], as type: Answer.Type = Answer.self
  ) -> QueryBatches<Answer> {
    QueryBatches(
      wiki: self, parameters: parameters.merging(["action": "query", "curtimestamp": "1"]) { _, new in new })
  }
}

private struct QueryAnswer<Answer: Decodable & Sendable>: Decodable, Sendable {
  let query: Answer?
  let `continue`: [String: ContinuationValue]?
  let curtimestamp: Instant?
  let warnings: [APIMessage]

  private enum CodingKeys: CodingKey { case query, `continue`, batchcomplete, curtimestamp, warnings }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    query = try container.decodeIfPresent(Answer.self, forKey: .query)
    `continue` = try container.decodeIfPresent([String: ContinuationValue].self, forKey: .continue)
    curtimestamp = try container.decodeIfPresent(Instant.self, forKey: .curtimestamp)
    warnings = try container.decodeIfPresent([APIMessage].self, forKey: .warnings) ?? []
    // Finding nothing is an answer only when the wiki says so.
    if query == nil, `continue` == nil { _ = try container.decode(Bool.self, forKey: .batchcomplete) }
  }
}

/// A value of `continue`, which goes back as it came: most modules give a text, some a number.
private struct ContinuationValue: Decodable, Sendable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      text = String(number)
    } else {
      text = try container.decode(String.self)
    }
  }
}
