import LocalWiki
import Testing

@testable import MediaWiki

/// A running MediaWiki with a bot account, for the length of a test.
struct BotWiki {
  let local: LocalWiki
  let credentials: Credentials

  /// Starts a wiki, runs the body and stops the wiki whatever happens.
  static func run(_ body: (BotWiki) async throws -> Void) async throws {
    let local = try await LocalWiki.start(.init())
    defer { local.stop() }
    try local.createUser("KPIBot", password: "SomePassw0rdOfTheBot", groups: ["bot"])
    let password = try local.createBotPassword(user: "KPIBot", label: "kpi")
    try await body(
      BotWiki(local: local, credentials: .botPassword(username: "KPIBot@kpi", password: Secret(password))))
  }
}
