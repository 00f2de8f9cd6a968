/// What a page on a wiki can have beyond what every MediaWiki understands.
package struct WikiFeatures: Sendable, Equatable {
  /// Whether pages can have labelled sections, which other pages transclude one by one.
  package var labelledSections = false
  /// Whether pages can show charts of the namespace Data.
  package var charts = false

  /// Makes the features of a wiki of which nothing is known.
  package init() {}
}
