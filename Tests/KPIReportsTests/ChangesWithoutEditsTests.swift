import Foundation
import LocalWiki
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

/// What changes about known revisions although their page has no new one, or about old ones when it has.
@Suite("Changes without an edit", .bounded)
struct ChangesWithoutEditsTests {
  private static let deny = """
    $wgHooks['ApiCheckCanExecute'][] = static function ( $module, $user, &$message ) {
      if ( !file_exists( __DIR__ . '/deny' ) || $module->getRequest()->getVal( 'letype' ) !== 'renameuser' ) { return true; }
      $message = 'apierror-permissiondenied-generic';
      return false;
    };
    """

  private static func seconds(_ day: Int) -> Int64 {
    Instant(iso8601: "2026-11-\(day < 10 ? "0" : "")\(day)T00:00:00Z")!.seconds
  }

  /// A page with 42 edits by seven accounts that was collected.
  private static func setting(_ more: String = "") async throws -> CollectSetting {
    let options = "{exclude_reverted: true}"
    let setting = try await CollectSetting(
      kpis: ["edits: \(options)", "participants: \(options)"],
      options: LocalWiki.Options(extensions: ["Renameuser"], settings: LocalWiki.ownClock + "\n" + more),
      edit: { $1 + "\npeople: {staff: {names: [\"* (WMF)\"]}}\n" })
    try setting.wiki.setClock(seconds(5))
    try await setting.wiki.importHistories([PageHistory("Feedback", CollectSetting.history(42))])
    try await setting.collect()
    #expect(try await setting.value("edits").value == 42)
    #expect(try await setting.value("participants").value == 7)
    return setting
  }

  @Test("counts by the names that accounts have now, after several renames and where others took a name")
  func renames() async throws {
    let setting = try await Self.setting(Self.deny)
    defer { setting.wiki.stop() }
    try await setting.wiki.happen([
      .init(.rename, "Reader 1", at: Self.seconds(6), value: "Reader 1 (WMF)"),
      .init(.rename, "Reader 2", at: Self.seconds(6), value: "Between"),
      .init(.rename, "Between", at: Self.seconds(7), value: "Reader 2 (WMF)"),
    ])
    try setting.wiki.forgetRequests()
    try await setting.collect()
    #expect(try await setting.value("participants").value == 5)
    #expect(try await setting.value("edits").value == 30)
    try await setting.expectLikeNew()
    #expect(try setting.wiki.requests().count { $0["letype"] == "renameuser" } == 1)

    // Names that wander: one who left staff, and one who took the name of another.
    try await setting.wiki.happen([
      .init(.rename, "Reader 1 (WMF)", at: Self.seconds(8), value: "Reader 1"),
      .init(.rename, "Reader 3", at: Self.seconds(9), value: "Reader 3 (WMF)"),
      .init(.rename, "Reader 4", at: Self.seconds(9), value: "Reader 3"),
    ])
    try await setting.collect()
    #expect(try await setting.value("participants").value == 5)
    try await setting.expectLikeNew()

    // Where the log can't be read, nobody knows; then it is read from where it was left.
    try Data().write(to: URL(fileURLWithPath: setting.wiki.folder + "/deny"))
    try await setting.wiki.happen([.init(.rename, "Reader 5", at: Self.seconds(10), value: "Reader 5 (WMF)")])
    try await setting.collect()
    let later = Instant(seconds: Self.seconds(30))
    let unknown = try await setting.value("participants", in: "2026-11", asOf: later)
    #expect(unknown.status == .unknown && unknown.value == nil, "\(unknown)")
    try FileManager.default.removeItem(atPath: setting.wiki.folder + "/deny")
    try await setting.collect()
    #expect(try await setting.value("participants").value == 4)
    try await setting.expectLikeNew()
  }

  @Test("meets names within a week that no log tells of")
  func unlogged() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    try await setting.wiki.rename("Reader 6", to: "Reader 6 (WMF)")
    try setting.wiki.setClock(Self.seconds(13))
    try await setting.collect()
    #expect(try await setting.value("participants").value == 6)
    try await setting.expectLikeNew()
  }

  @Test("leaves out what was undone, however far back and however late the wiki marks it")
  func marks() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let history = try await setting.wiki.history(of: "Feedback").map(\.id)
    try setting.wiki.setClock(Self.seconds(6))
    // Far beyond what is read again with a new revision, and marked at once.
    try await setting.wiki.undo(history[9], on: "Feedback", text: "one less")
    try await setting.wiki.runJobs()
    try await setting.collect()
    #expect(try await setting.value("edits").value == 41)
    try await setting.expectLikeNew()

    // Marked only after the edit that undoes was read, while the page has no new revision.
    try setting.wiki.setClock(Self.seconds(7))
    try await setting.wiki.undo(history[15], on: "Feedback", text: "two less")
    try await setting.wiki.undo(history[41], on: "Feedback", text: "three less")
    try await setting.collect()
    #expect(try await setting.value("edits").value == 41)
    try await setting.wiki.runJobs()
    try setting.wiki.setClock(Self.seconds(9))
    try await setting.collect()
    #expect(try await setting.value("edits").value == 39)
    try await setting.expectLikeNew()

    // Once the wiki has had its time, the page is left alone.
    try setting.wiki.setClock(Self.seconds(15))
    try await setting.collect()
    try setting.wiki.forgetRequests()
    try await setting.collect()
    #expect(try setting.wiki.requests().count { $0["pageids"] != nil } == 0)
    #expect(try await setting.value("edits").value == 39)
  }
}
