import MediaWiki

extension WikiFeatures {
  /// The part of a wiki's site information that tells its features.
  static let siteInformation = "extensiontags"

  private static let labelledSectionTag = "<section>"

  /// Reads the features from a wiki's extension tags.
  init(extensionTags: [String]) {
    self.init()
    labelledSections = extensionTags.contains(Self.labelledSectionTag)
  }

  /// Asks a wiki from which nothing else is wanted: one request.
  init(of wiki: Wiki) async throws {
    struct Answer: Decodable, Sendable {
      struct Query: Decodable, Sendable { let extensiontags: [String]? }
      let query: Query
    }
    let parameters = ["action": "query", "meta": "siteinfo", "siprop": Self.siteInformation]
    self.init(extensionTags: try await wiki.call(parameters, as: Answer.self).query.extensiontags ?? [])
  }
}
