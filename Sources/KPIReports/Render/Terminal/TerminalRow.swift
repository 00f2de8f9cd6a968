/// A KPI's row in a table of a terminal, on one line or on two.
struct TerminalRow {
  /// How much of a row stands on its first line.
  enum Setting {
    /// Everything.
    case wide
    /// Everything, with the verdict in one word beside the target.
    case compact
    /// The periods and the trend; the rest on a second line.
    case stacked
  }

  /// How the rows of a table are set.
  struct Form: Equatable {
    /// So many of the newest periods have a column.
    let periods: Int
    /// What stands where.
    let setting: Setting

    /// Whether rows have a second line.
    var isStacked: Bool { setting == .stacked }

    /// A trend is of so many values at most.
    var trend: Int { isStacked ? 12 : 24 }
  }

  private typealias Cell = TerminalTable.Cell

  private let form: Form
  private let report: Report
  private let notes: Footnotes
  private let style: TerminalStyle
  private let width: Int
  private let hasRange: Bool

  init(_ form: Form, report: Report, notes: Footnotes, style: TerminalStyle, width: Int, hasRange: Bool) {
    self.form = form
    self.report = report
    self.notes = notes
    self.style = style
    self.width = width
    self.hasRange = hasRange
  }

  /// The head of a table that has a name.
  func head(_ name: String, hasTarget: Bool) -> [TerminalTable.Cell] {
    let periods = report.periods.suffix(form.periods)
    let labels = periods.map { period in
      // Where the shown periods are of two years, the first of the second says so.
      let isNewYear = period != periods.first && period.start.date.year != period.advanced(by: -1).start.date.year
      return Cell(
        text: isNewYear ? period.labelInTable : period.shortLabel, role: period == report.period ? .strong : .faint)
    }
    let target =
      hasTarget && !form.isStacked ? [Cell(text: "Target", role: .faint, isLeft: form.setting == .compact)] : []
    let last = form.isStacked ? ["Trend"] : hasRange ? ["Change", "Usual", "Trend"] : ["Change", "Trend"]
    return [Cell(text: name, role: .strong)] + target + labels
      + last.map { Cell(text: $0, role: .faint, isLeft: true) }
  }

  /// Adds a row, and its second line where it has one.
  func add(_ row: Report.Row, to table: inout TerminalTable) {
    let name = [Cell(text: "  " + row.request.kpi.title)]
    let trend = Cell(
      text: Trend(row.cells.suffix(form.trend)).bars, role: .place, isLeft: true)
    guard !form.isStacked else {
      table.add(name + values(of: row) + [trend])
      table.add(lines: secondLine(of: row))
      return
    }
    let range = row.usualRange?.position
    let usual = [Cell(text: range?.rawValue ?? "", role: range == .within ? .faint : nil, isLeft: true)]
    table.add(
      name + target(of: row) + values(of: row) + [Cell(text: row.shownChange?.sentence ?? "–", isLeft: true)]
        + (hasRange ? usual : []) + [trend]
        + (form.setting == .wide ? [Cell(text: row.verdictText ?? "", role: row.verdict?.role, isLeft: true)] : []))
  }

  private func target(of row: Report.Row) -> [TerminalTable.Cell] {
    guard row.product == nil else { return [] }
    let target = row.targetText ?? "–"
    guard form.setting == .compact, let verdict = row.verdict else {
      return [Cell(text: target, isLeft: form.setting == .compact)]
    }
    return [Cell(text: "\(target) \(verdict.word)", role: verdict.role, isLeft: true)]
  }

  private func values(of row: Report.Row) -> [TerminalTable.Cell] {
    row.cells.suffix(form.periods).map { cell in
      let isCurrent = cell.period == report.period
      let value = row.shown(cell)
      return Cell(
        text: isCurrent && !form.isStacked ? value.textWithInterval : value.text,
        mark: notes.numbers(at: cell).map(TerminalText.superscript).joined(separator: "·"),
        role: isCurrent ? .strong : nil)
    }
  }

  /// What has no column: the interval, the change, whether it is news, the target and whether it is met.
  private func secondLine(of row: Report.Row) -> [String] {
    let verdict = row.verdictText
    let target = row.targetText.map { "target \($0)" + (verdict.map { ": \($0)" } ?? "") }
    let parts = [row.shown(row.current).interval, row.shownChange?.sentence, row.usualRange?.words, target]
    let sentence = parts.compactMap { $0?.replacing(" ", with: "\u{A0}") }.joined(separator: "\u{A0}· ")
    let lines = TerminalText.wrapped(sentence, width: width - 4, indent: 0)
    return lines.map { line in
      guard let verdict, let role = row.verdict?.role, line.hasSuffix(": \(verdict)") else { return "    " + line }
      return "    " + line.dropLast(verdict.count) + style.show(verdict, as: role)
    }
  }
}

extension ShownChange {
  /// The whole change on one line, in sign and words.
  fileprivate var sentence: String { relative.map { "\(words) (\($0))" } ?? words }
}

extension Verdict {
  /// The verdict in a word or two, beside the target.
  fileprivate var word: String {
    switch self {
    case .met: "met"
    case .missed: "missed"
    case .open: "open"
    case .tooFew: "too few"
    }
  }

  /// The colour of the verdict, where it has one.
  fileprivate var role: TerminalStyle.Role? {
    switch self {
    case .met: .good
    case .missed: .bad
    case .open, .tooFew: nil
    }
  }
}
