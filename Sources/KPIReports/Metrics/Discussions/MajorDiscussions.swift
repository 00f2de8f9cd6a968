import MediaWiki

/// The major discussions of one product, or of all: those that people registered, and what the bot proposes beside.
struct MajorDiscussions {
  /// As many proposals are named.
  private static let mostProposals = 5
  /// A heading is named up to this length.
  private static let longestHeading = 80

  let register: DiscussionRegister?
  /// Nil for the whole report.
  let product: String?
  let conversations: [Conversation]
  /// What the pages of the facts are called.
  let pages: [String]

  /// How many there are in a period, and what is said beside.
  func finding(_ options: KPIOptions, in period: Period, asOf: Instant) -> (Finding, Standing) {
    guard let register else {
      let reason = "the report has no register of major discussions (facts/discussions.csv)"
      return (Finding(), Standing(status: .unknown, reason: reason))
    }
    if let row = register.unread.first(where: { $0.concerns(product, in: period) }) {
      return (Finding(), .byHand(row.reason))
    }
    let rows = register.rows.filter { product == nil || $0.product == product }.filter { $0.overlaps(period) }
    let major = rows.count(where: \.lacks.isEmpty)
    var finding = Finding.count(major, n: rows.count)
    let remarks = rows.compactMap(Self.lacks) + proposals(options, in: period, besides: register)
    finding.remark = remarks.isEmpty ? nil : remarks.joined(separator: "; ")
    return (finding, .counted(in: period, asOf: asOf))
  }

  private static func lacks(_ row: DiscussionRegister.Row) -> String? {
    guard !row.lacks.isEmpty else { return nil }
    return "“\(row.title)” is not counted, for it lacks: \(row.lacks.map(\.words).joined(separator: ", "))"
  }

  /// Threads that people may want to register, the liveliest first.
  private func proposals(
    _ options: KPIOptions, in period: Period, besides register: DiscussionRegister
  ) -> [String] {
    let registered = Set(register.rows.map { $0.title.lowercased() })
    let candidates = conversations.compactMap { conversation -> Candidate? in
      guard !registered.contains(conversation.heading.lowercased()) else { return nil }
      let comments = conversation.comments.filter { period.contains($0.time) && $0.role != .bot }
      let people = Set(comments.filter { $0.role == .person }.map(\.actor)).count
      guard people >= options.minPeople, comments.count >= options.minComments else { return nil }
      return Candidate(conversation: conversation, people: people, comments: comments.count)
    }
    let sorted = candidates.sorted {
      ($1.comments, $0.conversation.first.time, $0.conversation.heading)
        < ($0.comments, $1.conversation.first.time, $1.conversation.heading)
    }
    guard !sorted.isEmpty else { return [] }
    let named = sorted.prefix(Self.mostProposals).map(name)
    let more = sorted.count > named.count ? ["\(sorted.count - named.count) more"] : []
    return ["candidates for the register, not counted: " + (named + more).joined(separator: ", ")]
  }

  private struct Candidate {
    let conversation: Conversation
    let people: Int
    let comments: Int
  }

  private func name(_ candidate: Candidate) -> String {
    let heading = candidate.conversation.heading
    let short = heading.count > Self.longestHeading ? heading.prefix(Self.longestHeading) + "…" : heading[...]
    let title = heading.isEmpty ? "a thread without a heading" : "“\(short)”"
    return
      "\(title) on \(pages[candidate.conversation.page]) (\(candidate.people) people, \(candidate.comments) comments)"
  }
}

extension DiscussionRegister.Row {
  /// Whether a day of the discussion lies in a period.
  fileprivate func overlaps(_ period: Period) -> Bool {
    start.start < period.end && end.map { $0.dayNumber >= period.start.date.dayNumber } ?? true
  }
}
