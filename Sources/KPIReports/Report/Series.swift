/// A KPI's values over consecutive periods, oldest first, and where they became values of another kind.
struct Series {
  let cells: [Measurement]
  let seams: [Seam]

  init(_ cells: [Measurement], kpi: KPIDefinition, breaks: [SeriesBreak]) {
    self.cells = cells
    var seams: [Seam] = []
    for (place, cell) in cells.enumerated() {
      // A version before that is newer was not told to anybody: it was measured today.
      if place > 0, cells[place - 1].definition < cell.definition {
        seams.append(Seam(from: cells[place - 1].definition, to: cell, kpi: kpi))
      }
      seams += breaks.filter { $0.period == cell.period }.map { Seam(period: $0.period, text: $0.text) }
    }
    self.seams = seams
  }

  /// The values that can be compared with the last one: those since the last seam, of one definition.
  var comparable: ArraySlice<Measurement> {
    let seam = seams.last.flatMap { seam in cells.firstIndex { $0.period == seam.period } } ?? 0
    let other = cells.lastIndex { $0.definition != cells.last?.definition }.map { $0 + 1 } ?? 0
    return cells[max(seam, other)...]
  }
}

/// A place where a series became one of another kind.
package struct Seam: Sendable, Equatable {
  /// The first period of the new kind.
  package let period: Period
  /// What happened.
  package let text: LinkedText

  /// Makes a seam from its parts.
  init(period: Period, text: LinkedText) {
    self.period = period
    self.text = text
  }

  /// A change of the definition's version, with what the catalogue says of it.
  init(from version: Int, to cell: Measurement, kpi: KPIDefinition) {
    let difference = kpi.history.first { $0.number == version }.map { ": \($0.difference)" } ?? ""
    self.init(
      period: cell.period,
      text: "measured by definition \(cell.definition), before by definition \(version)\(difference)")
  }

  /// The seam as a footnote.
  package var note: LinkedText {
    "Since \(period.labelInSentence): " + text.asSentence + " Values before are of another kind and not compared."
  }
}

extension String {
  /// The text with a full stop, unless it ends a sentence already.
  var asSentence: String {
    guard let last, !".!?…".contains(last) else { return self }
    return self + "."
  }
}
