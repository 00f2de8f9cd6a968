import Logging
import MediaWiki
import Synchronization

/// Makes the connections of a run: one HTTP client, so that connections and cookies are shared.
package struct Connect: Sendable {
  private let client: HTTPClient
  private let contact: String?
  private let account: ReportAccount?
  private let made = MadeWikis()
  private let retry: RetryPolicy
  private let patience: Patience
  private let pageviewRequests = Turnstile(width: PageviewsAPI.mostRequestsAtOnce)
  private let isOffline: Bool
  private let signsInToRead: Bool
  private let log: Logger

  /// Prepares the connections of a run; one that is offline makes none.
  ///
  /// The contact is the operator's address, which wikis that are not on this machine want to know. The patience is that
  /// of the whole run. Without an account, every wiki is read as by anyone.
  package init(
    contact: String?, account: ReportAccount? = nil, retry: RetryPolicy = .standard, patience: Duration = .seconds(900),
    isOffline: Bool = false, signsInToRead: Bool = true, log: Logger
  ) throws {
    client = try HTTPClient(userAgent: UserAgent.string(contact: contact), limits: HTTPLimits(patience: patience))
    self.patience = Patience(patience)
    self.contact = contact
    self.account = account
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
        retry: retry, patience: patience, signsInToRead: signsInToRead, log: log)
    }
  }

  /// The pageviews of a project; all projects of the run together have so many requests under way.
  ///
  /// - Throws: ``OfflineRefusal`` when nobody is to be asked, ``MissingContact`` when the API is not on this machine and the operator gave no address.
  package func pageviews(base: WikiURL, project: String) throws -> PageviewsAPI {
    try check(base)
    return PageviewsAPI(
      base: base, project: project, client: client, retry: retry, patience: patience, turnstile: pageviewRequests,
      log: log)
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

/// The wikis of a run, each made once.
private final class MadeWikis: Sendable {
  private struct Key: Hashable {
    let name: String
    let api: WikiURL
  }

  private let wikis = Mutex<[Key: Wiki]>([:])

  func wiki(_ definition: WikiDefinition, make: () -> Wiki) -> Wiki {
    wikis.withLock { wikis in
      let key = Key(name: definition.name, api: definition.api)
      if let wiki = wikis[key] { return wiki }
      let wiki = make()
      wikis[key] = wiki
      return wiki
    }
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
