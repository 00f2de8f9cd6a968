import Foundation
import MediaWiki

/// A CSV file with known columns, whose mistakes are told by file, line and column.
///
/// Spreadsheets write such files in many ways; each is taken where it can mean one thing only.
package struct CSVTable {
  private static let largestFile = 64 << 20
  private static let mostMistakes = 20

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
    func mistake(_ message: String, at position: CSVText.Position? = nil) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(table: path, at: position, message: message)])
    }
    let text: String
    do throws(ReportFile.Problem) { text = try Self.text(of: path) } catch {
      throw mistake("the table \(error.message)")
    }
    separator = Self.separator(of: text, columns: known)
    let csv: CSVText
    do throws(CSVText.Problem) { csv = try CSVText(text, separator: separator) } catch {
      throw mistake(error.message, at: error.position)
    }
    // A spreadsheet puts a comment into its first column.
    let (lines, comments) = (csv.rows.filter { Self.comment($0.fields) == nil }, csv.rows.compactMap(Self.comment))
    sampleMark = (csv.comments + comments).first(where: SampleMark.isMark).map {
      Mistake(table: path, at: $0.position, message: SampleMark.message)
    }
    guard let head = lines.first else {
      throw mistake("the table is empty; its first row names the columns")
    }
    let places = head.positions
    let header = ColumnNames.matched(head.fields, to: known)
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
    for row in lines.dropFirst() where row.fields.contains(where: { !Self.isBlank($0) }) {
      let (fields, positions) = (row.fields, row.positions)
      let filled = (fields.lastIndex { !Self.isBlank($0) } ?? 0) + 1
      guard positions.count >= width, filled <= width else {
        let place = filled > width ? positions[width] : positions[positions.count - 1]
        throw mistake(
          "the row has \(max(filled, min(positions.count, width))) fields, and the head names \(width) columns; a field with "
            + "\(CSVText.name(of: separator)) stands in quotation marks", at: place)
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
    let ranks = CSVText.separators.enumerated().compactMap { place, separator -> (rank: [Int], separator: UInt8)? in
      guard let names = head(of: text, separator: separator) else { return nil }
      let known = ColumnNames.matched(names, to: columns).count(where: columns.contains)
      return ([known, names.count, -place], separator)
    }
    return ranks.max { $0.rank.lexicographicallyPrecedes($1.rank) }?.separator ?? CSVText.separators[0]
  }

  /// The names of the columns, by what may separate them; nil where that makes no sense.
  private static func head(of text: String, separator: UInt8) -> [String]? {
    // Comments that a spreadsheet put into a column come before the head.
    for limit in 1...20 {
      guard let csv = try? CSVText(text, separator: separator, rows: limit), csv.rows.count == limit,
        let names = csv.rows.last?.fields
      else { return nil }
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
    fields.dropFirst().contains { !isBlank($0) } ? nil : fields.first.flatMap(CSVText.comment)
  }

  private static func comment(_ row: CSVText.Row) -> CSVText.Comment? {
    comment(row.fields).map { CSVText.Comment(position: row.positions[0], text: $0) }
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
