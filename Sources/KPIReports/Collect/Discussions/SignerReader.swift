import MediaWiki

/// Finds the accounts behind signatures whose names appear in no page history.
///
/// A signature keeps the name that its author had. Without this, somebody who was renamed since would answer herself, and
/// would count as two people.
struct SignerReader: Sendable {
  let wiki: Wiki
  let store: FactStore
  let wikiID: Int64
  /// The wiki's time before anything was read.
  let now: Instant

  /// Looks for the names that are new: one request for each 50, and one or two for each that nobody has now.
  func read() async throws {
    let names = try await store.unknownSigners(wiki: wikiID)
    let askable = names.filter { !$0.contains(/[|#<>\[\]{}\/@]/) }
    guard !askable.isEmpty else { return try await store.keep(signersSought: names, at: now, wiki: wikiID) }
    let log = RenameLog(wiki: wiki)
    let present = try await log.accounts(named: askable)
    try await store.identify(present.map { Signer(name: $1, userID: $0, newestName: $1) }, wiki: wikiID)
    var renamed: [String: String] = [:]
    do {
      for name in Set(askable).subtracting(present.values).sorted() {
        renamed[name] = try await log.newestName(of: name)
      }
    } catch let error as WikiError where error.isUnknownValue {
      // A wiki that has no such log renames nobody.
    }
    let accounts = try await log.accounts(named: Set(renamed.values).sorted())
    try await store.identify(
      accounts.flatMap { account in
        renamed.filter { $0.value == account.value }.map {
          Signer(name: $0.key, userID: account.key, newestName: account.value)
        }
      }, wiki: wikiID)
    try await store.keep(signersSought: names, at: now, wiki: wikiID)
  }
}
