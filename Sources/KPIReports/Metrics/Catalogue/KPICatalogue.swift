/// Everything that can be measured.
package enum KPICatalogue {
  /// All definitions, family by family.
  package static var all: [KPIDefinition] { participation + reading + discussions + tables + queries }

  /// The definition of an id.
  package static func definition(_ id: String) -> KPIDefinition? { all.first { $0.id == id } }
}
