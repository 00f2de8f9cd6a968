import Logging
import MediaWiki

/// Brings the facts of one wiki's pages up to date.
struct WikiCollector: Sendable {
  let wiki: Wiki
  let store: FactStore
  /// The store's id of the wiki.
  let wikiID: Int64
  let people: PeopleRules
  let progress: Progress
  let log: Logger
  /// Whether the threads of feedback pages are wanted.
  var readsDiscussions = false
  /// Whether to compare every history from its beginning.
  var readsAgain = false
  /// Whether anything depends on the names that accounts have now.
  var readsNames = false

  /// What the report names on this wiki.
  struct Sources: Sendable {
    /// Titles of feedback pages.
    var feedback: [String] = []
    /// Prefixes of archives, each ending in `*`.
    var archives: [String] = []
    /// Titles of support pages.
    var support: [String] = []

    /// The titles of pages.
    var titles: [String] { feedback + support }
    /// Every source by the name under which the store keeps it.
    var names: [String] { feedback + archives + support }
  }

  /// What came of it, and what was learnt on the way that the pageviews need.
  struct Outcome: Sendable {
    /// The support pages with all titles that lead to them.
    var support: [SupportTitles] = []
    /// A page of the wiki that is always read.
    var mainPage: String?
    /// The wiki's time when it was asked.
    var time: Instant
    /// What could not be read although the wiki was reached.
    var failures: [WikiError] = []
  }

  /// The pages that the sources are, before anything of them is read.
  struct Found: Sendable {
    let survey: WikiSurvey
    /// The wiki's time when it was asked.
    let now: Instant
    /// What the logs show of older revisions.
    let changes: HistoryLog
    /// The feedback pages and archives that are wikitext; one can stand there more than once.
    var pages: [ResolvedPage] = []
    /// The feedback pages and archives that are boards.
    var boards: [ResolvedPage] = []
    /// The support pages, each once, with the titles that lead to it.
    var support: [(page: ResolvedPage, sources: [String])] = []
  }

  /// Collects everything; what can't be read keeps its problem, and the rest goes on.
  ///
  /// - Throws: the error that keeps the wiki from being reached, after it was kept as the sources' problem.
  func collect(_ sources: Sources) async throws -> Outcome {
    progress.say(
      Progress.Step(place: wiki.name, task: "looking for \(SourceStatus.count(sources.names.count, "page"))"))
    defer { progress.end(wiki.name) }
    var setbacks = Setbacks()
    let found = try await find(sources, setbacks: &setbacks)
    let reader = HistoryReader(
      wiki: wiki, store: store, wikiID: wikiID, temporaryAccounts: found.survey.temporaryAccounts,
      changes: found.changes, now: found.now, readsAgain: readsAgain, progress: progress, log: log)
    try await reader.read(found.pages, setbacks: &setbacks)
    if !found.boards.isEmpty {
      let reader = BoardReader(
        wiki: wiki, store: store, wikiID: wikiID, temporaryAccounts: found.survey.temporaryAccounts,
        changes: found.changes, now: found.now, readsAgain: readsAgain, progress: progress, log: log)
      try await reader.read(found.boards, setbacks: &setbacks)
    }
    if readsDiscussions {
      let discussions = DiscussionReader(
        wiki: wiki, store: store, wikiID: wikiID, temporaryAccounts: found.survey.temporaryAccounts, now: found.now,
        progress: progress, log: log)
      try await discussions.read(found.pages, setbacks: &setbacks)
      let signers = SignerReader(wiki: wiki, store: store, wikiID: wikiID, now: found.now)
      try await setbacks.attempt {
        try await signers.read()
      } keep: { error in
        log.error("\(wiki.name): the names below comments could not be looked for: \(error)")
        let problem = "who signed comments on \(wiki.name) could not be read (\(Self.cause(of: error)))"
        try await store.lose(discussionsOf: found.pages.map(\.tracked.id), problem: problem)
      }
    }
    if let rights = rightsLog(of: sources) {
      let rightsReader = RightsLogReader(
        wiki: wiki, store: store, log: rights, groups: people.botGroups, isLeftOut: people.isSureOfBot, now: found.now,
        logger: log)
      try await setbacks.attempt {
        try await rightsReader.read()
      } keep: {
        try await store.expect(rights, problem: Self.problem(withRightsOf: wiki.name, $0, log: log))
      }
    }
    let supportReader = SupportPageReader(wiki: wiki, store: store, survey: found.survey)
    let support = try await setbacks.attemptEach(of: found.support) {
      try await supportReader.read($0.page, changes: found.changes)
    } keep: { error, part in
      for title in part.sources { try await keep(error, of: title) }
    }
    return Outcome(
      support: support, mainPage: found.survey.mainPage, time: found.now, failures: setbacks.failures)
  }

