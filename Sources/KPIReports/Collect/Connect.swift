import Logging
import MediaWiki
import Synchronization

/// Makes the connections of a run: one HTTP client, so that connections and cookies are shared.
package struct Connect: Sendable {
  private let client: HTTPClient
  private let contact: String?
  private let account: ReportAccount?
  private let made = MadeOnce()
  private let retry: RetryPolicy
  private let patience: Patience
  private let wikis: Int
  private let isOffline: Bool
  private let signsInToRead: Bool
  private let log: Logger

  /// How much of the run's patience one of several wikis may use up.
  private static let shareOfWiki = 0.75
  /// How much the pageviews may: the page is yet to be saved then.
  private static let shareOfPageviews = 0.5

  /// Prepares the connections of a run; one that is offline makes none.
  ///
  /// The contact is the operator's address, which wikis that are not on this machine want to know. The patience is that
  /// of the whole run; one of several wikis does not use up the patience for the others. Without an account, every wiki is
  /// read as by anyone.
  package init(
    contact: String?, account: ReportAccount? = nil, wikis: Int = 1, retry: RetryPolicy = .standard,
    patience: Duration = .seconds(900), isOffline: Bool = false, signsInToRead: Bool = true, log: Logger
  ) throws {
    client = try HTTPClient(userAgent: UserAgent.string(contact: contact), limits: HTTPLimits(patience: patience))
    self.patience = Patience(patience)
    self.contact = contact
    self.account = account
    self.wikis = wikis
    self.retry = retry
    self.isOffline = isOffline
    self.signsInToRead = signsInToRead
    self.log = log
  }

  /// A wiki of the report, the same one each time: the bot signs in once in a run, before the first request.
  ///
  /// - Throws: ``OfflineRefusal`` when nobody is to be asked, ``MissingContact`` when the wiki is not on this machine and
  ///   the operator gave no address.
  package func wiki(_ definition: WikiDefinition) throws -> Wiki {
    try check(definition.api)
    return made.wiki(definition) {
      Wiki(
        name: definition.name, api: definition.api, client: client, credentials: account?.credentials(for: definition),
        retry: retry, patience: wikis > 1 ? patience.part(Self.shareOfWiki) : patience,
        pacer: pacer(for: definition.api), signsInToRead: signsInToRead, log: log)
    }
  }

  /// The pageviews of a project.
  ///
  /// - Throws: ``OfflineRefusal`` when nobody is to be asked, ``MissingContact`` when the API is not on this machine and
  ///   the operator gave no address.
  package func pageviews(base: WikiURL, project: String) throws -> PageviewsAPI {
    try check(base)
    return PageviewsAPI(
      base: base, project: project, client: client, retry: retry,
      patience: made.patience(base.host) { patience.part(Self.shareOfPageviews) },
      pacer: pacer(for: base), log: log)
  }

  /// Who counts the requests to an address: those to different addresses can be counted together.
  static func counter(of address: WikiURL) -> String {
    Wikimedia.runs(address.host) ? "Wikimedia" : address.host
  }

  /// What lets the requests to a host through; Wikimedia counts those to all of its hosts together.
  private func pacer(for address: WikiURL) -> Pacer {
    made.pacer(Self.counter(of: address)) { Pacer(log: log) }
  }

  /// How many requests were sent so far.
  package var requestCount: Int { client.requestCount }

  /// Waits, at most as long as the run's patience lasts, which it takes from; false when there is none left.
  package func wait(atMost pause: Duration) async throws -> Bool {
    let pause = min(pause, patience.remaining)
    guard pause > .zero else { return false }
    try await patience.wait(pause)
    return true
  }

  /// Whether the run has patience left.
  package var isPatient: Bool { patience.remaining > .zero }

  private func check(_ address: WikiURL) throws {
    guard !isOffline else { throw OfflineRefusal() }
    guard address.isLoopback || contact != nil else { throw MissingContact(host: address.host) }
  }
}

/// Nobody is to be asked.
package struct OfflineRefusal: Mendable, CustomStringConvertible {
  /// What is wrong.
  package var problem: String { "with --offline no wiki is asked" }

  /// What to do.
  package var mend: String { "leave --offline out" }

  /// What is wrong and what to do.
  package var description: String { "\(problem); \(mend)" }
}

/// What the parts of a run share: each wiki, and what lets requests to a host through.
private final class MadeOnce: Sendable {
  private struct Key: Hashable {
    let name: String
    let api: WikiURL
  }

  private let wikis = Mutex<[Key: Wiki]>([:])
  private let patiences = Mutex<[String: Patience]>([:])
  private let pacers = Mutex<[String: Pacer]>([:])

  func wiki(_ definition: WikiDefinition, make: () -> Wiki) -> Wiki {
    wikis.withLock { $0.value(of: Key(name: definition.name, api: definition.api), make: make) }
  }

  func patience(_ host: String, make: () -> Patience) -> Patience {
    patiences.withLock { $0.value(of: host, make: make) }
  }

  func pacer(_ host: String, make: () -> Pacer) -> Pacer {
    pacers.withLock { $0.value(of: host, make: make) }
  }
}

extension Dictionary {
  /// The value of a key, made where there is none.
  fileprivate mutating func value(of key: Key, make: () -> Value) -> Value {
    if let value = self[key] { return value }
    let value = make()
    self[key] = value
    return value
  }
}

/// A wiki wants to know whom to write to about a bot, and the operator did not say.
package struct MissingContact: Mendable, CustomStringConvertible {
  let host: String

  /// What to do.
  package static let mend =
    "set KPIBOT_CONTACT, in the environment or in the credentials file, to an address or user page of yours"

  /// What is missing.
  package var problem: String { "asking \(host): its operators would not know whom to write to about the bot" }

  /// What to do.
  package var mend: String { Self.mend }

  /// What is missing and what to do.
  package var description: String { "\(problem); \(mend)" }
}
