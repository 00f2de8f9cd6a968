/// What a KPI counts.
package enum MeasureUnit: Sendable, Equatable {
  /// Persons, each once.
  case people
  /// Edits.
  case edits
  /// Pageviews.
  case views
  /// Discussion threads.
  case threads
  /// A part of a whole, 0 to 1.
  case share
  /// Days.
  case days
  /// Points of a scale.
  case points
  /// What the report says.
  case own(String)

  /// The unit of a name: one that KPIs of the catalogue have, or another.
  init(named name: String) {
    let known: [MeasureUnit] = [.people, .edits, .views, .threads, .share, .days, .points]
    self = known.first { $0.rawValue == name } ?? .own(name)
  }

  /// The unit's name.
  package var rawValue: String {
    switch self {
    case .people: "people"
    case .edits: "edits"
    case .views: "views"
    case .threads: "threads"
    case .share: "share"
    case .days: "days"
    case .points: "points"
    case .own(let name): name
    }
  }
}

/// Whether a KPI shows what came of the work, or how much of it there was.
package enum KPINature: String, Sendable, CaseIterable {
  /// What came of it.
  case result
  /// How much there was.
  case activity
}

/// What can be measured: the one place that the page, the commands and the checks take their words from.
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

  /// What a KPI is measured from.
  package enum Family: String, Sendable {
    /// The histories of feedback pages.
    case participation
    /// The pageviews of support pages.
    case reading
    /// The threads of feedback pages.
    case discussions
    /// Answers to surveys.
    case survey
    /// Numbers and lists that people keep by hand.
    case figures
    /// The fact store, by a query of the report's own.
    case query
  }

  /// The name in report files and commands.
  package let id: String
  /// The name in tables.
  package let title: String
  /// What it tells, as a question.
  package let question: String
  /// The version of the formula, raised when it changes.
  package let version: Int
  /// What it counts.
  package let unit: MeasureUnit
  /// Which way is better.
  package let better: Better
  /// Result or activity.
  package let nature: KPINature
  /// Whom it speaks of.
  package let audience: Audience
  /// What it is measured from.
  package let family: Family
  /// The options that change how it is measured, by their names in report files.
  package let options: [KPIOption]
  /// The formula in words, as the options have it.
  package let definition: @Sendable (KPIOptions) -> String
  /// What follows the value in a sentence.
  package let phrase: @Sendable (KPIOptions) -> KPIPhrase
  /// The versions before this one, oldest first.
  package var history: [KPIVersion] = []
  /// How it is measured where the report does not say.
  package var defaults = KPIOptions()
}

extension KPIDefinition {
  /// The id in the catalogue, without the name that a report gave: "figure" of "figure:team-size".
  package var baseID: String { String(id.prefix { $0 != ":" }) }
}

extension KPIDefinition.Family {
  /// Whether it is measured from tables or by a query, and needs no pages of products.
  var isTable: Bool {
    switch self {
    case .survey, .figures, .query: true
    case .participation, .reading, .discussions: false
    }
  }
}

extension KPIDefinition: Equatable {
  /// Two definitions of one id and version are the same.
  package static func == (left: Self, right: Self) -> Bool { left.id == right.id && left.version == right.version }
}

/// An option of a KPI in report files.
package enum KPIOption: String, Sendable, CaseIterable {
  /// Edits, or days, that make a person a returning one.
  case minEdits = "min_edits"
  /// Whether days are counted rather than edits.
  case distinctDays = "distinct_days"
  /// Whether undone edits are left out.
  case excludeReverted = "exclude_reverted"
  /// Days after the first edit from which a newcomer's next edit counts.
  case after
  /// Days after the first edit until which a newcomer's next edit counts, or after a thread's start a response.
  case within
  /// Whose response counts.
  case by
  /// People that make a thread a candidate for the register.
  case minPeople = "min_people"
  /// Comments that make a thread a candidate for the register.
  case minComments = "min_comments"
  /// Units below which a rate is shown as a fraction.
  case minN = "min_n"
  /// What tells a KPI from others of its kind; for a figure, its name in the tables.
  case name
  /// What it is called in tables.
  case title
  /// What it tells, as a question.
  case question
  /// What it is, in words.
  case definition
  /// What it counts.
  case unit
  /// Result or activity.
  case nature
  /// Whom it speaks of.
  case audience
  /// Which way is better.
  case better
  /// The group of a survey's statements.
  case group
  /// The part of a share.
  case numerator
  /// The whole of a share.
  case denominator
  /// A query over the fact store.
  case query

  /// What the option means, with its default.
  package var meaning: String {
    switch self {
    case .minEdits: "edits in the period that make a person a returning one (2)"
    case .distinctDays: "true counts days with an edit rather than edits (false)"
    case .excludeReverted: "true leaves out edits that were undone (false)"
    case .after: "days after a newcomer's first edit that do not count (1)"
    case .within: "days that count after a newcomer's first edit (30) or a thread's start (7)"
    case .by: "staff, or anyone but bots and the author, for whose response counts (staff)"
    case .minPeople: "people in the period that make a thread a candidate for the register (5)"
    case .minComments: "comments in the period that make a thread a candidate for the register (10)"
    case .minN: "units below which a rate is shown as a fraction (5)"
    case .name:
      "what tells it from others of its kind, so that a report can have several; a figure's name in the table (none)"
    case .title: "what it is called in tables (made of the name)"
    case .question: "what it tells, as a question (none; surveys: the one above)"
    case .definition: "what it is, in words, before the definition above; a number is a version (none)"
    case .unit: "what it counts, such as people (none)"
    case .nature: "result or activity (activity)"
    case .audience: "community or staff (staff; sql: community)"
    case .better: "more, less or neither (neither; share: more)"
    case .group: "the group of statements that count (all; net-promoter-score: nps)"
    case .numerator: "the part: a figure's name, or a list {wiki: meta, page: Team/Ambassadors, column: Active} (none)"
    case .denominator: "the whole: a figure's name, or a list {wiki: meta, page: Team/Top wikis} (none)"
    case .query: "a single SELECT over the fact store: period, product, value and, where it has one, n (none)"
    }
  }
}
