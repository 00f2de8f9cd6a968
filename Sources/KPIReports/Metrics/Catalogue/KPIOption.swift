/// An option of a KPI in report files.
package struct KPIOption: Sendable {
  /// Its name in report files.
  package let name: String
  /// What it means, with its default.
  package let meaning: String
  /// Its value as it is written in report files.
  package let text: @Sendable (KPIOptions) -> String
  /// Takes what a report says; nothing where ``DeclaredKPIReader`` does.
  let read: @Sendable (YAMLCursor, inout KPIOptions) -> Void

  private init(
    _ name: String, _ meaning: String, text: @escaping @Sendable (KPIOptions) -> String,
    read: @escaping @Sendable (YAMLCursor, inout KPIOptions) -> Void
  ) {
    self.name = name
    self.meaning = meaning
    self.text = text
    self.read = read
  }

  private static func number(
    _ name: String, _ option: WritableKeyPath<KPIOptions, Int> & Sendable, in range: ClosedRange<Int>,
    _ meaning: String
  ) -> KPIOption {
    KPIOption(name, meaning, text: { "\($0[keyPath: option])" }) { cursor, options in
      if let number = cursor.number(in: range) { options[keyPath: option] = number }
    }
  }

  private static func flag(
    _ name: String, _ option: WritableKeyPath<KPIOptions, Bool> & Sendable, _ meaning: String
  ) -> KPIOption {
    KPIOption(name, meaning, text: { "\($0[keyPath: option])" }) { cursor, options in
      if let flag = cursor.flag { options[keyPath: option] = flag }
    }
  }

  /// What only the report can say of a KPI.
  private static func declared(_ name: String, default text: String = "none", _ meaning: String) -> KPIOption {
    KPIOption(name, meaning, text: { _ in text }) { _, _ in }
  }
}

extension KPIOption: Equatable {
  /// Two options of one name are the same.
  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }
}

// How a KPI is measured.
extension KPIOption {
  static let minEdits = number(
    "min_edits", \.minEdits, in: 1...1_000, "edits in the period that make a person a returning one (2)")
  static let distinctDays = flag(
    "distinct_days", \.distinctDays, "true counts days with an edit rather than edits (false)")
  static let excludeReverted = flag(
    "exclude_reverted", \.excludeReverted, "true leaves out edits that were undone (false)")
  static let after = number(
    "after", \.after, in: 0...3_650, "days after a newcomer's first edit that do not count (1)")
  static let within = number(
    "within", \.within, in: 1...3_650, "days that count after a newcomer's first edit (30) or a thread's start (7)")
  static let by = KPIOption(
    "by", "staff, or anyone but bots and the author, for whose response counts (staff)",
    text: { $0.responder.rawValue }
  ) { cursor, options in
    if let responder = cursor.choice(Responder.self) { options.responder = responder }
  }
  static let minPeople = number(
    "min_people", \.minPeople, in: 1...1_000,
    "people in the period that make a thread a candidate for the register (5)")
  static let minComments = number(
    "min_comments", \.minComments, in: 1...10_000,
    "comments in the period that make a thread a candidate for the register (10)")
  static let minN = number("min_n", \.minN, in: 0...1_000, "units below which a rate is shown as a fraction (5)")
}

// What a report declares.
extension KPIOption {
  static let name = declared(
    "name",
    "what tells it from others of its kind, so that a report can have several; a figure's name in the table (none)")
  static let title = declared("title", default: "made of the name", "what it is called in tables (made of the name)")
  static let question = declared(
    "question", default: "none; surveys: the one above",
    "what it tells, as a question (none; surveys: the one above)")
  static let definition = declared(
    "definition", "what it is, in words, before the definition above; a number is a version (none)")
  static let unit = declared("unit", "what it counts, such as people (none)")
  static let nature = declared("nature", default: "activity", "result or activity (activity)")
  static let audience = declared(
    "audience", default: "staff; sql: community", "community or staff (staff; sql: community)")
  static let better = declared(
    "better", default: "neither; share: more", "more, less or neither (neither; share: more)")
  static let group = declared(
    "group", default: "all; net-promoter-score: nps",
    "the group of statements that count (all; net-promoter-score: nps)")
  static let numerator = declared(
    "numerator",
    "the part: a figure's name, or a list {wiki: meta, page: Team/Ambassadors, column: Active} (none)")
  static let denominator = declared(
    "denominator", "the whole: a figure's name, or a list {wiki: meta, page: Team/Top wikis} (none)")
  static let query = declared(
    "query", "a single SELECT over the fact store: period, product, value and, where it has one, n (none)")

  /// What tells several KPIs of a kind apart, and what they are called.
  static let identity: [KPIOption] = [.name, .title, .question, .definition]
}
