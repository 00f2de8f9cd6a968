import MediaWiki

/// Reads answers to surveys: date, statement, score and, where they are, group, product and scale.
struct SurveyTable {
  /// The scale of a statement that names none.
  static let usualScale = 0...4
  /// The scale of the question whether one would recommend something.
  static let recommending = 0...10

  let path: String
  let report: ReportDefinition
  /// What counts as now; nobody can have answered later.
  let now: Instant

  /// The answers, with what can't be read and all that is wrong.
  func read() throws -> TableFacts {
    let table = try CSVTable(
      path: path, columns: ["date", "statement", "score"], optional: ["group", "product", "scale", "note"],
      days: ["date"])
    if let group = SurveyGroups(report.kpis).named.first, !table.header.contains("group") {
      throw ReportMistakes(
        mistakes: [
          Mistake(
            table: path, at: CSVText.Position(),
            message: "the column \"group\" is missing, and a KPI of the report takes the group \"\(group)\" alone")
        ])
    }
    var facts = TableFacts()
    facts.faults = [table.sampleMark].compactMap(\.self) + table.faults
    let days = table.faults.first?.message
    var faults = FaultList()
    let answers = table.rows.compactMap { row in
      take(row, days: days, into: &facts, &faults).map { (row: row, answer: $0) }
    }
    facts.faults += faults.all
    facts.answers = answers.map(\.answer)
    let groups = Set(table.rows.map { $0.field("group") }).subtracting([""])
    facts.faults += SurveyGroups(report.kpis).missing(among: groups).map {
      Mistake(table: path, at: CSVText.Position(), message: $0)
    }
    tellSpellings(answers, &facts)
    for request in report.kpis where request.kpi.formula.isSurvey(.mean) { check(request, answers, &facts) }
    return facts
  }

  /// The answer in a row; nil where it can't be read, or where the days of the whole column can't.
  private func take(
    _ row: CSVRow, days: String?, into facts: inout TableFacts, _ faults: inout FaultList
  ) -> SurveyAnswerFact? {
    let groups = SurveyGroups(report.kpis)
    let group = row.field("group").isEmpty ? nil : row.field("group")
    var reader = RowReader()
    let day = reader.read("date") { try row.day("date") }
    let statement = reader.read("statement") { try row.text("statement") }
    let isScore = group.map(groups.ofScores.contains) ?? false
    let named = reader.read("scale") {
      try row.optional("scale") { column in
        let scale = try self.scale(column, in: row)
        guard isScore, scale != Self.recommending else { return scale }
        throw row.mistake(Self.isNoScore(scale), in: column)
      }
    }
    let scale = isScore ? Self.recommending : (named ?? nil) ?? Self.usualScale
    let score = reader.read("score") { try self.score(row, on: scale) }
    let unread = reader.faults.first?.mistake.message ?? (day == nil ? days : nil)
    if let problem = groups.problem(of: group) { reader.note(row.fault(problem, in: "group")) }
    let product = reader.read("product") { try report.product(in: row) } ?? nil
    let isFuture = day.map { $0.start > now.adding(seconds: 86_400) } ?? false
    if let day, isFuture {
      reader.note(row.fault("date \(day) has not come yet, so that nobody can have answered on it", in: "date"))
    }
    for fault in reader.faults { faults.add(fault.mistake, kind: fault.kind, place: "line \(row.line)") }
    if let unread {
      facts.unreadAnswers.append(
        UnreadAnswer(
          group: group, product: product, day: day, reason: "\(FolderTables.survey), line \(row.line): \(unread)"))
    }
    guard let day, let statement, let score, unread == nil, !isFuture else { return nil }
    return SurveyAnswerFact(
      day: day, statement: statement, score: score, scale: scale, group: group, product: product, response: nil)
  }

