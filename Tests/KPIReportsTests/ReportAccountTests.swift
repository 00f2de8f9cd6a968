import LocalWiki
import MediaWiki
import Testing

@testable import KPIReports

@Suite("The bot's account")
struct ReportAccountTests {
  @Test("is told to the report's own wikis, and to no other operator's")
  func scope() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      title: Ours
      wikis:
        meta: https://meta.wikimedia.org/w/api.php
        de: https://de.wikipedia.org/w/api.php
        port: https://meta.wikimedia.org:8443/w/api.php
        other: https://wiki.example.org/w/api.php
        look: https://wikimedia.org.example.org/w/api.php
        linked: https://linked.example.net/w/api.php
      publish: {wiki: meta, page: Team/KPIs}
      see_also: [{wiki: linked, page: Portal}]
      products: [{name: A, feedback: [{wiki: de, page: F}, {wiki: other, page: F}, {wiki: look, page: F}]}]
      kpis: [edits]
      """, to: "mine/report.yaml")
    let report = try ReportReader().read(folder: folder.path + "/mine")
    let account = try #require(ReportAccount(.oauth2(token: Secret("hush")), for: report))
    let told = report.wikis.filter { account.credentials(for: $0) != nil }.map(\.name)
    #expect(told == ["meta", "de", "port", "linked"])
  }
}
