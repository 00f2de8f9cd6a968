import Foundation
import MediaWiki

/// Reads the tables of a report folder that its KPIs need.
struct FolderTables {
  /// The file with figures.
  static let figures = "facts/figures.csv"
  /// The file with answers to surveys.
  static let survey = "facts/survey.csv"

  let report: ReportDefinition
  /// What counts as now; nothing can be known of what comes later.
  var now = Instant(seconds: .max / 2)

  /// What the tables say.
  ///
  /// - Throws: ``ReportMistakes`` that name file, line and column, also for a table that is missing.
  func read() throws(ReportMistakes) -> TableFacts {
    var facts = TableFacts()
    var mistakes: [Mistake] = []
    func collect(_ work: () throws -> Void) {
      do { try work() } catch let error as ReportMistakes { mistakes += error.mistakes } catch {
        mistakes.append(Mistake(file: report.folder, line: nil, column: nil, message: "\(error)"))
      }
    }
    if let kpi = followed.first(where: { $0.kpi.family == .survey }) {
      collect {
        for source in report.surveys {
          try require(source.file, for: kpi)
          facts.add(try SurveyExport(source: source, report: report, now: now).read())
        }
        if !report.surveys.isEmpty, !exists(Self.survey) { return }
        try require(Self.survey, for: kpi)
        facts.add(try SurveyTable(path: path(Self.survey), report: report, now: now).read())
      }
    }
    if let kpi = followed.first(where: { !$0.figureNames.isEmpty }) {
      collect {
        if report.figures == nil { try require(Self.figures, for: kpi) }
        guard exists(Self.figures) else { return }
        let table = try FigureTable(path: path(Self.figures), report: report, now: now).read()
        facts.figures.sources = [table.source]
        facts.faults += table.faults + missing(among: table.names)
      }
    }
    guard mistakes.isEmpty else { throw ReportMistakes(mistakes: mistakes) }
    checkScales(&facts)
    facts.faults += idle
    return facts
  }

  /// The KPIs that need their tables: one that is retired lives on by what readers were told.
  private var followed: [KPIRequest] { report.kpis.filter { !$0.isRetired } }

  /// The figures that no row has, most likely since they are written otherwise; a table without rows is still to be
  /// filled in.
  private func missing(among known: Set<String>) -> [Mistake] {
    guard report.figures == nil, !known.isEmpty else { return [] }
    return followed.flatMap { request in
      request.figureNames.filter { !known.contains($0) }.map { name in
        Mistake(
          file: path(Self.figures), line: nil, column: nil,
          message: "\(request.kpi.id) needs the figure \"\(name)\", and no row has it"
            + NearestName.suggestion(for: name, among: known.sorted()))
      }
    }
  }

  /// Scores of different scales have no mean, also where they come from several tables.
  private func checkScales(_ facts: inout TableFacts) {
    for request in followed where request.kpi.formula.isSurvey(.mean) {
      let scales = Set(request.surveyAnswers(of: facts.answers).map(\.scale))
      guard scales.count > 1, !facts.unreadAnswers.contains(where: { $0.kpi == request.kpi.id }) else { continue }
      let names = scales.map { "\($0.lowerBound) to \($0.upperBound)" }.sorted().joined(separator: " and from ")
      let message = "\(request.kpi.id) takes scores from \(names); its option \"group\" takes some statements alone"
      facts.faults.append(Mistake(file: path(ReportReader.file), line: nil, column: nil, message: message))
      facts.unreadAnswers.append(UnreadAnswer(kpi: request.kpi.id, reason: message))
    }
  }

  /// Tables with rows that no KPI reads.
  private var idle: [Mistake] {
    let readers = [
      (file: Self.figures, isRead: report.kpis.contains { !$0.figureNames.isEmpty }),
      (file: Self.survey, isRead: report.kpis.contains { $0.kpi.family == .survey }),
    ]
    return readers.filter { !$0.isRead && exists($0.file) }.compactMap { file, _ in
      // A table that nobody needs may be as wrong as it likes.
      guard let table = try? CSVTable(path: path(file), columns: []), !table.rows.isEmpty else { return nil }
      return Mistake(
        file: path(file), line: nil, column: nil,
        message: "no KPI of the report reads this table; name one under \"kpis\" in \(ReportReader.file) "
          + "(kpibot kpis lists them), or delete the file")
    }
  }

  private func require(_ file: String, for request: KPIRequest) throws {
    guard !exists(file) else { return }
    let other = file == Self.figures ? ", or name a wiki page with the figures under \"figures\"" : ""
    throw mistake(
      path(file), "\(request.kpi.id) needs this table, and there is no such file\(similar(to: file)); make it\(other)")
  }

  /// A file whose name is almost that of a table.
  private func similar(to file: String) -> String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(report.folder)/facts")) ?? []
    let name = String(file.drop { $0 != "/" }.dropFirst())
    return names.filter { NearestName.distance($0.lowercased(), name) <= 2 }.min().map { " (but facts/\($0) is there)" }
      ?? ""
  }

  private func mistake(_ file: String, _ message: String) -> ReportMistakes {
    ReportMistakes(mistakes: [Mistake(file: file, line: nil, column: nil, message: message)])
  }

  private func path(_ file: String) -> String { "\(report.folder)/\(file)" }

  private func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }
}

extension KPIRequest {
  /// The figures that the KPI is measured from.
  var figureNames: [String] {
    switch options.input {
    case .figure(let name): [name]
    case .share(let part, of: let whole):
      [part, whole].compactMap { if case .figure(let name) = $0 { name } else { nil } }
    default: []
    }
  }
}

extension ReportDefinition {
  /// The name of a product in a table's row; nil where the row is about the whole report.
  func product(in row: CSVRow) throws -> String? {
    try product(row.field("product")) { row.fault($0, in: "product") }
  }

  /// The same by its name alone.
  func product(_ name: String, _ fault: (String) -> Mistake) throws -> String? {
    guard !name.isEmpty else { return nil }
    guard products.contains(where: { $0.name == name }) else {
      throw ReportMistakes(mistakes: [fault(unknownProduct(name))])
    }
    return name
  }
}
