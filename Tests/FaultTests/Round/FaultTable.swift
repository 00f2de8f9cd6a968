/// Counts, for each kind of fault, how the schedules ended in which it happened.
struct FaultTable: Sendable, CustomStringConvertible {
  private struct Row {
    var schedules = 0
    var saved = 0
    var refused: [Int32: Int] = [:]
    var wrong = 0

    mutating func count(_ verdict: Verdict) {
      schedules += 1
      guard verdict.isRight else {
        wrong += 1
        return
      }
      switch verdict.ending {
      case .saved: saved += 1
      case .refused(let status): refused[status, default: 0] += 1
      }
    }

    var cells: [String] {
      let refusals = refused.sorted { $0.key < $1.key }.map { "\($1) (\($0))" }.joined(separator: ", ")
      return ["\(schedules)", "\(saved)", refusals.isEmpty ? "0" : refusals, "\(wrong)"]
    }
  }

  private var rows: [String: Row] = [:]
  private var all = Row()

  /// Counts a schedule once in each row of what happened in it.
  mutating func count(_ verdict: Verdict) {
    all.count(verdict)
    for fault in Set(verdict.happened) { rows[fault, default: Row()].count(verdict) }
  }

  var description: String {
    let head = ["fault", "schedules", "saved once", "refused (exit code)", "wrong"]
    let lines =
      [head] + rows.sorted { $0.key < $1.key }.map { [$0.key] + $0.value.cells } + [["all schedules"] + all.cells]
    let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { cells in
      let padded = zip(cells, widths).enumerated().map { place, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
        return place == 0 ? cell.0 + blanks : blanks + cell.0
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }
}
