import MediaWiki

extension WikiFeatures {
  /// The part of a wiki's site information that tells its features.
  static let siteInformation = "extensiontags|functionhooks"

  private static let labelledSectionTag = "<section>"
  private static let chartFunction = "chart"

  /// Reads the features from a wiki's extension tags and parser functions.
  init(extensionTags: [String], functions: [String]) {
    self.init()
    labelledSections = extensionTags.contains(Self.labelledSectionTag)
    charts = functions.contains(Self.chartFunction)
  }

  /// Asks a wiki from which nothing else is wanted: one request.
  init(of wiki: Wiki, patience: Patience? = nil) async throws {
    struct Answer: Decodable, Sendable {
      struct Query: Decodable, Sendable {
        let extensiontags: [String]?
        let functionhooks: [String]?
      }
      let query: Query
    }
    let parameters = ["action": "query", "meta": "siteinfo", "siprop": Self.siteInformation]
    let query = try await wiki.call(parameters, as: Answer.self, patience: patience).query
    self.init(extensionTags: query.extensiontags ?? [], functions: query.functionhooks ?? [])
  }
}
