/// An earlier version of a KPI's definition.
package struct KPIVersion: Sendable, Equatable {
  /// The version's number.
  package let number: Int
  /// What was different in it, in a sentence.
  package let difference: String

  /// Makes a version of a definition's history.
  package init(number: Int, difference: String) {
    self.number = number
    self.difference = difference
  }
}
