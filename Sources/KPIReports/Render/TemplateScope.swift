/// The names that a template can use at a place: those of the sections around it, and of the whole context.
struct TemplateScope {
  /// Why a name stands for nothing.
  enum Problem: Error {
    /// No context has it, the nearest of which are told.
    case unknown(name: String, near: [String])
    /// Only other sections have it.
    case elsewhere(name: String, sections: [String])
    /// It is true or false, and has no text.
    case flag
    /// It is a list or an object without a text of its own, but with these names.
    case noText(names: [String])
  }

  /// What can be used at a place.
  struct View: Hashable {
    /// What each name stands for.
    fileprivate(set) var names: [String: TemplateField]
    /// What the innermost section is about; nil where that is not known.
    fileprivate(set) var item: TemplateField?
    /// Whether there may be more names: a section around is a mistake itself.
    fileprivate(set) var isOpen = false
  }

  /// Names that Mustache itself gives to a list's items.
  private static let listNames: Set = ["first()", "last()", "index()", "even()", "odd()"]

  private let context: TemplateField
  /// The sections that are open, the outermost first, with what can be used in them.
  private var sections: [(name: String, view: View)]

  /// The place outside of all sections.
  init(_ context: TemplateField) {
    self.context = context
    sections = [("", View(names: context.fields, item: context))]
  }

  /// What can be used here.
  var view: View { sections[sections.count - 1].view }

  /// Finds what a tag shows, as text.
  func checkText(of tag: String) throws(Problem) {
    guard let field = try field(tag), field.isList || !field.hasText else { return }
    throw field.isFlag ? .flag : .noText(names: field.fields.keys.sorted())
  }

  /// Finds what a name stands for, from the innermost section on; nil where a section's mistake leaves that open.
  @discardableResult
  func field(_ tag: String) throws(Problem) -> TemplateField? {
    if Self.listNames.contains(tag) { return nil }
    let parts = tag.split(separator: ".").map(String.init)
    guard let first = parts.first else { return view.item }
    let names = tag.hasPrefix(".") ? view.item?.fields ?? [:] : view.names
    guard var field = names[first] else {
      guard view.isOpen, context.names.contains(first) else { throw missing(first) }
      return nil
    }
    for part in parts.dropFirst() {
      guard let next = field.fields[part] else { throw missing(part) }
      field = next
    }
    return field
  }

  /// Goes into a section; nothing is known of one that is a mistake itself.
  mutating func open(_ name: String, _ field: TemplateField?) {
    openPart(name)
    guard field?.isFlag != true else { return }
    let place = sections.count - 1
    sections[place].view.names.merge(field?.fields ?? [:]) { $1 }
    sections[place].view.item = field
    sections[place].view.isOpen = view.isOpen || field == nil
  }

  /// Goes into what is shown or not, with the same names as around it.
  mutating func openPart(_ name: String) { sections.append((name, view)) }

  /// Leaves a section.
  mutating func close(_ name: String) {
    if sections.count > 1, sections.last?.name == name { sections.removeLast() }
  }

  private func missing(_ name: String) -> Problem {
    let names = context.names
    return names.contains(name)
      ? .elsewhere(name: name, sections: context.owners(of: name).sorted())
      : .unknown(name: name, near: names.sorted())
  }
}
