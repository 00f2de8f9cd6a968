import MediaWiki

/// The pages that stood at a title and left it: where they are now, and which are lost.
struct FormerPages: Sendable {
  /// A page that was moved away.
  struct Moved: Sendable, Hashable {
    /// The title that it has now.
    let title: String
    /// When it last left the title that the report names.
    let left: Instant
  }

  /// A page that was deleted, there or at a title that it had later.
  struct Deleted: Sendable, Hashable {
    let title: String
    let time: Instant
  }

  var moved: [Moved] = []
  var deleted: [Deleted] = []
  /// When pages of the title were last deleted and last restored, whatever they were.
  var lastDeletion: Instant?
  var lastRestoration: Instant?

  fileprivate mutating func add(_ page: Moved) {
    // One that came back and left again left with all that it held then.
    if let place = moved.firstIndex(where: { $0.title == page.title }) {
      if moved[place].left < page.left { moved[place] = page }
    } else {
      moved.append(page)
    }
  }

  fileprivate mutating func add(_ page: Deleted) {
    if !deleted.contains(page) { deleted.append(page) }
  }

  /// Takes in the pages that left another title.
  mutating func add(_ other: FormerPages) {
    for page in other.moved { add(page) }
    for page in other.deleted { add(page) }
  }
}

/// Follows the pages that left a title by the logs of moves and deletions, from title to title.
struct FormerPagesReader: Sendable {
  /// At most this many titles are followed.
  private static let mostTitles = 50

  let wiki: Wiki
  private var logs: [String: TitleLog] = [:]

  init(on wiki: Wiki) { self.wiki = wiki }

  /// The pages that left a title.
  mutating func read(_ title: String) async throws -> FormerPages {
    let log = try await log(of: title)
    var found = FormerPages()
    (found.lastDeletion, found.lastRestoration) = (log.last(.deleted), log.last(.restored))
    var deleted: [FormerPages.Deleted] = []
    // Deleting the redirect that a move left loses nothing.
    var isLeftRedirect = false
    for entry in log.entries {
      switch entry.event {
      case .moved(let target, let leavesRedirect):
        try await follow(to: target, entry, from: title, left: entry.time, into: &found)
        isLeftRedirect = leavesRedirect
      case .deleted:
        if !isLeftRedirect { deleted.append(FormerPages.Deleted(title: title, time: entry.time)) }
        isLeftRedirect = false
      case .restored:
        deleted = []
        isLeftRedirect = false
      case .overwritten: isLeftRedirect = false
      }
    }
    for page in deleted { found.add(page) }
    return found
  }

  /// Follows a page from a move on to where it is now, unless that is the title that it left.
  private mutating func follow(
    to target: String?, _ move: TitleLog.Entry, from origin: String, left: Instant, into found: inout FormerPages
  ) async throws {
    // A page that was moved where nobody may know, or to and fro without an end, is lost.
    guard let target, logs.count < Self.mostTitles else {
      return found.add(FormerPages.Deleted(title: target ?? origin, time: move.time))
    }
    switch try await log(of: target).fate(ofPageSince: move.id) {
    case .stays: if target != origin { found.add(FormerPages.Moved(title: target, left: left)) }
    case .moved(let next, let entry): try await follow(to: next, entry, from: origin, left: left, into: &found)
    case .deleted(let time): found.add(FormerPages.Deleted(title: target, time: time))
    case .overwritten: break
    }
  }

  private mutating func log(of title: String) async throws -> TitleLog {
    if let known = logs[title] { return known }
    let log = try await TitleLog(of: title, on: wiki)
    logs[title] = log
    return log
  }
}
