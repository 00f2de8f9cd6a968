import Foundation
import SwiftCSV

/// A CSV file with known columns, whose mistakes are told by file, line and column.
package struct CSVTable {
  private static let largestFile = 64 << 20
  private static let mostMistakes = 20

  /// Whether a spreadsheet would take a field for a formula rather than for a text or a number.
  private static func isFormula(_ field: String) -> Bool {
    guard let first = field.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return false }
    return Double(field) == nil
  }

  /// The file, as a user would name it.
  package let file: String
  /// The names of the columns.
  package let header: [String]
  /// The rows below the head; those without anything in them are left out.
  package let rows: [CSVRow]
  /// The mark that the numbers are samples; nil where they are the team's own.
  let sampleMark: Mistake?

  /// Reads a file and checks that it has the columns, and no others where `optional` names those that it may have.
  ///
  /// - Throws: ``ReportMistakes`` that name the file.
  package init(path: String, columns: [String], optional: [String]? = nil) throws {
    file = path
    func mistake(_ message: String, at position: CSVLayout.Position? = nil) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(table: path, at: position, message: message)])
    }
    let text: String
    do throws(ReportFile.Problem) { text = try Self.text(of: path) } catch {
      throw mistake("the table \(error.message)")
    }
    let layout: CSVLayout
    let found: [(fields: [String], positions: [CSVLayout.Position])]
    do {
      layout = try CSVLayout(text)
      let csv = try CSV<Enumerated>(string: layout.canonical, delimiter: .comma, loadColumns: false)
      let read = (csv.header.isEmpty ? [] : [csv.header]) + csv.rows
      guard read.count == layout.rows.count else { throw mistake("the table is not CSV") }
      found = Array(zip(read, layout.rows))
    } catch let problem as CSVLayout.Problem {
      throw mistake(problem.message, at: problem.position)
    } catch let error as ReportMistakes {
      throw error
    } catch {
      throw mistake("the table is not CSV: \(error)")
    }
    // A spreadsheet puts a comment into its first column.
    let (lines, comments) = (found.filter { Self.comment($0.fields) == nil }, found.compactMap(Self.comment))
    sampleMark = (layout.comments + comments).first(where: SampleMark.isMark).map {
      Mistake(table: path, at: $0.position, message: SampleMark.message)
    }
    guard let (names, places) = lines.first else {
      throw mistake("the table is empty; its first row names the columns")
    }
    let header = names.map { $0.trimmingCharacters(in: .whitespaces) }
    self.header = header
    for (place, name) in header.enumerated() {
      if header[..<place].contains(name) {
        throw mistake("the column \"\(name)\" stands here twice", at: places[place])
      }
      guard let optional, !(columns + optional).contains(name) else { continue }
      let suggestion = NearestName.suggestion(for: name, among: columns + optional)
      throw mistake("unknown column \"\(name)\"\(suggestion)", at: places[place])
    }
    for column in columns where !header.contains(column) {
      let suggestion = NearestName.suggestion(for: column, among: header)
      throw mistake("the column \"\(column)\" is missing\(suggestion)", at: places[0])
    }
    var rows: [CSVRow] = []
    for (fields, positions) in lines.dropFirst() where fields.contains(where: { !$0.isEmpty }) {
      guard positions.count == header.count else {
        let place = positions.count > header.count ? positions[header.count] : positions[positions.count - 1]
        throw mistake(
          "the row has \(positions.count) fields, and the head names \(header.count) columns; a field with a comma "
            + "stands in quotation marks", at: place)
      }
      for (field, position) in zip(zip(header, fields), positions) where Self.isFormula(field.1) {
        throw mistake(
          "\(field.0) begins like a formula, which a spreadsheet would carry out when somebody opens the table; write "
            + "it without the sign", at: position)
      }
      rows.append(CSVRow(file: path, header: header, fields: fields, positions: positions))
    }
    self.rows = rows
  }

  /// The text of a table's file, which stands in a folder of the report folder.
  static func text(of path: String) throws(ReportFile.Problem) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path
    return try ReportFile.text(of: path, in: folder, limit: largestFile)
  }

  private static func comment(_ fields: [String]) -> String? {
    fields.dropFirst().contains { !$0.isEmpty } ? nil : fields.first.flatMap(CSVLayout.comment)
  }

  private static func comment(_ row: (fields: [String], positions: [CSVLayout.Position])) -> CSVLayout.Comment? {
    comment(row.fields).map { CSVLayout.Comment(position: row.positions[0], text: $0) }
  }

  /// What each row stands for; the mistakes of all rows are told together, up to so many that somebody reads them.
  ///
  /// - Throws: ``ReportMistakes``.
  func map<Value>(_ read: (CSVRow) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    var mistakes: [Mistake] = []
    for row in rows where mistakes.count < Self.mostMistakes {
      do { values.append(try read(row)) } catch let error as ReportMistakes { mistakes += error.mistakes }
    }
    guard mistakes.isEmpty else { throw ReportMistakes(mistakes: mistakes) }
    return values
  }
}
