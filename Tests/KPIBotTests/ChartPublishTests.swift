import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Publishing charts on a real wiki", .bounded)
struct ChartPublishTests {
  private static let pages = ["Data:Our KPIs.tab", "Data:Our KPIs/Chart.tab", "Data:Our KPIs.chart"]
  private static let charts = "charts: {wiki: local, page: Our KPIs}"

  /// Makes the wiki lose its answer to the first edit of each page, after the page was saved.
  private static let losingAnswers = """
    $wgHooks['APIAfterExecute'][] = static function ( $module ) {
      $lost = __DIR__ . '/lost-' . md5( $module->getRequest()->getVal( 'title', '' ) );
      if ( $module->getModuleName() !== 'edit' || file_exists( $lost ) ) { return; }
      touch( $lost );
      MediaWiki\\MediaWikiServices::getInstance()->getDBLoadBalancerFactory()->commitPrimaryChanges( __METHOD__ );
      http_response_code( 503 );
      exit( 'lost' );
    };
    """

  private static func setting(more: String = "", php: String = "") async throws -> PublishSetting {
    let setting = try await PublishSetting(LocalWiki.Options(settings: LocalWiki.dataNamespace + "\n" + php))
    try setting.writeReport(more: charts + "\n" + more)
    return setting
  }

  private static func edits(_ setting: PublishSetting) async throws -> [Int] {
    var counts: [Int] = []
    for page in pages + [PublishSetting.page] {
      counts.append(try await setting.wiki.history(of: page).filter { $0.user == "KPIBot" }.count)
    }
    return counts
  }

