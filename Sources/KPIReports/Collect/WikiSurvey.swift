import Logging
import MediaWiki

/// What a wiki says of the pages that a report names, and of itself, before anything is read.
struct WikiSurvey: Sendable {
  /// A page that exists.
  struct Page: Sendable, Hashable {
    let pageID: Int
    let title: String
    let lastRevisionID: Int
    /// When the newest revision was made; nil where that was not asked.
    var lastEdited: Instant?
    /// When the page, or anything it shows, last changed.
    var touched: Instant?
    /// How what people write there is kept.
    var form: PageForm
    var redirects: [String]
    /// Whether it leads to another page.
    var isRedirect = false
  }

  /// What a title leads to.
  enum Resolution: Sendable, Hashable {
    case page(Page)
    case missing
    case invalid(String)
    /// A page of a content model that the wiki does not know, since an extension is gone.
    case unknownModel(String)
  }

  /// MediaWiki takes 50 titles at once from anybody.
  static let batchLength = 50

  /// The pages met, by their ids.
  private(set) var pages: [Int: Page] = [:]
  /// The titles asked for, and what each leads to.
  private(set) var resolutions: [String: Resolution] = [:]
  /// The titles that are redirects, and where they lead.
  private(set) var followed: [String: String] = [:]
  /// Those asked for that are redirects, by the title that the wiki gives them.
  private(set) var redirectTitles: [String: String] = [:]
  /// Where each title asked for leads in the end, whether there is a page or not.
  private(set) var destinations: [String: String] = [:]
  /// Who is in a bot group.
  private(set) var bots: BotRoll
  /// What was deleted or restored.
  private(set) var changes: HistoryLog
  /// The wiki's clock when it was asked, which may not be ours.
  private(set) var time: Instant?
  /// The title of the main page: a busy page.
  private(set) var mainPage: String?
  /// The name of its database, by which other wikis call it.
  private(set) var database: String?
  /// What names of temporary accounts look like.
  private(set) var temporaryAccounts = TemporaryAccountNames(patterns: [])
  /// What its pages can have.
  private(set) var features = WikiFeatures()
  /// Whether it has the extension LiquidThreads.
  private(set) var hasLiquidThreads = false
  private var namespaces = NamespaceNames()

  /// Asks a wiki about titles and about itself: one request for each 50 titles.
  init(
    of titles: [String], changes: HistoryLog, botGroups: [String], wiki: Wiki, log: Logger
  ) async throws {
    self.changes = changes
    bots = BotRoll(groups: botGroups, wiki: wiki.name, log: log)
    var parameters = [
      "action": "query", "curtimestamp": "1", "redirects": "1",
      "prop": "info|redirects|revisions|pageprops", "rdprop": "title", "rdlimit": "max", "rvprop": "ids|timestamp",
      "ppprop": LiquidThreads.pageProperty,
      "meta": "siteinfo",
      "siprop": "general|namespaces|namespacealiases|autocreatetempuser|\(WikiFeatures.siteInformation)",
    ]
    let lists = bots.lists + changes.lists
    parameters["list"] = lists.isEmpty ? nil : lists.joined(separator: "|")
    let once = bots.parameters.merging(changes.parameters) { $1 }
    parameters.merge(once) { $1 }
    for start in stride(from: 0, to: max(1, titles.count), by: Self.batchLength) {
      let batch = titles[start..<min(start + Self.batchLength, titles.count)]
      if start > 0 {
        for key in ["meta", "siprop", "list"] + once.keys { parameters[key] = nil }
      }
      parameters["titles"] = batch.isEmpty ? nil : batch.joined(separator: "|")
      try await askApart(parameters, for: Array(batch), wiki: wiki)
    }
    try bots.checkIsTold()
  }

  /// Asks about titles; one page of a model that the wiki does not know makes it fail the whole question, so that such
  /// pages are looked for one by one and left out.
  private mutating func askApart(_ parameters: [String: String], for titles: [String], wiki: Wiki) async throws {
    do {
      return try await ask(parameters, for: titles, wiki: wiki)
    } catch let error as WikiError where error.unknownContentModel != nil {
      var known: [String] = []
      for title in titles {
        if let model = try await Self.unknownModel(of: title, wiki: wiki) {
          resolutions[title] = .unknownModel(model)
        } else {
          known.append(title)
        }
      }
      guard known.count < titles.count else { throw error }
      var parameters = parameters
      parameters["titles"] = known.isEmpty ? nil : known.joined(separator: "|")
      try await ask(parameters, for: known, wiki: wiki)
    }
  }

