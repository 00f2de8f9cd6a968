import MediaWiki

/// The names of a wiki's namespaces, and what they are called besides.
struct NamespaceNames: Sendable {
  private var ids: [String: Int] = [:]

  /// Takes in what the wiki says of itself.
  mutating func take(_ answer: SurveyAnswer) {
    for namespace in (answer.namespaces ?? [:]).values {
      ids[Self.key(namespace.name)] = namespace.id
      if let canonical = namespace.canonical { ids[Self.key(canonical)] = namespace.id }
    }
    for alias in answer.namespacealiases ?? [] { ids[Self.key(alias.alias)] = alias.id }
  }

  /// Whether there is a namespace of a number.
  func contains(_ id: Int) -> Bool { ids.values.contains(id) }

  /// The namespace a title lies in, and the title without it.
  func split(_ title: String) -> (namespace: Int, rest: String) {
    guard let colon = title.firstIndex(of: ":"), let id = ids[Self.key(String(title[..<colon]))] else {
      return (0, title)
    }
    let rest = title[title.index(after: colon)...].drop { $0 == " " || $0 == "_" }
    return (id, String(rest))
  }

  private static func key(_ name: String) -> String {
    name.replacing("_", with: " ").lowercased()
  }
}
