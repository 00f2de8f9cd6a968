import MediaWiki

/// The requests that reading a wiki takes, and their time, part by part as they come one after another.
struct WikiWork {
  /// Of so many pages the revisions are counted; others are taken to have as many.
  private static let mostCounted = 40

  let wiki: Wiki
  let connect: Connect
  /// How many requests there are.
  private(set) var requests = 0
  /// How long they take.
  private(set) var time = Duration.zero
  /// How long others are waited for.
  private(set) var waiting = Duration.zero
  /// Whether there can be more.
  private(set) var isAtLeast = false
  /// How long a small request takes.
  private(set) var usual = Duration.zero

  init(wiki: Wiki, connect: Connect) {
    self.wiki = wiki
    self.connect = connect
  }

  /// Adds requests that are sent so many at once; a round of these takes a time.
  mutating func add(_ count: Int, each round: Duration, atOnce width: Int) {
    requests += count
    time += round * count / max(1, width)
  }

  /// Notes that others are waited for.
  mutating func wait(_ time: Duration) { waiting += time }

  /// Signs in as the run does, lest fewer entries come in an answer.
  mutating func signIn(_ signsIn: Bool) async {
    let needed = await wiki.signInRequests
    guard signsIn, needed > 0 else { return }
    let begin = ContinuousClock.now
    if await wiki.knownUser == nil {
      guard (try? await wiki.signedInUser()) != nil else { return }
      time += ContinuousClock.now - begin
    }
    requests += needed
  }

  /// Does what the run does just so, and adds it.
  mutating func measured<Result>(
    isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Result
  ) async throws -> Result {
    let begin = ContinuousClock.now
    let before = connect.requestCount
    let result = try await work()
    let sent = connect.requestCount - before
    requests += sent
    time += ContinuousClock.now - begin
    usual = (ContinuousClock.now - begin) / max(1, sent)
    return result
  }

  /// Adds the histories of pages, some of which the report names itself.
  mutating func addHistories(_ all: [ResolvedPage], named titles: [String]) async throws {
    let pages = Self.unique(all)
    guard !pages.isEmpty else { return }
    let named = Set(titles)
    var counted = pages.filter { named.contains($0.current.title) }
    let others = pages.filter { !named.contains($0.current.title) }
    // Those that stand beside each other can be alike, and so can those at even distances.
    let mixed = others.sorted { Self.mark(of: $0) < Self.mark(of: $1) }
    let sampled = Array(mixed.prefix(max(10, Self.mostCounted - counted.count)))
    counted += sampled
    let wiki = wiki
    var setbacks = Setbacks()
    let counts = try await setbacks.attemptEach(of: counted) { page in
      (page: page, revisions: try await wiki.revisionCount(of: page.current.title))
    } keep: { error, _ in
      throw error
    }
    isAtLeast = isAtLeast || counts.contains { $0.revisions?.isCut ?? true }
    let sizes = counts.map { (page: $0.page, count: $0.revisions?.count ?? 1) }.sorted { $0.count > $1.count }
    let trial = try await HistoryTrial(sizes, wiki: wiki)
    let width = min(Pacer.mostAtOnce, pages.count)
    let weight = sampled.isEmpty ? 1 : Double(others.count) / Double(sampled.count)
    var (count, rounds, longest) = (0.0, Duration.zero, Duration.zero)
    for (page, revisions) in sizes {
      let own = trial.batches(of: revisions)
      let share = named.contains(page.current.title) ? 1 : weight
      count += Double(own.count) * share
      rounds += own.time * share
      longest = max(longest, own.time)
    }
    requests += Int(count.rounded())
    time += max(rounds / width, longest)
    usual = trial.shortest
  }

  /// Adds boards, of which it is not known how many topics they have.
  mutating func addBoards(_ boards: [ResolvedPage]) {
    guard !boards.isEmpty else { return }
    add(boards.count, each: usual, atOnce: min(Pacer.mostAtOnce, boards.count))
    isAtLeast = true
  }

