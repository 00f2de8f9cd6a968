import MediaWiki

/// Finds the revisions of a page that nobody wrote: their text is their parent's.
///
/// Moving, protecting and importing a page leaves such a revision, and so does a change of its content model. The wiki
/// marks none of them, but gives digests of the texts. Where it gives none, a revision of another size has another text,
/// and the texts of the others are asked for.
struct UnchangedRevisions {
  /// What is known of a revision's text.
  private struct Text {
    var size: Int?
    /// The text, or a digest of it.
    var digest: String?
  }

  /// MediaWiki takes 50 revisions at once from anybody.
  private static let batchLength = 50

  let wiki: Wiki
  /// The revisions that came last, in which most parents are.
  private var latest: [Int: Text] = [:]

  init(on wiki: Wiki) { self.wiki = wiki }

  /// Finds those of some revisions that are unchanged.
  ///
  /// - Parameters:
  ///   - revisions: Revisions of a page, oldest first, which follow those that were looked at before.
  ///   - overlap: What is known already of the first of them.
  /// - Returns: The ids.
  /// - Throws: ``WikiError`` where the wiki does not tell.
  mutating func find(
    among revisions: [RevisionAnswer.Revision], knownFrom overlap: HistoryOverlap?
  ) async throws -> Set<Int> {
    var found = (overlap?.unchangedIDs ?? []).intersection(revisions.map(\.revid))
    var texts = latest
    for revision in revisions { texts[revision.revid] = Text(size: revision.size, digest: revision.sha1) }
    var open: [(revision: Int, parent: Int)] = []
    for revision in revisions where overlap?.revisionIDs.contains(revision.revid) != true {
      guard let parent = revision.parentid, parent > 0, revision.sha1hidden != true else { continue }
      if let digest = revision.sha1, let other = texts[parent]?.digest {
        if digest == other { found.insert(revision.revid) }
      } else if texts[parent]?.size == revision.size || texts[parent] == nil {
        open.append((revision.revid, parent))
      }
    }
    latest = [:]
    for revision in revisions { latest[revision.revid] = texts[revision.revid] }
    guard !open.isEmpty else { return found }
    var digests: [Int: String] = [:]
    for properties in ["ids|sha1|slotsha1", "ids|content"] {
      let lacking = open.filter { digests[$0.revision] == nil || digests[$0.parent] == nil }
      try await ask(Set(lacking.flatMap { [$0.revision, $0.parent] }).sorted(), properties, &digests)
    }
    for pair in open {
      if let digest = digests[pair.revision], digest == digests[pair.parent] { found.insert(pair.revision) }
    }
    return found
  }

  /// Asks for the texts of revisions, or what stands for them; of one that is hidden or deleted there is nothing.
  private func ask(_ ids: [Int], _ properties: String, _ texts: inout [Int: String]) async throws {
    for start in stride(from: 0, to: ids.count, by: Self.batchLength) {
      let batch = ids[start..<min(start + Self.batchLength, ids.count)]
      let parameters = [
        "action": "query", "prop": "revisions", "revids": batch.map(String.init).joined(separator: "|"),
        "rvprop": properties, "rvslots": "main",
      ]
      for try await answer in wiki.query(parameters, as: TextAnswer.self) {
        for revision in (answer.answer?.pages ?? []).flatMap({ $0.revisions ?? [] }) {
          texts[revision.revid] = revision.text ?? texts[revision.revid]
        }
      }
    }
  }
}

private struct TextAnswer: Decodable, Sendable {
  struct Page: Decodable, Sendable { let revisions: [Revision]? }
  struct Slots: Decodable, Sendable { let main: Slot? }

  struct Slot: Decodable, Sendable {
    let sha1: String?
    let content: String?
  }

  struct Revision: Decodable, Sendable {
    let revid: Int
    let sha1: String?
    let slots: Slots?

    /// The text, or a digest of it.
    var text: String? { slots?.main?.content ?? sha1 ?? slots?.main?.sha1 }
  }

  let pages: [Page]?
}
