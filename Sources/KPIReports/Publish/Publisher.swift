import MediaWiki
import Synchronization

/// Saves a report on its page.
package struct Publisher: Sendable {
  private var report: RenderedReport
  private let address: PageAddress
  private let wiki: Wiki
  private let ledger: PublishingLedger
  private let checks: PublishingChecks
  private let isForced: Bool
  private let choosesPeriod: Bool
  private let isScheduled: Bool

  /// Prepares to save a report on a page.
  ///
  /// A forced one may differ much from what readers were told; one whose period somebody chose may be of an earlier time;
  /// one that a schedule publishes does not do again what people undid.
  package init(
    _ report: RenderedReport, on address: PageAddress, of wiki: Wiki, ledger: PublishingLedger,
    checks: PublishingChecks, isForced: Bool, choosesPeriod: Bool, isScheduled: Bool
  ) {
    self.report = report
    self.address = address
    self.wiki = wiki
    self.ledger = ledger
    self.checks = checks
    self.isForced = isForced
    self.choosesPeriod = choosesPeriod
    self.isScheduled = isScheduled
  }

  /// The same for a page whose chart is not published.
  package var withoutChart: Publisher {
    var publisher = self
    publisher.report = report.withoutChart
    return publisher
  }

  /// The same for a page whose chart could not be renewed.
  package var withOldChart: Publisher {
    var publisher = self
    publisher.report = report.withOldChart
    return publisher
  }

  /// What kept the store from noting what the page shows; nil where nothing did.
  package var unnoted: (any Error)? { ledger.failure }

  /// The edit summary.
  package var summary: String { report.summary }

  /// Signs in and saves the report, unless the page says it already.
  ///
  /// - Throws: ``WikiError``, ``RegionError`` or ``PublishingRefusal``, before anything was saved.
  package func publish() async throws -> PublishingOutcome {
    let user = try await wiki.signedInUser()
    try await checks.requirements(of: user).check()
    try await ledger.settle(on: wiki)
    do {
      return try await save(on: address.title, as: user, movedFrom: nil)
    } catch PublishingRefusal.moved {
      let (page, origin) = try await wiki.page(address.title, showing: region)
      return try await save(on: page.title, as: user, movedFrom: origin)
    }
  }

  private func save(on title: String, as user: SignedInUser, movedFrom origin: String?) async throws
    -> PublishingOutcome
  {
    let remarks = Mutex<[Remark]>([])
    let (result, page) = try await wiki.edit(title, journal: ledger) { page in
      let text = try await newText(of: page, for: user, endsWithEdit: true)
      guard !text.isUnchanged else { return nil }
      try await checkSize(of: text)
      let found = try await self.remarks(on: page, text, bot: user.name)
      for remark in found { ledger.tell(remark.long) }
      remarks.withLock { $0 = found }
      return edit(text, of: page, found)
    }
    let said = remarks.withLock { $0 }
    let reason = reason(said, movedFrom: origin, to: page)
    switch result {
    case .saved(let revision):
      return outcome(.published, page, revision: revision, reason: reason, remarks: said)
    case .unchanged:
      await ledger.noteShown(on: page, summary: report.summary, user: user.name)
      return outcome(.unchanged, page, revision: page.revision?.id, reason: reason, remarks: [])
    }
  }

  /// Signs in and does everything but save.
  ///
  /// One that goes on to save does not mind that the edit would be given to moderators.
  ///
  /// - Throws: what ``publish()`` would throw, as far as the wiki tells it beforehand.
  package func rehearse(goesOn: Bool = false) async throws -> PublishingOutcome {
    let user = try await wiki.signedInUser()
    try await checks.requirements(of: user).check()
    let (page, origin) = try await wiki.page(address.title, showing: region)
    let text = try await newText(of: page, for: user, endsWithEdit: false)
    var said: [Remark] = []
    if !text.isUnchanged {
      try await checkSize(of: text)
      said = try await remarks(on: page, text, bot: user.name)
      let edit = edit(text, of: page, said)
      try await checkQueue(for: edit, of: page, by: user, goesOn: goesOn)
      try await wiki.testLinks(of: edit, on: page)
    }
    let reason = reason(
      said, movedFrom: origin, to: page, ending: text.isUnchanged ? "the page says it already" : nil)
    return outcome(.dryRun, page, revision: page.revision?.id, reason: reason, remarks: said).asking(
      said.first(where: \.isLoss)?.long)
  }

  /// Whether the report may take the place of what the page says.
  ///
  /// - Throws: ``WikiError``, ``RegionError`` or ``PublishingRefusal``.
  package func checkPlausibility() async throws {
    let (page, _) = try await wiki.page(address.title, showing: region)
    try await checkPlausibility(of: PageText(title: page.title, text: page.revision?.text, report: report))
  }

  /// Whether readers were told every value of the report already.
  package func isNoNews() async throws -> Bool { try await ledger.tells(ledger.values) }

  /// The outcome where the page stays as it is, and why.
  package func unchanged(_ reason: String) -> PublishingOutcome {
    PublishingOutcome(.unchanged, page: address, revision: nil, summary: nil, reason: reason)
  }

  /// The page with the report in it, once nothing speaks against saving it.
  private func newText(of page: WikiPage, for user: SignedInUser, endsWithEdit: Bool) async throws -> PageText {
    try await checks.requirements(
      of: page, for: user, region: region, ledger: ledger, isForced: isForced, endsWithEdit: endsWithEdit
    ).check()
    let text = try PageText(title: page.title, text: page.revision?.text, report: report)
    if !text.isUnchanged, !isForced { try await checkPlausibility(of: text) }
    return text
  }

  /// What is sent to be saved.
  private func edit(_ text: PageText, of page: WikiPage, _ remarks: [Remark]) -> Edit {
    // The time of computing is not what the page says.
    let content = report.content(computed: Instant(seconds: 0))
    return Edit(
      title: page.title, text: text.after, summary: report.summary(remarking: remarks.map(\.short)), sign: report.sign,
      meaning: StoredText(content).sha1)
  }

  /// Moderators neither have the same edit already nor would be given it.
  private func checkQueue(for edit: Edit, of page: WikiPage, by user: SignedInUser, goesOn: Bool) async throws {
    try await ledger.checkQueue(for: IntendedEdit(edit, base: page, user: user.name))
    guard !goesOn, try await wiki.hasExtension("Moderation"), !user.rights.contains("skip-moderation") else { return }
    throw PublishingRefusal.queued(page: page.title, since: nil)
  }

  private func checkSize(of text: PageText) async throws {
    let bytes = text.after.utf8.count
    guard let limit = try await wiki.longestPage(), bytes > limit else { return }
    throw PublishingRefusal.tooLong(page: text.title, bytes: bytes, own: text.ownSize, limit: limit)
  }

  /// What an edit replaces that readers may miss.
  private struct Remark: Sendable {
    /// In the edit summary.
    let short: String
    /// For whoever runs the bot.
    let long: String
    /// Whether readers lose a later period.
    var isLoss = false
  }

  /// What the new text replaces beyond the bot's own words.
  ///
  /// - Throws: ``PublishingRefusal/undone(page:by:at:)`` where a schedule would do again what people undid.
  private func remarks(on page: WikiPage, _ text: PageText, bot: String) async throws -> [Remark] {
    var remarks: [Remark] = []
    let watch = RegionWatch(region, on: wiki, bot: bot, saved: try await ledger.lastRevision(on: page.title))
    if let change = try await watch.change(of: page) {
      if isScheduled, change.isUndo {
        throw PublishingRefusal.undone(page: page.title, by: change.user, at: change.timestamp)
      }
      remarks.append(Remark(short: change.remark, long: change.sentence))
    }
    if let shown = text.mark?.period, shown.unit == report.period.unit, shown > report.period {
      let words = "\(shown.label) is replaced by \(report.period.label)"
      remarks.append(Remark(short: words, long: words, isLoss: true))
    }
    return remarks
  }

  /// What whoever runs the bot should know of the outcome, as sentences without the last full stop; nil for nothing.
  private func reason(
    _ remarks: [Remark], movedFrom origin: String?, to page: WikiPage, ending: String? = nil
  ) -> String? {
    let title = page.title
    let move = origin.map {
      "\($0) is a redirect to \(title), which has the report's markers: name \(title) under \"publish\" in report.yaml"
    }
    let sentences = remarks.map(\.long) + [move, ending].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: ". ")
  }

  private var region: MarkedRegion { MarkedRegion(report: report.name) }

  private func checkPlausibility(of text: PageText) async throws {
    let published = try await ledger.publishedValues()
    let plausibility = PublishingGuard(published: published, shown: text.mark?.period)
    let order = choosesPeriod ? nil : plausibility.objection(to: report.period)
    let objections = [order].compactMap(\.self) + plausibility.objections(to: ledger.values) + text.objections
    guard objections.isEmpty else { throw PublishingRefusal.implausible(reasons: objections) }
  }

  private func outcome(
    _ result: PublishingOutcome.Result, _ page: WikiPage, revision: Int?, reason: String?, remarks: [Remark]
  ) -> PublishingOutcome {
    PublishingOutcome(
      result, page: address.titled(page.title), revision: revision,
      summary: report.summary(remarking: remarks.map(\.short)), reason: reason)
  }
}
