/// A page with its revisions, to be brought into a wiki.
package struct PageHistory: Sendable {
  /// Who made a revision.
  package enum Author: Sendable, Hashable {
    /// An account, which is made where it is missing; also a temporary one, by its name.
    case account(String)
    /// An IP address.
    case address(String)
    /// An account whose name is hidden afterwards.
    case hidden
  }

  /// One revision.
  package struct Revision: Sendable {
    /// When it was made, in UTC.
    package let timestamp: String
    /// Who made it.
    package let author: Author
    let text: String

    /// Makes a revision; the timestamp is in UTC: `2026-10-31T23:59:59Z`.
    package init(_ timestamp: String, _ author: Author, text: String = "text") {
      self.timestamp = timestamp
      self.author = author
      self.text = text
    }
  }

  let title: String
  let revisions: [Revision]

  /// Makes a history, oldest revision first.
  package init(_ title: String, _ revisions: [Revision]) {
    self.title = title
    self.revisions = revisions
  }

  /// The account that stands for hidden authors until they are hidden.
  static let hiddenAccount = "Hidden author"

  /// The names of the accounts that the revisions need.
  var accounts: Set<String> {
    Set(
      revisions.compactMap { revision in
        switch revision.author {
        case .account(let name): name
        case .hidden: Self.hiddenAccount
        case .address: nil
        }
      })
  }

  /// Whether bringing it in revision by revision would take a second or more; only accounts made it.
  var isLong: Bool {
    revisions.count > 200
      && revisions.allSatisfy { revision in
        if case .account = revision.author { true } else { false }
      }
  }

  /// The page as it was made.
  var first: PageHistory { PageHistory(title, Array(revisions.prefix(1))) }

  /// The time, the account and the text of each revision.
  var rows: [[String]] {
    revisions.enumerated().compactMap { place, revision in
      guard case .account(let name) = revision.author else { return nil }
      return [revision.timestamp, name, "\(revision.text) \(place)"]
    }
  }

  /// The page in MediaWiki's export format.
  var xml: String {
    var xml = "<page><title>\(Self.escape(title))</title>\n"
    for (place, revision) in revisions.enumerated() {
      let contributor =
        switch revision.author {
        case .account(let name): "<username>\(Self.escape(name))</username>"
        case .hidden: "<username>\(Self.hiddenAccount)</username>"
        case .address(let address): "<ip>\(Self.escape(address))</ip>"
        }
      xml += "<revision><timestamp>\(revision.timestamp)</timestamp><contributor>\(contributor)</contributor>"
      xml += "<text xml:space=\"preserve\">\(Self.escape("\(revision.text) \(place)"))</text></revision>\n"
    }
    return xml + "</page>\n"
  }

  private static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
