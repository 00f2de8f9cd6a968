import MediaWiki

/// What a wiki says of itself: one request.
struct SiteInformation: Decodable, Sendable {
  struct Query: Decodable, Sendable {
    let general: General
    let extensions: [Extension]?
    let extensiontags: [String]?
    let functionhooks: [String]?
    let dbrepllag: [Lag]?
  }

  struct General: Decodable, Sendable {
    let generator: String
    let mainpage: String?
    let readonly: Bool?
    let readonlyreason: String?
  }

  struct Extension: Decodable, Sendable { let name: String? }

  struct Lag: Decodable, Sendable { let lag: Double? }

  /// The wiki's clock.
  let curtimestamp: Instant?
  let query: Query

  static func read(from wiki: Wiki) async throws -> SiteInformation {
    try await wiki.call([
      "action": "query", "meta": "siteinfo", "siprop": "general|extensions|dbrepllag|\(WikiFeatures.siteInformation)",
      "curtimestamp": "1",
    ])
  }

  /// The version of MediaWiki, such as 1.39; nil for another program.
  var version: (major: Int, minor: Int)? {
    guard let match = query.general.generator.firstMatch(of: #/^MediaWiki (\d+)\.(\d+)/#),
      let major = Int(match.1), let minor = Int(match.2)
    else { return nil }
    return (major, minor)
  }

  /// What its pages can have.
  var features: WikiFeatures {
    WikiFeatures(extensionTags: query.extensiontags ?? [], functions: query.functionhooks ?? [])
  }

  /// Whether an extension is installed.
  func has(_ extensionName: String) -> Bool { (query.extensions ?? []).contains { $0.name == extensionName } }

  /// How far the slowest database is behind, in seconds.
  var lag: Double { (query.dbrepllag ?? []).compactMap(\.lag).max() ?? 0 }
}
