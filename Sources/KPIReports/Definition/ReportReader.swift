import Foundation
import MediaWiki
import Yams

/// Reads and checks a report folder's `report.yaml`, and says everything that is wrong with it.
package struct ReportReader {
  /// The file in a report folder.
  package static let file = "report.yaml"
  /// A report file is not larger than this many bytes.
  private static let largestFile = 1 << 20
  private static let mostSlips = 20

  /// Makes a reader.
  package init() {}

  /// The name of the report in a folder.
  static func name(of folder: String) -> String { URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent }

  /// What is wrong with a report's name; nil when nothing is.
  static func mistake(inName name: String) -> String? {
    name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
      ? nil : "the folder's name stands in the page's markers: it can have letters, digits, '-', '_' and '.'"
  }

  /// Reads the definition in a folder.
  ///
  /// - Throws: ``ReportMistakes`` with all that is wrong.
  package func read(folder: String) throws(ReportMistakes) -> ReportDefinition {
    let notes = YAMLCursor.Notes(file: folder + "/" + Self.file)
    let name = Self.name(of: folder)
    if let mistake = Self.mistake(inName: name) {
      notes.add(mistake, line: nil)
    }
    if !ReportFile.isItself(folder) {
      notes.add("the report folder is a symbolic link that leads elsewhere; name the folder itself", line: nil)
      throw ReportMistakes(mistakes: notes.mistakes)
    }
    let definition = root(of: folder, notes).flatMap {
      ReportSections(root: $0, notes: notes).read(name: name, folder: folder)
    }
    if let definition, notes.mistakes.isEmpty { check(definition, notes) }
    guard let definition, notes.mistakes.isEmpty else {
      throw ReportMistakes(
        mistakes: notes.mistakes.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
    }
    return definition
  }

  /// Checks the report's own queries against a store without facts.
  private func check(_ definition: ReportDefinition, _ notes: YAMLCursor.Notes) {
    let queries = definition.kpis.compactMap(\.query)
    guard !queries.isEmpty else { return }
    do {
      let connection = try QueryConnection.empty(for: definition)
      for query in queries {
        do throws(QueryProblem) { try connection.check(query) } catch {
          let mistake = query.mistake(error)
          notes.add(mistake.message, line: mistake.line)
        }
      }
    } catch {
      notes.add("the report's queries can't be checked: \(error)", line: nil)
    }
  }

  private func root(of folder: String, _ notes: YAMLCursor.Notes) -> YAMLCursor? {
    var text: String
    do throws(ReportFile.Problem) {
      text = try ReportFile.text(of: notes.file, in: folder, limit: Self.largestFile)
    } catch {
      notes.add("the report \(error.message)", line: nil)
      return nil
    }
    // What is wrong further down is told as well, as if the slips above were mended.
    for _ in 0..<Self.mostSlips {
      do {
        _ = try Self.compose(text)
        break
      } catch let error as YamlError {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        guard let line = Self.explain(error).line, let slip = YAMLSlip.find(in: lines, at: line) else { break }
        notes.add(slip.message, line: slip.line)
        text = (lines.prefix(slip.line - 1) + [slip.meant] + lines.dropFirst(slip.line)).joined(separator: "\n")
      } catch {
        break
      }
    }
    do {
      let (parser, root) = try Self.compose(text)
      guard let node = root else {
        notes.add("the report is empty", line: nil)
        return nil
      }
      // Aliases can make a small file huge, and a report has no use for them. Nodes hold their anchors weakly.
      if let anchored = withExtendedLifetime(parser, { Self.anchored(node) }) {
        notes.add("anchors and aliases (& and *) are not allowed; quote a text that begins with one", at: anchored)
        return nil
      }
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
      for slip in Self.cutTexts(in: node, lines) { notes.add(slip.message, line: slip.line) }
      return YAMLCursor(node: node, path: YAMLCursor.root, notes: notes)
    } catch let error as YamlError {
      let (line, message) = Self.explain(error)
      // Whoever mends the line sees what is left of it.
      if let line, notes.mistakes.contains(where: { $0.line == line }) { return nil }
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      let written = line.flatMap {
        lines.indices.contains($0 - 1) ? lines[$0 - 1].trimmingCharacters(in: .whitespaces) : nil
      }
      notes.add(message + (written.map { $0.isEmpty ? "" : ", in the line\n    \($0.prefix(200))" } ?? ""), line: line)
    } catch {
      notes.add("the report is not YAML: \(error)", line: nil)
    }
    return nil
  }

  /// Reads the nodes of a text; a key that stands twice is marked where it stands first, since Yams reads no such mapping
  /// and the other mistakes are to be told as well.
  private static func compose(_ text: String) throws -> (Yams.Parser, Node?) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let mostDuplicates = text.contains(YAMLCursor.duplicateMark) ? 0 : 100
    for _ in 0..<mostDuplicates {
      let parser = try Yams.Parser(yaml: lines.joined(separator: "\n"))
      do {
        return (parser, try parser.singleRoot())
      } catch YamlError.duplicatedKeysInMapping(_, let context) where lines.indices.contains(context.mark.line - 1) {
        var line = Array(lines[context.mark.line - 1].unicodeScalars)
        let column = min(max(0, context.mark.column - 1), line.count)
        let isQuoted = column < line.count && (line[column] == "\"" || line[column] == "'")
        line.insert(contentsOf: YAMLCursor.duplicateMark.unicodeScalars, at: column + (isQuoted ? 1 : 0))
        lines[context.mark.line - 1] = String(String.UnicodeScalarView(line))
      }
    }
    let parser = try Yams.Parser(yaml: text)
    return (parser, try parser.singleRoot())
  }

  private static func anchored(_ node: Node) -> Node? {
    if node.anchor != nil { return node }
    switch node {
    case .sequence(let sequence):
      for item in sequence { if let found = anchored(item) { return found } }
    case .mapping(let mapping):
      for (key, value) in mapping { if let found = anchored(key) ?? anchored(value) { return found } }
    default: break
    }
    return nil
  }

  /// The texts that end where somebody wrote a number sign.
  private static func cutTexts(in node: Node, _ lines: [String]) -> [YAMLSlip] {
    switch node {
    case .sequence(let sequence): return sequence.flatMap { cutTexts(in: $0, lines) }
    case .mapping(let mapping):
      return mapping.flatMap { key, value -> [YAMLSlip] in
        guard case .scalar(let text) = value else { return cutTexts(in: value, lines) }
        return YAMLSlip.cut(key.string ?? "", text, in: lines).map { [$0] } ?? []
      }
    default: return []
    }
  }

  private static func explain(_ error: YamlError) -> (line: Int?, message: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, "the report is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      (context.mark.line, "the key \"\(duplicates.joined(separator: "\", \""))\" stands here twice")
    default:
      (nil, "the report is not YAML: \(error)")
    }
  }
}
