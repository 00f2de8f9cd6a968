/// How the archives of a wiki are found with few requests.
///
/// One request lists the pages of two prefixes: those of one with their newest revisions, those of the other by name
/// only. So the other is one whose pages fit among the titles that the survey asks for anyhow, and their newest
/// revisions are known by then.
struct ArchivePlan: Sendable {
  /// Prefixes listed by one request; the second by name only.
  struct Pair: Sendable, Equatable {
    let full: String
    let named: String?
  }

  /// The requests.
  let pairs: [Pair]
  /// The titles that the survey asks for beside those it needs.
  let titles: [String]

  /// Plans for prefixes whose known pages are given by title; nil where a prefix was never listed.
  init(_ prefixes: [(pattern: String, titles: [String]?)], room: Int) {
    var room = room
    var named: [String] = []
    var titles: [String] = []
    let known = prefixes.compactMap { prefix in prefix.titles.map { (prefix.pattern, $0) } }
    for (pattern, pages) in known.sorted(by: { ($0.1.count, $0.0) < ($1.1.count, $1.0) })
    where pages.count <= room && named.count < prefixes.count / 2 {
      named.append(pattern)
      titles += pages
      room -= pages.count
    }
    let full = prefixes.map(\.pattern).filter { !named.contains($0) }
    pairs = full.enumerated().map { place, pattern in
      Pair(full: pattern, named: place < named.count ? named[place] : nil)
    }
    self.titles = titles
  }
}
