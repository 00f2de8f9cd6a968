import MediaWiki

/// What a wiki answers when it is asked for its log of user rights.
struct RightsAnswer: Decodable, Sendable {
  /// An entry.
  struct Event: Decodable, Sendable {
    let logid: Int?
    /// The account's user page; nil where that is hidden.
    let title: String?
    let timestamp: Instant
    /// Nil where they are hidden.
    let params: Details?
  }

  /// The groups before and after, as far as an entry tells them.
  ///
  /// The log of the rights on all wikis writes its keys otherwise, entries of before 2012 have two lists as texts, and those
  /// of before 2005 none.
  struct Details: Decodable, Sendable {
    /// A membership, and when it ends.
    struct Membership: Sendable, Hashable {
      let group: String
      let end: Instant
    }

    let old: [Membership]?
    let new: [Membership]?

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    private struct Metadata: Decodable {
      let group: String?
      let expiry: String?
    }

    init(from decoder: any Decoder) throws {
      guard let fields = try? decoder.container(keyedBy: Key.self) else {
        let texts = try? decoder.singleValueContainer().decode([String].self)
        let isTold = texts?.count == 2
        old = isTold ? texts?.first.map(Self.memberships) : nil
        new = isTold ? texts?.last.map(Self.memberships) : nil
        return
      }
      old = Self.memberships(fields, groups: ["oldgroups", "oldGroups", "0"], ends: ["oldmetadata", "oldMetadata"])
      new = Self.memberships(fields, groups: ["newgroups", "newGroups", "1"], ends: ["newmetadata", "newMetadata"])
    }

    private static func memberships(
      _ fields: KeyedDecodingContainer<Key>, groups: [String], ends: [String]
    ) -> [Membership]? {
      for name in groups {
        let key = Key(stringValue: name)
        if let text = try? fields.decode(String.self, forKey: key) { return memberships(text) }
        guard let names = try? fields.decode([String].self, forKey: key) else { continue }
        let metadata = ends.lazy.compactMap { try? fields.decode([Metadata].self, forKey: Key(stringValue: $0)) }.first
        return names.enumerated().map { place, group in
          // They stand in the groups' order, and most name the group beside.
          let own = metadata?.first { $0.group == group } ?? (metadata?.count == names.count ? metadata?[place] : nil)
          return Membership(group: group, end: end(own?.expiry))
        }
      }
      return nil
    }

    private static func memberships(_ text: String) -> [Membership] {
      text.split(separator: ",").map { name in
        Membership(group: String(name.trimmingPrefix(while: \.isWhitespace)), end: RightsChange.forever)
      }
    }

    /// An end as the API writes it, or as MediaWiki's database does.
    private static func end(_ text: String?) -> Instant {
      guard let text else { return RightsChange.forever }
      return Instant(iso8601: text) ?? Instant(databaseForm: text) ?? RightsChange.forever
    }
  }

  let logevents: [Event]?
}

extension RightsChange {
  /// What an entry tells of bots; nil where it tells nothing of any.
  init?(_ event: RightsAnswer.Event, groups: Set<String>) {
    guard let id = event.logid, let title = event.title, let params = event.params, let new = params.new else {
      return nil
    }
    let wasBot = params.old.map { $0.contains { groups.contains($0.group) } }
    let until = new.filter { groups.contains($0.group) }.map(\.end).max()
    guard wasBot == true || until != nil else { return nil }
    // The name of the namespace is the wiki's own.
    let name = title.firstIndex(of: ":").map { String(title[title.index(after: $0)...]) } ?? title
    self.init(id: id, name: name, time: event.timestamp, wasBot: wasBot, botUntil: until)
  }
}
