/// What a wiki says of itself that bears on edits.
struct SiteLimits: Sendable {
  /// The longest text that a page can have, in bytes; nil where the wiki does not tell.
  let longestPage: Int?
  /// The names of its extensions.
  let extensions: Set<String>
}

extension Wiki {
  /// Whether an extension is installed.
  ///
  /// - Throws: ``WikiError``.
  package func hasExtension(_ name: String) async throws -> Bool { try await siteLimits().extensions.contains(name) }

  /// The longest text that a page can have, in bytes; nil where the wiki does not tell.
  ///
  /// - Throws: ``WikiError``.
  package func longestPage() async throws -> Int? { try await siteLimits().longestPage }

  /// Asks once.
  private func siteLimits() async throws -> SiteLimits {
    if let limits { return limits }
    let parameters = ["action": "query", "meta": "siteinfo", "siprop": "general|extensions"]
    let query = try await call(parameters, as: SiteAnswer.self, task: "asking for the wiki's limits").query
    let limits = SiteLimits(
      longestPage: query.general?.maxarticlesize, extensions: Set((query.extensions ?? []).compactMap(\.name)))
    self.limits = limits
    return limits
  }
}

private struct SiteAnswer: Decodable {
  let query: Query

  struct Query: Decodable {
    let general: General?
    let extensions: [Extension]?
  }
  struct General: Decodable { let maxarticlesize: Int? }
  struct Extension: Decodable { let name: String? }
}
