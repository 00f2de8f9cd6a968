/// Something that goes wrong at one request of the bot.
struct Fault: Sendable, CustomStringConvertible {
  /// At which request.
  enum Place: Sendable, Hashable, CustomStringConvertible {
    /// The n-th of all.
    case request(Int)
    /// The n-th of a kind.
    case kind(RequestKind, Int)

    var description: String {
      switch self {
      case .request(let number): "request \(number)"
      case .kind(let kind, let number): "\(kind.rawValue) \(number)"
      }
    }
  }

  /// Whether something happens before or after what it goes with.
  enum Moment: String, CaseIterable, Sendable { case before, after }

  /// What happens.
  enum Effect: Sendable, Hashable, CustomStringConvertible {
    /// The wiki never sees the request.
    case instead(SpoiltAnswer)
    /// The wiki does what is asked, and its answer is lost.
    case afterwards(SpoiltAnswer)
    /// The wiki sees the request only before or after the next one is answered.
    case late(SpoiltAnswer, Moment)
    /// The wiki forgets the bot's session.
    case lostSession
    /// The token in the request is none of the wiki's.
    case badToken
    /// A human edits the page before the wiki sees the request, or after it did.
    case human(Moment)
    /// The program is killed before the wiki sees the request, or after it did.
    case kill(Moment)
    /// The program is killed, and the wiki sees the request only before or after the first one of the next run.
    case killLate(Moment)

    /// The name in tables.
    var description: String {
      switch self {
      case .instead(let answer): "before the wiki: \(answer.rawValue)"
      case .afterwards(let answer): "after the wiki: \(answer.rawValue)"
      case .late(let answer, let moment): "late, \(moment.rawValue) the next: \(answer.rawValue)"
      case .lostSession: "session lost"
      case .badToken: "bad token"
      case .human(let moment): "human edits right \(moment.rawValue)"
      case .kill(let moment): "killed \(moment.rawValue) the wiki sees it"
      case .killLate(let moment): "killed, late \(moment.rawValue) the next"
      }
    }

    /// Whether it decides what becomes of the request; of these only one can happen to it.
    var isDecisive: Bool {
      switch self {
      case .lostSession, .badToken, .human: false
      default: true
      }
    }

    /// Whether the wiki sees the request at once.
    var reachesWiki: Bool {
      switch self {
      case .instead, .late, .kill(.before), .killLate: false
      default: true
      }
    }
  }

  let place: Place
  let effect: Effect

  var description: String { "\(effect) [\(place)]" }
}
