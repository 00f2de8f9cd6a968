/// How a terminal shows text: with colour where it can and may.
package struct TerminalStyle: Sendable {
  /// When to colour.
  package enum Colour: String, Sendable, CaseIterable {
    /// On a terminal that can, unless its user wants none.
    case auto
    /// Always.
    case always
    /// Never.
    case never
  }

  /// What a text is, for its colour.
  package enum Role: String, Sendable {
    /// A heading.
    case strong = "1"
    /// Something of less weight.
    case faint = "2"
    /// A line that is there now, a target that is met.
    case good = "32"
    /// A line that is gone, a target that is missed.
    case bad = "31"
    /// Something that is not whole.
    case doubtful = "33"
    /// A place in a file.
    case place = "36"
  }

  private let isColoured: Bool

  /// No colour.
  package static let plain = TerminalStyle(isColoured: false)

  /// Colours as it is asked to; left to itself only on a terminal, and not where `NO_COLOR` is set (https://no-color.org).
  package init(_ colour: Colour = .auto, environment: [String: String], isTerminal: Bool) {
    isColoured =
      switch colour {
      case .always: true
      case .never: false
      case .auto: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
      }
  }

  private init(isColoured: Bool) { self.isColoured = isColoured }

  /// The text in the colour of its role.
  package func show(_ text: String, as role: Role) -> String {
    isColoured ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
  }
}
