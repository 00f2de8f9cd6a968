import Logging
import MediaWiki

/// Reads boards of the extension StructuredDiscussions into the store, several at once: posts as edits, topics as threads.
///
/// A board's page has one revision, whatever people write, so that its newest one says nothing. What changed is found
/// from the list of titles alone, which tells of each topic when anything in it last happened. The list must be read
/// to its end, for a topic that is hidden leaves it without a trace.
struct BoardReader: Sendable {
  let wiki: Wiki
  let store: FactStore
  let wikiID: Int64
  let temporaryAccounts: TemporaryAccountNames
  let changes: HistoryLog
  /// The time up to which what was read now is known.
  let now: Instant
  /// Whether to read every board from its beginning.
  let readsAgain: Bool
  let progress: Progress
  let log: Logger

  /// What happened in the last seconds before now may not have been the last of its second.
  private static let youth: Int64 = 60
  private static let list = "view-topiclist"
  private static let listPrefix = "vtl"

  /// Reads what is new on boards; one that can't be read keeps its problem, and the others go on.
  func read(_ pages: [ResolvedPage], setbacks: inout Setbacks) async throws {
    let remarks = try await setbacks.attemptEach(of: Array(pages.enumerated())) { place, page in
      progress.say(
        Progress.Step(
          place: wiki.name, task: "topics of \(page.tracked.title)",
          part: Progress.Part("board", place + 1, of: pages.count)))
      do {
        return try await read(page)
      } catch let error as IncompleteBoard {
        throw WikiError(
          wiki: wiki.name, task: "reading the board '\(page.current.title)'",
          cause: .badAnswer(.incomplete(error.what)))
      }
    } keep: { error, part in
      let page = part.element.tracked
      log.error("\(wiki.name): the board \(page.title) could not be read: \(error)")
      let problem = "\(page.title) on \(wiki.name) could not be read (\(WikiCollector.cause(of: error)))"
      try await store.settle(page: page.id, problem: problem)
      try await store.settle(discussionsOf: page.id, problem: problem)
    }
    for remark in remarks.compactMap(\.self) { log.error("\(remark)") }
  }

  /// Reads what is new on a board, or says why the wiki can tell nothing of any.
  private func read(_ page: ResolvedPage) async throws -> String? {
    let isCutInto = page.tracked.checked.map { changes.names(page, since: $0) } ?? false
    let known = page.tracked.isBoard ? try await store.topicMarks(page: page.tracked.id) : [:]
    do {
      if known.isEmpty || readsAgain || isCutInto || page.tracked.isComparisonDue(at: now) {
        try await keep(try await topics(of: page, titlesOnly: false), of: page, isWhole: true)
      } else {
        try await readOn(page, from: known)
      }
      return nil
    } catch let error as WikiError where error.isUnknownAction {
      let problem = UnreadablePage.reason(
        page.current.title, wiki: wiki.name,
        because: "it is a board, but the wiki no longer has the extension StructuredDiscussions")
      try await store.refuse(page: page.tracked.id, problem: problem)
      return problem
    }
  }

  /// Reads the topics in which something happened, each by itself or all of the list, whichever takes fewer requests.
  private func readOn(_ page: ResolvedPage, from known: [BoardID: TopicFact.Mark]) async throws {
    let (listed, requests) = try await topics(of: page, titlesOnly: true)
    let changed = listed.filter { !$0.isGone && ($0.mark.updated == nil || known[$0.id] != $0.mark) }
    let unread = changed.filter { $0.fact == nil }
    guard unread.count <= requests else {
      return try await keep(try await topics(of: page, titlesOnly: false), of: page, isWhole: true)
    }
    var read = changed.filter { $0.fact != nil }
    for topic in unread { read += try await self.topic(topic.id) }
    let gone = Set((listed + read).filter(\.isGone).map(\.id))
    try await store.keep(
      read.compactMap(\.fact), listed: Set(listed.map(\.id)).subtracting(gone), page: page.tracked.id, wiki: wikiID,
      lastRevisionID: page.current.lastRevisionID, checked: now, compared: nil)
  }

  private func keep(_ list: (topics: [ListedTopic], requests: Int), of page: ResolvedPage, isWhole: Bool) async throws {
    let topics = try list.topics.filter { !$0.isGone }.map { topic in
      guard let fact = topic.fact else { throw IncompleteBoard(what: "the posts of topic \(topic.id.text)") }
      return fact
    }
    try await store.keep(
      topics, listed: Set(topics.map(\.id)), page: page.tracked.id, wiki: wikiID,
      lastRevisionID: page.current.lastRevisionID, checked: now, compared: isWhole ? now : nil)
  }

  /// The topics that a board lists, each once, and how many requests that took.
  private func topics(
    of page: ResolvedPage, titlesOnly: Bool
  ) async throws -> (topics: [ListedTopic], requests: Int) {
    var parameters = [
      "action": "flow", "submodule": Self.list, "page": page.current.title, "vtlsortby": "newest", "vtllimit": "max",
      "vtlformat": "wikitext",
    ]
    if titlesOnly { parameters["vtltoconly"] = "1" }
    var topics: [BoardID: ListedTopic] = [:]
    var seen: Set<[String: String]> = []
    while true {
      guard seen.insert(parameters).inserted else {
        throw WikiError(
          wiki: wiki.name, task: "reading the board '\(page.current.title)'", cause: .endlessContinuation)
      }
      let answer = try await self.answer(parameters, naming: "the topics of \(page.current.title)")
      for topic in try listed(answer) { topics[topic.id] = topic }
      guard let next = answer.next else { return (topics.values.sorted { $0.id < $1.id }, seen.count) }
      for name in ["offset-id", "offset-dir", "offset"] {
        parameters[Self.listPrefix + name] = next["topiclist_" + name]
      }
    }
  }

  private func topic(_ id: BoardID) async throws -> [ListedTopic] {
    let parameters = [
      "action": "flow", "submodule": "view-topic", "page": "Topic:\(id.title)", "vtformat": "wikitext",
    ]
    return try listed(try await answer(parameters, naming: "topic \(id.text)"))
  }

  private func answer(_ parameters: [String: String], naming what: String) async throws -> BoardAnswer.Topics {
    guard let topics = try await wiki.call(parameters, as: BoardAnswer.self).topics else {
      throw IncompleteBoard(what: what)
    }
    return topics
  }

  private func listed(_ answer: BoardAnswer.Topics) throws -> [ListedTopic] {
    try answer.listed(young: now.adding(seconds: -Self.youth), temporaryAccounts: temporaryAccounts)
  }
}
