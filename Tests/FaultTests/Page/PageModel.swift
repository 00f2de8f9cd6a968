/// What a page says outside the bot's region, followed edit by edit.
enum PageModel: Sendable, Equatable {
  /// Nobody but the bot has written on it.
  case untouched
  /// A human made it, without markers.
  case withoutMarkers(String)
  /// The texts around the markers.
  case around(before: String, after: String)

  static let begin =
    "<!-- kpibot:begin mine · A bot rewrites this part. Change the report or ask on the talk page; edits here are "
    + "replaced. -->"
  static let end = "<!-- kpibot:end mine -->"

  /// Notes what a human put before or after everything else.
  mutating func add(_ words: String, _ moment: Fault.Moment) {
    switch (self, moment) {
    case (.untouched, .before): self = .around(before: words, after: "")
    case (.untouched, .after): self = .around(before: "", after: words)
    case (.withoutMarkers(let text), .before): self = .withoutMarkers(words + text)
    case (.withoutMarkers(let text), .after): self = .withoutMarkers(text + words)
    case (.around(let before, let after), .before): self = .around(before: words + before, after: after)
    case (.around(let before, let after), .after): self = .around(before: before, after: after + words)
    }
  }

  /// The page's whole text with a report in its region; nil in the region means that no markers are there.
  func text(with report: String) -> String {
    let region = report.isEmpty ? "\(Self.begin)\n\(Self.end)" : "\(Self.begin)\n\(report)\n\(Self.end)"
    return switch self {
    case .untouched: region
    case .withoutMarkers(let text): text
    case .around(let before, let after): before + region + after
    }
  }
}
