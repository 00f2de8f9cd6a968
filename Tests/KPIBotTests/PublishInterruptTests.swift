import Foundation
import LocalWiki
import Synchronization
import TestTraits
import Testing

@Suite("Leaving while the page is saved", .bounded)
struct PublishInterruptTests {
  /// What came of the edits that passed through a server.
  private final class Edits: Sendable {
    let saved = Mutex(0)
  }

  @Test(
    "leaves before the answer comes and says so, and the next publish finds out that the page was saved",
    arguments: [(SIGINT, "SIGINT", 130), (SIGTERM, "SIGTERM", 143)] as [(Int32, String, Int32)])
  func edit(signal: Int32, name: String, status: Int32) async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    let client = try RawClient(setting.wiki.address)
    let edits = Edits()
    let server = try RawServer { request in
      guard let answer = try? await client.exchange(request.bytes) else { return [.close] }
      guard request.fields["action"] == "edit" else { return [.send(answer), .close] }
      // The wiki has saved the page by now; what it said never comes.
      edits.saved.withLock { $0 += 1 }
      return [.pause(.seconds(600))]
    }
    try setting.writeReport(api: server.url + "/api.php")
    let arguments = [
      "publish", "mine", "--store", "facts.sqlite", "--credentials", "credentials", "--as-of", "2026-11-05T00:00:00Z",
    ]
    let program = try await Kpibot.start(arguments + ["--log-format", "json"], in: setting.folder.path)
    try await program.wait(for: "the edit") { edits.saved.withLock { $0 } > 0 }
    program.kill(with: signal)
    let result = await program.result(killedAfter: .seconds(300))
    #expect(result.status == status)
    #expect(result.output == "", "nobody knows yet what became of it")
    let sentence = "stopped by \(name); if the page was being saved, the next publish finds out (exit \(status))"
    #expect(
      result.errors.contains(#""exit":\#(status),"level":"error","message":"\#(sentence)","run":""#), "\(result.errors)"
    )
    let again = try await Kpibot.run(arguments, in: setting.folder.path)
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.hasPrefix("unchanged"), "\(again.output)")
    #expect(edits.saved.withLock { $0 } == 1)
    #expect(try await setting.edits().count == 1)
  }
}