  /// Finds the pages that the sources are now, and keeps which they are.
  ///
  /// - Throws: the error that keeps the wiki from being reached, after it was kept as the sources' problem.
  func find(_ sources: Sources, setbacks: inout Setbacks) async throws -> Found {
    let (survey, now, pairs): (WikiSurvey, Instant, [ArchivePlan.Pair])
    do {
      let plan = try await plan(sources)
      pairs = plan.archives.pairs
      let times = try await store.timesOfReading(wiki: wikiID)
      survey = try await WikiSurvey(
        of: plan.titles, changes: HistoryLog(since: times), botGroups: people.botGroups, wiki: wiki,
        log: log)
      guard let time = survey.time else {
        throw WikiError(wiki: wiki.name, task: "asking for the time", cause: .badAnswer(.unexpected("no curtimestamp")))
      }
      now = time
    } catch {
      for name in sources.names { try await keep(error, of: name) }
      throw error
    }
    if let rights = rightsLog(of: sources) { try await store.expect(rights) }
    try await store.keep(bots: survey.bots.bots, seen: now, wiki: wikiID)
    try await store.keep(features: survey.features, wiki: wikiID)
    try await store.keep(database: survey.database, of: wikiID)
    var changes = survey.changes
    try await keepingErrors(of: sources) { try await changes.readOn(wiki, log: log) }
    let lister = ArchiveLister(wiki: wiki, survey: survey)
    let resolver = SourceResolver(
      wiki: wiki, store: store, wikiID: wikiID, survey: survey, lister: lister, changes: changes, now: now, log: log)

    var pages = try await feedback(sources.feedback, resolver, setbacks: &setbacks)
    pages += try await archives(pairs, lister, resolver, setbacks: &setbacks)
    let met = pages.map(\.current) + survey.pages.values
    try await keepingErrors(of: sources) {
      try await changes.readOthers(wiki, touched: met.compactMap(\.touched).max(), log: log)
    }
    var found = Found(survey: survey, now: now, changes: changes)
    try await readRenames(now, of: sources)
    pages = try await readable(pages, hasLiquidThreads: survey.hasLiquidThreads, setbacks: &setbacks)
    let boards = Dictionary(pages.filter { $0.current.form == .board }.map { ($0.tracked.id, $0) }) { first, _ in first
    }
    found.boards = boards.values.sorted { $0.tracked.pageID < $1.tracked.pageID }
    found.pages = pages.filter { boards[$0.tracked.id] == nil }
    found.support = try await support(sources.support, resolver, setbacks: &setbacks)
    return found
  }

  /// The log that tells who was a bot when; nil where nobody's edits are counted, or no group makes a bot.
  func rightsLog(of sources: Sources) -> RightsLog? {
    let isNeeded = !people.botGroups.isEmpty && !(sources.feedback + sources.archives).isEmpty
    return isNeeded ? RightsLog(wiki: wikiID, scope: .local) : nil
  }

  /// The pages that some feedback titles stand for.
  private func feedback(
    _ names: [String], _ resolver: SourceResolver, setbacks: inout Setbacks
  ) async throws -> [ResolvedPage] {
    let titles = try await setbacks.attempt {
      try await resolver.feedbackTitles(names)
    } keep: {
      for name in names { try await keep($0, of: name) }
    }
    let found = try await setbacks.attemptEach(of: titles ?? []) { title in
      (title: title, lineage: try await resolver.lineage(of: title))
    } keep: { error, title in
      try await keep(error, of: title.name)
    }
    var pages: [ResolvedPage] = []
    for (title, lineage) in found { pages += try await resolver.resolve(title, lineage) }
    return pages
  }

  /// The archives that some prefixes stand for.
  private func archives(
    _ pairs: [ArchivePlan.Pair], _ lister: ArchiveLister, _ resolver: SourceResolver, setbacks: inout Setbacks
  ) async throws -> [ResolvedPage] {
    func keep(_ error: WikiError, of pair: ArchivePlan.Pair) async throws {
      for pattern in [pair.full, pair.named].compactMap(\.self) { try await self.keep(error, of: pattern) }
    }
    var apart: [ArchivePlan.Pair] = []
    let listed = try await setbacks.attemptEach(of: pairs) {
      (pair: $0, found: try await lister.list($0))
    } keep: { error, pair in
      // A prefix that no title can have keeps nobody from the pages of the other.
      guard error.meaning == .invalidTitle, let named = pair.named else { return try await keep(error, of: pair) }
      apart += [pair.full, named].map { ArchivePlan.Pair(full: $0, named: nil) }
    }
    var pages = apart.isEmpty ? [] : try await archives(apart, lister, resolver, setbacks: &setbacks)
    for (pair, found) in listed {
      let settled = try await setbacks.attempt {
        let pages = try await resolver.settle(found.full, of: pair.full)
        guard let named = pair.named else { return pages }
        return pages + (try await resolver.settle(found.named, of: named))
      } keep: {
        try await keep($0, of: pair)
      }
      pages += settled ?? []
    }
    return pages
  }

