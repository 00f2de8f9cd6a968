/// What Extension:JsonConfig and Extension:Chart ask of a page of the namespace Data, so that kpibot says what is wrong
/// before a wiki is asked.
package struct DataPageRules {
  /// A title without its namespace has at most this many bytes.
  static let longestName = 255
  /// A page has at most this many bytes, as MediaWiki has it ($wgMaxArticleSize).
  static let largestPage = 2_048 * 1_024

  private static let licenses: Set = [
    "CC0-1.0", "CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-4.0+", "CC-BY-SA-1.0",
    "CC-BY-SA-2.0", "CC-BY-SA-2.5", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC-BY-SA-4.0+", "ODbL-1.0", "dl-de-zero-2.0",
    "dl-de-by-1.0", "dl-de-by-2.0", "GeoNutzV",
  ]

  private(set) var problems: [String] = []

  /// Everything that is wrong with a page, each with where it is; empty where nothing is.
  package static func problems(in page: DataPage) -> [String] {
    var rules = DataPageRules()
    rules.checkName(page)
    rules.checkCommon(page.content)
    switch page.kind {
    case .table: rules.checkTable(page.content)
    case .chart: rules.checkChart(page.content)
    }
    return rules.problems
  }

  /// Whether a column's name can have a character: a letter, a digit or an underscore.
  static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: isNameBegin(scalar)
    }
  }

  /// Whether a column's name can begin with a character.
  static func isNameBegin(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: scalar == "_"
    }
  }

  mutating func complain(_ place: String, _ problem: String) { problems.append("\(place): \(problem)") }

  private mutating func checkName(_ page: DataPage) {
    if page.name.utf8.count > Self.longestName { complain("the title", "it has more than \(Self.longestName) bytes") }
    if !page.name.hasSuffix(page.kind.ending) || page.name.count == page.kind.ending.count {
      complain("the title", "it must end in \(page.kind.ending)")
    }
    let size = page.content.text.utf8.count
    if size > Self.largestPage { complain("the page", "it has \(size) bytes, and \(Self.largestPage) are allowed") }
  }

  /// What tables and charts have in common.
  private mutating func checkCommon(_ content: JSONValue) {
    guard case .object = content else { return complain("the page", "it must be an object") }
    if case .string(let license) = content["license"] {
      if !Self.licenses.contains(license) { complain("license", "\"\(license)\" is not allowed") }
    } else {
      complain("license", "it must be the name of a licence")
    }
    if let description = content["description"] { checkLocalized(description, "description") }
    if let sources = content["sources"] {
      if case .string = sources {} else { complain("sources", "it must be a text") }
    }
  }

  // MARK: Texts

  mutating func checkLocalized(_ value: JSONValue, _ place: String) {
    guard case .object(let members) = value, !members.isEmpty else {
      return complain(place, "it must be a text in one language or more")
    }
    for member in members {
      if !LocalizedLine.isLanguage(member.key) {
        complain(place, "\"\(member.key)\" is not the code of a language")
      }
      guard case .string(let text) = member.value, LocalizedLine.allows(text) else {
        complain("\(place)/\(member.key)", LocalizedLine.rule)
        continue
      }
    }
  }
}
