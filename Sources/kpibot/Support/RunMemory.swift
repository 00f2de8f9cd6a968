import KPIReports
import MediaWiki

/// What one run read that a later run of the same command need not read again.
actor RunMemory {
  /// What the facts that a report carries depend on.
  struct Carried: Equatable {
    let tables: [String: WatchedFiles.Stamp]
    let wikis: [WikiDefinition]
    let products: [Product]
    let asOf: Instant?
  }

  private var page: (target: PublishTarget, page: WikiPage)?
  private var facts: (carried: Carried, store: FactStore)?

  /// The report's page as it stood on its wiki, as long as it is the same page.
  func page(_ target: PublishTarget, _ read: @Sendable () async throws -> WikiPage?) async throws -> WikiPage? {
    if let page, page.target == target { return page.page }
    guard let found = try await read() else { return nil }
    page = (target, found)
    return found
  }

  /// The facts that a report carries, as long as they are the same.
  func store(_ carried: Carried, _ load: @Sendable () async throws -> FactStore) async throws -> FactStore {
    if let facts, facts.carried == carried { return facts.store }
    let store = try await load()
    facts = (carried, store)
    return store
  }
}
