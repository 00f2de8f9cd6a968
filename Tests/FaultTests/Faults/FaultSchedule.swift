import LocalWiki

/// What the page is before the bot comes, and everything that goes wrong: all of it follows from the seed.
struct FaultSchedule: Sendable, CustomStringConvertible {
  /// The page before the first run.
  enum Page: String, CaseIterable, Sendable {
    case absent = "no page"
    case empty = "empty markers"
    case outdated = "last month's report"
  }

  let name: String
  var page = Page.outdated
  /// Whether a human who makes the page puts the markers on it.
  var humansSetMarkers = true
  /// Whether the program tells every request.
  var isVerbose = false
  var faults: [Fault]
  /// When the first run is killed, after its start.
  var killedAfter: Duration?

  var description: String {
    let kill = killedAfter.map { ["killed after \($0 / .milliseconds(1)) ms"] } ?? []
    return "\(name) (\(page.rawValue)): " + (faults.map(\.description) + kill).joined(separator: "; ")
  }

  /// A schedule with one fault.
  init(_ effect: Fault.Effect, at kind: RequestKind, page: Page = .outdated) {
    name = "\(effect), \(kind.rawValue)"
    self.page = page
    isVerbose = true
    faults = [Fault(place: .kind(kind, 1), effect: effect)]
  }

  /// The schedule of a seed.
  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    name = "seed \(seed)"
    page = .any(&random)
    humansSetMarkers = Int.random(in: 0..<4, using: &random) > 0
    isVerbose = Int.random(in: 0..<3, using: &random) == 0
    faults = (0..<Int.random(in: 1...4, using: &random)).map { _ in Fault.any(&random) }
    // The save is where most can go wrong.
    if Bool.random(using: &random) {
      faults[0] = Fault(place: .kind(.edit, 1), effect: .any(&random))
    }
    if Int.random(in: 0..<8, using: &random) == 0 {
      killedAfter = .milliseconds(Int.random(in: 50...2_500, using: &random))
    }
  }
}

extension Fault {
  fileprivate static func any(_ random: inout SeededGenerator) -> Fault {
    let kinds: [RequestKind] = RequestKind.allCases.filter { $0 != .other } + [.edit, .edit, .verification]
    let place =
      Bool.random(using: &random)
      ? Place.request(.random(in: 1...10, using: &random))
      : .kind(kinds.randomElement(using: &random) ?? .edit, .random(in: 1...2, using: &random))
    return Fault(place: place, effect: .any(&random))
  }
}

extension Fault.Effect {
  fileprivate static func any(_ random: inout SeededGenerator) -> Self {
    let answer = SpoiltAnswer.any(&random)
    let moment = Fault.Moment.any(&random)
    switch Int.random(in: 0..<16, using: &random) {
    case 0..<3: return .instead(answer)
    case 3..<7: return .afterwards(answer)
    case 7..<9: return .late(answer, moment)
    case 9: return .lostSession
    case 10: return .badToken
    case 11..<14: return .human(moment)
    case 14: return .kill(moment)
    default: return .killLate(moment)
    }
  }
}

extension CaseIterable {
  /// Any of the cases.
  fileprivate static func any(_ random: inout SeededGenerator) -> Self {
    let cases = Array(allCases)
    return cases[Int.random(in: 0..<cases.count, using: &random)]
  }
}
