import LocalWiki
import Testing

@testable import MediaWiki

/// A real MediaWiki with AbuseFilter and a bot account, that the tests of a suite share.
struct BotWiki: Sendable {
  let local: LocalWiki
  let bot: LocalWiki.BotPassword

  /// The wiki of the suite that runs.
  @TaskLocal static var current: BotWiki?

  /// How the bot signs in.
  var credentials: Credentials { .botPassword(username: bot.username, password: Secret(bot.password)) }

  /// The wiki as the bot sees it, in a session of its own.
  func wiki() throws -> Wiki { try wiki(credentials: credentials) }

  /// The wiki as others see it.
  func wiki(credentials: Credentials?) throws -> Wiki {
    try Wiki(name: "local", api: WikiURL(local.api), client: .forTests(), credentials: credentials, log: .quiet)
  }
}

/// Starts a wiki for a suite and stops it whatever happens.
struct BotWikiTrait: SuiteTrait, TestScoping {
  /// More PHP for the wiki's settings.
  let settings: String

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let local = try await LocalWiki.start(LocalWiki.Options(extensions: ["AbuseFilter"], settings: settings))
    defer { local.stop() }
    let setup = BotWiki(local: local, bot: try await local.createBot())
    try await BotWiki.$current.withValue(setup) { try await function() }
  }
}

extension Trait where Self == BotWikiTrait {
  /// The suite's tests share a real wiki, `BotWiki.current`.
  static var botWiki: Self { botWiki(settings: "") }

  /// The same with a wiki of these settings.
  static func botWiki(settings: String) -> Self { Self(settings: settings) }
}