  @Test("saves table, drawn table and chart once, then the page that shows them")
  func publishes() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let rehearsal = try await setting.run("publish", "--dry-run")
    #expect(rehearsal.status == 0, "\(rehearsal.errors)")
    for page in Self.pages { #expect(rehearsal.output.contains("dry-run \(page) "), "\(rehearsal.output)") }
    #expect(try await setting.run("check").output.contains("ok    the pages of the chart"))
    #expect(try await Self.edits(setting) == [0, 0, 0, 0])

    try setting.wiki.forgetRequests()
    let first = try await setting.run("publish")
    #expect(first.status == 0, "\(first.errors)")
    for page in Self.pages { #expect(first.output.contains("published \(page) "), "\(first.output)") }
    let saved = try setting.wiki.requests().filter { $0["action"] == "edit" }.compactMap { $0["title"] }
    #expect(saved == Self.pages + [PublishSetting.page])
    #expect(try await Self.edits(setting) == [1, 1, 1, 1])
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(text.contains("\n{{#chart:Our KPIs.chart}}\n"))
    #expect(
      text.contains("[[:Data:Our KPIs.tab|Data&#58;Our KPIs.tab]]") || text.contains("[[:Data:Our KPIs.tab|"), "\(text)"
    )
    let table = try #require(try await setting.wiki.text(of: Self.pages[0]))
    #expect(table.contains(#"["2026-10",true,"#) && table.contains("<!-- kpibot:data mine -->"), "\(table)")
    #expect(try await setting.wiki.text(of: Self.pages[2])?.contains(#""source":"Our KPIs/Chart.tab""#) == true)

    // A day later nothing has changed; the one object of JSON is about the report's page.
    let second = try await setting.run("publish", "--format", "json", asOf: "2026-11-06T00:00:00Z")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(second.output.utf8)) as? [String: Any])
    #expect(object["result"] as? String == "unchanged" && object["page"] as? String == PublishSetting.page)
    #expect(try await Self.edits(setting) == [1, 1, 1, 1])

    let html = try await setting.run("preview", "--format", "html")
    #expect(html.output.contains("<span class=\"chart\">Our KPIs.chart</span>"))
    let offline = try await setting.run("preview", "--format", "html", "--offline")
    #expect(offline.output.contains("Chart: Our KPIs.chart"))
  }

  @Test("leaves a page of the namespace as people wrote it, and makes the report's page without a chart")
  func foreign() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    let human =
      #"{"license":"CC0-1.0","description":{"en":"Ours"},"sources":"","schema":{"fields":[{"name":"a","type":"number","#
      + #""title":{"en":"a"}}]},"data":[[1]]}"#
    try await setting.wiki.save(Self.pages[0], human)
    let before = try await setting.wiki.text(of: Self.pages[0])
    let result = try await setting.run("publish")
    #expect(result.status == 78, "\(result)")
    #expect(result.errors.contains("\(Self.pages[0]) holds what Admin wrote"), "\(result.errors)")
    #expect(result.output.contains("published \(PublishSetting.page) "))
    #expect(try await setting.wiki.text(of: Self.pages[0]) == before)
    #expect(try await Self.edits(setting) == [0, 0, 0, 1])
    let text = try #require(try await setting.wiki.text(of: PublishSetting.page))
    #expect(!text.contains("#chart") && !text.contains("Data:"))
    #expect(try await setting.run("publish", "--dry-run").status == 78)
    #expect(try await setting.run("check").output.contains("stop  the pages of the chart: \(Self.pages[0]) holds what"))
  }

  @Test("overwrites no edit of people to its own pages, and goes on once it is undone")
  func edited() async throws {
    let setting = try await Self.setting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("publish", asOf: "2026-10-05T00:00:00Z").status == 0)
    let own = try #require(try await setting.wiki.text(of: Self.pages[1]))
    try await setting.wiki.save(Self.pages[1], own.replacing("what its chart draws", with: "translated"))
    let edited = try await setting.wiki.text(of: Self.pages[1])

    let refused = try await setting.run("publish", "--if-due")
    #expect(refused.status == 78, "\(refused)")
    #expect(try await setting.wiki.text(of: Self.pages[1]) == edited)
    // The chart is still there, so that the page goes on showing it.
    #expect(try await setting.wiki.text(of: PublishSetting.page)?.contains("#chart") == true)

    try await setting.wiki.save(Self.pages[1], own)
    // So the page stays due, although it shows the period.
    let mended = try await setting.run("publish", "--if-due")
    #expect(mended.status == 0 && mended.output.contains("published \(PublishSetting.page) "), "\(mended)")
    #expect(try await setting.wiki.text(of: Self.pages[1])?.contains(#"["2026-10","#) == true)
    #expect(try await setting.run("publish", "--if-due").output.contains("the page shows October 2026 already"))
  }

  @Test("saves nothing beside a page that is refused", arguments: ["markers", "shutoff", "implausible"])
  func refused(why: String) async throws {
    let setting = try await Self.setting(more: "shutoff: {wiki: local, page: Stop}")
    defer { setting.wiki.stop() }
    let counts = why == "implausible" ? [1, 1, 1, 1] : [0, 0, 0, 0]
    switch why {
    case "markers": try await setting.wiki.save(PublishSetting.page, "No markers")
    case "shutoff": try await setting.wiki.save("Stop", "Stop")
    default:
      #expect(try await setting.run("publish").status == 0)
      try setting.writeReport(
        more: Self.charts + "\npeople: {staff: {names: [\"Reader 1\", \"Reader 2\", \"Reader 3\"]}}")
    }
    let result = try await setting.run("publish")
    #expect(result.status == (why == "markers" ? 78 : why == "shutoff" ? 77 : 65), "\(result)")
    #expect(try await Self.edits(setting) == counts)
  }

  @Test("saves each page once, whatever becomes of the answers")
  func once() async throws {
    let setting = try await Self.setting(php: Self.losingAnswers)
    defer { setting.wiki.stop() }
    let result = try await setting.run("publish", "--patience", "60s")
    #expect(result.status == 0, "\(result)")
    let lost = try FileManager.default.contentsOfDirectory(atPath: setting.wiki.folder).filter { $0.hasPrefix("lost-") }
    #expect(lost.count == 4)
    #expect(try await setting.run("publish").status == 0)
    #expect(try await Self.edits(setting) == [1, 1, 1, 1])
  }

  @Test("ends with 78 where the wiki has no such pages, and shows no chart where it has none")
  func withoutExtension() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: Self.charts)
    let result = try await setting.run("publish")
    #expect(result.status == 78, "\(result)")
    #expect(result.errors.contains("local needs Extension:JsonConfig"), "\(result.errors)")
    #expect(try await setting.wiki.text(of: PublishSetting.page)?.contains("#chart") == false)
    let wikitext = try await setting.run("preview", "--format", "wikitext")
    #expect(!wikitext.output.contains("#chart"))
  }

  @Test(
    "says what is wrong with where charts go",
    arguments: [
      ("charts: {wiki: local}", "charts needs the key \"page\", because the report's title can't be a page's title"),
      ("charts: {wiki: lokal, page: X}", "the wiki \"lokal\" is not defined"),
      ("charts: {page: X}", "charts needs the key \"wiki\""),
      ("charts: {wiki: local, page: \"Data:.tab\"}", "must have 1 to"),
      ("charts: {wiki: local, pages: X}", "unknown key \"pages\""),
      ("charts: {wiki: local, page: \"X|y\"}", "a page title can't have \"|\""),
      ("charts: x", "charts must be a mapping"),
      ("charts: {wiki: local, page: X, titles: [de]}", "charts.titles must be a mapping"),
      ("charts: {wiki: local, page: X, titles: {De: {report: K}}}", "\"De\" is not the code of a language"),
      ("charts: {wiki: local, page: X, titles: {de: {reprot: K}}}", "did you mean \"report\"?"),
      (
        "charts: {wiki: local, page: X, titles: {de: {report: \"a\\nb\"}}}",
        "charts.titles.de.report is no title: it must be one line"
      ),
    ])
  func mistakes(charts: String, message: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(PublishSetting.report(api: "http://127.0.0.1:9/w/api.php", more: charts), to: "mine/report.yaml")
    let result = try await Kpibot.run(["preview", "mine", "--offline"], in: folder.path)
    #expect(result.status == 78)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
