import MediaWiki

/// Brings the names of accounts up to date that were renamed without an edit since: who is staff, or a bot, is told by
/// the name.
///
/// The log tells who was renamed, and the wiki whose account has the new name, since names can wander from one account to
/// another. Whoever reads a whole history gets today's names with it.
struct RenameReader: Sendable {
  /// The log may lag behind the wiki's clock for so many seconds.
  private static let overlap: Int64 = 60

  let wiki: Wiki
  let store: FactStore
  let wikiID: Int64
  /// The wiki's time before anything was read.
  let now: Instant

  /// Reads what was logged since the last time.
  func read() async throws {
    guard let since = try await store.namesKnown(wiki: wikiID) else {
      return try await store.keep(renamesRead: now, wiki: wikiID)
    }
    do {
      let log = RenameLog(wiki: wiki)
      let renames = try await log.renames(since: since.adding(seconds: -Self.overlap))
      if !renames.isEmpty {
        // Whoever had a name that is known may have another one by now, after several renames, too.
        var names = try await store.accountNames(wiki: wikiID)
        var new: Set<String> = []
        for rename in renames where names.contains(rename.old) {
          names.insert(rename.new)
          new.insert(rename.new)
        }
        try await store.rename(try await log.accounts(named: new.sorted()), wiki: wikiID)
      }
    } catch let error as WikiError where error.isUnknownValue {
      // A wiki that has no such log says so; the weekly comparison of histories meets the names.
    }
    try await store.keep(renamesRead: max(since, now), wiki: wikiID)
  }
}
