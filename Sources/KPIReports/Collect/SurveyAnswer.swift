import MediaWiki

/// What a wiki answers when it is asked about many pages and its bots at once.
struct SurveyAnswer: Decodable, Sendable {
  struct Page: Decodable, Sendable {
    let pageid: Int?
    /// Nil where a page id was asked for that is no page's any more.
    let title: String?
    let missing: Bool?
    let invalid: Bool?
    let invalidreason: APIMessage?
    let lastrevid: Int?
    let touched: Instant?
    let contentmodel: String?
    let redirect: Bool?
    /// Those asked for; they may come in a later answer than the rest.
    var pageprops: [String: String]?
    let redirects: [Title]?
    /// The newest one alone.
    let revisions: [Revision]?
  }

  struct Revision: Decodable, Sendable {
    let revid: Int
    let timestamp: Instant?
  }

  struct Title: Decodable, Sendable {
    let title: String
  }

  struct Mapping: Decodable, Sendable {
    let from: String
    let to: String
  }

  struct User: Decodable, Sendable {
    let name: String
    let userid: Int?
    let groups: [String]?
  }

  struct Event: Decodable, Sendable {
    /// Nil where it is hidden.
    let title: String?
    let timestamp: Instant
    let action: String?
    /// The page's id now, and when it was logged; 0 where there is none.
    let pageid: Int?
    let logpage: Int?
    let params: Details?
  }

  /// What a log entry tells beside its title.
  struct Details: Decodable, Sendable {
    /// The page that got the revisions of a merge.
    let destination: String?

    private enum CodingKeys: String, CodingKey { case destination = "dest_title" }

    init(from decoder: any Decoder) throws {
      // Other entries have parameters of other forms, a list among them.
      let fields = try? decoder.container(keyedBy: CodingKeys.self)
      destination = try? fields?.decodeIfPresent(String.self, forKey: .destination)
    }
  }

  struct General: Decodable, Sendable {
    let mainpage: String
    let wikiid: String?
  }

  struct Namespace: Decodable, Sendable {
    let id: Int
    let name: String
    let canonical: String?
  }

  struct NamespaceAlias: Decodable, Sendable {
    let id: Int
    let alias: String
  }

  struct TemporaryAccounts: Decodable, Sendable {
    let enabled: Bool?
    let matchPattern: String?
    let matchPatterns: [String]?
  }

  let pages: [Page]?
  let normalized: [Mapping]?
  let redirects: [Mapping]?
  let allpages: [Page]?
  let allusers: [User]?
  let globalallusers: [User]?
  let logevents: [Event]?
  let general: General?
  let namespaces: [String: Namespace]?
  let namespacealiases: [NamespaceAlias]?
  let autocreatetempuser: TemporaryAccounts?
  let extensiontags: [String]?
  let functionhooks: [String]?
}
