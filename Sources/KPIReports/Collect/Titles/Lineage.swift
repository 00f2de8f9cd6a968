import MediaWiki

/// A title under which people write, and what is known of it before its logs are read.
struct FeedbackTitle: Sendable {
  /// The title as the report has it.
  let name: String
  let resolution: WikiSurvey.Resolution
  /// The page at the title itself, be it a redirect; nil where there is none.
  let standing: WikiSurvey.Page?
  /// The pages that the title stood for when the store last looked.
  let known: [TrackedPage]
  /// Those that were lost by then.
  let lost: [LostPage]
  /// What stood at the title when its logs were last read.
  let mark: TitleMark?
  /// When that was.
  let checked: Instant?

  /// The page to which the title leads.
  var target: WikiSurvey.Page? {
    guard case .page(let page) = resolution else { return nil }
    return page
  }

  /// Whether a page at the title leads elsewhere.
  var isRedirect: Bool { standing?.isRedirect ?? false }
}

/// The pages for which a feedback title stands: the one to which it leads, the redirect itself with what was written there
/// before, and those that were moved away from it; with those that were deleted.
///
/// It depends on the wiki alone, so that a new store finds the same pages.
struct Lineage: Sendable {
  var pages: [WikiSurvey.Page] = []
  /// Those that were deleted.
  var lost: [LostPage] = []
  /// Why it can't be told what the title leads to; nil where it can.
  var problem: String?
  /// Whether a page was moved away that had no text of its own: it may get one, when others are merged into it.
  var isOpen = false
  /// What is to be told of it.
  var remarks: [String] = []

  mutating func add(_ page: WikiSurvey.Page, remark: String? = nil) {
    guard !pages.contains(where: { $0.pageID == page.pageID }) else { return }
    pages.append(page)
    if let remark { remarks.append(remark) }
  }
}

extension SourceResolver {
  /// A log may lag behind the wiki's clock for so many seconds.
  private static let overlap: Int64 = 60

  /// What is known of feedback titles: one request for each 50 that are redirects.
  func feedbackTitles(_ names: [String]) async throws -> [FeedbackTitle] {
    let redirects = names.compactMap { survey.redirectTitles[$0] }
    let standing = redirects.isEmpty ? [] : try await lister.pages(titled: redirects)
    var titles: [FeedbackTitle] = []
    for name in names {
      let resolution = survey.resolutions[name] ?? .missing
      var page: WikiSurvey.Page?
      if let redirect = survey.redirectTitles[name] {
        page = standing.first { $0.title == redirect }
      } else if case .page(let found) = resolution {
        page = found
      }
      titles.append(
        FeedbackTitle(
          name: name, resolution: resolution, standing: page,
          known: try await store.trackedPages(of: name, wiki: wikiID),
          lost: try await store.lostPages(of: name, wiki: wikiID),
          mark: try await store.titleMark(of: name, wiki: wikiID),
          checked: try await store.check(of: name, wiki: wikiID)))
    }
    return titles
  }

  /// Finds the pages of a title; asks nothing where nothing can have changed.
  func lineage(of title: FeedbackTitle) async throws -> Lineage {
    switch title.resolution {
    case .unknownModel: return Lineage(lost: title.lost)
    case .invalid(let reason):
      return Lineage(problem: MissingPage.reason(title.name, wiki: wiki.name, because: reason))
    case .page, .missing: break
    }
    let met = [title.target, title.standing].compactMap(\.self)
    let unmet = title.known.map(\.pageID).filter { id in !met.contains { $0.pageID == id } }
    let present = met + (try await lister.pages(byID: unmet))
    if let pages = unchanged(title, among: present) { return Lineage(pages: pages, lost: title.lost) }
    return try await read(title, present: present)
  }