  /// Adds the discussions of pages.
  mutating func addDiscussions(_ all: [ResolvedPage]) async throws {
    let pages = Self.unique(all)
    guard !pages.isEmpty else { return }
    let wiki = wiki
    let middle = pages.count / 2
    let tried = Set([0, middle, pages.count - 1]).sorted().map { pages[$0] }
    let (found, round) = try await ColdRunForecast.timed(tried) { page in
      do {
        _ = try await wiki.call(DiscussionReader.parameters(for: page), as: DiscussionAnswer.self)
      } catch let error as WikiError where error.isUnknownAction {
        return false
      } catch is WikiError {
        // Then the run tells so.
      }
      return true
    }
    add(found.contains(false) ? 1 : pages.count, each: round, atOnce: tried.count)
  }

  /// Adds the pages with tables, as they were at some times.
  mutating func addTables(_ titles: [String], before times: [Instant]) async throws {
    guard let first = times.min(), let last = times.max() else { return }
    for title in titles {
      let parameters = [
        "action": "query", "prop": "revisions", "titles": title, "redirects": "1", "rvprop": "ids|timestamp",
        "rvlimit": "max", "rvstart": last.adding(seconds: -1).description,
      ]
      let begin = ContinuousClock.now
      var stamps: [Instant] = []
      for try await batch in wiki.query(parameters, as: RevisionAnswer.self) {
        stamps += batch.answer?.pages?.first?.revisions?.map(\.timestamp) ?? []
        if stamps.last.map({ $0 < first }) ?? true { break }
      }
      let cost = ContinuousClock.now - begin
      var rest = times.sorted(by: >)[...]
      var count = 0
      while let time = rest.first {
        count += 1
        guard let revision = stamps.first(where: { $0 < time }) else { break }
        rest = rest.drop { $0 > revision }
      }
      add(count, each: cost, atOnce: min(Pacer.mostAtOnce, titles.count))
    }
  }

  /// A number that is the same each time and has nothing to do with a page's place among others.
  private static func mark(of page: ResolvedPage) -> UInt32 {
    UInt32(truncatingIfNeeded: page.tracked.pageID) &* 2_654_435_761
  }

  private static func unique(_ pages: [ResolvedPage]) -> [ResolvedPage] {
    Dictionary(pages.map { ($0.tracked.id, $0) }) { first, _ in first }
      .values.sorted { $0.tracked.pageID < $1.tracked.pageID }
  }
}

/// How long it takes to read parts of histories, by a few that are tried.
private struct HistoryTrial {
  /// How many revisions come in an answer.
  private var limit = 500
  private let long: (revisions: Int, time: Duration)
  private let short: (revisions: Int, time: Duration)

  /// The shortest time of a round.
  var shortest: Duration { short.time }

  /// Tries the beginnings of the longest and of the shortest histories, which come by their length.
  init(_ sizes: [(page: ResolvedPage, count: Int)], wiki: Wiki) async throws {
    let width = Pacer.mostAtOnce
    func attempt(_ pages: ArraySlice<(page: ResolvedPage, count: Int)>) async throws -> (sizes: [Int], time: Duration) {
      let (sizes, time) = try await ColdRunForecast.timed(pages.map(\.page)) { page in
        for try await batch in wiki.query(HistoryReader.parameters(for: page.tracked), as: RevisionAnswer.self) {
          return batch.answer?.pages?.first?.revisions?.count ?? 0
        }
        return 0
      }
      return (sizes, time)
    }
    let first = try await attempt(sizes.prefix(width))
    if let cut = first.sizes.indices.first(where: { first.sizes[$0] > 0 && first.sizes[$0] < sizes[$0].count }) {
      limit = first.sizes[cut]
    } else {
      // None is cut, and none is longer.
      limit = max(limit, first.sizes.max() ?? 0)
    }
    long = (first.sizes.reduce(0, +) / max(1, first.sizes.count), first.time)
    let last = sizes.count >= 2 * width ? try await attempt(sizes.suffix(width)) : first
    short = (last.sizes.reduce(0, +) / max(1, last.sizes.count), min(first.time, last.time))
  }

  /// How many requests a history takes, and how long they take when others are read beside it.
  func batches(of revisions: Int) -> (count: Int, time: Duration) {
    let full = max(0, revisions - 1) / limit
    return (full + 1, time(of: limit) * full + time(of: revisions - full * limit))
  }

  private func time(of revisions: Int) -> Duration {
    guard long.revisions > short.revisions else { return long.time }
    let share = Double(revisions - short.revisions) / Double(long.revisions - short.revisions)
    return short.time + (long.time - short.time) * max(0, share)
  }
}
