import MediaWiki

/// Reads answers to surveys: date, statement, score and, where they are, group, product and scale.
struct SurveyTable {
  /// The scale of a statement that names none.
  private static let usualScale = 0...4
  /// The scale of the question whether one would recommend something.
  private static let recommending = 0...10

  let path: String
  let report: ReportDefinition

  /// What the table says, and what is wrong with it all the same.
  func read() throws -> (answers: [SurveyAnswerFact], faults: [Mistake]) {
    let table = try CSVTable(
      path: path, columns: ["date", "statement", "score"], optional: ["group", "product", "scale", "note"])
    let scores = Set(
      report.kpis.filter { $0.kpi.baseID == "net-promoter-score" }.compactMap { request -> String? in
        if case .survey(let group) = request.options.input { group } else { nil }
      })
    let groups = report.kpis.compactMap { request -> String? in
      if case .survey(let group) = request.options.input { group } else { nil }
    }
    if let group = groups.first, !table.header.contains("group") {
      throw ReportMistakes(
        mistakes: [
          Mistake(
            table: path, at: CSVLayout.Position(),
            message: "the column \"group\" is missing, and a KPI of the report takes the group \"\(group)\" alone")
        ])
    }
    let answers = try table.map { row in (row: row, answer: try answer(row, scores: scores)) }
    try checkGroups(among: Set(answers.compactMap(\.answer.group)))
    for request in report.kpis where request.kpi.baseID == "satisfaction" { try check(request, answers) }
    return (answers.map(\.answer), [table.sampleMark].compactMap(\.self))
  }

  /// A group that no row has is most likely one that is written otherwise; the usual one may have no rows yet.
  private func checkGroups(among known: Set<String>) throws {
    for request in report.kpis where !request.isRetired && !known.isEmpty {
      guard case .survey(let group?) = request.options.input, group != KPIInput.usualScoreGroup, !known.contains(group)
      else { continue }
      let message =
        "\(request.kpi.id) takes the group \"\(group)\", and no row has it"
        + NearestName.suggestion(for: group, among: known.sorted())
      throw ReportMistakes(mistakes: [Mistake(table: path, at: CSVLayout.Position(), message: message)])
    }
  }

  private func answer(_ row: CSVRow, scores: Set<String>) throws -> SurveyAnswerFact {
    let group = try row.optional("group", row.text)
    let isScore = group.map(scores.contains) ?? false
    let named = try row.optional("scale") { try self.scale($0, in: row) }
    let scale = isScore ? Self.recommending : named ?? Self.usualScale
    let text = try row.text("score")
    guard let score = Int(text) else {
      throw row.mistake("score must be a whole number, not \"\(text)\"", in: "score")
    }
    guard scale.contains(score) else {
      throw row.mistake(
        "score \(score) is not on the scale from \(scale.lowerBound) to \(scale.upperBound); a column \"scale\" can name "
          + "another one, such as 1-5, and the option \"group\" of a KPI takes some rows alone", in: "score")
    }
    return SurveyAnswerFact(
      day: try row.day("date"), statement: try row.text("statement"), score: score, scale: scale, group: group,
      product: try report.product(in: row))
  }

  private func scale(_ column: String, in row: CSVRow) throws -> ClosedRange<Int> {
    let text = try row.text(column)
    let parts = text.replacing("to", with: "-").split { "-–".contains($0) }
      .map { Int($0.trimmingPrefix { $0 == " " }.split(separator: " ").first ?? "") }
    guard parts.count == 2, let low = parts[0], let high = parts[1], low < high, high <= 100 else {
      throw row.mistake("\(column) must be the least and the most score, such as 0-4, not \"\(text)\"", in: column)
    }
    return low...high
  }

  /// Scores of different scales have no mean.
  private func check(_ request: KPIRequest, _ answers: [(row: CSVRow, answer: SurveyAnswerFact)]) throws {
    let concerned = answers.filter { !request.surveyAnswers(of: [$0.answer]).isEmpty }
    guard let scale = concerned.first?.answer.scale,
      let (row, other) = concerned.first(where: { $0.answer.scale != scale })
    else { return }
    throw row.mistake(
      "\(request.kpi.id) takes scores from \(scale.lowerBound) to \(scale.upperBound), and here they go from "
        + "\(other.scale.lowerBound) to \(other.scale.upperBound); its option \"group\" takes some rows alone",
      in: "score")
  }
}
