import Glibc
import MediaWiki

/// A page's revisions as the wiki answers them.
struct RevisionAnswer: Decodable, Sendable {
  struct Page: Decodable, Sendable {
    let missing: Bool?
    let revisions: [Revision]?
  }

  struct Revision: Decodable, Sendable {
    let revid: Int
    /// The revision before; 0 for a page's first.
    let parentid: Int?
    /// In bytes.
    let size: Int?
    /// A digest of the text; nil where it is hidden, and where the wiki gives none.
    let sha1: String?
    let sha1hidden: Bool?
    let timestamp: Instant
    let user: String?
    let userid: Int?
    let userhidden: Bool?
    let anon: Bool?
    let temp: Bool?
    let tags: [String]?
  }

  let pages: [Page]?
}

extension RevisionFact {
  /// What MediaWiki marks an edit with that a later one undid.
  static let undoneTag = "mw-reverted"
  /// What it marks the later one with.
  private static let undoingTags: Set = ["mw-undo", "mw-rollback", "mw-manual-revert"]

  /// Reads a revision, nil where it lacks its author; tells temporary accounts by the wiki's mark or else by their name.
  init?(
    _ revision: RevisionAnswer.Revision, temporaryAccounts: TemporaryAccountNames, isUnchanged: Bool = false
  ) {
    guard revision.user != nil || revision.userhidden == true else { return nil }
    self.init(
      id: revision.revid, timestamp: revision.timestamp,
      author: Author(revision, temporaryAccounts: temporaryAccounts),
      isReverted: revision.tags?.contains(Self.undoneTag) ?? false, isUnchanged: isUnchanged,
      isUndoing: revision.tags?.contains { Self.undoingTags.contains($0) } ?? false)
  }
}

extension RevisionFact.Author {
  fileprivate init(_ revision: RevisionAnswer.Revision, temporaryAccounts: TemporaryAccountNames) {
    guard let user = revision.user, !user.isEmpty, revision.userhidden != true else {
      self = .hidden
      return
    }
    if revision.anon == true, Self.isAddress(user) {
      self = .anonymous(address: user)
      return
    }
    // An imported revision names an account of another wiki as "prefix>Name".
    let name = user.split(separator: ">").last.map(String.init) ?? user
    let id = revision.userid.flatMap { $0 > 0 ? $0 : nil }
    let isTemporary = revision.temp == true || temporaryAccounts.contains(name)
    self = isTemporary ? .temporary(id: id, name: name) : .registered(id: id, name: name)
  }

  /// Whether a name is an IP address, also one of the early wiki, whose last number is hidden.
  static func isAddress(_ name: String) -> Bool {
    let address = name.hasSuffix(".xxx") ? name.dropLast(3) + "0" : Substring(name)
    var space = in6_addr()
    return inet_pton(AF_INET, String(address), &space) == 1 || inet_pton(AF_INET6, String(address), &space) == 1
  }
}
