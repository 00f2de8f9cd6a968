import MediaWiki

/// The titles under a prefix from which pages were moved away or deleted, as far as a wiki's logs tell.
struct FormerArchives: Sendable {
  /// At most this many missing numbers of archives are looked up.
  private static let mostGaps = 20

  let wiki: Wiki

  /// The titles of which the logs have to be asked: one request.
  ///
  /// Large wikis don't search their logs by a prefix. There the numbers that are missing in a row of archives are all that
  /// can be looked up.
  func titles(under prefix: String, present: [String]) async throws -> [String] {
    let parameters = [
      "action": "query", "list": "logevents", "leprefix": prefix, "leprop": "title|type", "lelimit": "max",
    ]
    var titles: Set<String> = []
    do {
      for try await batch in wiki.query(parameters, as: Answer.self) {
        for event in batch.answer?.logevents ?? [] where event.type == "move" || event.type == "delete" {
          if let title = event.title { titles.insert(title) }
        }
      }
    } catch let error as WikiError where error.isWithoutPrefixSearch {
      return Self.gaps(in: present)
    } catch let error as WikiError where error.meaning == .invalidTitle {
      // Then no page can have had it, as where a prefix ends with a colon.
      return []
    }
    return titles.subtracting(present).sorted()
  }

  /// The titles that are missing between numbered ones, and the one after the last: "Archive 3" and "Archive 5" beside
  /// "Archive 1", "Archive 2" and "Archive 4".
  static func gaps(in titles: [String]) -> [String] {
    var numbers: [Substring: Set<Int>] = [:]
    for title in titles {
      let digits = title.reversed().prefix { $0.isASCII && $0.isNumber }.count
      guard (1...6).contains(digits), let number = Int(title.suffix(digits)) else { continue }
      numbers[title.dropLast(digits), default: []].insert(number)
    }
    var gaps: [String] = []
    for (stem, known) in numbers.sorted(by: { $0.key < $1.key }) {
      // Otherwise they are years or days, not numbers that were given one after the other.
      guard let last = known.max(), known.count * 2 >= last else { continue }
      gaps += (1...last + 1).filter { !known.contains($0) }.map { "\(stem)\($0)" }
    }
    return Array(gaps.prefix(Self.mostGaps))
  }

  private struct Answer: Decodable, Sendable {
    struct Event: Decodable, Sendable {
      let title: String?
      let type: String?
    }
    let logevents: [Event]?
  }
}

extension WikiError {
  /// Whether the wiki does not search by a prefix, since that would take it too long.
  fileprivate var isWithoutPrefixSearch: Bool {
    guard case .api(let message, _) = cause else { return false }
    return message.code == "prefixsearchdisabled"
  }
}
