import MediaWiki

/// An error that tells what is wrong and what to do apart.
package protocol Mendable: Error {
  /// What is wrong.
  var problem: String { get }
  /// What to do.
  var mend: String { get }
}

extension WikiError: Mendable {
  /// What was being done where, and what went wrong.
  package var problem: String { "\(task) on \(wiki): \(cause.problem)" }
  /// What to do.
  package var mend: String { cause.advice }
}

extension PublishingRefusal: Mendable {}

extension RegionError: Mendable {
  /// The lines to put onto the page.
  package var mend: String { ([request] + lines).joined(separator: "\n") }
}