  /// The content model of a page that the wiki does not know; nil where it knows it.
  static func unknownModel(of title: String, wiki: Wiki) async throws -> String? {
    let parameters = ["action": "query", "redirects": "1", "prop": "info", "titles": title]
    do {
      for try await _ in wiki.query(parameters, as: SurveyAnswer.self) {}
      return nil
    } catch let error as WikiError {
      guard let model = error.unknownContentModel else { throw error }
      return model
    }
  }

  private mutating func ask(_ parameters: [String: String], for titles: [String], wiki: Wiki) async throws {
    var names: [String: String] = [:]
    var pages: [String: SurveyAnswer.Page] = [:]
    var redirects: [String: [String]] = [:]
    var edited: [String: Instant] = [:]
    var batches = wiki.query(parameters, as: SurveyAnswer.self).makeAsyncIterator()
    while let batch = try await batches.next() {
      time = time ?? batch.curtimestamp
      try bots.take(batch, from: &batches)
      changes.take(batch, from: &batches)
      guard let answer = batch.answer else { continue }
      takeSite(answer)
      for mapping in (answer.normalized ?? []) + (answer.redirects ?? []) { names[mapping.from] = mapping.to }
      for mapping in answer.redirects ?? [] { followed[mapping.from] = mapping.to }
      for page in answer.pages ?? [] {
        guard let title = page.title else { continue }
        pages[title] = pages[title] ?? page
        if let properties = page.pageprops { pages[title]?.pageprops = properties }
        redirects[title, default: []] += (page.redirects ?? []).map(\.title)
        if let newest = page.revisions?.first, newest.revid == page.lastrevid { edited[title] = newest.timestamp }
      }
    }
    for (title, answer) in pages {
      guard let page = Page(answer, redirects: redirects[title] ?? [], lastEdited: edited[title]) else { continue }
      self.pages[page.pageID] = page
    }
    for title in titles {
      var name = title
      var passed: Set<String> = []
      while let next = names[name], passed.insert(name).inserted {
        if followed[name] != nil, redirectTitles[title] == nil { redirectTitles[title] = name }
        name = next
      }
      destinations[title] = name
      resolutions[title] = Self.resolution(pages[name], redirects: redirects[name] ?? [], lastEdited: edited[name])
    }
  }

  private static func resolution(
    _ page: SurveyAnswer.Page?, redirects: [String], lastEdited: Instant?
  ) -> Resolution {
    guard let page else { return .missing }
    if page.invalid == true { return .invalid(page.invalidreason?.text ?? "it is not a title") }
    return Page(page, redirects: redirects, lastEdited: lastEdited).map { .page($0) } ?? .missing
  }

  private mutating func takeSite(_ answer: SurveyAnswer) {
    mainPage = mainPage ?? answer.general?.mainpage
    database = database ?? answer.general?.wikiid
    namespaces.take(answer)
    if let tags = answer.extensiontags {
      features = WikiFeatures(extensionTags: tags, functions: answer.functionhooks ?? [])
      hasLiquidThreads = LiquidThreads.isPresent(functions: answer.functionhooks ?? [])
    }
    if let accounts = answer.autocreatetempuser {
      temporaryAccounts = TemporaryAccountNames(
        patterns: (accounts.matchPatterns ?? []) + (accounts.matchPattern.map { [$0] } ?? []))
    }
  }

  /// Whether the wiki has, or had, boards: their topics are pages in a namespace of their own.
  var hasTopics: Bool { namespaces.contains(Self.topicNamespace) }

  private static let topicNamespace = 2_600

  /// The namespace a title lies in, and the title without it.
  func split(_ title: String) -> (namespace: Int, rest: String) { namespaces.split(title) }
}

extension WikiSurvey.Page {
  /// Reads a page as the wiki answers it; nil when there is none.
  init?(_ page: SurveyAnswer.Page, redirects: [String], lastEdited: Instant? = nil) {
    guard let pageID = page.pageid, let title = page.title, let revision = page.lastrevid, page.missing != true else {
      return nil
    }
    self.init(
      pageID: pageID, title: title, lastRevisionID: revision, lastEdited: lastEdited, touched: page.touched,
      form: PageForm(contentModel: page.contentmodel, properties: page.pageprops ?? [:]), redirects: redirects.sorted(),
      isRedirect: page.redirect ?? false)
  }
}
