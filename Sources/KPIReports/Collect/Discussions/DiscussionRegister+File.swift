import Foundation
import MediaWiki

extension DiscussionRegister {
  /// The file in a report folder.
  package static let file = "facts/discussions.csv"

  /// The columns that the file must have.
  static let columns = ["product", "title", "url", "start", "end"] + Criterion.allCases.map(\.rawValue)

  /// Reads the register of a report; nil where its folder has none or nothing is measured by it.
  ///
  /// What is wrong with rows is told with the other rows and keeps those values from being known that need them.
  ///
  /// - Throws: ``ReportMistakes`` that name file and line, where the file is no such table.
  package init?(_ report: ReportDefinition) throws(ReportMistakes) {
    let path = report.folder + "/" + Self.file
    guard report.measuresDiscussions, FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      let table = try CSVTable(path: path, columns: Self.columns, days: ["start", "end"])
      var faults = FaultList()
      var unread: [UnreadRow] = []
      rows = table.rows.compactMap { Self.read($0, of: table, for: report, &unread, &faults) }
      sampleMark = table.sampleMark
      self.unread = unread
      self.faults = table.faults + faults.all
    } catch let mistakes as ReportMistakes {
      throw mistakes
    } catch {
      throw ReportMistakes(
        mistakes: [Mistake(file: path, line: nil, column: nil, message: error.localizedDescription)])
    }
  }
}

extension DiscussionRegister {
  /// The discussion in a row; nil where anything in it can't be read, or where the days of the whole column can't.
  private static func read(
    _ row: CSVRow, of table: CSVTable, for report: ReportDefinition, _ unread: inout [UnreadRow],
    _ faults: inout FaultList
  ) -> Row? {
    var reader = RowReader()
    let product = reader.read("product") { try report.product(in: row) }
    let title = reader.read("title") { try row.text("title") }
    let start = reader.read("start") { try row.day("start") }
    let end = reader.read("end") { try row.optional("end", row.day) }
    if let start, let last = end ?? nil, last.dayNumber < start.dayNumber {
      reader.note(row.fault("\"end\" lies before \"start\"", in: "end"))
    }
    let lacks = Criterion.allCases.filter { criterion in
      reader.read(criterion.rawValue) { try isMet(criterion, in: row) } == false
    }
    for fault in reader.faults { faults.add(fault.mistake, kind: fault.kind, place: "line \(row.line)") }
    if reader.faults.isEmpty, let title, let start, let end {
      return Row(product: product ?? nil, title: title, url: row.field("url"), start: start, end: end, lacks: lacks)
    }
    let cause = reader.faults.first?.mistake.message ?? table.faults.first?.message ?? ""
    // Days that contradict each other tell no period.
    let isInOrder = start.map { first in (end ?? nil).map { $0.dayNumber >= first.dayNumber } ?? true } ?? true
    unread.append(
      UnreadRow(
        reason: "\(file), line \(row.line): \(cause)", product: product ?? nil, mayBeAnyProduct: product == nil,
        start: isInOrder ? start : nil, end: isInOrder ? end ?? nil : nil))
    return nil
  }

  /// What is not said yet is not met.
  private static func isMet(_ criterion: Criterion, in row: CSVRow) throws -> Bool {
    let word = row.field(criterion.rawValue)
    switch word.lowercased() {
    case "yes": return true
    case "no", "": return false
    default: throw row.mistake("\(criterion.rawValue) must be yes or no, not \"\(word)\"", in: criterion.rawValue)
    }
  }
}
