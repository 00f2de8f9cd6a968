extension Wiki {
  /// Reads a page's latest text; a redirect is not followed.
  package func page(_ title: String) async throws -> WikiPage {
    let task = "reading '\(title)'"
    func fail(_ cause: WikiError.Cause) -> WikiError { WikiError(wiki: name, task: task, cause: cause) }
    guard !title.isEmpty else { throw fail(.invalidTitle(reason: "it is empty")) }
    // The API would take the bar for the end of the title.
    guard !title.contains("|") else { throw fail(.invalidTitle(reason: "it holds a bar")) }
    let parameters = [
      "action": "query", "titles": title, "prop": "info|revisions", "inprop": "protection",
      "rvprop": "ids|user|timestamp|content", "rvslots": "main",
    ]
    let query = try await call(parameters, as: PagesAnswer.self, task: task).query
    guard let page = query.pages?.first else { throw fail(.invalidTitle(reason: "it belongs to another wiki")) }
    if let reason = page.invalidreason?.text { throw fail(.invalidTitle(reason: reason)) }
    guard page.special != true else { throw fail(.invalidTitle(reason: "a special page has no text")) }
    let revision = page.revisions?.first.flatMap(WikiPage.Revision.init)
    guard revision != nil || page.missing == true else { throw fail(.badAnswer(.unexpected("no text"))) }
    return WikiPage(
      title: page.title, pageID: page.pageid, revision: revision, contentModel: page.contentmodel,
      protection: page.protection ?? [], isRedirect: page.redirect ?? false)
  }

  /// The revisions of a page whose texts can be read.
  func texts(_ parameters: [String: String], task: String) async throws -> [WikiPage.Revision] {
    let query = try await call(parameters, as: PagesAnswer.self, task: task).query
    return (query.pages?.first?.revisions ?? []).compactMap(WikiPage.Revision.init)
  }

  /// A revision, by the digest of its text.
  struct Digest: Sendable {
    let id: Int
    /// The revision before it; 0 for the first of a page.
    let parent: Int?
    /// SHA-1 in hexadecimal digits; nil where the text is hidden, or the wiki keeps no digests.
    let sha1: String?
    /// The edit summary; nil where it is hidden.
    let comment: String?
  }

  /// The latest revisions of a page that a user saved, newest first.
  func revisions(of title: String, by user: String) async throws -> [Digest] {
    let parameters = [
      "action": "query", "titles": title, "prop": "revisions", "rvprop": "ids|sha1|comment", "rvuser": user,
      "rvlimit": "50",
    ]
    let query = try await call(parameters, as: DigestsAnswer.self, task: "looking for the edit of '\(title)'").query
    return (query.pages?.first?.revisions ?? []).map {
      Digest(id: $0.revid, parent: $0.parentid, sha1: $0.sha1.flatMap { $0.isEmpty ? nil : $0 }, comment: $0.comment)
    }
  }

  /// The text of a revision; nil where it is hidden.
  func text(of revision: Digest) async throws -> String? {
    let parameters = [
      "action": "query", "revids": "\(revision.id)", "prop": "revisions", "rvprop": "ids|user|timestamp|content",
      "rvslots": "main",
    ]
    let query = try await call(parameters, as: PagesAnswer.self, task: "reading revision \(revision.id)").query
    return query.pages?.first?.revisions?.first?.slots.main.content
  }
}

private struct DigestsAnswer: Decodable {
  let query: Query

  struct Query: Decodable { let pages: [Page]? }
  struct Page: Decodable { let revisions: [Revision]? }
  struct Revision: Decodable {
    let revid: Int
    let parentid: Int?
    let sha1: String?
    let comment: String?
  }
}

private struct PagesAnswer: Decodable {
  let query: Query

  struct Query: Decodable { let pages: [Page]? }

  struct Page: Decodable {
    let title: String
    let pageid: Int?
    let missing: Bool?
    let special: Bool?
    let redirect: Bool?
    let invalidreason: APIMessage?
    let contentmodel: String?
    let protection: [WikiPage.Protection]?
    let revisions: [Revision]?
  }

  struct Revision: Decodable {
    struct Slots: Decodable { let main: Slot }
    struct Slot: Decodable { let content: String? }

    let revid: Int
    let user: String?
    let timestamp: Instant
    let slots: Slots
  }
}

extension WikiPage.Revision {
  /// The revision, nil when its text is hidden.
  fileprivate init?(_ answer: PagesAnswer.Revision) {
    guard let text = answer.slots.main.content else { return nil }
    self.init(id: answer.revid, user: answer.user, timestamp: answer.timestamp, text: text)
  }
}
