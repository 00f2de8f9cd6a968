import KPIReports
import MediaWiki

/// The report's page as it stands on its wiki, read once.
actor LivePage {
  private var known: (target: PublishTarget, page: WikiPage)?

  /// The page; what was read before stays, as long as it is the same page.
  func page(_ target: PublishTarget, _ read: @Sendable () async throws -> WikiPage?) async throws -> WikiPage? {
    if let known, known.target == target { return known.page }
    guard let page = try await read() else { return nil }
    known = (target, page)
    return page
  }
}