  /// The support pages of some titles; several titles can lead to one.
  private func support(
    _ titles: [String], _ resolver: SourceResolver, setbacks: inout Setbacks
  ) async throws -> [(page: ResolvedPage, sources: [String])] {
    var pages: [(page: ResolvedPage, sources: [String])] = []
    for title in titles {
      let found = try await setbacks.attempt {
        try await resolver.resolve(support: title)
      } keep: {
        try await keep($0, of: title)
      }
      for page in found ?? [] {
        if let place = pages.firstIndex(where: { $0.page.tracked.id == page.tracked.id }) {
          pages[place].sources.append(title)
        } else {
          pages.append((page, [title]))
        }
      }
    }
    return pages
  }

  /// The pages on which what people write can be read; of the others the store keeps why not, and no number.
  private func readable(
    _ pages: [ResolvedPage], hasLiquidThreads: Bool, setbacks: inout Setbacks
  ) async throws -> [ResolvedPage] {
    var forms = Dictionary(pages.map { ($0.tracked.id, $0.current.form) }) { first, _ in first }
    if hasLiquidThreads {
      let threads = LiquidThreads(wiki: wiki)
      let asked = Dictionary(pages.filter { $0.current.form == .wikitext }.map { ($0.tracked.id, $0) }) { first, _ in
        first
      }
      .values.sorted { $0.tracked.pageID < $1.tracked.pageID }
      for page in asked { forms[page.tracked.id] = nil }
      let found = try await setbacks.attemptEach(of: asked) { page in
        (page.tracked.id, try await threads.hasThreads(page.current.title))
      } keep: { error, page in
        log.error("\(wiki.name): \(page.current.title) could not be read: \(error)")
        let problem = "\(page.current.title) on \(wiki.name) could not be read (\(Self.cause(of: error)))"
        try await store.settle(page: page.tracked.id, problem: problem)
        try await store.settle(discussionsOf: page.tracked.id, problem: problem)
      }
      for (page, hasThreads) in found { forms[page] = hasThreads ? .liquidThreads : .wikitext }
    }
    var readable: [ResolvedPage] = []
    var refused: Set<Int64> = []
    for page in pages where !refused.contains(page.tracked.id) {
      guard let form = forms[page.tracked.id] else { continue }
      guard let why = form.whyUnreadable else {
        if page.tracked.isBoard, form != .board { try await store.forgetHistory(page: page.tracked.id) }
        readable.append(page)
        continue
      }
      let problem = UnreadablePage.reason(page.current.title, wiki: wiki.name, because: why)
      log.error("\(problem)")
      try await store.refuse(page: page.tracked.id, problem: problem)
      refused.insert(page.tracked.id)
    }
    return readable
  }

  /// Reads what concerns all pages; where that fails, nothing is known of any.
  private func keepingErrors(of sources: Sources, _ read: () async throws -> Void) async throws {
    do {
      try await read()
    } catch {
      for name in sources.names { try await keep(error, of: name) }
      throw error
    }
  }

  /// Gives renamed accounts their new names; where that fails, it is not known who is counted.
  private func readRenames(_ now: Instant, of sources: Sources) async throws {
    guard readsNames, !(sources.feedback + sources.archives).isEmpty else { return }
    try await keepingErrors(of: sources) {
      try await RenameReader(wiki: wiki, store: store, wikiID: wikiID, now: now).read()
    }
  }

  /// What the survey asks for, and how to find the archives, by what is known of them.
  private func plan(_ sources: Sources) async throws -> (titles: [String], archives: ArchivePlan) {
    var titles = sources.titles
    var known: [(pattern: String, titles: [String]?)] = []
    for name in sources.feedback + sources.archives {
      let pages = try await store.trackedPages(of: name, wiki: wikiID).map(\.title)
      let isPattern = sources.archives.contains(name)
      // Pages that were moved away: the survey then tells where they are.
      titles += pages.filter { isPattern ? !$0.hasPrefix(name.dropLast()) : $0 != name }
      guard isPattern else { continue }
      known.append((name, try await store.check(of: name, wiki: wikiID) == nil ? nil : pages))
    }
    let length = WikiSurvey.batchLength
    let batches = max(1, (titles.count + length - 1) / length)
    let archives = ArchivePlan(known, room: batches * length - titles.count)
    return (titles + archives.titles, archives)
  }

  /// Keeps why a source could not be read.
  private func keep(_ error: any Error, of source: String) async throws {
    log.error("\(wiki.name): \(source) could not be read: \(error)")
    var problem = "\(source) on \(wiki.name) could not be read (\(Self.cause(of: error)))"
    if let error = error as? WikiError, error.meaning == .invalidTitle, case .api(let message, _) = error.cause {
      problem = MissingPage.reason(source, wiki: wiki.name, because: message.text)
    }
    try await store.settle(source: source, wiki: wikiID, checked: nil, problem: problem)
  }

  /// Why it can't be told who was a bot.
  static func problem(withRightsOf wiki: String, _ error: WikiError, log: Logger) -> String {
    log.error("\(wiki): the log of user rights could not be read: \(error)")
    return "the log of user rights of \(wiki) could not be read (\(cause(of: error)))"
  }

  /// What went wrong, in the words that readers of the page see.
  static func cause(of error: any Error) -> String { (error as? WikiError)?.cause.problem ?? "\(error)" }
}