  /// The pages of a title at which nothing happened since its logs were read; nil where something may have.
  private func unchanged(_ title: FeedbackTitle, among present: [WikiSurvey.Page]) -> [WikiSurvey.Page]? {
    guard let target = title.target, let standing = title.standing, title.mark == TitleMark(standing) else {
      return nil
    }
    let names = [title.name, standing.title] + title.known.map(\.title) + title.lost.map(\.name)
    guard !names.contains(where: changes.names(title:)) else { return nil }
    // Merges and imports touch a page without a new revision, and can bring text under a redirect, or take it away.
    func isTouched(_ page: WikiSurvey.Page) -> Bool {
      guard page.isRedirect else { return false }
      guard let checked = title.checked, let touched = page.touched else { return true }
      return touched >= checked
    }
    guard !isTouched(standing) else { return nil }
    var pages = [target]
    for known in title.known where known.pageID != target.pageID {
      guard let page = present.first(where: { $0.pageID == known.pageID }) else { return nil }
      guard !isTouched(page) else { return nil }
      pages.append(page)
    }
    return title.known.contains { $0.pageID == target.pageID } ? pages : nil
  }

  private func read(_ title: FeedbackTitle, present: [WikiSurvey.Page]) async throws -> Lineage {
    var reader = FormerPagesReader(on: wiki)
    var former = try await reader.read(survey.redirectTitles[title.name] ?? title.name)
    var lineage = Lineage()
    if let target = title.target {
      let remark = title.isRedirect ? "\(title.name) is a redirect; \(target.title) is measured" : nil
      lineage.add(target, remark: remark)
    } else if title.isRedirect, let destination = survey.destinations[title.name] {
      lineage.problem = MissingPage.reason(
        destination, wiki: wiki.name, departure: try await departure(of: destination))
    }
    let text = OwnText(wiki: wiki)
    if let standing = title.standing, standing.isRedirect, try await text.stood(on: standing) {
      lineage.add(
        standing, remark: "what was written at \(standing.title) before it became a redirect is measured, too")
    }
    let moved = former.moved.isEmpty ? [] : try await lister.pages(titled: former.moved.map(\.title))
    for place in former.moved {
      guard let page = moved.first(where: { $0.title == place.title }) else {
        former.deleted.append(FormerPages.Deleted(title: place.title, time: now))
        continue
      }
      guard try await text.stood(on: page, before: place.left) else {
        lineage.isOpen = true
        continue
      }
      lineage.add(
        page, remark: "\(page.title) stood at \(title.name) before it was moved, and is measured with it")
    }
    lineage.lost = lost(title, former, present: present)
    if lineage.pages.isEmpty, lineage.problem == nil {
      lineage.problem = lineage.lost.isEmpty ? MissingPage.reason(title.name, wiki: wiki.name) : nil
    }
    return lineage
  }

  /// What became of the missing page that a redirect leads to; nil where nobody knows, as for a page of another wiki.
  private func departure(of title: String) async throws -> Departure? {
    do {
      return try await wiki.departure(of: title)
    } catch let error as WikiError where error.meaning == .invalidTitle {
      return nil
    }
  }

  /// The pages that were deleted, each with the beginning of its history where the store has read it.
  private func lost(_ title: FeedbackTitle, _ former: FormerPages, present: [WikiSurvey.Page]) -> [LostPage] {
    var gone = title.known.filter { known in !present.contains { $0.pageID == known.pageID } }
    var lost = former.deleted.sorted { ($0.time, $0.title) < ($1.time, $1.title) }.map { page in
      if let kept = title.lost.first(where: { $0.name == page.title && $0.deleted == page.time }) { return kept }
      let place = gone.firstIndex { known in
        known.title == page.title && known.checked.map { $0 <= page.time.adding(seconds: Self.overlap) } ?? false
      }
      let known = place.map { gone.remove(at: $0) }
      return LostPage(name: page.title, first: known?.lastRevisionID == nil ? nil : known?.created, deleted: page.time)
    }
    // The log does not tell that somebody wrote over the redirect of a move before it was deleted.
    let own = survey.redirectTitles[title.name] ?? title.standing?.title ?? title.name
    let deleted = former.lastDeletion ?? now
    lost += gone.filter { $0.title == own && $0.lastRevisionID != nil }.map {
      LostPage(name: own, pageID: $0.pageID, first: $0.created, deleted: deleted)
    }
    lost += title.lost.filter { $0.pageID != nil && !lost.contains($0) }
    return lost.filter { page in
      page.pageID == nil
        || !(former.lastRestoration.map { $0 >= page.deleted } ?? false)
          && !present.contains { $0.pageID == page.pageID }
    }
  }
}

extension TitleMark {
  /// The mark of the page at a title.
  init(_ page: WikiSurvey.Page) { self.init(pageID: page.pageID, revisionID: page.lastRevisionID) }
}
