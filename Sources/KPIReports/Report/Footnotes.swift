import MediaWiki

/// The footnotes of a report: why values are not complete, and what its author wrote about them.
package struct Footnotes: Sendable {
  /// The notes; a note's number is its place, from 1.
  private(set) var notes: [LinkedText] = []
  /// What they say, without links.
  package var texts: [String] { notes.map(\.plain) }
  private var numbers: [Place: [Int]] = [:]

  private struct Place: Hashable {
    let kpi: String
    let product: String?
    let period: Period
  }

  /// Numbers the notes of all shown values in the order in which a reader meets them.
  ///
  /// Where there is no room for all periods, so many of the newest are shown of the whole report and of its products.
  init(_ report: Report, newest: Int = .max, ofProducts newestOfProducts: Int = .max) {
    let rows =
      report.rows.map { ($0, newest) } + report.products.flatMap(\.rows).map { ($0, newestOfProducts) }
    // One cause makes many values unknown, and one note says it of them all.
    let lost = Set(
      rows.flatMap { row, count in
        let periods = row.revisions.filter(\.isUnknown).map(\.period)
        return row.cells.suffix(count).filter { periods.contains($0.period) }.compactMap(\.reason)
      })
    for (row, count) in rows {
      for cell in row.cells.suffix(count) {
        for seam in row.seams where seam.period == cell.period { add(seam.note, to: cell) }
        for text in Self.texts(on: cell, in: report, lost: lost) { add(text, to: cell) }
        for revision in row.revisions where revision.period == cell.period && !revision.isUnknown {
          add(LinkedText(plain: revision.note), to: cell)
        }
      }
    }
  }

  /// The numbers of the notes at a value.
  package func numbers(at cell: Measurement) -> [Int] {
    numbers[Place(kpi: cell.kpi, product: cell.product, period: cell.period)] ?? []
  }

  private mutating func add(_ text: LinkedText, to cell: Measurement) {
    let number: Int
    if let known = notes.firstIndex(of: text) {
      number = known + 1
    } else {
      notes.append(text)
      number = notes.count
    }
    let place = Place(kpi: cell.kpi, product: cell.product, period: cell.period)
    if numbers[place]?.contains(number) != true { numbers[place, default: []].append(number) }
  }

  /// The reasons in `lost` concern values that readers were told before.
  private static func texts(on cell: Measurement, in report: Report, lost: Set<String>) -> [LinkedText] {
    var texts: [LinkedText] = []
    for note in report.definition.notes where note.kpi == cell.kpi && note.period == cell.period {
      // What is said of a product explains the whole report's value too.
      guard cell.product == nil || note.product == cell.product else { continue }
      let subject = [note.period.labelAtStart, note.product].compactMap(\.self).joined(separator: ", ")
      texts.append(LinkedText(plain: "\(subject): ") + note.text.asSentence)
    }
    texts += remarks(on: cell, in: report)
    guard let reason = cell.reason else { return texts }
    switch cell.status {
    case .unknown:
      let before = lost.contains(reason) ? " Numbers were published before." : ""
      texts.append("Unknown, not zero: \(reason.asSentence)\(before)")
    case .partial: texts.append("Not final: \(reason.asSentence)")
    case .complete: texts.append("No value: \(reason.asSentence)")
    }
    return texts
  }

  /// What belongs to the very value: the words beside a figure, and how the answers of a survey are spread.
  private static func remarks(on cell: Measurement, in report: Report) -> [LinkedText] {
    let subject = [cell.period.labelAtStart, cell.product].compactMap(\.self).joined(separator: ", ")
    var remarks: [LinkedText] = []
    let others =
      report.definition.notes.filter { $0.kpi == cell.kpi }.map(\.text)
      + report.definition.breaks(of: cell.kpi).map(\.text)
    // What stands beside each of the earlier values would be more than anybody reads.
    if let remark = cell.remark, cell.period == report.period { remarks.append(LinkedText(plain: remark.asSentence)) }
    if let note = cell.note, !others.contains(note) {
      remarks.append(LinkedText(plain: "\(subject): ") + note.asSentence)
    }
    if let counts = cell.distribution, !counts.isEmpty, cell.product == nil, cell.period == report.period {
      let scale = counts.sorted { $0.key < $1.key }
      let times = scale.map { "\($0.value)" }.joined(separator: ", ")
      remarks.append(
        "\(subject): the scores from \(scale.first?.key ?? 0) to \(scale.last?.key ?? 0) were given \(times) times.")
    }
    return remarks
  }
}
