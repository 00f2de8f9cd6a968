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
    problem = "\(unknown.count) values of \(report.period.label) are unknown (\(reasons.joined(separator: "; ")))"
    mend = Self.mend(of: reasons) + ", or publish them as unknown with --allow-partial"
  }

  /// What makes the values known: a title that names no page won't name one the next time either, and a page that can't be
  /// read stays so.
  private static func mend(of reasons: [String]) -> String {
    let missing = reasons.count(where: MissingPage.isReason)
    let unreadable = reasons.count(where: UnreadablePage.isReason)
    var mends: [String] = []
    if missing > 0 { mends.append("correct each title in report.yaml that names no page") }
    if unreadable > 0 { mends.append(UnreadablePage.mend) }
    if missing + unreadable < max(1, reasons.count) { mends.append("run again when the source answers") }
    return mends.joined(separator: ", ")
  }

  /// Both in a sentence or two.
  package var description: String { "\(problem). \(mend.prefix(1).uppercased())\(mend.dropFirst())" }
}
