extension DataPageRules {
  private static let types: Set = ["string", "number", "boolean", "localized"]

  /// What Extension:JsonConfig asks of a table.
  mutating func checkTable(_ content: JSONValue) {
    checkKeys(
      of: content, among: ["license", "description", "sources", "mediawikiCategories", "schema", "data"], "the page")
    guard case .object = content["schema"], case .array(let fields) = content["schema"]?["fields"] else {
      return complain("schema/fields", "it must be a list of columns")
    }
    checkKeys(of: content["schema"] ?? .null, among: ["fields"], "schema")
    var names: Set<String> = []
    let types = fields.enumerated().map { place, field in
      checkField(field, "schema/fields[\(place)]", names: &names)
    }
    guard case .array(let rows) = content["data"] else { return complain("data", "it must be a list of rows") }
    for (place, row) in rows.enumerated() { check(row, "data[\(place)]", types: types) }
  }

  /// Checks a column and gives its type.
  private mutating func checkField(_ field: JSONValue, _ place: String, names: inout Set<String>) -> String? {
    guard case .object = field else {
      complain(place, "it must be an object")
      return nil
    }
    checkKeys(of: field, among: ["name", "type", "title"], place)
    if case .string(let name) = field["name"], let first = name.unicodeScalars.first, Self.isNameBegin(first),
      name.unicodeScalars.allSatisfy(Self.isNamePart)
    {
      if !names.insert(name).inserted { complain("\(place)/name", "\"\(name)\" is another column's name as well") }
    } else {
      complain("\(place)/name", "it must have letters, digits and underscores only, and begin with no digit")
    }
    if let title = field["title"] { checkLocalized(title, "\(place)/title") }
    guard case .string(let type) = field["type"], Self.types.contains(type) else {
      complain("\(place)/type", "it must be one of \(Self.types.sorted().joined(separator: ", "))")
      return nil
    }
    return type
  }

  private mutating func check(_ row: JSONValue, _ place: String, types: [String?]) {
    guard case .array(let cells) = row else { return complain(place, "it must be a list") }
    guard cells.count == types.count else {
      return complain(place, "it has \(cells.count) values, and there are \(types.count) columns")
    }
    for (column, cell) in cells.enumerated() {
      let place = "\(place)[\(column)]"
      switch (types[column], cell) {
      case (_, .null), (nil, _), ("number", .number), ("boolean", .bool): continue
      case ("localized", .object): checkLocalized(cell, place)
      case ("string", .string(let text)): if !LocalizedLine.allows(text) { complain(place, LocalizedLine.rule) }
      case (let type?, _): complain(place, "it must be of type \(type), or null")
      }
    }
  }

  private mutating func checkKeys(of value: JSONValue, among known: Set<String>, _ place: String) {
    guard case .object(let members) = value else { return }
    for member in members where !known.contains(member.key) { complain(place, "unknown key \"\(member.key)\"") }
  }
}
