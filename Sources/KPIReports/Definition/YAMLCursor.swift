import Yams

/// A place in a YAML file that is read and checked; mistakes are noted and reading goes on.
struct YAMLCursor {
  /// Takes down what is wrong.
  final class Notes {
    let file: String
    private(set) var mistakes: [Mistake] = []

    init(file: String) { self.file = file }

    func add(_ message: String, at node: Node?) {
      add(message, line: node?.mark?.line, column: node?.mark?.column)
    }

    func add(_ message: String, line: Int?, column: Int? = nil) {
      mistakes.append(Mistake(file: file, line: line, column: column, message: message))
    }
  }

  let node: Node
  /// What the place is called in messages: `products[1].name`.
  let path: String
  let notes: Notes

  /// Notes a mistake at this place.
  func mistake(_ message: String) { notes.add(message, at: node) }

  /// The text of a scalar, as it is written; nil is noted.
  var text: String? {
    guard case .scalar(let scalar) = node, !isNull else {
      mistake("\(path) must be a text")
      return nil
    }
    guard !scalar.string.isEmpty || ![.folded, .literal].contains(scalar.style) else {
      mistake("\(path) begins with a sign that has a meaning in YAML; put it in quotation marks, such as \">= 40\"")
      return nil
    }
    guard !scalar.string.isEmpty, !scalar.string.contains("\0") else {
      mistake("\(path) must not be empty")
      return nil
    }
    guard !ReportOutline.isOpen(scalar.string) else {
      mistake("\(path) is still to be filled in (\(scalar.string))")
      return nil
    }
    return scalar.string
  }

  /// Whether nothing is written here.
  var isNull: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  /// Whether a whole number is written here, without quotation marks.
  var isWholeNumber: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && Int(scalar.string) != nil
  }

  /// A whole number in a range; anything else is noted.
  func number(in range: ClosedRange<Int>) -> Int? {
    guard case .scalar(let scalar) = node, let value = Int(scalar.string), range.contains(value) else {
      mistake("\(path) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  /// `true` or `false`; YAML's other words for them are noted, since `no` can be a name as well.
  var flag: Bool? {
    guard case .scalar(let scalar) = node, let value = Bool(scalar.string) else {
      mistake("\(path) must be true or false")
      return nil
    }
    return value
  }

  /// One of a few words; another one is noted with the nearest.
  func choice<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Value? where Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    guard case .scalar(let scalar) = node else {
      mistake("\(path) must be one of \(words.joined(separator: ", "))")
      return nil
    }
    guard let value = Value(rawValue: scalar.string) else {
      mistake("\(path) can't be \"\(scalar.string)\"" + NearestName.suggestion(for: scalar.string, among: words))
      return nil
    }
    return value
  }

  /// The items of a list; anything else is noted.
  var items: [YAMLCursor] {
    guard case .sequence(let sequence) = node else {
      if !isNull { mistake("\(path) must be a list\(hyphenHint)") }
      return []
    }
    return sequence.enumerated().map { YAMLCursor(node: $0.element, path: "\(path)[\($0.offset + 1)]", notes: notes) }
  }

  /// The entries of a mapping by key, in order, whatever the keys are; nil is noted.
  var entries: [(key: String, keyNode: Node, value: YAMLCursor)]? {
    guard case .mapping(let mapping) = node else {
      mistake("\(path) must be a mapping of names to values\(colonHint)")
      return nil
    }
    var lines: [String: Int] = [:]
    let entries = mapping.compactMap { key, value -> (key: String, keyNode: Node, value: YAMLCursor)? in
      guard case .scalar(let name) = key else {
        notes.add("a key of \(path) must be a name", at: key)
        return nil
      }
      if name.string.hasPrefix(Self.duplicateMark) {
        lines[name.string.replacing(Self.duplicateMark, with: "")] = key.mark?.line
        return nil
      }
      let inside = path == YAMLCursor.root ? name.string : "\(path).\(name.string)"
      return (name.string, key, YAMLCursor(node: value, path: inside, notes: notes))
    }
    for entry in entries {
      guard let line = lines[entry.key] else { continue }
      notes.add("the key \"\(entry.key)\" stands here twice; the first time on line \(line)", at: entry.keyNode)
    }
    return entries
  }

  /// The values of a mapping with known keys; an unknown key is noted with the nearest, and so is a missing one.
  func fields(_ known: [String], required: [String] = []) -> [String: YAMLCursor]? {
    guard let entries else { return nil }
    var fields: [String: YAMLCursor] = [:]
    for entry in entries {
      if known.contains(entry.key) {
        fields[entry.key] = entry.value
      } else if let (key, value) = Self.parts(entry.key), known.contains(key) {
        notes.add("a space must follow the colon: write \(key): \(value)", at: entry.keyNode)
      } else {
        let place = path == YAMLCursor.root ? "" : " in \(path)"
        notes.add(
          "unknown key \"\(entry.key)\"\(place)" + NearestName.suggestion(for: entry.key, among: known),
          at: entry.keyNode)
      }
    }
    for name in required where fields[name] == nil {
      mistake(path == YAMLCursor.root ? "the key \"\(name)\" is missing" : "\(path) needs the key \"\(name)\"")
    }
    return fields
  }

  /// The name and the value of "name:value", which YAML takes for one text.
  private static func parts(_ text: String) -> (key: String, value: String)? {
    text.wholeMatch(of: #/([A-Za-z_][A-Za-z0-9_-]*):([^ \/].*)/#).map { (String($0.1), String($0.2)) }
  }

  private var colonHint: String {
    guard case .scalar(let scalar) = node, let (key, value) = Self.parts(scalar.string) else { return "" }
    return "; a space must follow the colon: write \(key): \(value)"
  }

  private var hyphenHint: String {
    guard case .scalar(let scalar) = node, scalar.string.hasPrefix("-") else { return "" }
    return "; a space must follow each hyphen: write - \(scalar.string.dropFirst().prefix { $0 != " " })"
  }

  /// What is put before a key where it stands first, when it stands in its mapping again: a character for private use.
  static let duplicateMark = "\u{E000}"

  /// Whether this is a list, or nothing.
  var isList: Bool {
    if case .sequence = node { true } else { isNull }
  }

  /// The path of the whole file.
  static let root = "the report"
}
