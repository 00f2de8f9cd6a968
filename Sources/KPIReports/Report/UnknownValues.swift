/// Values of a report's period are unknown, which keeps it from being published.
package struct UnknownValues: Mendable, CustomStringConvertible {
  /// How many, and why.
  package let problem: String
  /// What to do.
  package let mend: String

  /// Takes the unknown values of a report.
  package init(report: Report) {
    let unknown = report.unknown
    // What to do is said once, after all that is wrong.
    let reasons = Set(unknown.compactMap(\.reason).map(UnreadablePage.withoutMend)).sorted()
    let count =
      unknown.count == 1
      ? "1 value of \(report.period.label) is" : "\(unknown.count) values of \(report.period.label) are"
    problem = "\(count) unknown (\(reasons.joined(separator: "; ")))"
    mend = Self.mend(of: unknown) + ", or publish them as unknown with --allow-partial"
  }

  /// What makes the values known: neither a title that names no page, nor a page that can't be read, nor a number that
  /// nobody wrote down comes by itself.
  private static func mend(of unknown: [Measurement]) -> String {
    var steps: [String] = []
    let isMissing = unknown.map { MissingPage.isReason($0.reason ?? "") }
    let isUnreadable = unknown.map { UnreadablePage.isReason($0.reason ?? "") }
    if isMissing.contains(true) { steps.append("correct each title in report.yaml that names no page") }
    if isUnreadable.contains(true) { steps.append(UnreadablePage.mend) }
    if unknown.contains(where: \.isByHand) { steps.append("enter or correct the numbers where they are kept") }
    if zip(unknown, zip(isMissing, isUnreadable)).contains(where: { !$0.isByHand && !$1.0 && !$1.1 }) {
      steps.append("run again when the source answers")
    }
    return steps.joined(separator: ", ")
  }

  /// Both in a sentence or two.
  package var description: String { "\(problem). \(mend.prefix(1).uppercased())\(mend.dropFirst())" }
}
