extension ReportSections {
  /// Reads how the surveys' exports are to be read.
  func readSurveys(_ cursor: YAMLCursor, kpis: [KPIRequest]) -> [SurveySource] {
    var files: Set<String> = []
    return cursor.items.compactMap { item in
      let required = ["file", "date", "statements"]
      guard let fields = item.fields(required + ["id", "product"], required: required) else { return nil }
      let statements = fields["statements"].map { readStatements($0, kpis: kpis) } ?? []
      guard let file = fields["file"].flatMap(readTableFile), let date = fields["date"]?.text else { return nil }
      if !files.insert(file).inserted { fields["file"]?.mistake("the table \(file) stands here twice") }
      let source = SurveySource(
        file: file, date: date, id: fields["id"]?.text, product: fields["product"]?.text, statements: statements)
      let columns = source.columns
      if let twice = columns.indices.first(where: { columns[..<$0].contains(columns[$0]) }) {
        item.mistake("the column \"\(columns[twice])\" stands here twice")
      }
      return source
    }
  }

  private func readTableFile(_ cursor: YAMLCursor) -> String? {
    guard let text = cursor.text else { return nil }
    guard text.wholeMatch(of: #/facts/[^/]+\.(csv|tsv|txt)/#) != nil else {
      cursor.mistake("\(cursor.path) must be a table in the folder facts, such as facts/responses.csv, not \"\(text)\"")
      return nil
    }
    guard ![FolderTables.survey, FolderTables.figures, DiscussionRegister.file].contains(text) else {
      cursor.mistake("\(cursor.path): \(text) has columns of its own; give the export another name")
      return nil
    }
    return text
  }

  private func readStatements(_ cursor: YAMLCursor, kpis: [KPIRequest]) -> [SurveySource.Statement] {
    if cursor.items.isEmpty, cursor.isList { cursor.mistake("\(cursor.path) must name at least one column") }
    return cursor.items.compactMap { item in
      if case .scalar = item.node {
        return item.text.map { SurveySource.Statement(column: $0, group: nil, scale: nil, words: []) }
      }
      guard let fields = item.fields(["column", "group", "scale"], required: ["column"]) else { return nil }
      let group = fields["group"]?.text
      if let problem = SurveyGroups(kpis).problem(of: group) { (fields["group"] ?? item).mistake(problem) }
      guard let column = fields["column"]?.text else { return nil }
      guard let scale = fields["scale"] else {
        return SurveySource.Statement(column: column, group: group, scale: nil, words: [])
      }
      guard case .sequence = scale.node else {
        let range = scale.text.flatMap(SurveyScale.range)
        if range == nil {
          scale.mistake(
            "\(scale.path) must be the lowest and the highest score, such as 0-4, or a list of the words for them")
        }
        return SurveySource.Statement(column: column, group: group, scale: range, words: [])
      }
      let words = scale.items.compactMap(\.text)
      if words.count < 2 { scale.mistake("\(scale.path) must have at least two words, from the least on") }
      return SurveySource.Statement(column: column, group: group, scale: 0...max(1, words.count - 1), words: words)
    }
  }
}