  private func score(_ row: CSVRow, on scale: ClosedRange<Int>) throws -> Int {
    let text = try row.text("score")
    // Some programs write whole numbers with a fraction.
    guard let score = Int(text.replacing(#/[.,]0+$/#, with: "")) else {
      throw row.mistake("score must be a whole number, not \"\(text)\"", in: "score")
    }
    guard scale.contains(score) else {
      throw row.mistake(
        "score \(score) is not on the scale from \(scale.lowerBound) to \(scale.upperBound); a column \"scale\" can name "
          + "another one, such as 1-5, and the option \"group\" of a KPI takes some rows alone", in: "score")
    }
    return score
  }

  private func scale(_ column: String, in row: CSVRow) throws -> ClosedRange<Int> {
    let text = try row.text(column)
    guard let scale = SurveyScale.range(text) else {
      throw row.mistake("\(column) must be the lowest and the highest score, such as 0-4, not \"\(text)\"", in: column)
    }
    return scale
  }

  /// Why scores of a scale make no Net Promoter Score: on another, nobody could be a promoter.
  static func isNoScore(_ scale: ClosedRange<Int>) -> String {
    "a Net Promoter Score takes scores from \(recommending.lowerBound) to \(recommending.upperBound), not from "
      + "\(scale.lowerBound) to \(scale.upperBound)"
  }

  /// Tells statements that are spelled in two ways, and so count as two.
  private func tellSpellings(_ answers: [(row: CSVRow, answer: SurveyAnswerFact)], _ facts: inout TableFacts) {
    let spelled = Dictionary(grouping: answers) { SurveyStatement(text: $0.answer.statement, group: $0.answer.group) }
    for (_, alike) in spelled.sorted(by: { $0.value[0].row.line < $1.value[0].row.line }) {
      let texts = Dictionary(grouping: alike) { $0.answer.statement }
      guard let usual = texts.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) })?.key else { continue }
      for (text, rows) in texts.sorted(by: { $0.value[0].row.line < $1.value[0].row.line }) where text != usual {
        let message =
          "the statement \"\(text)\" is spelled \"\(usual)\" in other rows, so the two count as different statements"
        facts.faults.append(rows[0].row.fault(message, in: "statement"))
      }
    }
  }

  /// Scores of different scales have no mean.
  private func check(
    _ request: KPIRequest, _ answers: [(row: CSVRow, answer: SurveyAnswerFact)], _ facts: inout TableFacts
  ) {
    let concerned = answers.filter { !request.surveyAnswers(of: [$0.answer]).isEmpty }
    guard let scale = concerned.first?.answer.scale,
      let (row, other) = concerned.first(where: { $0.answer.scale != scale })
    else { return }
    let message =
      "\(request.kpi.id) takes scores from \(scale.lowerBound) to \(scale.upperBound), and here they go from "
      + "\(other.scale.lowerBound) to \(other.scale.upperBound); its option \"group\" takes some rows alone"
    facts.faults.append(row.fault(message, in: "score"))
    facts.unreadAnswers.append(
      UnreadAnswer(kpi: request.kpi.id, reason: "\(FolderTables.survey), line \(row.line): \(message)"))
  }
}

/// A statement, however it is spelled: letters and digits alone, whatever their case.
private struct SurveyStatement: Hashable {
  private let letters: String
  private let group: String?

  init(text: String, group: String?) {
    letters = text.lowercased().filter { $0.isLetter || $0.isNumber }
    self.group = group
  }
}

/// The scale of a survey's statements.
enum SurveyScale {
  /// Reads "1-5", "1 to 5"; anything else is nil.
  static func range(_ text: String) -> ClosedRange<Int>? {
    let parts = text.replacing("to", with: "-").split { "-–".contains($0) }
      .map { Int($0.trimmingPrefix { $0 == " " }.split(separator: " ").first ?? "") }
    guard parts.count == 2, let low = parts[0], let high = parts[1], low < high, high <= 100 else { return nil }
    return low...high
  }
}
