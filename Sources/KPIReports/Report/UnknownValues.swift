/// Values of a report's period are unknown, which keeps it from being published.
package struct UnknownValues: Mendable, CustomStringConvertible {
  /// How many, and why.
  package let problem: String

  /// Takes the unknown values of a report.
  package init(report: Report) {
    let unknown = report.unknown
    let reasons = Set(unknown.compactMap(\.reason)).sorted().joined(separator: "; ")
    problem = "\(unknown.count) values of \(report.period.label) are unknown (\(reasons))"
  }

  /// What to do.
  package var mend: String {
    "run again when the source answers, or publish them as unknown with --allow-partial"
  }

  /// Both in a sentence or two.
  package var description: String { "\(problem). \(mend.prefix(1).uppercased())\(mend.dropFirst())" }
}
