import MediaWiki

/// The discussion KPIs of one product, or of all: the threads on the feedback pages and their archives.
struct Discussions {
  /// The threads, each once, however many pages it stands on.
  let conversations: [Conversation]
  /// How far the threads can be trusted.
  let standing: DiscussionStanding
  /// The responses that came until then are known.
  let horizon: Instant
  let asOf: Instant
  /// Those that people registered.
  let majors: MajorDiscussions

  /// Takes the threads of the pages at some places of the facts.
  init(
    _ facts: ReportFacts, places: [Int], sources: [Coverage], product: String?, people: People, asOf: Instant
  ) {
    self.asOf = asOf
    let pages = places.map { (place: $0, page: facts.pages[$0], discussions: Self.discussions(facts, at: $0)) }
    let merging = ThreadMerging(
      pages.map { page in
        let product = facts.products.firstIndex { $0.pages.contains(page.place) }
        return (page.place, page.page.wiki, product, page.discussions.threads)
      })
    conversations = merging.merged.compactMap {
      Conversation(heading: $0.heading, page: $0.page, comments: $0.comments, people: people, before: asOf)
    }
    standing = DiscussionStanding(sources: sources, pages: pages.map(\.discussions.coverage), asOf: asOf)
    horizon = pages.compactMap(\.discussions.coverage.until).reduce(asOf, min)
    majors = MajorDiscussions(
      register: facts.register, product: product, conversations: conversations,
      pages: facts.pages.map { "\($0.title) on \($0.wiki)" })
  }

  /// The threads that begin in a period, those of bots left out.
  func begun(in period: Period) -> [Conversation] {
    conversations.filter { period.contains($0.first.time) && $0.first.role != .bot }
  }

  /// Those of them that neither staff nor a bot began.
  func foreign(in period: Period) -> [Conversation] { begun(in: period).filter { $0.first.role != .staff } }

  /// The comments of a period, whenever their threads began.
  func comments(in period: Period) -> [Conversation.Comment] {
    conversations.flatMap(\.comments).filter { period.contains($0.time) }
  }

  /// The first responses to threads.
  func responses(to threads: [Conversation], by responder: Responder) -> Responses {
    Responses(threads, by: responder, until: horizon)
  }

  private static func discussions(_ facts: ReportFacts, at place: Int) -> PageDiscussions {
    guard facts.discussions.indices.contains(place) else {
      let page = facts.pages[place]
      let name = "the discussions of \(page.title) on \(page.wiki)"
      return PageDiscussions(coverage: Coverage(name: name, wiki: page.wiki, until: nil, problem: nil), threads: [])
    }
    return facts.discussions[place]
  }
}

extension Period {
  /// Whether a moment lies in the period.
  func contains(_ moment: Instant) -> Bool { start <= moment && moment < end }
}
