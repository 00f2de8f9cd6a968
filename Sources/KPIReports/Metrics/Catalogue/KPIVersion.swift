/// An earlier version of a KPI's definition.
package struct KPIVersion: Sendable, Equatable {
  /// The version's number.
  package let number: Int
  /// What was different in it, in a sentence.
  package let difference: String
  /// Whether its formula is still there, so that a report can stay with it.
  package let isMeasurable: Bool

  /// Makes a version of a definition's history.
  package init(number: Int, difference: String, isMeasurable: Bool) {
    self.number = number
    self.difference = difference
    self.isMeasurable = isMeasurable
  }
}

extension KPIDefinition {
  /// The versions that a report can ask for, oldest first.
  package var measurableVersions: [Int] { history.filter(\.isMeasurable).map(\.number) + [version] }

  /// The formula in words, as a report measures by it.
  package func definition(of request: KPIRequest) -> String {
    guard let older = history.first(where: { $0.number == request.version }) else {
      return definition(request.options)
    }
    return "\(definition(request.options)) Other than that, by definition \(older.number): \(older.difference)"
  }
}
