import Logging
import MediaWiki

/// Brings what is known of a log of user rights up to date, so that bots can be told as of each edit.
///
/// The API can't list the entries about bots alone, and the log of a big wiki is long. What matters is the time since the
/// first edit to the report's pages, and of that only the accounts that wrote there. So the log is read from its end back to
/// that edit, unless asking for each account that is left takes fewer requests: how fast the log goes back shows after its
/// first part. That is done once; later only what is new is read, and nothing while there is neither a new edit nor another
/// list of bots.
struct RightsLogReader: Sendable {
  let wiki: Wiki
  let store: FactStore
  let log: RightsLog
  /// The bot groups.
  let groups: [String]
  /// Accounts of which the report does not ask whether they are bots.
  let isLeftOut: @Sendable (String) -> Bool
  /// The wiki's time before the histories were read.
  let now: Instant
  let logger: Logger
  /// As many parts of the log are read in one run, at most: half a million entries for anybody.
  var mostBatches = 1_000

  /// The log may lag behind the wiki's clock for so many seconds.
  private static let overlap: Int64 = 60
  /// So many accounts are asked for without looking at the log first.
  private static let few = 2

  /// Reads what is needed of the log.
  func read() async throws {
    let key = groups.sorted().joined(separator: "|")
    var state = try await store.state(of: log)
    if let known = state, known.groups != key {
      try await store.forget(log)
      state = nil
    }
    let newest = try await store.newestEdit(on: log)
    do {
      if var known = state {
        try await ask(for: try await store.accounts(dueIn: log))
        if known.isDue || known.newestEdit != newest { known = try await readOn(from: known) }
        known = try await readBack(from: known)
        known.newestEdit = newest
        known.isDue = false
        if known.problem == nil { known.checked = max(known.checked, now) }
        if known != state { try await store.keep([], of: log, state: known) }
      } else {
        var fresh = RightsLogState(
          groups: key, since: now.adding(seconds: 1), until: now, first: nil, newestEdit: newest,
          checked: Instant(seconds: 0))
        fresh = try await readBack(from: fresh, isFirst: true)
        if fresh.problem == nil { fresh.checked = now }
        try await store.keep([], of: log, state: fresh)
      }
    } catch let error as WikiError where error.isUnknownValue {
      // A wiki that has no such log says so; then the groups of today are all that is known.
      logger.warning("\(wiki.name): the log of user rights can't be read (\(error.cause.problem)); today's bots count")
      let none = RightsLogState(
        groups: key, since: Instant(seconds: 0), until: now, first: nil, newestEdit: newest, checked: now)
      try await store.keep([], of: log, state: none)
    }
  }

  /// Reads what was logged since the last time.
  private func readOn(from state: RightsLogState) async throws -> RightsLogState {
    var state = state
    let parameters = parameters([
      "ledir": "newer", "lestart": state.until.adding(seconds: -Self.overlap).description,
    ])
    for try await batch in wiki.query(parameters, as: RightsAnswer.self) {
      let events = batch.answer?.logevents ?? []
      state.first = state.first ?? events.first?.timestamp
      try await store.keep(changes(in: events), of: log, state: nil)
    }
    state.until = max(state.until, now)
    return state
  }

  /// Makes whole what is known of the accounts that wrote before the known part of the log.
  private func readBack(from state: RightsLogState, isFirst: Bool = false) async throws -> RightsLogState {
    var state = state
    var left = try await store.accounts(before: state.since, unaskedIn: log).filter { !isLeftOut($0.name) }
    guard isFirst || left.count > Self.few else {
      try await ask(for: left.map(\.name))
      return state
    }
    let start = state.since
    var parameters = parameters(["ledir": "older"])
    if !isFirst { parameters["lestart"] = start.description }
    var count = 0
    for try await batch in wiki.query(parameters, as: RightsAnswer.self) {
      let events = batch.answer?.logevents ?? []
      try await store.keep(changes(in: events), of: log, state: nil)
      count += 1
      state.first = events.last?.timestamp ?? state.first
      if batch.isLast { break }
      guard let oldest = events.last?.timestamp else { continue }
      // Other entries of the same second may be still to come.
      state.since = min(state.since, oldest.adding(seconds: 1))
      left.removeAll { $0.firstEdit >= state.since }
      guard let goal = left.map(\.firstEdit).min() else { return try await knowingFirst(state) }
      let span = max(1, start.seconds - oldest.seconds)
      let more = (oldest.seconds - goal.seconds) * Int64(count) / span
      if more > left.count {
        try await ask(for: left.map(\.name))
        return try await knowingFirst(state)
      }
      if count >= mostBatches {
        state.problem =
          "the log of user rights of \(wiki.name) was read only back to \(oldest.date) so far; the next run reads on"
        logger.warning("\(wiki.name): the log of user rights is too long for one run; the next one reads on")
        return state
      }
    }
    // The log has no more.
    state.since = Instant(seconds: 0)
    return state
  }

  /// The same with the time of the log's oldest entry, where its end was not met.
  private func knowingFirst(_ state: RightsLogState) async throws -> RightsLogState {
    var state = state
    for try await batch in wiki.query(parameters(["ledir": "newer", "lelimit": "1"]), as: RightsAnswer.self) {
      state.first = batch.answer?.logevents?.first?.timestamp ?? state.first
      break
    }
    return state
  }

  /// Asks for every entry about each of some accounts.
  private func ask(for names: [String]) async throws {
    for name in names {
      var found: [RightsChange] = []
      do {
        for try await batch in wiki.query(parameters(["letitle": "User:\(name)"]), as: RightsAnswer.self) {
          found += changes(in: batch.answer?.logevents ?? [])
        }
      } catch let error as WikiError where error.meaning == .invalidTitle {
        // A name that no account of this wiki can have, as of an imported revision's author.
      }
      try await store.keep(found, of: log, state: nil, asked: [name])
    }
  }

  private func changes(in events: [RightsAnswer.Event]) -> [RightsChange] {
    let groups = Set(groups)
    let changes = events.compactMap { RightsChange($0, groups: groups) }
    // No account's name has the character that stands before another wiki's database.
    return log.scope == .stewards ? changes.filter { $0.name.contains("@") } : changes
  }

  private func parameters(_ more: [String: String]) -> [String: String] {
    let action =
      switch log.scope {
      // Wikis promote thousands of accounts by themselves, and none to a bot; that is logged as another action.
      case .local, .stewards: "rights/rights"
      case .global: "gblrights/usergroups"
      }
    let common = [
      "action": "query", "list": "logevents", "leaction": action, "leprop": "ids|title|timestamp|details",
      "lelimit": "max",
    ]
    return common.merging(more) { $1 }
  }
}

extension WikiError {
  /// Whether the wiki does not know a value that it was asked with, such as a log that it does not have.
  var isUnknownValue: Bool {
    guard case .api(let message, _) = cause else { return false }
    return ["unknown_leaction", "unknown_letype", "badvalue", "unrecognizedvalue"].contains(message.code)
  }
}
