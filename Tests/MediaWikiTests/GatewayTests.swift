import Foundation
import LocalWiki
import Synchronization
import TestTraits
import Testing

@testable import MediaWiki

/// Who asks, as Wikimedia counts requests.
private enum RequestClass: CaseIterable, Sendable {
  /// A flagged bot.
  case bot
  /// An account that is not new any more.
  case established
  /// An account.
  case account
  /// Nobody's account, but a contact in the User-Agent.
  case named
  /// A client that does not say whose it is.
  case unnamed

  /// How many requests a minute are taken; nil where none are counted.
  var limit: Int? {
    switch self {
    case .bot: nil
    case .established: 2_000
    case .account, .named: 200
    case .unnamed: 10
    }
  }
}

/// A server before a real wiki that takes only as many requests a minute as Wikimedia does; the class of an account is
/// what its groups on the wiki say.
private final class Gateway: Sendable {
  private struct State {
    var load = 0
    var mostAtOnce = 0
    var refusals = 0
    var answered: [RequestClass: Int] = [:]
    var accounts: [String: RequestClass] = [:]
    var known: [String: [UInt8]] = [:]
  }

  private struct Users: Decodable {
    struct Query: Decodable { let users: [User] }
    struct User: Decodable { let groups: [String] }
    let query: Query
  }

  private let client: RawClient
  private let wiki: LocalWiki
  private let time: VirtualClock
  private let state = Mutex(State())
  private let quotas: [RequestClass: RequestQuota]

  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
  var refusals: Int { state.withLock { $0.refusals } }
  /// How many requests of each class were taken.
  var answered: [RequestClass: Int] { state.withLock { $0.answered } }

  init(to wiki: LocalWiki, time: VirtualClock) throws {
    client = try RawClient(wiki.api)
    self.wiki = wiki
    self.time = time
    let limits = RequestClass.allCases.compactMap { kind in kind.limit.map { (kind, RequestQuota($0, .fixed)) } }
    quotas = Dictionary(uniqueKeysWithValues: limits)
  }

  func start() throws -> RawServer {
    try RawServer { request in
      self.state.withLock {
        $0.load += 1; $0.mostAtOnce = max($0.mostAtOnce, $0.load)
      }
      defer { self.state.withLock { $0.load -= 1 } }
      return await self.answer(request)
    }
  }

  private func answer(_ request: RawServer.Request) async -> [RawServer.Step] {
    let session = Self.session(in: request.headers["cookie"] ?? "")
    let account = session.flatMap { session in state.withLock { $0.accounts[session] } }
    let kind = account ?? (request.headers["user-agent"]?.contains("(") == true ? .named : .unnamed)
    if let wait = quotas[kind]?.refusal(at: time.now) {
      state.withLock { $0.refusals += 1 }
      return .answer("Too many requests", status: 429, headers: ["Retry-After: \(wait)"])
    }
    state.withLock { $0.answered[kind, default: 0] += 1 }
    // The wiki need not say the same again.
    let key = request.target + (session ?? "")
    if request.method == "GET", let known = state.withLock({ $0.known[key] }) { return [.send(known), .close] }
    guard let answer = try? await client.exchange(request.bytes) else { return [.close] }
    let text = String(decoding: answer, as: UTF8.self)
    if request.method == "GET", request.fields["titles"] != nil { state.withLock { $0.known[key] = answer } }
    if let name = request.fields["lgname"]?.split(separator: "@").first, text.contains("\"Success\""),
      let session = Self.session(in: text) ?? session, let kind = try? await Self.kind(of: name, on: wiki)
    {
      state.withLock { $0.accounts[session] = kind }
    }
    return [.send(answer), .close]
  }

  private static func kind(of name: Substring, on wiki: LocalWiki) async throws -> RequestClass {
    let users = try JSONDecoder().decode(
      Users.self, from: await wiki.get("action=query&list=users&usprop=groups&ususers=\(name)"))
    let groups = users.query.users.flatMap(\.groups)
    return groups.contains("bot") ? .bot : groups.contains("autoconfirmed") ? .established : .account
  }

  private static func session(in text: String) -> String? {
    text.matches(of: /BPsession=([^;\s]+)/).last.map { String($0.1) }
  }
}

@Suite(
  "Behind a gateway with Wikimedia's limits", .bounded, .botWiki(settings: "$wgAutoConfirmCount = 10;"))
struct GatewayTests {
  @Test(
    "of thousands of requests, none of a bot and 1 % of others at most are too many, and three are under way",
    arguments: RequestClass.allCases)
  fileprivate func manners(kind: RequestClass) async throws {
    let setup = try #require(BotWiki.current)
    let time = VirtualClock(workers: Pacer.mostAtOnce)
    let gateway = try Gateway(to: setup.local, time: time)
    let server = try gateway.start()
    defer { server.stop() }
    let credentials = try await credentials(of: kind, setup)
    let wiki = try Wiki(
      name: "local", api: WikiURL(server.url + "/api.php"),
      client: HTTPClient(userAgent: UserAgent.string(contact: kind == .unnamed ? nil : "bot@example.org")),
      credentials: credentials, patience: Patience(sleep: { await time.sleep($0) }),
      pacer: Pacer(clock: time.clock), log: .quiet)
    if credentials != nil { _ = try await wiki.signIn() }
    // More than the limit lets through in two minutes.
    let count = max(2_000, (kind.limit ?? 0) * 3)
    try await withThrowingTaskGroup { group in
      for worker in 0..<Pacer.mostAtOnce {
        group.addTask {
          defer { time.leave() }
          for number in stride(from: worker, to: count, by: Pacer.mostAtOnce) {
            _ = try await wiki.page("Page \(number % 20)")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(gateway.answered[kind] ?? 0 >= count, "\(gateway.answered)")
    #expect(gateway.refusals <= (kind == .bot ? 0 : count / 100), "\(kind): \(gateway.refusals)")
    #expect(gateway.mostAtOnce <= 3)
    guard let limit = kind.limit else {
      #expect(time.now == .zero)
      return
    }
    // What the limit lets through at once needs no time; care costs some, most where a limit is low.
    let least = Duration.seconds(Double(count - limit) / Double(limit) * 60)
    #expect(time.now >= least - .seconds(60) && time.now <= least * 2.5 + .seconds(120), "\(kind): \(time.now)")
  }

  private func credentials(of kind: RequestClass, _ setup: BotWiki) async throws -> Credentials? {
    guard kind == .account || kind == .established else { return kind == .bot ? setup.credentials : nil }
    let name = kind == .account ? "Novice" : "Veteran"
    let account = try await setup.local.createBot(name, isFlagged: false)
    if kind == .established { try await setup.local.credit(name, edits: 100) }
    return .botPassword(username: account.username, password: Secret(account.password))
  }
}
