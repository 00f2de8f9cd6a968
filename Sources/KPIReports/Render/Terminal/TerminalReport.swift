import MediaWiki

/// A report as text for a terminal, none of its lines wider than the terminal is.
package struct TerminalReport {
  /// What is assumed where there is no terminal: as a wide one has it, with room for a scorecard of six months.
  package static let assumedWidth = 132

  private let report: Report
  private let style: TerminalStyle
  private let width: Int

  /// Takes a report, how the terminal shows text, and how many columns it has.
  package init(_ report: Report, style: TerminalStyle, width: Int = assumedWidth) {
    self.report = report
    self.style = style
    self.width = width
  }

  /// The whole text, with a line feed at its end.
  package var text: String {
    var lines: [String] = []
    for paragraph in paragraphs where !paragraph.isEmpty { lines += (lines.isEmpty ? [] : [""]) + paragraph }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private var paragraphs: [[String]] {
    let tables = TerminalScorecard(report, style: style, width: width)
    let scorecard = tables.scorecard
    let usual = wrapped(report.usualRangeDefinition.map { "Usual: \($0)" } ?? "")
    let blocks = TerminalBlocks(report, style: style, width: width).tables
    return [heading(above: scorecard.width), scorecard.lines.joined() + wrapped(yearChanges)] + tables.products.lines
      + blocks + [footnotes(tables.notes) + usual, sources]
  }

  /// What the report is of and when, at both ends of a line, or on two where they don't fit on one.
  private func heading(above table: Int) -> [String] {
    let time = "\(report.period.label) · as of \(report.asOf.inWords)"
    let title = TerminalText.wrapped(report.definition.title, width: width)
    let strong = title.map { style.show($0, as: .strong) }
    let needed = (title.last?.displayWidth ?? 0) + 3 + time.displayWidth
    guard title.count == 1, needed <= width else { return strong + wrapped(time) }
    let space = min(width, max(table, needed)) - needed + 3
    return [strong[0] + String(repeating: " ", count: space) + time]
  }

  /// The changes over a year, as a sentence; empty where there are none.
  private var yearChanges: String {
    let changes = report.rows.compactMap { row in
      row.shownYearChange.map { "\(row.request.kpi.title) \($0.text)" }
    }
    guard let year = report.period.yearBefore, !changes.isEmpty else { return "" }
    return "Since \(year.labelInSentence): \(changes.joined(separator: ", "))".withHardSpaces
  }

  private func footnotes(_ notes: Footnotes) -> [String] {
    notes.texts.enumerated().flatMap { place, text in
      let mark = TerminalText.superscript(place + 1)
      return wrapped("\(mark) \(text)", indent: mark.count + 1)
    }
  }

  /// How well each source was read, and what kept it from being read whole.
  private var sources: [String] {
    guard !report.sources.isEmpty else { return [] }
    return [style.show("Sources", as: .strong)]
      + report.sources.flatMap { source in
        let word = source.state.rawValue
        let until = source.until.map { ", up to \($0)" } ?? ""
        let lines = wrapped("\(source.name): \(source.contents)\(until)\(source.reasons)", within: width - 10)
        return lines.enumerated().map { place, line in
          let shown = place == 0 ? style.show(word, as: source.state.role) : ""
          let space = String(repeating: " ", count: 8 - (place == 0 ? word.count : 0))
          return "  \(shown)\(space)\(line)"
        }
      }
  }

  private func wrapped(_ sentence: String, within width: Int? = nil, indent: Int = 2) -> [String] {
    TerminalText.wrapped(sentence, width: width ?? self.width, indent: indent)
  }
}

extension SourceStatus {
  /// So many reasons are told; each has its footnote anyhow.
  private static let mostReasons = 2

  fileprivate var reasons: String {
    guard !problems.isEmpty else { return "" }
    let more = problems.count - Self.mostReasons
    return "; " + problems.prefix(Self.mostReasons).joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
  }
}

extension SourceStatus.State {
  fileprivate var role: TerminalStyle.Role {
    switch self {
    case .read: .good
    case .partly: .doubtful
    case .unread: .bad
    }
  }
}
