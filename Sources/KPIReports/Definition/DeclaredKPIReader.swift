/// Reads what a report declares of a KPI that only it can know: a figure, a share, a survey's group.
///
/// Such a KPI may stand in a report several times, each with a name of its own, which its id carries: `figure:team-size`.
struct DeclaredKPIReader {
  let request: KPIRequest
  let fields: [String: YAMLCursor]
  let cursor: YAMLCursor
  /// The report's names for its wikis.
  let wikis: [String]

  /// The KPI with what was declared; nil where that is wrong, which is noted.
  func read() -> KPIRequest? {
    let name = self[.name].flatMap(readName)
    if self[.name] != nil, name == nil { return nil }
    guard let input = readInput(name: name) else { return nil }
    let base = request.kpi
    let title = self[.title]?.text ?? name.map(Self.title) ?? base.title
    let unit = self[.unit]?.text.map { base.family == .query ? MeasureUnit(named: $0) : .own($0) }
    let words = self[.definition]?.text
    var declared = request
    declared.options.input = input
    let isSurvey = base.family == .survey
    declared.kpi.id = name.map { "\(base.id):\($0)" } ?? base.id
    declared.kpi.title = title
    declared.kpi.question = self[.question]?.text ?? (isSurvey && name == nil ? base.question : "")
    declared.kpi.unit = unit ?? base.unit
    declared.kpi.better = self[.better]?.choice(KPIDefinition.Better.self) ?? base.better
    declared.kpi.nature = self[.nature]?.choice(KPINature.self) ?? base.nature
    declared.kpi.audience = self[.audience]?.choice(KPIDefinition.Audience.self) ?? base.audience
    declared.kpi.definition = { options in
      [words, base.definition(options)].compactMap(\.self).joined(separator: " ")
    }
    declared.kpi.phrase = { _ in KPIPhrase(lead: Self.inSentence(title)) }
    return declared
  }

  /// A title within a sentence: "unanticipated clashes"; one that holds a name stays as it is.
  private static func inSentence(_ title: String) -> String {
    title.dropFirst().contains(where: \.isUppercase) ? title : title.prefix(1).lowercased() + title.dropFirst()
  }

  private subscript(option: KPIOption) -> YAMLCursor? { fields[option.name] }

  private func readInput(name: String?) -> KPIInput? {
    switch request.kpi.formula {
    case .survey(.mean): return .survey(group: self[.group]?.text)
    case .survey(.netPromoter): return .survey(group: self[.group]?.text ?? KPIInput.usualScoreGroup)
    case .share:
      guard require([.name, .numerator, .denominator], example: "numerator: wikis-reached, denominator: wikis"),
        let part = self[.numerator].flatMap(readPart), let whole = self[.denominator].flatMap(readPart)
      else { return nil }
      return .share(part, of: whole)
    case .query:
      guard require([.name, .query], example: "unit: edits, query: SELECT …"),
        let query = self[.query].flatMap(readQuery)
      else { return nil }
      return .query(query)
    case .figure:
      guard require([.name], example: "title: Team size, unit: people"), let name else { return nil }
      return .figure(name)
    case .participation, .reading, .discussions: return nil  // These have no option "name".
    }
  }

  private func require(_ options: [KPIOption], example: String) -> Bool {
    guard let missing = options.first(where: { self[$0] == nil }) else { return true }
    cursor.mistake(
      "\"\(request.kpi.id)\" needs \"\(missing.name)\": "
        + "{\(request.kpi.id): {name: \(request.kpi.family == .query ? "weekend-edits" : "team-size"), \(example)}}")
    return false
  }

  private func readName(_ cursor: YAMLCursor) -> String? {
    guard let text = cursor.text else { return nil }
    guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }) else {
      cursor.mistake("\(cursor.path) can have letters, digits, '-', '_' and '.': the KPI's id carries it")
      return nil
    }
    return text
  }

  private func readPart(_ cursor: YAMLCursor) -> SharePart? {
    guard case .mapping = cursor.node else { return readName(cursor).map(SharePart.figure) }
    guard let fields = cursor.fields(["wiki", "page", "column"], required: ["wiki", "page"]),
      let wiki = fields["wiki"]?.text, let page = fields["page"].flatMap(TitleReader.title)
    else { return nil }
    guard wikis.contains(wiki) else {
      cursor.mistake(
        "the wiki \"\(wiki)\" is not defined under \"wikis\"" + NearestName.suggestion(for: wiki, among: wikis))
      return nil
    }
    return .list(ListSource(wiki: wiki, page: page, column: fields["column"]?.text))
  }

  private func readQuery(_ cursor: YAMLCursor) -> ReportQuery? {
    guard let text = cursor.text, case .scalar(let scalar) = cursor.node else { return nil }
    // A literal block begins on the line below its mark; other texts lose their lines.
    let isLiteral = scalar.style == .literal
    return ReportQuery(
      sql: text, file: cursor.notes.file, firstLine: cursor.node.mark.map { $0.line + (isLiteral ? 1 : 0) },
      hasLines: isLiteral)
  }

  /// A title from a name: "Team size" of "team-size".
  private static func title(_ name: String) -> String {
    let words = name.split { "-_.".contains($0) }.joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
