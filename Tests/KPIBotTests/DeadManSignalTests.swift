import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("The signal by which silence is noticed", .bounded)
struct DeadManSignalTests {
  private static let path = "/ping/0f8a-secret"

  /// Publishes offline, to a wiki that is not there unless one is given.
  private static func publish(
    _ ping: String, _ arguments: [String] = [], report: String = "demo", inFile: Bool = false
  ) async throws -> Kpibot.Result {
    let folder = try TemporaryFolder()
    try folder.write(
      "KPIBOT_USERNAME=A@b\nKPIBOT_PASSWORD=x\nKPIBOT_CONTACT=me\n" + (inFile ? "KPIBOT_PING=\(ping)\n" : ""),
      to: "credentials", mode: 0o600)
    return try await Kpibot.run(
      ["publish", report, "--templates", Kpibot.templates, "--store", "s.sqlite"] + arguments, in: folder.path,
      environment: inFile ? [:] : ["KPIBOT_PING": ping])
  }

  @Test("tells start, success and failure, with the last line")
  func onAWiki() async throws {
    let server = try RawServer { _ in .answer("OK") }
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let good = try await setting.run("publish", "--ping", "\(server.url)\(Self.path)/")
    #expect(good.status == 0, "\(good)")
    #expect(server.requests.map(\.target) == ["\(Self.path)/start", Self.path])
    #expect(server.requests.allSatisfy { $0.method == "POST" })
    #expect(server.requests[1].body.hasPrefix("published revision "))
    #expect(good.errors.contains("]: \(server.requests[1].body)\n"), "\(good)")
    #expect(!(good.output + good.errors).contains("0f8a"))

    // Nothing was published, so nobody is told so.
    #expect(try await setting.run("publish", "--dry-run", "--ping", "\(server.url)\(Self.path)").status == 0)
    #expect(server.requests.count == 2)
    #expect(try await setting.run("publish", "--if-due", "--ping", server.url + Self.path).status == 0)
    #expect(server.requests.last?.body.hasPrefix("nothing to do on Team/KPIs") == true)

    setting.wiki.stop()
    let bad = try await setting.run("publish", "--patience", "3s", "--ping", server.url + Self.path)
    #expect(bad.status == 69, "\(bad)")
    #expect(server.requests.last?.target == "\(Self.path)/fail")
  }

  @Test("tells failure also where the report or the credentials can't be read", arguments: ["nope", "demo"])
  func early(report: String) async throws {
    let server = try RawServer { _ in .answer("OK") }
    let arguments = report == "demo" ? ["--credentials", "/nowhere"] : []
    let result = try await Self.publish("\(server.url)\(Self.path)", arguments, report: report)
    #expect(result.status == 78, "\(result)")
    #expect(server.requests.map(\.target) == ["\(Self.path)/start", "\(Self.path)/fail"])
    #expect(server.requests[1].body.hasPrefix("refused"))
    #expect(server.requests[1].body.contains("(exit 78)"))
  }

  @Test("does not keep a run that is told to end")
  func hanging() async throws {
    let server = try RawServer { _ in [.pause(.seconds(600)), .close] }
    let folder = try TemporaryFolder()
    // The wiki hangs as well, so that the run is still there however late the signal comes.
    try folder.write(PublishSetting.report(api: server.url + "/api.php"), to: "mine/report.yaml")
    for file in ["page.mustache", "summary.mustache"] { try folder.write("x", to: "mine/\(file)") }
    try folder.write("KPIBOT_USERNAME=A@b\nKPIBOT_PASSWORD=x\n", to: "credentials", mode: 0o600)
    let program = try await Kpibot.start(
      ["publish", "mine", "--store", "s.sqlite", "--ping", server.url], in: folder.path)
    try await program.wait(for: "the signal") { !server.requests.isEmpty }
    program.kill(with: SIGTERM)
    let result = await program.result(killedAfter: .seconds(300))
    #expect(result.status == 143 && result.errors.contains("stopped by SIGTERM"), "\(result)")
  }

  @Test("takes the address from the credentials file too")
  func file() async throws {
    let server = try RawServer { _ in .answer("OK") }
    let result = try await Self.publish("\(server.url)\(Self.path)", report: "nope", inFile: true)
    #expect(result.status == 78)
    #expect(server.requests.count == 2)
  }

  @Test(
    "that is not taken is a warning, whose text holds no secret",
    arguments: ["http://127.0.0.1:9", "http://example.org", "https://me:0f8a@example.org", "nonsense", "status"])
  func failing(address: String) async throws {
    let server = try RawServer { _ in .answer("no", status: 500) }
    let base = address == "status" ? server.url : address
    let result = try await Self.publish("\(base)\(Self.path)", report: "nope")
    #expect(result.status == 78, "\(result)")
    #expect(result.errors.contains("warning ["), "\(result.errors)")
    #expect(!result.errors.contains("0f8a"), "\(result.errors)")
  }
}
