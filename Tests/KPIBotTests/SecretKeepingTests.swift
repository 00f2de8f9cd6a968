import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Secrets, wherever the program writes", .bounded)
struct SecretKeepingTests {
  private static let token = "hush-token-0123456789abcdef"
  private static let loginToken = "login-token-0123456789abcdef"
  private static let cookie = "cookie-0123456789abcdef"

  @Test("are in no output, no log and no file, whatever happens")
  func everywhere() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let secrets = [setting.bot.password, Self.token, Self.loginToken, Self.cookie]
    var written: [String] = []
    func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Kpibot.Result {
      let result = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z"], in: setting.folder.path,
        environment: environment)
      written += [result.output, result.errors]
      return result
    }
    let elsewhere = try RawServer { _ in .answer("{}") }
    let redirecting = try RawServer { _ in
      .answer("", status: 302, headers: ["Location: \(elsewhere.url)/api.php?x"])
    }
    // What a broken server could do: repeat all it was sent as its error.
    let echoing = try RawServer { request in
      let text = "\(request.body) \(request.headers) \(request.fields.values)".replacing("\"", with: "'")
      guard request.fields["type"] != "login" else {
        return .answer(
          #"{"query": {"tokens": {"logintoken": "\#(Self.loginToken)"}}}"#,
          headers: ["Set-Cookie: wiki_session=\(Self.cookie); path=/; HttpOnly"])
      }
      return .answer(
        #"{"errors": [{"code": "odd", "text": "\#(text)"}], "warnings": [{"code": "w", "text": "\#(text)"}]}"#)
    }

    #expect(try await run(["publish", "--verbose"]).status == 0)
    #expect(try await run(["publish", "--verbose", "--log-format", "json"]).status == 0)
    #expect(try await run(["check", "--verbose"]).status == 0)
    #expect(try await run(["publish", "--verbose"], environment: ["KPIBOT_OAUTH2_TOKEN": Self.token]).status == 77)
    for server in [redirecting, echoing] {
      try setting.writeReport(api: server.url + "/api.php")
      for environment in [[:], ["KPIBOT_OAUTH2_TOKEN": Self.token]] {
        let result = try await run(["publish", "--verbose", "--patience", "60s"], environment: environment)
        #expect(result.status != 0)
      }
    }
    #expect(echoing.requests.contains { $0.headers["cookie"]?.contains(Self.cookie) == true })
    #expect(redirecting.requests.count == 2 && !echoing.requests.isEmpty)
    #expect(elsewhere.requests.isEmpty)

    let files = try FileManager.default.subpathsOfDirectory(atPath: setting.folder.path)
    #expect(files.contains("facts.sqlite"))
    for file in files where file != "credentials" {
      written.append(
        (FileManager.default.contents(atPath: "\(setting.folder.path)/\(file)")).map {
          String(decoding: $0, as: UTF8.self)
        } ?? "")
    }
    for secret in secrets { #expect(!written.contains { $0.contains(secret) }) }
    #expect(written.contains { $0.contains("<redacted>") })
  }

  @Test("are in nothing that a crash leaves", arguments: [SIGABRT, SIGSEGV])
  func crash(signal: Int32) async throws {
    let folder = try TemporaryFolder()
    let hanging = try RawServer { request in
      request.fields["type"] == "login"
        ? .answer(#"{"query": {"tokens": {"logintoken": "abc+"}}}"#) : [.pause(.seconds(600)), .close]
    }
    for file in ["page.mustache", "summary.mustache"] {
      try FileManager.default.createDirectory(atPath: folder.path + "/mine", withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: "\(Kpibot.templates)/demo/\(file)", toPath: "\(folder.path)/mine/\(file)")
    }
    try folder.write(PublishSetting.report(api: hanging.url + "/api.php"), to: "mine/report.yaml")
    try folder.write("KPIBOT_USERNAME=A@b\nKPIBOT_PASSWORD=\(Self.token)\n", to: "credentials", mode: 0o600)
    let program = try await Kpibot.start(
      ["publish", "mine", "--store", "facts.sqlite"], in: folder.path,
      environment: ["SWIFT_BACKTRACE": "enable=yes,color=no,interactive=no,symbolicate=off"])
    try await program.wait(for: "the login") {
      hanging.requests.contains { $0.body.contains(Self.token) }
    }
    // Not even where the system is set to keep the memory of programs that crash.
    let limits = try String(contentsOfFile: "/proc/\(program.processID)/limits", encoding: .utf8)
    #expect(limits.contains(#/Max core file size +0 +0 /#))
    // The runtime tells the state of the program at the first signal and leaves the end to the second.
    program.kill(with: signal)
    try await program.wait(for: "the state of the program") { program.errors.contains("Backtrace took") }
    program.kill(with: signal)
    let result = await program.result(killedAfter: .seconds(300))
    #expect(result.status == 128 + signal)
    #expect(!(result.output + result.errors).contains(Self.token), "\(result.errors)")
  }
}
