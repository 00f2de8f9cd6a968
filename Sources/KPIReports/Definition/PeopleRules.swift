import MediaWiki

/// Who counts as a person.
package struct PeopleRules: Sendable, Equatable {
  /// Whether a kind of account counts.
  package enum Choice: String, Sendable, CaseIterable {
    /// It counts as people.
    case include
    /// It is left out.
    case exclude
  }

  /// The user groups whose members are bots.
  package var botGroups: [String] = ["bot"]
  /// Names of bots.
  package var botNames: [NamePattern] = []
  /// Names of people who look like a bot.
  package var botExceptions: [String] = []
  /// Names of staff.
  package var staffNames: [NamePattern] = []
  /// Staff by name, some for a time only.
  package var staffList: [StaffMember] = []
  /// Whether IP editors count.
  package var anonymous = Choice.exclude
  /// Whether temporary accounts count.
  package var temporary = Choice.include

  /// Whether an account counts by its name, which can change without an edit.
  package var goByName: Bool {
    !(botNames.isEmpty && botExceptions.isEmpty && staffNames.isEmpty && staffList.isEmpty)
  }

  /// The rules of a report that says nothing of people.
  package init() {}
}

/// A member of staff, always or from one day to another.
package struct StaffMember: Sendable, Equatable {
  /// The user name.
  package var name: String
  /// The first day as staff; nil for always before.
  package var from: CivilDate?
  /// The last day as staff; nil for always after.
  package var to: CivilDate?
}

/// A user name in which `*` stands for any characters, also none.
///
/// Like MediaWiki, it takes underscores as spaces, and the first letter in either case.
package struct NamePattern: Sendable, Equatable {
  /// The pattern as the report has it.
  package let text: String
  private let parts: [String]

  /// Makes a pattern from its text.
  package init(_ text: String) {
    self.text = text
    parts = Self.canonical(text).split(separator: "*", omittingEmptySubsequences: false).map(String.init)
  }

  /// Whether a whole name fits the pattern.
  package func matches(_ name: String) -> Bool {
    let name = Self.canonical(name)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return name == parts.first }
    guard name.utf8.count >= first.utf8.count + last.utf8.count, name.hasPrefix(first), name.hasSuffix(last) else {
      return false
    }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  private static func canonical(_ name: String) -> String {
    let spaced = name.replacing("_", with: " ")
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }
}
