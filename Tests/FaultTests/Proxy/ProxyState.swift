import Foundation
import LocalWiki

/// What a fault proxy remembers between requests.
struct ProxyState: Sendable {
  /// A request and what is to happen to it.
  struct Turn: Sendable {
    /// The request as the wiki sees it.
    let request: RawServer.Request
    let effects: [Fault.Effect]
    /// Requests kept back earlier that the wiki sees before this one.
    let lateBefore: [RawServer.Request]
    /// Requests kept back earlier that the wiki sees after this one.
    let lateAfter: [RawServer.Request]

    var reachesWiki: Bool { effects.allSatisfy(\.reachesWiki) }
  }

  var faults: [Fault]
  var hasEdited = false
  /// How many requests are being answered.
  var openTurns = 0
  private(set) var happened: [Fault] = []
  private(set) var diary: [String] = []
  private(set) var secrets: Set<String> = []
  private var counts: [RequestKind: Int] = [:]
  private var late: [Fault.Moment: [RawServer.Request]] = [:]
  private var lostSessions: Set<String> = []

  init(faults: [Fault]) { self.faults = faults }

  /// Decides what happens to a request.
  mutating func take(_ original: RawServer.Request) -> Turn {
    openTurns += 1
    let kind = RequestKind(original, hasEdited: hasEdited)
    if kind == .edit { hasEdited = true }
    counts[kind, default: 0] += 1
    let effects = dueEffects(at: kind)
    let sessions = original.sessions
    note(original, sessions)
    diary.append((["\(kind.rawValue) \(counts[kind] ?? 0)"] + effects.map(\.description)).joined(separator: " | "))

    var request = original
    if effects.contains(.lostSession) { lostSessions.formUnion(sessions) }
    if !lostSessions.isDisjoint(with: sessions) { request.headers["cookie"] = nil }
    if effects.contains(.badToken) { request.spoilToken() }

    let (before, after) = (late.removeValue(forKey: .before) ?? [], late.removeValue(forKey: .after) ?? [])
    for effect in effects {
      if case .late(_, let moment) = effect { late[moment, default: []].append(request) }
      if case .killLate(let moment) = effect { late[moment, default: []].append(request) }
    }
    return Turn(request: request, effects: effects, lateBefore: before, lateAfter: after)
  }

  /// Takes all requests that are still kept back.
  mutating func takeAllLate() -> [RawServer.Request] {
    defer { late = [:] }
    return (late[.before] ?? []) + (late[.after] ?? [])
  }

  /// Remembers the cookies that an answer of the wiki sets.
  mutating func note(_ answer: [UInt8]?) {
    let head = String(decoding: (answer ?? []).prefix(8_192), as: UTF8.self)
    for line in head.components(separatedBy: "\r\n") where line.lowercased().hasPrefix("set-cookie:") {
      keepSecret(line.dropFirst("set-cookie:".count).prefix { $0 != ";" }.split(separator: "=").last)
    }
  }

  private mutating func note(_ request: RawServer.Request, _ sessions: Set<String>) {
    let fields = request.fields
    for name in ["lgpassword", "lgtoken", "token"] { keepSecret(fields[name].map { $0[...] }) }
    for session in sessions { keepSecret(session[...]) }
  }

  // Short values are no secrets but numbers and names.
  private mutating func keepSecret(_ value: Substring?) {
    if let value, value.count >= 16 { secrets.insert(String(value)) }
  }

  /// Takes the faults that are due at the latest request: at most one that decides what becomes of it.
  private mutating func dueEffects(at kind: RequestKind) -> [Fault.Effect] {
    let places: Set<Fault.Place> = [.request(counts.values.reduce(0, +)), .kind(kind, counts[kind] ?? 0)]
    var due: [Fault] = []
    for fault in faults where places.contains(fault.place) {
      if !fault.effect.isDecisive || !due.contains(where: \.effect.isDecisive) { due.append(fault) }
    }
    happened += due
    return due.map(\.effect)
  }
}

extension RawServer.Request {
  /// The sessions that the cookies name.
  fileprivate var sessions: Set<String> {
    let cookies = (headers["cookie"] ?? "").split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
    return Set(cookies.filter { $0[0].lowercased().hasSuffix("session") }.compactMap { $0.last.map(String.init) })
  }

  /// Puts another token into the form.
  fileprivate mutating func spoilToken() { body = body.replacing(/token=[^&]*/, with: "token=0123456789abcdef%2B%5C") }
}
