import Foundation
import KPIReports
import Logging
import MediaWiki

/// Tells a watching service that a run has begun and how it ended, so that silence is noticed.
///
/// The addresses are those of healthchecks.io. The service's own address is a secret and never told.
struct DeadManSignal {
  /// What is told.
  enum Event: String {
    case started = "/start"
    case succeeded = ""
    case failed = "/fail"
    /// A source is behind: neither a success nor a failure.
    case waits = "/log"
  }

  /// A signal takes at most so long.
  private static let patience: Duration = .seconds(4)

  private let base: WikiURL
  private let client: HTTPClient
  private let log: Logger

  /// Takes the address from the option, the environment or the credentials file; nil where there is none, or it can't be
  /// used, which is told.
  init?(option: String?, credentials: String?, environment: [String: String], log: Logger) async {
    let settings = try? Settings(file: credentials, environment: environment)
    let fromEnvironment = environment["KPIBOT_PING"].flatMap { $0.isEmpty ? nil : $0 }
    guard let address = option ?? fromEnvironment ?? settings?.ping?.reveal() else { return nil }
    var limits = HTTPLimits()
    (limits.connecting, limits.stalled, limits.whole) = (Self.patience, Self.patience, Self.patience)
    do {
      base = try WikiURL(String(address.reversed().drop { $0 == "/" }.reversed()))
      client = try HTTPClient(userAgent: UserAgent.string(contact: settings?.contact), limits: limits)
    } catch {
      log.warning("no signal can be sent: --ping or KPIBOT_PING is not an https address without ? and #")
      return nil
    }
    self.log = log
  }

  /// Sends a signal with a sentence; a failure is only a warning.
  func send(_ event: Event, _ sentence: String = "") async {
    let longest = 10_000
    let request = HTTPRequest(
      .post(body: Array(sentence.utf8.prefix(longest))), url: base.text + event.rawValue,
      headers: [("Content-Type", "text/plain; charset=utf-8")])
    let problem: String
    do throws(HTTPFailure) {
      let response = try await client.send(request)
      guard !(200..<300).contains(response.status) else { return }
      problem = "HTTP status \(response.status)"
    } catch {
      problem = "\(error)".replacing(error.address, with: base.host)
    }
    log.warning("the signal to \(base.host) was not taken: \(problem)")
  }
}
