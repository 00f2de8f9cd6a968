import MediaWiki

/// The discussion KPIs of one product, or of all: the threads on the feedback pages and their archives.
struct Discussions {
  /// The threads, each once, however many pages it stands on.
  let conversations: [Conversation]
  /// How far the threads can be trusted.
  private let standing: DiscussionStanding
  /// The responses that came until then are known.
  let horizon: Instant
  let asOf: Instant
  /// Those that people registered.
  let majors: MajorDiscussions
  private let evidence: ThreadEvidence

  /// Takes the threads of the pages at some places of the facts; those of a feedback page and its archives together.
  init(
    _ facts: ReportFacts, places: [Int], successions: [[Int]], sources: [Coverage], lost: [LostPage],
    product: String?, people: People, asOf: Instant
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
    standing = DiscussionStanding(sources: sources, pages: pages.map(\.discussions.coverage), lost: lost, asOf: asOf)
    horizon = pages.compactMap(\.discussions.coverage.until).reduce(asOf, min)
    evidence = ThreadEvidence(
      successions.compactMap { Self.histories(of: $0, in: facts) },
      conversations: conversations, people: people)
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

  /// How far what is counted from the threads of a period can be trusted.
  func standing(in period: Period) -> Standing {
    let known = standing.standing(in: period)
    guard known.status != .unknown, let reason = evidence.contradiction(in: period) else { return known }
    return Standing(status: .unknown, reason: reason)
  }

  /// The histories of a feedback page and its archives; boards tell their threads by themselves.
  private static func histories(of succession: [Int], in facts: ReportFacts) -> ThreadEvidence.Place? {
    let pages = succession.map { facts.pages[$0] }.filter { !$0.isBoard }
    // Archives come after the page that they belong to.
    guard let first = pages.first else { return nil }
    return ThreadEvidence.Place(name: "\(first.title) on \(first.wiki)", histories: pages.map(\.edits))
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
