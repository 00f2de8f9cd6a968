import MediaWiki

extension SourceResolver {
  /// As many titles are followed from move to move.
  private static let mostTitles = 10

  /// The boards that once stood at a title, where the wiki's log of moves tells of any that are there still.
  ///
  /// A board leaves no redirect when it is moved to make place for a page of wikitext. Once is enough: what is known is
  /// followed through later moves by its page id.
  func formerBoards(of title: String) async throws -> [ResolvedPage] {
    guard survey.hasTopics, try await !store.soughtBoards(of: title, wiki: wikiID) else { return [] }
    var boards: [WikiSurvey.Page] = []
    var seen: Set<String> = [title]
    var unread = [title]
    while let next = unread.popLast(), seen.count < Self.mostTitles {
      let targets = try await titles(movedFrom: next).filter { seen.insert($0).inserted }
      let found = try await lister.pages(titled: targets)
      boards += found.filter { $0.form == .board }
      // What is not there was moved on.
      unread += targets.filter { target in !found.contains { $0.title == target } }
    }
    var pages: [ResolvedPage] = []
    for board in boards {
      log.notice(
        "\(wiki.name): the board \(board.title) stood at \(title) before it was moved, and is measured with it")
      let tracked = try await store.track(pageID: board.pageID, title: board.title, source: title, wiki: wikiID)
      pages.append(ResolvedPage(tracked: tracked, current: board, titles: [board.title]))
    }
    if !pages.isEmpty { try await store.settle(source: title, wiki: wikiID, checked: now, problem: nil) }
    try await store.settle(soughtBoardsOf: title, wiki: wikiID, checked: now)
    return pages
  }

  private func titles(movedFrom title: String) async throws -> [String] {
    struct Answer: Decodable, Sendable {
      struct Event: Decodable, Sendable {
        let params: Target?
      }
      struct Target: Decodable, Sendable {
        let target_title: String?
      }
      let logevents: [Event]?
    }
    let parameters = [
      "action": "query", "list": "logevents", "letype": "move", "letitle": title, "leprop": "details",
      "lelimit": "max",
    ]
    var titles: [String] = []
    for try await batch in wiki.query(parameters, as: Answer.self) {
      titles += (batch.answer?.logevents ?? []).compactMap(\.params?.target_title)
    }
    return titles
  }
}
