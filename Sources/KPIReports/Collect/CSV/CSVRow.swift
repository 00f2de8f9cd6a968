import Foundation
import MediaWiki

/// A row of a table, whose fields are read by the name of their column.
package struct CSVRow {
  private let file: String
  private let positions: [CSVText.Position]
  private let header: [String]
  private let fields: [String]
  /// What stands first in the days of some columns.
  var dayOrders: [String: DayReading.Order] = [:]

  init(file: String, header: [String], fields: [String], positions: [CSVText.Position]) {
    self.file = file
    self.header = header
    self.fields = fields
    self.positions = positions
  }

  /// The line on which the row begins.
  package var line: Int { positions[0].line }

  /// A mistake in a column of this row, or in the row as a whole.
  package func mistake(_ message: String, in column: String? = nil) -> ReportMistakes {
    ReportMistakes(mistakes: [fault(message, in: column)])
  }

  /// The same, to be told with others.
  func fault(_ message: String, in column: String? = nil) -> Mistake {
    let place = column.flatMap(header.firstIndex) ?? 0
    return Mistake(table: file, at: positions[place], message: message)
  }

  /// A text that is not empty, without blanks around it.
  package func text(_ column: String) throws -> String {
    let text = field(column)
    guard !text.isEmpty else { throw mistake("\(column) is empty", in: column) }
    return text
  }

  /// Sums of numbers up to this one don't overflow.
  private static let largestNumber = 1_000_000_000_000

  /// A whole number from 0 to a million millions.
  package func number(_ column: String) throws -> Int {
    let text = try text(column)
    guard let number = Int(text), (0...Self.largestNumber).contains(number) else {
      throw mistake("\(column) must be a whole number from 0 to \(Self.largestNumber), not \"\(text)\"", in: column)
    }
    return number
  }

  /// A UTC time.
  package func instant(_ column: String) throws -> Instant {
    let text = try text(column)
    guard let instant = Instant(iso8601: text) else {
      throw mistake("\(column) must be a UTC time such as 2026-11-03T06:00:00Z, not \"\(text)\"", in: column)
    }
    return instant
  }

  /// A day.
  ///
  /// - Throws: no mistake of its own where the whole column can be read in two ways, which the table tells.
  package func day(_ column: String) throws -> CivilDate {
    let text = try text(column)
    guard let day = DayReading.day(text, order: dayOrders[column] ?? .unknown) else {
      if dayOrders[column] == .unknown, DayReading.isOpen(text) { throw ReportMistakes(mistakes: []) }
      throw mistake("\(column) must be a day such as 2026-10-31, not \"\(text)\"", in: column)
    }
    return day
  }

  /// A field that may be empty, or whose column may be missing.
  package func optional<Value>(
    _ column: String, _ read: (String) throws -> Value
  ) throws -> Value? {
    field(column).isEmpty ? nil : try read(column)
  }

  /// The text of a column, without blanks around it; empty where there is none.
  func field(_ column: String) -> String {
    guard let place = header.firstIndex(of: column) else { return "" }
    return fields[place].trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
