import Foundation
import Mustache

/// Reads templates with the partials they take in, and says everything that is wrong with them.
struct TemplateReader {
  /// Names that Mustache itself gives to a list's items.
  private static let listNames: Set = ["first()", "last()", "index()", "even()", "odd()"]

  private static let largestTemplate = 1 << 20

  let folders: [String]
  private(set) var templates: [String: MustacheTemplate] = [:]
  private(set) var mistakes: [Mistake] = []
  /// The templates that are being read, each taken in by the one before it.
  private var reading: [String] = []

  init(folders: [String]) { self.folders = folders }

  mutating func read(_ name: String, file: String, contentType: String, fields: TemplateFields) {
    let text: String
    do throws(ReportFile.Problem) {
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
      // Editors on Windows end lines with CR and LF; the wiki stores LF.
      text = try ReportFile.text(of: file, in: folder, limit: Self.largestTemplate).replacing("\r\n", with: "\n")
    } catch {
      mistakes.append(missing(file, error))
      return
    }
    templates[name] = MustacheTemplate.empty
    reading.append(name)
    defer { reading.removeLast() }
    for tag in TemplateTag.tags(of: text) {
      check(tag, in: file, contentType: contentType, fields: fields)
    }
    do {
      templates[name] = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(contentType)}}\n" + text)
    } catch {
      mistakes.append(Mistake(error, file: file))
    }
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

  private mutating func check(_ tag: TemplateTag, in file: String, contentType: String, fields: TemplateFields) {
    func mistake(_ message: String) {
      mistakes.append(Mistake(file: file, line: tag.line, column: nil, message: message))
    }
    switch tag.kind {
    case .partial:
      takePartial(tag, in: file, contentType: contentType, fields: fields)
    case .pragma where tag.name == "CONTENT_TYPE:\(contentType)" || !tag.name.hasPrefix("CONTENT_TYPE"):
      break
    case .pragma:
      mistake("every value is escaped as \(contentType); another content type is not allowed here")
    case .unescaped where !fields.wikitext.contains(tag.name):
      mistake("\"\(tag.name)\" must be escaped, or what people write could become markup: leave out the & or {")
    case .value where tag.isInSingleQuotes && contentType == WikitextContentType.name:
      mistake("\"\(tag.name)\" stands in single quotes, which an apostrophe in it would end: put it in double quotes")
    case .value, .section, .inverted, .unescaped:
      for part in tag.name.split(separator: ".").map(String.init)
      where !fields.names.contains(part) && !Self.listNames.contains(part) {
        mistake("unknown value \"\(part)\"" + NearestName.suggestion(for: part, among: fields.names.sorted()))
      }
    case .other:
      break
    }
  }

  private mutating func takePartial(
    _ tag: TemplateTag, in file: String, contentType: String, fields: TemplateFields
  ) {
    guard !reading.contains(tag.name) else {
      let way = (reading.drop { $0 != tag.name } + [tag.name]).joined(separator: " > ")
      mistakes.append(
        Mistake(file: file, line: tag.line, column: nil, message: "the partial takes itself in (\(way))"))
      return
    }
    guard templates[tag.name] == nil else { return }
    let files = folders.map { "\($0)/\(tag.name).mustache" }
    if let found = files.first(where: { FileManager.default.fileExists(atPath: $0) }) {
      read(tag.name, file: found, contentType: contentType, fields: fields)
    } else {
      mistakes.append(
        Mistake(
          file: file, line: tag.line, column: nil,
          message: "the partial \"\(tag.name)\" is missing"
            + NearestName.suggestion(for: tag.name, among: partialNames())))
    }
  }

  private func partialNames() -> [String] {
    let names = folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
      .filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(".mustache".count)) }
    return Set(names).subtracting(["page", "summary"]).sorted()
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
