/// Whether a KPI shows what came of the work, or how much of it there was.
package enum KPINature: String, Sendable, CaseIterable {
  /// What came of it.
  case result
  /// How much there was.
  case activity
}

/// A KPI: its words, which the page, the commands and the checks share, and its formula.
package struct KPIDefinition: Sendable {
  /// Which way a team wants a value to go.
  package enum Better: String, Sendable, CaseIterable {
    /// Up.
    case more
    /// Down.
    case less
    /// That depends.
    case neither
  }

  /// Whom a KPI speaks of.
  package enum Audience: String, Sendable, CaseIterable {
    /// The communities.
    case community
    /// The team and its partners.
    case staff
  }

  /// The name in report files and commands.
  package var id: String
  /// The name in tables.
  package var title: String
  /// What it tells, as a question.
  package var question: String
  /// The version of the formula, raised when it changes.
  package var version = 1
  /// What it counts.
  package var unit: MeasureUnit
  /// Which way is better.
  package var better: Better
  /// Result or activity.
  package var nature: KPINature
  /// Whom it speaks of.
  package var audience = Audience.community
  /// The options that change how it is measured.
  package var options: [KPIOption] = []
  /// The formula in words, as the options have it.
  package var definition: @Sendable (KPIOptions) -> String
  /// What follows the value in a sentence.
  package var phrase: @Sendable (KPIOptions) -> KPIPhrase
  /// The versions before this one, oldest first.
  package var history: [KPIVersion] = []
  /// How it is measured where the report does not say.
  package var defaults = KPIOptions()
  /// The formula.
  var formula: KPIFormula
}

extension KPIDefinition {
  /// The id in the catalogue, without the name that a report gave: "figure" of "figure:team-size".
  package var baseID: String { String(id.prefix { $0 != ":" }) }
}

extension KPIDefinition: Equatable {
  /// Two definitions of one id and version are the same.
  package static func == (left: Self, right: Self) -> Bool { left.id == right.id && left.version == right.version }
}
