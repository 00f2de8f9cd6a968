import MediaWiki

/// Whether a page ever was more than a redirect.
struct OwnText: Sendable {
  /// The first few revisions usually tell.
  private static let batchLength = 10

  let wiki: Wiki

  /// Whether a page had another text than a redirect's, before a time where one is given.
  func stood(on page: WikiSurvey.Page, before end: Instant? = nil) async throws -> Bool {
    guard page.form == .wikitext else { return true }
    var parameters = [
      "action": "query", "prop": "revisions", "pageids": String(page.pageID), "rvprop": "ids|content",
      "rvslots": "main", "rvdir": "newer", "rvlimit": String(Self.batchLength),
    ]
    parameters["rvend"] = end?.description
    for try await batch in wiki.query(parameters, as: TextAnswer.self) {
      let revisions = (batch.answer?.pages ?? []).flatMap { $0.revisions ?? [] }
      if revisions.contains(where: { !$0.isRedirect }) { return true }
    }
    return false
  }
}

private struct TextAnswer: Decodable, Sendable {
  struct Page: Decodable, Sendable { let revisions: [Revision]? }
  struct Slots: Decodable, Sendable { let main: Slot? }
  struct Slot: Decodable, Sendable { let content: String? }

  struct Revision: Decodable, Sendable {
    let slots: Slots?

    /// The magic word has other names in other languages; of a hidden text nobody knows.
    var isRedirect: Bool { slots?.main?.content?.prefixMatch(of: /\s*#[^\s#\[\]]+?\s*:?\s*\[\[/) != nil }
  }

  let pages: [Page]?
}
