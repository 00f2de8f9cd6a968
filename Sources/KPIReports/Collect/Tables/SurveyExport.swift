import MediaWiki

/// Reads a survey as its form exports it, by what the report says of its columns.
struct SurveyExport {
  let source: SurveySource
  let report: ReportDefinition
  /// What counts as now; nobody can have answered later.
  let now: Instant

  private var path: String { "\(report.folder)/\(source.file)" }

  /// The answers, with what can't be read and all that is wrong.
  func read() throws -> TableFacts {
    let table = try CSVTable(path: path, columns: source.columns, optional: [], days: [source.date])
    let recommending = SurveyGroups(report.kpis).ofScores
    var facts = TableFacts()
    facts.faults = [table.sampleMark].compactMap(\.self) + table.faults
    var faults = FaultList()
    var lines: [String: Int] = [:]
    for row in table.rows {
      var reader = RowReader()
      let day = reader.read(source.date) { try row.day(source.date) }
      if let day, day.start > now.adding(seconds: 86_400) {
        reader.note(
          row.fault("\(source.date) \(day) has not come yet, so that nobody can have answered on it", in: source.date))
      }
      let id = source.id.map { id in reader.read(id) { try row.text(id) } } ?? "\(row.line)"
      if let id, let line = lines.updateValue(row.line, forKey: id) {
        let message = "the response \(id) stands on line \(line) already; keep one of them"
        reader.note(row.fault(message, in: source.id))
      }
      var unread = reader.faults.first?.mistake.message
      if day == nil, unread == nil { unread = table.faults.first?.message }
      let product = source.product.flatMap { column in
        reader.read("product") { try report.product(row.field(column)) { row.fault($0, in: column) } } ?? nil
      }
      for statement in source.statements where !row.field(statement.column).isEmpty {
        let isScore = statement.group.map(recommending.contains) ?? false
        let scale = statement.scale ?? (isScore ? SurveyTable.recommending : SurveyTable.usualScale)
        let score = reader.read(statement.column) { try self.score(row, statement, on: scale) }
        if let day, let score, let id, unread == nil {
          facts.answers.append(
            SurveyAnswerFact(
              day: day, statement: statement.column, score: score, scale: scale, group: statement.group,
              product: product, response: SurveyResponse(file: source.file, id: id)))
        } else {
          let reason = unread ?? reader.faults.last?.mistake.message ?? ""
          facts.unreadAnswers.append(
            UnreadAnswer(
              group: statement.group, product: product, day: day, reason: "\(source.file), line \(row.line): \(reason)")
          )
        }
      }
      for fault in reader.faults { faults.add(fault.mistake, kind: fault.kind, place: "line \(row.line)") }
    }
    facts.faults += faults.all
    return facts
  }

  private func score(_ row: CSVRow, _ statement: SurveySource.Statement, on scale: ClosedRange<Int>) throws -> Int {
    let (column, text) = (statement.column, row.field(statement.column))
    let isScore = statement.group.map(SurveyGroups(report.kpis).ofScores.contains) ?? false
    if isScore, scale != SurveyTable.recommending { throw row.mistake(SurveyTable.isNoScore(scale), in: column) }
    if !statement.words.isEmpty {
      if let place = statement.words.firstIndex(where: { $0.lowercased() == text.lowercased() }) { return place }
      let nearest = NearestName.suggestion(for: text, among: statement.words)
      throw row.mistake("the answer \"\(text)\" is no word of the scale\(nearest)", in: column)
    }
    // Forms write "4", "4.0", and where the ends of a scale have words, "4 (agree)" or "4 - agree".
    let digits = text.prefixMatch(of: #/([0-9]{1,3})(?:[.,]0+)?(?: *[-–(:=].*)?$/#)?.1
    guard let score = digits.flatMap({ Int($0) }) else {
      throw row.mistake(
        "the answer must be a whole number, not \"\(text)\"; where people choose words, list them under \"scale\", from "
          + "the least on", in: column)
    }
    guard scale.contains(score) else {
      throw row.mistake(
        "the answer \(score) is not on the scale from \(scale.lowerBound) to \(scale.upperBound), which \"scale\" under "
          + "\"surveys\" in \(ReportReader.file) can change", in: column)
    }
    return score
  }
}
