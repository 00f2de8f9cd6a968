import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("While a wiki is down", .bounded)
struct RestartTests {
  @Test("publish waits until it is back")
  func waited() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    let client = try RawClient(setting.wiki.api)
    let server = try RawServer(isOpen: false) { request in
      (try? await client.exchange(request.bytes)).map { [.send($0), .close] } ?? [.close]
    }
    defer { server.stop() }
    try setting.writeReport(api: server.url + "/api.php")
    let program = try await Kpibot.start(
      ["publish", "mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z", "--patience", "10m"],
      in: setting.folder.path)
    // Preview stops after the third.
    try await program.wait(for: "the fourth try") {
      program.errors.split(separator: "\n").count { $0.contains("trying again in") } >= 3
    }
    try server.open()
    let result = await program.result(killedAfter: .seconds(300))
    #expect(result.status == 0, "\(result)")
    #expect(try await setting.edits().count == 1)
  }

  @Test("preview stops after three tries")
  func looked() async throws {
    let folder = try TemporaryFolder()
    let down = try RawServer(isOpen: false) { _ in [.close] }
    defer { down.stop() }
    for file in ["page.mustache", "summary.mustache"] {
      let text = try String(contentsOfFile: "\(Kpibot.templates)/demo/\(file)", encoding: .utf8)
      try folder.write(text, to: "mine/\(file)")
    }
    try folder.write(PublishSetting.report(api: down.url + "/api.php"), to: "mine/report.yaml")
    let result = try await Kpibot.run(["preview", "mine", "--store", "facts.sqlite"], in: folder.path)
    #expect(result.status == 69 && result.errors.contains("3 times"), "\(result)")
  }

  @Test("who previews in a terminal is told at once, and can wait for it")
  func looksInTerminal() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let client = try RawClient(setting.wiki.api)
    let server = try RawServer(isOpen: false) { request in
      (try? await client.exchange(request.bytes)).map { [.send($0), .close] } ?? [.close]
    }
    defer { server.stop() }
    try setting.writeReport(api: server.url + "/api.php")
    let program = try await Kpibot.start(
      columns: 100,
      ["preview", "mine", "--store", "facts.sqlite", "--as-of", "2026-11-05T00:00:00Z", "--patience", "10m"],
      in: setting.folder.path)
    // Elsewhere, preview stops after the third try.
    try await program.wait(for: "the fourth try") {
      program.output.ranges(of: "(Ctrl-C leaves)").count >= 3
    }
    try server.open()
    let result = await program.result(killedAfter: .seconds(300))
    #expect(result.status == 0 && result.output.contains("Participants"), "\(result)")
  }

  @Test("collect waits for it, also for a name that is not found, and then ends with 69")
  func collected() async throws {
    let folder = try TemporaryFolder()
    let down = try RawServer(isOpen: false) { _ in [.close] }
    defer { down.stop() }
    for file in ["page.mustache", "summary.mustache"] { try folder.write("", to: "mine/\(file)") }
    for (api, problem) in [
      (down.url + "/api.php", "did not accept the connection"), ("https://wiki.invalid/w/api.php", "was not found"),
    ] {
      try folder.write(PublishSetting.report(api: api), to: "mine/report.yaml")
      let result = try await Kpibot.run(
        ["collect", "mine", "--store", "facts.sqlite", "--patience", "5s"], in: folder.path,
        environment: ["KPIBOT_CONTACT": "bot@example.org"])
      #expect(result.status == 69 && result.errors.contains(problem), "\(result)")
      #expect(result.errors.contains("trying again in"), "\(result)")
    }
  }
}
