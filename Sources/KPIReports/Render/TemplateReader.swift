import Foundation
import Mustache

/// Reads templates with the partials they take in, and says everything that is wrong with them.
struct TemplateReader {
  /// What holds for all tags of a template and its partials.
  private struct Rules: Hashable {
    let contentType: String
    /// The names that may be shown without escaping.
    let wikitext: Set<String>
  }

  /// A template at a place where others can use the same names as it.
  private struct Use: Hashable {
    let name: String
    let rules: Rules
    let view: TemplateScope.View
  }

  private static let largestTemplate = 1 << 20

  let folders: [String]
  private(set) var templates: [String: MustacheTemplate] = [:]
  private(set) var mistakes: [Mistake] = []
  private var sources: [String: (file: String, tags: [TemplateTag])] = [:]
  /// The mistakes of tags, without the way to them.
  private var told: Set<Mistake> = []
  /// The templates that were checked, with what they could use.
  private var checked: Set<Use> = []
  /// The templates that are being checked, each taken in by the one before it.
  private var reading: [String] = []

  init(folders: [String]) { self.folders = folders }

  mutating func read(_ name: String, file: String, contentType: String, context: Any, wikitext: Set<String>) {
    guard parse(name, file: file, contentType: contentType) else { return }
    let rules = Rules(contentType: contentType, wikitext: wikitext)
    check(name, in: TemplateScope(TemplateField(context)), by: rules)
  }

  /// Reads a template, without a look at the names that it uses.
  private mutating func parse(_ name: String, file: String, contentType: String) -> Bool {
    let text: String
    do throws(ReportFile.Problem) {
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
      // Editors on Windows end lines with CR and LF; the wiki stores LF.
      text = try ReportFile.text(of: file, in: folder, limit: Self.largestTemplate).replacing("\r\n", with: "\n")
    } catch {
      mistakes.append(missing(file, error))
      return false
    }
    templates[name] = MustacheTemplate.empty
    sources[name] = (file, TemplateTag.tags(of: text))
    do {
      templates[name] = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(contentType)}}\n" + text)
    } catch {
      mistakes.append(Mistake(error, file: file))
    }
    return true
  }

  /// Checks a template's tags where another one, or nobody, takes it in.
  private mutating func check(_ name: String, in scope: TemplateScope, by rules: Rules) {
    guard let source = sources[name], checked.insert(Use(name: name, rules: rules, view: scope.view)).inserted else {
      return
    }
    reading.append(name)
    defer { reading.removeLast() }
    var scope = scope
    for tag in source.tags { check(tag, in: source.file, &scope, by: rules) }
  }

  /// A template that is missing, with the nearest name of those that are there; or one that is not a text.
  private func missing(_ file: String, _ problem: ReportFile.Problem) -> Mistake {
    guard problem.isMissing else {
      return Mistake(file: file, line: nil, column: nil, message: "the template \(problem.message)")
    }
    let url = URL(fileURLWithPath: file)
    let others = ((try? FileManager.default.contentsOfDirectory(atPath: url.deletingLastPathComponent().path)) ?? [])
      .filter { $0.hasSuffix(".mustache") && !templates.keys.contains(String($0.dropLast(".mustache".count))) }
    return Mistake(
      file: file, line: 1, column: nil,
      message: "the template is missing" + NearestName.suggestion(for: url.lastPathComponent, among: others.sorted())
        + "; kpibot init makes one to edit")
  }

  private mutating func check(_ tag: TemplateTag, in file: String, _ scope: inout TemplateScope, by rules: Rules) {
    let name = tag.name
    switch tag.kind {
    case .partial:
      takePartial(tag, in: file, scope, by: rules)
    case .parent:
      takePartial(tag, in: file, scope, by: rules)
      scope.openPart(name)
    case .pragma where name == "CONTENT_TYPE:\(rules.contentType)" || !name.hasPrefix("CONTENT_TYPE"):
      break
    case .pragma:
      add("every value is escaped as \(rules.contentType); another content type is not allowed here", tag, file)
    case .unescaped where !rules.wikitext.contains(name):
      add("\"\(name)\" must be escaped, or what people write could become markup: leave out the & or {", tag, file)
    case .value where tag.isInSingleQuotes && rules.contentType == WikitextContentType.name:
      add(
        "\"\(name)\" stands in single quotes, which an apostrophe in it would end: put it in double quotes", tag, file)
    case .value, .unescaped:
      find(tag, in: file) { () throws(TemplateScope.Problem) in try scope.checkText(of: name) }
    case .section:
      var field: TemplateField?
      find(tag, in: file) { () throws(TemplateScope.Problem) in field = try scope.field(name) }
      scope.open(name, field.map(TemplateField.init(itemOf:)))
    case .inverted:
      find(tag, in: file) { () throws(TemplateScope.Problem) in try scope.field(name) }
      scope.openPart(name)
    case .block:
      scope.openPart(name)
    case .end:
      scope.close(name)
    case .other:
      break
    }
  }

  /// Carries out a look-up of a tag's name; what is wrong with it becomes a mistake.
  private mutating func find(
    _ tag: TemplateTag, in file: String, _ look: () throws(TemplateScope.Problem) -> Void
  ) {
    do throws(TemplateScope.Problem) { try look() } catch { add(error.text(of: tag.name), tag, file, way: way) }
  }

  /// How the template that is being checked is taken in, where it is a partial.
  private var way: String { reading.count > 1 ? " (\(reading.joined(separator: " > ")))" : "" }

  /// Adds a mistake, once and with the first way that leads there.
  private mutating func add(_ message: String, _ tag: TemplateTag, _ file: String, way: String = "") {
    guard told.insert(Mistake(file: file, line: tag.line, column: nil, message: message)).inserted else { return }
    mistakes.append(Mistake(file: file, line: tag.line, column: nil, message: message + way))
  }

  private mutating func takePartial(_ tag: TemplateTag, in file: String, _ scope: TemplateScope, by rules: Rules) {
    let name = tag.name
    guard !reading.contains(name) else {
      let way = (reading.drop { $0 != name } + [name]).joined(separator: " > ")
      return add("the partial takes itself in (\(way))", tag, file)
    }
    if templates[name] == nil {
      let files = folders.map { "\($0)/\(name).mustache" }
      guard let found = files.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
        let near = NearestName.suggestion(for: name, among: partialNames())
        return add("the partial \"\(name)\" is missing\(near)", tag, file)
      }
      guard parse(name, file: found, contentType: rules.contentType) else { return }
    }
    check(name, in: scope, by: rules)
  }

  private func partialNames() -> [String] {
    let names = folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
      .filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(".mustache".count)) }
    return Set(names).subtracting(["page", "summary"]).sorted()
  }
}

