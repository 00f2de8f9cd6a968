/// A text that people wrote for the page, with the links and template calls in it.
///
/// It knows links to pages (`[[Page|words]]`), links to addresses (`[https://… words]`) and calls of templates that the
/// report declares. All else in it is text.
package struct LinkedText: Sendable, Hashable {
  /// A piece of it.
  enum Part: Sendable, Hashable {
    /// What is nothing but text.
    case text(String)
    /// A link to a page of the same wiki, or of one that the wiki has a prefix for.
    ///
    /// Without a title, it is a link to a section of the page that it stands on.
    case page(title: String, section: String?, label: String)
    /// A link to an address.
    case address(String, label: String)
    /// A call of a template.
    case template(name: String, arguments: [Argument])
  }

  /// What a template is given.
  struct Argument: Sendable, Hashable {
    /// The parameter; a number where none was named.
    let name: String
    let value: String
  }

  /// The pieces, in order.
  private(set) var parts: [Part]

  /// Takes a text as it is.
  package init(plain text: String) { parts = text.isEmpty ? [] : [.text(text)] }

  /// Looks for links, and for calls of templates, in a text.
  package init(_ text: String, templates: Set<TemplateName>) {
    self = LinkedTextParser(text, templates: templates).text
  }

  init(_ parts: [Part]) { self.parts = parts }

  /// The words without markup, with the address behind those that link to one.
  package var plain: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .page(_, _, let label): label
      case .address(let address, let label): label == address ? address : "\(label) (\(address))"
      case .template(let name, let arguments):
        arguments.isEmpty ? name : arguments.map(\.value).joined(separator: " ")
      }
    }.joined()
  }

  /// The text with a full stop, unless it ends a sentence already.
  var asSentence: LinkedText {
    // A full stop behind an address is not the end of what a link says.
    guard case .text(let text) = parts.last else { return parts.isEmpty ? self : self + "." }
    return LinkedText(parts.dropLast()) + LinkedText(plain: text.asSentence)
  }

  static func + (first: LinkedText, second: LinkedText) -> LinkedText {
    guard case .text(let end) = first.parts.last, case .text(let begin) = second.parts.first else {
      return LinkedText(first.parts + second.parts)
    }
    return LinkedText(first.parts.dropLast() + [.text(end + begin)] + second.parts.dropFirst())
  }
}

extension LinkedText: ExpressibleByStringInterpolation {
  /// What kpibot itself says has no markup.
  package init(stringLiteral text: String) { self.init(plain: text) }
}
