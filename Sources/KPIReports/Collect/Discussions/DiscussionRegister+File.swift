import Foundation
import MediaWiki

extension DiscussionRegister {
  /// The file in a report folder.
  package static let file = "facts/discussions.csv"

  /// The columns that the file must have.
  static let columns = ["product", "title", "url", "start", "end"] + Criterion.allCases.map(\.rawValue)

  /// Reads the register of a report; nil where its folder has none or nothing is measured by it.
  ///
  /// - Throws: ``ReportMistakes`` that name file and line.
  package init?(_ report: ReportDefinition) throws(ReportMistakes) {
    let path = report.folder + "/" + Self.file
    guard report.measuresDiscussions, FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      let table = try CSVTable(path: path, columns: Self.columns, days: ["start", "end"])
      rows = try table.map { try Row($0, report: report) }
      sampleMark = table.sampleMark
    } catch let mistakes as ReportMistakes {
      throw mistakes
    } catch {
      throw ReportMistakes(
        mistakes: [Mistake(file: path, line: nil, column: nil, message: error.localizedDescription)])
    }
  }
}

extension DiscussionRegister.Row {
  fileprivate init(_ row: CSVRow, report: ReportDefinition) throws {
    let product = try report.product(in: row)
    let (start, end) = (try row.day("start"), try row.optional("end", row.day))
    if let end, end.dayNumber < start.dayNumber { throw row.mistake("\"end\" lies before \"start\"", in: "end") }
    let lacks = try DiscussionRegister.Criterion.allCases.filter { try !Self.isMet($0, in: row) }
    self.init(
      product: product, title: try row.text("title"), url: try row.optional("url", row.text) ?? "", start: start,
      end: end, lacks: lacks)
  }

  /// What is not said yet is not met.
  private static func isMet(_ criterion: DiscussionRegister.Criterion, in row: CSVRow) throws -> Bool {
    let word = try row.optional(criterion.rawValue, row.text) ?? "no"
    switch word.lowercased() {
    case "yes": return true
    case "no": return false
    default: throw row.mistake("\(criterion.rawValue) must be yes or no, not \"\(word)\"", in: criterion.rawValue)
    }
  }
}
