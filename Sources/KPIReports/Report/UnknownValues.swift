/// Values of a report's period are unknown, which keeps it from being published.
package struct UnknownValues: Mendable, CustomStringConvertible {
  /// How many, and why.
  package let problem: String
  /// What to do.
  package let mend: String

  /// Takes the unknown values of a report.
  package init(report: Report) {
    let unknown = report.unknown
    let reasons = Set(unknown.compactMap(\.reason)).sorted()
    let count =
      unknown.count == 1
      ? "1 value of \(report.period.label) is" : "\(unknown.count) values of \(report.period.label) are"
    problem = "\(count) unknown (\(reasons.joined(separator: "; ")))"
    mend = Self.mend(of: reasons) + ", or publish them as unknown with --allow-partial"
  }

  /// What makes the values known: a title that names no page won't name one the next time either.
  private static func mend(of reasons: [String]) -> String {
    let missing = reasons.count(where: MissingPage.isReason)
    let again = "run again when the source answers"
    guard missing > 0 else { return again }
    let correct = "correct each title in report.yaml that names no page"
    return missing == reasons.count ? correct : "\(correct), \(again)"
  }

  /// Both in a sentence or two.
  package var description: String { "\(problem). \(mend.prefix(1).uppercased())\(mend.dropFirst())" }
}
