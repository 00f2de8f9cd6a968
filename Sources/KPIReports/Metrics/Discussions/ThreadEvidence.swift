import MediaWiki

/// Whether the threads that are known of some feedback pages can be all that people wrote there in a period.
///
/// Threads that were moved to a page of which the report does not know are gone from the pages that are read; their
/// edits stay in the histories. So edits and threads of a period contradict each other where most of the people who
/// edited have no comment in any thread that is known. The rule, for each feedback page with its archives:
///
/// - Counted are those who made an edit in the period that was not reverted: people, staff and temporary accounts, but
///   no bot, nobody whose name is hidden, and no IP address, which others may have next time.
/// - Silent are those of them who have no comment in the period, or in the day before it, in any thread of the product.
/// - Threads are missing where at least ``fewest`` are silent, and at least ``ratio`` times as many as are not.
///
/// Ordinary pages stay far from that: several edits for one comment are by one person, typos are mended by those who
/// comment too, and those who only sort, mend and archive are few beside those who write. Where hardly anybody edited,
/// nothing is said. What is found makes the threads of the period unknown: their number would be of those that are left.
struct ThreadEvidence: Sendable {
  /// As many silent people at least tell of missing threads.
  static let fewest = 8
  /// They are at least so many times as many as the others.
  static let ratio = 2
  /// Signatures tell the minute in which the edit was begun, which may be the day before.
  private static let margin: Int64 = 86_400

  /// The histories of a feedback page and its archives.
  struct Place: Sendable {
    /// What readers know it by: "VisualEditor/Feedback on mw".
    let name: String
    let histories: [[PackedEdit]]
  }

  private let places: [Place]
  private let people: People
  /// Who commented when, oldest first.
  private let comments: [Conversation.Comment]

  /// Takes the histories, and all threads that are known of the product.
  init(_ places: [Place], conversations: [Conversation], people: People) {
    self.places = places
    self.people = people
    comments = conversations.flatMap(\.comments).sorted { $0.time < $1.time }
  }

  /// Why the threads of a period can't be all; nil where they can.
  func contradiction(in period: Period) -> String? {
    guard !places.isEmpty else { return nil }
    let begin = period.start.adding(seconds: -Self.margin)
    let commenters = Set(comments.within(begin..<period.end) { $0.time }.map(\.actor))
    for place in places {
      let editors = editors(of: place, in: period)
      let silent = editors.subtracting(commenters).count
      guard silent >= Self.fewest, silent >= Self.ratio * (editors.count - silent) else { continue }
      return "\(silent) of the \(editors.count) people who edited \(place.name) in \(period.labelInSentence) have no "
        + "comment in any thread that is known, so that threads are missing; if they were archived, name the archive "
        + "under \"archives\" in report.yaml"
    }
    return nil
  }

  private func editors(of place: Place, in period: Period) -> Set<UInt32> {
    var editors: Set<UInt32> = []
    for history in place.histories {
      let edits = history.within(period.start..<period.end) { Instant(seconds: Int64($0.seconds)) }
      for edit in edits where !edit.isReverted && !editors.contains(edit.actor) {
        switch people.exclusion(of: edit) {
        case nil, .staff, .temporary: editors.insert(edit.actor)
        case .hidden, .anonymous, .bot: continue
        }
      }
    }
    return editors
  }
}

extension Array {
  /// The elements of some time, in an array that is sorted by it.
  fileprivate func within(_ range: Range<Instant>, time: (Element) -> Instant) -> ArraySlice<Element> {
    func place(of moment: Instant) -> Int {
      var (low, high) = (startIndex, endIndex)
      while low < high {
        let middle = (low + high) / 2
        if time(self[middle]) < moment { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return self[place(of: range.lowerBound)..<place(of: range.upperBound)]
  }
}
