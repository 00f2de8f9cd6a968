import Foundation
import LocalWiki
import Synchronization
import TestTraits
import Testing

@testable import MediaWiki

/// A server before a real wiki that takes only as many requests a minute as Wikimedia does: none are counted of flagged
/// bots, 200 of accounts and of clients that say whose they are, 10 of others.
private final class Gateway: Sendable {
  private struct State {
    var load = 0
    var mostAtOnce = 0
    var refusals = 0
    var bots: Set<String> = []
    var known: [String: [UInt8]] = [:]
  }

  private let client: RawClient
  private let time: VirtualClock
  private let state = Mutex(State())
  private let named = RequestQuota(200, .fixed)
  private let others = RequestQuota(10, .fixed)

  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
  var refusals: Int { state.withLock { $0.refusals } }

  init(to api: String, time: VirtualClock) throws {
    client = try RawClient(api)
    self.time = time
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
    let isBot = session.map { session in state.withLock { $0.bots.contains(session) } } ?? false
    if !isBot {
      let isNamed = session != nil || request.headers["user-agent"]?.contains("(") == true
      if let wait = (isNamed ? named : others).refusal(at: time.now) {
        state.withLock { $0.refusals += 1 }
        return .answer("Too many requests", status: 429, headers: ["Retry-After: \(wait)"])
      }
    }
    // The wiki need not say the same again.
    let key = request.target + (session ?? "")
    if request.method == "GET", let known = state.withLock({ $0.known[key] }) { return [.send(known), .close] }
    guard let answer = try? await client.exchange(request.bytes) else { return [.close] }
    let text = String(decoding: answer, as: UTF8.self)
    if request.method == "GET", request.fields["titles"] != nil { state.withLock { $0.known[key] = answer } }
    if request.body.contains("KPIBot%40kpi"), text.contains("\"Success\""),
      let session = Self.session(in: text) ?? session
    {
      state.withLock { _ = $0.bots.insert(session) }
    }
    return [.send(answer), .close]
  }

  private static func session(in text: String) -> String? {
    text.matches(of: /BPsession=([^;\s]+)/).last.map { String($0.1) }
  }
}

@Suite("Behind a gateway with Wikimedia's limits", .bounded, .botWiki)
struct GatewayTests {
  /// Who asks.
  enum Client: CaseIterable {
    case bot, account, named, unnamed
  }

  @Test(
    "of 2,000 requests, none of a bot and 1 % of others at most are too many, and three are under way",
    arguments: Client.allCases)
  func manners(client: Client) async throws {
    let setup = try #require(BotWiki.current)
    let credentials: Credentials?
    switch client {
    case .bot: credentials = setup.credentials
    case .account:
      let plain = try await setup.local.createBot("Plain", isFlagged: false)
      credentials = .botPassword(username: plain.username, password: Secret(plain.password))
    case .named, .unnamed: credentials = nil
    }
    let time = VirtualClock(workers: Pacer.mostAtOnce)
    let gateway = try Gateway(to: setup.local.api, time: time)
    let server = try gateway.start()
    defer { server.stop() }
    let wiki = try Wiki(
      name: "local", api: WikiURL(server.url + "/api.php"),
      client: HTTPClient(userAgent: UserAgent.string(contact: client == .unnamed ? nil : "bot@example.org")),
      credentials: credentials, patience: Patience(sleep: { await time.sleep($0) }), pacer: Pacer(clock: time.clock),
      log: .quiet)
    if credentials != nil { _ = try await wiki.signIn() }
    try await withThrowingTaskGroup { group in
      for worker in 0..<Pacer.mostAtOnce {
        group.addTask {
          defer { time.leave() }
          for number in stride(from: worker, to: 2_000, by: Pacer.mostAtOnce) {
            _ = try await wiki.page("Page \(number % 20)")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(server.requests.count >= 2_000)
    #expect(gateway.refusals <= (client == .bot ? 0 : 20), "\(client): \(gateway.refusals)")
    #expect(gateway.mostAtOnce <= 3)
    #expect(client == .bot ? time.now == .zero : time.now > .seconds(500), "\(client): \(time.now)")
  }
}
