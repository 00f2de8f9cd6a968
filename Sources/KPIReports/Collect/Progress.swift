/// Says how far long work has come; the command layer decides where and how it is shown.
package struct Progress: Sendable {
  private let report: @Sendable (String) -> Void

  /// Makes progress that hands each sentence on.
  package init(_ report: @escaping @Sendable (String) -> Void) { self.report = report }

  /// Progress that nobody looks at.
  package static let none = Progress { _ in }

  /// Says what is being done, and how far.
  package func say(_ sentence: String) { report(sentence) }
}
