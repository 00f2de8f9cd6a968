import Foundation
import MediaWiki
import SwiftCSV

/// A CSV file with known columns, whose mistakes are told by file, line and column.
///
/// Spreadsheets write such files in many ways; each is taken where it can mean one thing only.
package struct CSVTable {
  private static let largestFile = 64 << 20
  private static let mostMistakes = 20

  /// A row as it is written.
  private typealias Line = (fields: [String], positions: [CSVLayout.Position])

  /// Whether a spreadsheet would take a field for a formula rather than for a text or a number.
  private static func isFormula(_ field: String) -> Bool {
    guard let first = field.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return false }
    return Double(field.replacing(",", with: ".")) == nil && field != "-"
  }

  /// The file, as a user would name it.
  package let file: String
  /// The names of the columns; those that are known as they were asked for.
  package let header: [String]
  /// The rows below the head; those without anything in them are left out.
  package let rows: [CSVRow]
  /// The mark that the numbers are samples; nil where they are the team's own.
  let sampleMark: Mistake?
  /// What separates the fields.
  let separator: UInt8
  /// What concerns whole columns: days that can be read in two ways.
  let faults: [Mistake]

  /// Reads a file and checks that it has the columns.
  ///
  /// Other columns are passed over; where `optional` names those that it may have, one with almost such a name is a mistake.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - columns: The columns that it must have.
  ///   - optional: Further columns that are read.
  ///   - days: Which of all these hold days.
  /// - Throws: ``ReportMistakes`` that name the file.
  package init(path: String, columns: [String], optional: [String]? = nil, days: [String] = []) throws {
    file = path
    let known = columns + (optional ?? [])
    func mistake(_ message: String, at position: CSVLayout.Position? = nil) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(table: path, at: position, message: message)])
    }
    let text: String
    do throws(ReportFile.Problem) { text = try Self.text(of: path) } catch {
      throw mistake("the table \(error.message)")
    }
    separator = Self.separator(of: text, columns: known)
    let layout: CSVLayout
    let found: [Line]
    do {
      layout = try CSVLayout(text, separator: separator)
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
    let header = ColumnNames.matched(names, to: known)
    self.header = header
    for (place, name) in header.enumerated() where !name.isEmpty {
      if header[..<place].contains(name), optional == nil || known.contains(name) {
        throw mistake("the column \"\(name)\" stands here twice", at: places[place])
      }
      guard optional != nil, let meant = ColumnNames.almost(name, among: known.filter { !header.contains($0) }) else {
        continue
      }
      throw mistake("unknown column \"\(name)\"; did you mean \"\(meant)\"?", at: places[place])
    }
    for column in columns where !header.contains(column) {
      let suggestion = NearestName.suggestion(for: column, among: header.filter { !$0.isEmpty })
      let separation =
        header.count == 1
        ? "; the columns are separated by commas, semicolons or tabs, and the row has none" : suggestion
      throw mistake("the column \"\(column)\" is missing\(separation)", at: places[0])
    }
    let isRead = header.map { optional == nil || known.contains($0) }
    let width = (header.lastIndex { !$0.isEmpty } ?? 0) + 1
    var rows: [CSVRow] = []
    for (fields, positions) in lines.dropFirst() where fields.contains(where: { !Self.isBlank($0) }) {
      let filled = (fields.lastIndex { !Self.isBlank($0) } ?? 0) + 1
      guard positions.count >= width, filled <= width else {
        let place = filled > width ? positions[width] : positions[positions.count - 1]
        throw mistake(
          "the row has \(max(filled, min(positions.count, width))) fields, and the head names \(width) columns; a field with "
            + "\(CSVLayout.name(of: separator)) stands in quotation marks", at: place)
      }
      for (place, field) in fields.prefix(width).enumerated() {
        if header[place].isEmpty, !Self.isBlank(field) {
          throw mistake("\"\(field)\" stands in a column that the head does not name", at: positions[place])
        }
        guard isRead[place], Self.isFormula(field) else { continue }
        throw mistake(
          "\(header[place]) begins like a formula, which a spreadsheet would carry out when somebody opens the table; "
            + "write it without the sign", at: positions[place])
      }
      rows.append(CSVRow(file: path, header: header, fields: fields, positions: positions))
    }
    var faults: [Mistake] = []
    for column in days where header.contains(column) {
      let reading = DayReading(rows.map { $0.field(column) })
      for place in rows.indices { rows[place].dayOrders[column] = reading.order }
      if let problem = reading.problem {
        faults.append(rows[problem.place].fault("\(column): \(problem.message)", in: column))
      }
    }
    self.faults = faults
    self.rows = rows
  }

  /// What separates the fields of a text: that by which its head has most of the known names, or else most fields.
  private static func separator(of text: String, columns: [String]) -> UInt8 {
    let ranks = CSVLayout.separators.enumerated().compactMap { place, separator -> (rank: [Int], separator: UInt8)? in
      guard let names = head(of: text, separator: separator) else { return nil }
      let known = ColumnNames.matched(names, to: columns).count(where: columns.contains)
      return ([known, names.count, -place], separator)
    }
    return ranks.max { $0.rank.lexicographicallyPrecedes($1.rank) }?.separator ?? CSVLayout.separators[0]
  }

  /// The names of the columns, by what may separate them; nil where that makes no sense.
  private static func head(of text: String, separator: UInt8) -> [String]? {
    // Comments that a spreadsheet put into a column come before the head.
    for limit in 1...20 {
      guard let layout = try? CSVLayout(text, separator: separator, rows: limit), layout.rows.count == limit,
        let csv = try? CSV<Enumerated>(string: layout.canonical, delimiter: .comma, loadColumns: false)
      else { return nil }
      let names = limit == 1 ? csv.header : csv.rows.last ?? []
      if comment(names) == nil { return names }
    }
    return nil
  }

  private static func isBlank(_ field: String) -> Bool { field.allSatisfy(\.isWhitespace) }

  /// The text of a table's file, which stands in a folder of the report folder.
  static func text(of path: String) throws(ReportFile.Problem) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path
    return try TableEncoding.text(of: try ReportFile.data(of: path, in: folder, limit: largestFile))
  }

  private static func comment(_ fields: [String]) -> String? {
    fields.dropFirst().contains { !isBlank($0) } ? nil : fields.first.flatMap(CSVLayout.comment)
  }

  private static func comment(_ row: Line) -> CSVLayout.Comment? {
    comment(row.fields).map { CSVLayout.Comment(position: row.positions[0], text: $0) }
  }

  /// What each row stands for; the mistakes of all rows are told together, up to so many that somebody reads them.
  ///
  /// - Throws: ``ReportMistakes``.
  func map<Value>(_ read: (CSVRow) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    var mistakes = faults
    for row in rows where mistakes.count < Self.mostMistakes {
      do { values.append(try read(row)) } catch let error as ReportMistakes { mistakes += error.mistakes }
    }
    guard mistakes.isEmpty else { throw ReportMistakes(mistakes: mistakes) }
    return values
  }
}
