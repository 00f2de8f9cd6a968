import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("A wiki that shows edits to moderators before it saves them", .bounded)
struct ModerationTests {
  /// What Extension:Moderation does to an edit through the API, which keeps it and answers with this error.
  private static let settings = """
    $wgAvailableRights[] = 'skip-moderation';
    $wgExtensionCredits['antispam'][] = [ 'name' => 'Moderation' ];
    $wgHooks['MultiContentSave'][] = static function ( $revision, $user, $summary, $flags, $status ) {
      if ( PHP_SAPI === 'cli' ) { return true; }
      $count = count( glob( __DIR__ . '/queue-*' ) );
      $text = $revision->getRevision()->getContent( 'main' )->getText();
      file_put_contents( __DIR__ . '/queue-' . ( $count + 1 ), $text );
      $status->fatal( 'moderation-edit-queued' );
      return false;
    };
    """

  private static func queued(_ setting: PublishSetting) -> Int {
    (1...20).prefix { FileManager.default.fileExists(atPath: "\(setting.wiki.folder)/queue-\($0)") }.count
  }

  @Test(
    "gets each edit once, until the report or the page changes or somebody insists, and every run says that it waits")
  func once() async throws {
    let setting = try await PublishSetting(LocalWiki.Options(settings: Self.settings))
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    let before = try await setting.run("check")
    #expect(before.status == 77, "\(before)")
    #expect(before.output.contains("would show the edit of Team/KPIs to a moderator before it saves it"), "\(before)")
    #expect(Self.queued(setting) == 0)

    let first = try await setting.run("publish", "--format", "json")
    #expect(first.status == 77 && Self.queued(setting) == 1, "\(first)")
    #expect(first.output.contains("moderation-edit-queued"), "\(first)")
    #expect(first.output.contains("ask a moderator to approve it on Special:Moderation"), "\(first)")
    for arguments in [["publish"], ["publish", "--if-due"], ["publish", "--dry-run"], ["check"]] {
      let again = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", "2026-11-06T06:00:00Z"], in: setting.folder.path)
      #expect(again.status == 77 && Self.queued(setting) == 1, "\(arguments): \(again)")
      let words = again.output + again.errors
      #expect(
        words.contains("the report for Team/KPIs has been waiting for a moderator of the wiki since "), "\(again)")
      #expect(words.contains("approve it on Special:Moderation"), "\(again)")
    }
    #expect(try await setting.run("publish", "--force").status == 77)
    #expect(Self.queued(setting) == 2)
    #expect(try await setting.run("publish").status == 77)
    #expect(Self.queued(setting) == 2)

    try await setting.wiki.save(PublishSetting.page, "More words.\n" + PublishSetting.human)
    #expect(try await setting.run("publish").status == 77)
    #expect(Self.queued(setting) == 3)
    try setting.writeReport(kpis: "[edits]")
    for _ in 0..<2 {
      #expect(try await setting.run("publish").status == 77)
      #expect(Self.queued(setting) == 4)
    }

    // A moderator approves it.
    let text = try String(contentsOfFile: "\(setting.wiki.folder)/queue-4", encoding: .utf8)
    try await setting.wiki.save(PublishSetting.page, text, user: "KPIBot")
    let approved = try await setting.run("publish", "--format", "json", asOf: "2026-11-07T00:00:00Z")
    #expect(approved.status == 0 && approved.output.contains("\"unchanged\""), "\(approved)")
    #expect(Self.queued(setting) == 4)

    // A link on another page waits by itself.
    try await setting.wiki.save("Portal", "Words")
    try setting.writeReport(more: "see_also: [{wiki: local, page: Portal}]", kpis: "[edits]")
    for _ in 0..<2 {
      let linked = try await setting.run("publish")
      #expect(linked.status == 77 && Self.queued(setting) == 5, "\(linked)")
    }
  }
}
