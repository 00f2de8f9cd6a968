import MediaWiki

/// What a wiki's logs tell of a title: which pages left it, and how.
struct TitleLog: Sendable {
  /// What happened to the page at the title.
  enum Event: Sendable, Hashable {
    /// It was moved; the target is nil where the wiki hides it.
    case moved(to: String?, leavesRedirect: Bool)
    /// It was deleted.
    case deleted
    /// What was deleted there came back.
    case restored
    /// It was a redirect, and another page was moved over it.
    case overwritten
  }

  struct Entry: Sendable, Hashable {
    /// The wiki's number, which grows with time.
    let id: Int
    let time: Instant
    let event: Event
  }

  /// Oldest first.
  let entries: [Entry]

  /// Asks a wiki: one request, unless the log is very long.
  init(of title: String, on wiki: Wiki) async throws {
    let parameters = [
      "action": "query", "list": "logevents", "letitle": title, "leprop": "ids|type|timestamp|details",
      "lelimit": "max",
    ]
    var entries: [Entry] = []
    for try await batch in wiki.query(parameters, as: TitleLogAnswer.self) {
      entries += (batch.answer?.logevents ?? []).compactMap(Entry.init)
    }
    self.entries = entries.sorted { $0.id < $1.id }
  }

  /// When something last happened to pages of the title.
  func last(_ event: Event) -> Instant? { entries.last { $0.event == event }?.time }

  /// What became of a page that came to a title.
  enum Fate: Sendable, Hashable {
    /// It is there.
    case stays
    /// It was moved on; the target is nil where the wiki hides it.
    case moved(to: String?, Entry)
    /// It was deleted, and did not come back.
    case deleted(Instant)
    /// It was a mere redirect, and another page was moved over it.
    case overwritten
  }

  /// What became of the page that came to the title with an entry of another title's log.
  func fate(ofPageSince arrival: Int) -> Fate {
    var rest = entries.drop { $0.id <= arrival }
    while let entry = rest.popFirst() {
      switch entry.event {
      case .moved(let target, _): return .moved(to: target, entry)
      case .overwritten: return .overwritten
      case .deleted:
        guard let restored = rest.firstIndex(where: { $0.event == .restored }) else { return .deleted(entry.time) }
        rest = rest[(restored + 1)...]
      case .restored: break
      }
    }
    return .stays
  }
}

extension TitleLog.Entry {
  fileprivate init?(_ answer: TitleLogAnswer.Event) {
    let event: TitleLog.Event
    switch (answer.type, answer.action) {
    case ("move", _):
      let details = answer.params
      event = .moved(to: details?.target_title, leavesRedirect: details?.suppressredirect != true)
    case ("delete", "delete"): event = .deleted
    case ("delete", "restore"): event = .restored
    case ("delete", "delete_redir"), ("delete", "delete_redir2"): event = .overwritten
    default: return nil
    }
    self.init(id: answer.logid, time: answer.timestamp, event: event)
  }
}

private struct TitleLogAnswer: Decodable, Sendable {
  struct Event: Decodable, Sendable {
    let logid: Int
    let timestamp: Instant
    let type: String?
    let action: String?
    let params: Details?
  }

  struct Details: Decodable, Sendable {
    let target_title: String?
    let suppressredirect: Bool?

    private enum CodingKeys: String, CodingKey { case target_title, suppressredirect }

    init(from decoder: any Decoder) throws {
      // Entries of other kinds have parameters of other forms, a list among them.
      let fields = try? decoder.container(keyedBy: CodingKeys.self)
      target_title = try? fields?.decodeIfPresent(String.self, forKey: .target_title)
      suppressredirect = try? fields?.decodeIfPresent(Bool.self, forKey: .suppressredirect)
    }
  }

  let logevents: [Event]?
}
