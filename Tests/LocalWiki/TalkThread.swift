import Foundation

/// A thread of a talk page, for answers as the extension DiscussionTools gives them.
package struct TalkThread: Sendable {
  /// A signed comment; those after it with a larger level are replies to it.
  package struct Comment: Sendable {
    package let author: String
    package let timestamp: String
    package let level: Int

    /// Makes a comment; the timestamp is in UTC: `2026-10-31T23:59:00Z`.
    package init(_ author: String, _ timestamp: String, level: Int = 1) {
      self.author = author
      self.timestamp = timestamp
      self.level = level
    }
  }

  /// The heading; nil for what stands before the first one.
  package let heading: String?
  package let comments: [Comment]

  /// Makes a thread.
  package init(_ heading: String?, _ comments: [Comment]) {
    self.heading = heading
    self.comments = comments
  }

  /// The text of an answer.
  package static func answer(_ threads: [TalkThread]) throws -> String {
    let placeholder: [String: Any] = [
      "headingLevel": NSNull(), "name": "h-", "type": "heading", "level": 0, "id": "h-", "replies": [Any](), "html": "",
      "othercontent": "<p>Please leave feedback below.</p>",
    ]
    let isHeaded = threads.first?.heading != nil || threads.isEmpty
    let items = (isHeaded ? [placeholder] : []) + threads.map(\.item)
    let data = try JSONSerialization.data(
      withJSONObject: ["discussiontoolspageinfo": ["threaditemshtml": items]], options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  private var item: [String: Any] {
    var rest = comments[...]
    return [
      "headingLevel": heading == nil ? NSNull() : 2 as Any, "type": "heading", "level": 0, "html": heading ?? "",
      "replies": Self.replies(&rest, above: 0),
    ]
  }

  private static func replies(_ rest: inout ArraySlice<Comment>, above level: Int) -> [[String: Any]] {
    var items: [[String: Any]] = []
    while let comment = rest.first, comment.level > level {
      rest.removeFirst()
      items.append([
        "type": "comment", "author": comment.author, "timestamp": comment.timestamp, "level": comment.level,
        "html": "…", "replies": replies(&rest, above: comment.level),
      ])
    }
    return items
  }
}
