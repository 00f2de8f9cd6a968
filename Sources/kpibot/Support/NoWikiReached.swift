import KPIReports

/// No wiki of the report could be reached by somebody who wants to see something.
struct NoWikiReached: Mendable, CustomStringConvertible {
  /// What became of the first of them.
  let cause: any Error

  /// What was being done, and what went wrong.
  var problem: String { (cause as? any Mendable)?.problem ?? description }

  /// What to do.
  var mend: String { (cause as? any Mendable)?.mend ?? "try again later" }

  /// Both in a sentence.
  var description: String { "\(cause)" }
}
