import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Leaving at once", .bounded)
struct InterruptTests {
  /// A wiki that, while there is a file of the name, lets a further batch of a history wait for ten minutes, or sends
  /// everybody away for as long.
  private static let settings = """
    if ( PHP_SAPI === 'cli-server' ) {
      if ( isset( $_REQUEST['rvcontinue'] ) && is_file( __DIR__ . '/slow' ) ) {
        touch( __DIR__ . '/waiting' );
        sleep( 600 );
      }
      if ( is_file( __DIR__ . '/busy' ) ) {
        header( 'Retry-After: 600' );
        http_response_code( 503 );
        exit;
      }
    }
    """

  private let wiki: LocalWiki
  private let folder: TemporaryFolder

  init() async throws {
    wiki = try await LocalWiki.start(LocalWiki.Options(settings: Self.settings))
    // Anybody gets 500 revisions at once, so that the second page takes two batches.
    let long = (0..<620).map { place in
      let (day, hour) = (place / 24 + 1, place % 24)
      let time = "2026-10-\(day < 10 ? "0" : "")\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z"
      return PageHistory.Revision(time, .account("Reader \(place % 9)"))
    }
    let short = PageHistory.Revision("2026-10-02T00:00:00Z", .account("Ann"))
    try await wiki.importHistories([
      PageHistory("Feedback 1", [short]), PageHistory("Feedback 2", long), PageHistory("Feedback 3", [short]),
    ])
    folder = try TemporaryFolder()
    try folder.write(
      """
      title: Ours
      wikis: {local: "\(wiki.api)"}
      products:
        - {name: A, feedback: [{wiki: local, page: Feedback 1}, {wiki: local, page: Feedback 2}]}
        - {name: B, feedback: [{wiki: local, page: Feedback 3}]}
      kpis: [edits, returning-participants]
      """, to: "mine/report.yaml")
    for file in ["page.mustache", "summary.mustache"] { try folder.write("", to: "mine/\(file)") }
  }

  private func arguments(_ command: String, store: String) -> [String] {
    [command, "mine", "--store", store, "--as-of", "2026-11-05T00:00:00Z"]
  }

  /// Starts collecting, waits until something is so, sends a signal and gives what came of it.
  private func interrupted(_ signal: Int32, when isSo: (Kpibot) -> Bool) async throws -> Kpibot.Result {
    let program = try await Kpibot.start(arguments("collect", store: "f.sqlite"), in: folder.path)
    try await program.wait(for: "the moment to interrupt it") { isSo(program) }
    program.kill(with: signal)
    // Whoever waits for the wiki is killed before it answers.
    return await program.result(killedAfter: .seconds(300))
  }

  private func isThere(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(wiki.folder)/\(file)") }

  /// The values of a store, brought up to date.
  private func values(_ store: String) async throws -> String {
    // Another run that still held the lock would be told.
    let collected = try await Kpibot.run(arguments("collect", store: store), in: folder.path)
    #expect(collected.status == 0 && collected.errors == "", "\(collected.errors)")
    let shown = try await Kpibot.run(
      arguments("preview", store: store) + ["--offline", "--format", "json"], in: folder.path)
    #expect(shown.status == 0)
    return shown.output
  }

  @Test(
    "in the middle of a transfer, and the next run completes what is there",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func transfer(signal: Int32, status: Int32) async throws {
    try Data().write(to: URL(fileURLWithPath: wiki.folder + "/slow"))
    let result = try await interrupted(signal) { _ in isThere("waiting") }
    #expect(result.status == status)
    #expect(result.output + result.errors == "")
    try FileManager.default.removeItem(atPath: wiki.folder + "/slow")
    let values = try await values("f.sqlite")
    #expect(try await self.values("fresh.sqlite") == values)
    #expect(values.contains("\"value\" : 621"))
    #expect(!values.contains("\"status\" : \"unknown\""))
  }

  @Test("while it waits to try again")
  func retry() async throws {
    try Data().write(to: URL(fileURLWithPath: wiki.folder + "/busy"))
    let result = try await interrupted(SIGINT) { $0.errors.contains("trying again in 600.0 s") }
    #expect(result.status == 130)
  }
}
