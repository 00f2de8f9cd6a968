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

  /// The rows below the head.
  package let rows: [Row]

  /// Reads a file and checks that it has the columns.
  ///
  /// - Throws: ``ReportMistakes`` that name the file.
  package init(path: String, columns: [String]) throws {
    func mistake(_ message: String, line: Int? = nil) -> ReportMistakes {
      ReportMistakes(mistakes: [Mistake(file: path, line: line, column: nil, message: message)])
    }
    guard let data = FileManager.default.contents(atPath: path) else { throw mistake("the facts can't be read") }
    guard let text = String(validating: data, as: UTF8.self), !text.contains("\0") else {
      throw mistake("the facts are not a UTF-8 text")
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
  }
}
