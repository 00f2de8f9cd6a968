import Foundation
import MediaWiki
import SwiftCSV

/// A CSV file with known columns, whose mistakes are told by file and line.
package struct CSVTable {
  /// A row, whose fields are read by the name of their column.
  package struct Row {
    let file: String
    let line: Int
    let fields: [String: String]

    /// A mistake in this row.
    package func mistake(_ message: String) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(file: file, line: line, column: nil, message: message)])
    }

    /// A text that is not empty.
    package func text(_ column: String) throws -> String {
      guard let text = fields[column], !text.isEmpty else { throw mistake("\(column) is empty") }
      return text
    }

    /// A whole number from 0.
    package func number(_ column: String) throws -> Int {
      let text = try text(column)
      guard let number = Int(text), number >= 0 else {
        throw mistake("\(column) must be a whole number, not \"\(text)\"")
      }
      return number
    }

    /// A UTC time.
    package func instant(_ column: String) throws -> Instant {
      let text = try text(column)
      guard let instant = Instant(iso8601: text) else {
        throw mistake("\(column) must be a UTC time such as 2026-11-03T06:00:00Z, not \"\(text)\"")
      }
      return instant
    }

    /// A day.
    package func day(_ column: String) throws -> CivilDate {
      let text = try text(column)
      guard let day = Instant(iso8601: text + "T00:00:00Z")?.date else {
        throw mistake("\(column) must be a day such as 2026-10-31, not \"\(text)\"")
      }
      return day
    }

    /// A field that may be empty.
    package func optional<Value>(_ column: String, _ read: (String) throws -> Value) throws -> Value? {
      (fields[column] ?? "").isEmpty ? nil : try read(column)
    }
  }

  private static let largestFile = 64 << 20

  /// Whether a spreadsheet would take a field for a formula rather than for a text or a number.
  private static func isFormula(_ field: String) -> Bool {
    guard let first = field.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return false }
    return Double(field) == nil
  }

  /// The rows below the head.
  package let rows: [Row]

  /// Reads a file and checks that it has the columns.
  ///
  /// - Throws: ``ReportMistakes`` that name the file.
  package init(path: String, columns: [String]) throws {
    func mistake(_ message: String, line: Int? = nil) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(file: path, line: line, column: nil, message: message)])
    }
    let text: String
    do throws(ReportFile.Problem) {
      // The file stands in a folder of the report folder.
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path
      text = try ReportFile.text(of: path, in: folder, limit: Self.largestFile)
    } catch {
      throw mistake("the table \(error.message)")
    }
    let csv: CSV<Enumerated>
    do {
      csv = try CSV<Enumerated>(string: text, delimiter: .comma, loadColumns: false)
    } catch {
      throw mistake("the facts are not CSV: \(error)")
    }
    for column in columns where !csv.header.contains(column) {
      throw mistake(
        "the column \"\(column)\" is missing" + NearestName.suggestion(for: column, among: csv.header), line: 1)
    }
    rows = csv.rows.enumerated().map { place, fields in
      Row(
        file: path, line: place + 2,
        fields: Dictionary(zip(csv.header, fields), uniquingKeysWith: { first, _ in first }))
    }
    let formula = rows.lazy.compactMap { row in row.fields.first { Self.isFormula($0.value) }.map { (row, $0.key) } }
    if let (row, column) = formula.first {
      throw row.mistake(
        "\(column) begins like a formula, which a spreadsheet would carry out when somebody opens the table; write it "
          + "without the sign")
    }
  }
}
