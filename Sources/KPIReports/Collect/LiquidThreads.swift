import MediaWiki

/// Tells which pages hold threads of the extension LiquidThreads.
///
/// Such a page is wikitext like others, and its threads are pages in a namespace of their own: its history has next to
/// nothing of what people write.
struct LiquidThreads: Sendable {
  /// The page property with which a page turns the extension on or off for itself.
  static let pageProperty = "use-liquid-threads"
  /// What every wiki with the extension has among its parser functions.
  private static let function = "useliquidthreads"

  let wiki: Wiki

  /// Whether a wiki with these parser functions has the extension.
  static func isPresent(functions: [String]) -> Bool { functions.contains { $0.lowercased() == function } }

  /// Whether there are threads of a page.
  ///
  /// A wiki can use the extension on all talk pages, where no page says so itself.
  func hasThreads(_ title: String) async throws -> Bool {
    struct Answer: Decodable, Sendable {
      let threads: Threads?
    }
    let parameters = ["action": "query", "list": "threads", "thpage": title, "thlimit": "1", "thprop": "id"]
    for try await batch in wiki.query(parameters, as: Answer.self) {
      if batch.answer?.threads?.isEmpty == false { return true }
    }
    return false
  }

  /// Threads by their ids; PHP writes an object without members as a list.
  private struct Threads: Decodable, Sendable {
    struct Thread: Decodable, Sendable {}
    let isEmpty: Bool

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      isEmpty = try (try? container.decode([String: Thread].self))?.isEmpty ?? container.decode([Thread].self).isEmpty
    }
  }
}
