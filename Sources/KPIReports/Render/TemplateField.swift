import Mustache

/// What a name of a template stands for: a text, or an object or a list of objects with names of their own.
struct TemplateField: Hashable, Sendable {
  /// The names of the object, or of each in the list.
  private(set) var fields: [String: TemplateField] = [:]
  /// The type of the object, or of each in the list, by which fields are told apart.
  private let type: String
  /// Whether it is a list, which has no text of its own.
  let isList: Bool
  /// Whether the value, or each of the list, can be shown as text.
  let hasText: Bool

  /// Takes the names of all stored properties, however deep, of a value with something in every place.
  init(_ sample: Any) {
    let mirror = Mirror(reflecting: sample)
    switch mirror.displayStyle {
    case .optional:
      self = mirror.children.first.map { TemplateField($0.value) } ?? TemplateField("")
    case .collection:
      let item = mirror.children.first.map { TemplateField($0.value) } ?? TemplateField("")
      (fields, type, isList, hasText) = (item.fields, item.type, true, item.hasText)
    case .struct where !(sample is String):
      (type, isList, hasText) = ("\(mirror.subjectType)", false, sample is any MustacheCustomRenderable)
      for case (let label?, let value) in mirror.children { fields[label] = TemplateField(value) }
    default:
      (type, isList, hasText) = ("\(mirror.subjectType)", false, !(sample is Bool))
    }
  }

  /// Whether it only tells whether a section is shown.
  var isFlag: Bool { fields.isEmpty && !isList && !hasText }

  /// What stands for each of a list within its section.
  init(itemOf list: TemplateField) {
    (fields, type, isList, hasText) = (list.fields, list.type, false, list.hasText)
  }

  /// Fields of one type have the same names, however deep.
  static func == (one: TemplateField, other: TemplateField) -> Bool {
    one.type == other.type && one.isList == other.isList
  }

  /// Hashes the type.
  func hash(into hasher: inout Hasher) { hasher.combine(type) }

  /// Every name, however deep.
  var names: Set<String> { fields.reduce(into: []) { $0.formUnion($1.value.names.union([$1.key])) } }

  /// The names of the fields, however deep, that have a field of that name.
  func owners(of name: String) -> Set<String> {
    fields.reduce(into: []) { owners, field in
      if field.value.fields[name] != nil { owners.insert(field.key) }
      owners.formUnion(field.value.owners(of: name))
    }
  }
}
