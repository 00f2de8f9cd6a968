import MediaWiki

/// Finds the threads that stand on several pages, because they were or are being moved to an archive.
///
/// A comment has no number of its own: it is the same as another by its author and minute. Two threads of different
/// pages are one when they share a comment under the same heading, or begin with the same comment on pages of the same
/// product; two of one page only when both hold, since somebody can begin two threads in a minute.
struct ThreadMerging {
  /// A thread that may stand on several pages.
  struct Merged: Sendable, Hashable {
    var heading: String
    /// The page that it stands on; of several, the first.
    var page: Int
    var comments: [PackedEdit]
  }

  private struct SharedComment: Hashable {
    let wiki: String
    let comment: PackedEdit
    /// Nil for what begins a thread, whatever its heading.
    let heading: String?
    /// The product, for what begins a thread.
    var product: Int?
  }

  private struct Duplicate: Hashable {
    let page: Int
    let first: PackedEdit
    let heading: String
  }

  private let threads: [(thread: PageThread, page: Int)]
  /// For each thread one that it is the same as, or itself.
  private var parents: [Int]

  /// Takes the threads of pages, each with its place, its wiki and the product that it is about.
  init(_ pages: [(place: Int, wiki: String, product: Int?, threads: [PageThread])]) {
    threads = pages.flatMap { page in page.threads.map { ($0, page.place) } }
    parents = Array(threads.indices)
    var shared: [SharedComment: Int] = [:]
    var duplicates: [Duplicate: Int] = [:]
    var place = 0
    for page in pages {
      for thread in page.threads {
        if let first = Self.first(of: thread) {
          unite(place, with: &duplicates[Duplicate(page: page.place, first: first, heading: thread.heading)])
          let beginning = SharedComment(wiki: page.wiki, comment: first, heading: nil, product: page.product)
          unite(place, with: &shared[beginning], unlessOn: page.place)
          for comment in thread.comments {
            let key = SharedComment(wiki: page.wiki, comment: comment, heading: thread.heading)
            unite(place, with: &shared[key], unlessOn: page.place)
          }
        }
        place += 1
      }
    }
  }

  /// The threads, each once, in the order in which they were given.
  var merged: [Merged] {
    var merged: [Merged] = []
    var places: [Int: Int] = [:]
    for (index, entry) in threads.enumerated() where !entry.thread.comments.isEmpty {
      let root = root(of: index)
      if let place = places[root] {
        merged[place].comments = Self.union(merged[place].comments, entry.thread.comments)
      } else {
        places[root] = merged.count
        merged.append(
          Merged(heading: entry.thread.heading, page: entry.page, comments: entry.thread.comments))
      }
    }
    return merged
  }

  private static func first(of thread: PageThread) -> PackedEdit? {
    thread.comments.min { $0.seconds < $1.seconds }
  }

  /// All comments of two copies; one that an author made twice in a minute stands twice in each.
  private static func union(_ left: [PackedEdit], _ right: [PackedEdit]) -> [PackedEdit] {
    var unmatched = left.reduce(into: [PackedEdit: Int]()) { $0[$1, default: 0] += 1 }
    return left
      + right.filter { comment in
        guard let count = unmatched[comment], count > 0 else { return true }
        unmatched[comment] = count - 1
        return false
      }
  }

  /// Unites a thread with the one noted at a key, or notes it there.
  private mutating func unite(_ thread: Int, with noted: inout Int?, unlessOn page: Int? = nil) {
    guard let other = noted else {
      noted = thread
      return
    }
    guard page == nil || threads[other].page != page else { return }
    let (left, right) = (root(of: thread), root(of: other))
    parents[max(left, right)] = min(left, right)
  }

  private func root(of thread: Int) -> Int {
    var root = thread
    while parents[root] != root { root = parents[root] }
    return root
  }
}