extension TemplateScope.Problem {
  /// What is wrong with a tag, in a sentence.
  fileprivate func text(of tag: String) -> String {
    switch self {
    case .unknown(let name, let near):
      return "unknown value \"\(name)\"\(NearestName.suggestion(for: name, among: near))"
    case .elsewhere(let name, let sections):
      let list = sections.map { "\"\($0)\"" }.joined(separator: ", ")
      return "nothing is \"\(name)\" here; it belongs into a section of \(list)"
    case .flag:
      return "\"\(tag)\" is true or false and has no text; # or ^ before it shows a section or not"
    case .noText(let names):
      return "\"\(tag)\" has no text of its own; # before it opens a section, in which there are "
        + names.joined(separator: ", ")
    }
  }
}

extension MustacheTemplate {
  /// A template that renders as nothing.
  static let empty: MustacheTemplate? = try? MustacheTemplate(string: "")
}

extension Mistake {
  /// What Mustache's parser says of a template, without the line that was put before it.
  fileprivate init(_ error: any Error, file: String) {
    guard let error = error as? MustacheTemplate.ParserError else {
      self.init(file: file, line: nil, column: nil, message: "the template can't be read: \(error)")
      return
    }
    let cause =
      switch error.error as? MustacheTemplate.Error {
      case .sectionCloseNameIncorrect: "the section that ends here is not the one that was begun last"
      case .unfinishedName: "the tag is not closed"
      case .expectedSectionEnd: "a section is not ended"
      case .invalidSetDelimiter: "the delimiters are not set as {{=<% %>=}}"
      case .unrecognisedConfigVariable, .invalidConfigVariableSyntax: "the pragma is not known"
      default: "the template can't be read: \(error.error)"
      }
    self.init(
      file: file, line: max(1, error.context.lineNumber - 1), column: error.context.columnNumber, message: cause)
  }
}
