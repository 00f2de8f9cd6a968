import Foundation
import LocalWiki
import Synchronization
import TestTraits
import Testing

@Suite("Signing in before reading", .bounded)
struct SignInToReadTests {
  private static let isPrivate = LocalWiki.Options(settings: "$wgGroupPermissions['*']['read'] = false;")

  private static func logins(on wiki: LocalWiki) throws -> Int {
    try wiki.requests().count { $0["action"] == "login" }
  }

  @Test("a private wiki is collected, previewed and published by a schedule, with one sign-in each")
  func privateWiki() async throws {
    let setting = try await PublishSetting(Self.isPrivate)
    defer { setting.wiki.stop() }
    for (arguments, outcome) in [
      (["collect"], nil), (["preview", "--format", "json"], "complete"), (["publish", "--if-due"], "published"),
      (["publish", "--if-due"], "unchanged"),
    ] as [([String], String?)] {
      try setting.wiki.forgetRequests()
      let result = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path)
      #expect(result.status == 0 && outcome.map(result.output.contains) ?? true, "\(arguments): \(result)")
      #expect(try Self.logins(on: setting.wiki) == 1, "\(arguments)")
      let first = try #require(try setting.wiki.requests().first)
      // A preview signs in only where it must.
      let isPreview = arguments[0] == "preview"
      #expect((first["type"] == "login") != isPreview, "\(arguments): \(first)")
      #expect(result.errors.contains("local is private, so the bot signs in to read it") == isPreview, "\(result)")
    }
  }

  @Test("a private wiki is told as such where there is nothing to sign in with")
  func nothingToSignInWith() async throws {
    let setting = try await PublishSetting(Self.isPrivate)
    defer { setting.wiki.stop() }
    try FileManager.default.removeItem(atPath: "\(setting.folder.path)/credentials")
    for (command, status) in [("collect", 77), ("preview", 69)] as [(String, Int32)] {
      let result = try await setting.run(command)
      #expect(result.status == status && result.errors.contains("the wiki is private"), "\(command): \(result)")
      #expect(try Self.logins(on: setting.wiki) == 0)
    }
  }

  @Test("credentials that a wiki does not take are tried once, and it is read as by anyone; nothing is saved")
  func wrongPassword() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let wrong = String(setting.bot.password.reversed())
    try setting.folder.write(
      "KPIBOT_USERNAME=\(setting.bot.username)\nKPIBOT_PASSWORD=\(wrong)\n", to: "credentials", mode: 0o600)
    for (command, status) in [("collect", 0), ("publish", 77)] as [(String, Int32)] {
      try setting.wiki.forgetRequests()
      let result = try await setting.run(command)
      #expect(result.status == status, "\(command): \(result)")
      #expect(result.errors.contains("the wiki did not accept the credentials"), "\(command): \(result)")
      #expect(try Self.logins(on: setting.wiki) == 1, "\(command)")
    }
    try setting.wiki.forgetRequests()
    #expect(try await setting.run("preview").status == 0)
    #expect(try Self.logins(on: setting.wiki) == 0)
    #expect(try await setting.edits().isEmpty)
  }

  @Test("nobody is asked with --offline")
  func offline() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("collect").status == 0)
    try setting.wiki.forgetRequests()
    #expect(try await setting.run("preview", "--offline").status == 0)
    #expect(try setting.wiki.requests().isEmpty)
  }

  /// A server before a wiki that passes requests on, and forgets the session of one of them, by its number.
  private static func forgetful(_ wiki: LocalWiki, at number: Int) throws -> RawServer {
    let client = try RawClient(wiki.api)
    let state = Mutex((count: 0, lost: ""))
    return try RawServer { request in
      var request = request
      let isLost = state.withLock { state in
        state.count += 1
        let cookie = request.headers["cookie"] ?? ""
        if state.count == number { state.lost = cookie }
        return !cookie.isEmpty && cookie == state.lost
      }
      if isLost { request.headers["cookie"] = nil }
      return (try? await client.exchange(request.bytes)).map { [.send($0), .close] } ?? [.close]
    }
  }

  @Test("a session that is lost at any request is made anew", arguments: [false, true])
  func lostSession(isPrivate: Bool) async throws {
    let setting = try await PublishSetting(isPrivate ? Self.isPrivate : LocalWiki.Options())
    defer { setting.wiki.stop() }
    var number = 0
    var count = 1
    while number < count {
      number += 1
      let page = "Team/KPIs \(number)"
      try await setting.wiki.save(page, PublishSetting.human)
      let server = try Self.forgetful(setting.wiki, at: number)
      defer { server.stop() }
      try setting.writeReport(page: page, api: server.url + "/api.php")
      let result = try await Kpibot.run(
        ["publish", "mine", "--if-due", "--store", "\(number).sqlite", "--as-of", "2026-11-05T00:00:00Z"],
        in: setting.folder.path)
      #expect(result.status == 0 && result.output.contains("published"), "request \(number): \(result)")
      if number == 1 { count = server.requests.count }
    }
    #expect(count > 8)
  }
}
