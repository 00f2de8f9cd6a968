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
