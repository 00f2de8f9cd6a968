import LocalWiki
import Logging
import MediaWiki
import TestTraits
import Testing

@testable import KPIReports

@Suite("Values that other pages transclude", .bounded)
struct LabelledSectionTests {
  /// What stands in for the extension: the tag shows nothing, as it does there.
  private static let hook = """
    $wgHooks['ParserFirstCallInit'][] = function ( $parser ) {
      $parser->setHook( 'section', static function () { return ''; } );
    };
    """
  private static let asOf = Instant(iso8601: "2026-11-05T00:00:00Z")!

  /// A report that reads one wiki and is shown on another.
  private static func pipeline(source: LocalWiki, target: LocalWiki, folder: TemporaryFolder) throws -> Pipeline {
    let isSame = source === target
    try folder.write(
      """
      title: Test
      wikis: {source: "\(source.api)"\(isSame ? "" : ", target: \"\(target.api)\"")}
      publish: {wiki: \(isSame ? "source" : "target"), page: KPIs}
      products:
        - {name: "R&D \\"x\\"", feedback: [{wiki: source, page: Feedback}], support: [{wiki: source, page: "Help:A"}]}
      kpis: [participants, edits]
      """, to: "mine/report.yaml")
    for file in ["page.mustache", "summary.mustache"] {
      try folder.write(TestReports.text(of: "demo/\(file)"), to: "mine/\(file)")
    }
    var options = Pipeline.Options(folder: folder.path + "/mine")
    options.shippedTemplates = TestReports.templates
    options.asOf = asOf
    options.store = folder.path + "/facts.sqlite"
    return try Pipeline(options, clock: asOf, environment: [:])
  }

  private static func page(_ pipeline: Pipeline, collects: Bool) async throws -> String {
    let log = Logger(label: "test")
    let store = try await pipeline.openStore(log: log)
    if collects {
      let connect = try Connect(contact: nil, log: log)
      _ = try await pipeline.collect(into: store, connect: connect, progress: .none, log: log)
    }
    return pipeline.render(try await pipeline.measure(store)).content(computed: asOf)
  }

  private static func parsed(_ text: String, on wiki: LocalWiki) async throws -> String {
    struct Answer: Decodable, Sendable {
      struct Parse: Decodable, Sendable { let text: String }
      let parse: Parse
    }
    let client = try HTTPClient(userAgent: "kpibot-tests")
    let wiki = Wiki(name: "local", api: try WikiURL(wiki.api), client: client, log: Logger(label: "test"))
    return try await wiki.call(
      ["action": "parse", "contentmodel": "wikitext", "prop": "text", "text": text], as: Answer.self
    ).parse.text
  }

  private static func history(_ title: String) -> PageHistory {
    PageHistory(
      title, [.init("2026-10-02T00:00:00Z", .account("Ann")), .init("2026-10-03T00:00:00Z", .account("Ann"))])
  }

  @Test("are named where the page's wiki has labelled sections, whether it is read or only written to")
  func named() async throws {
    let capable = try await LocalWiki.start(LocalWiki.Options(settings: Self.hook))
    defer { capable.stop() }
    let plain = try await LocalWiki.start()
    defer { plain.stop() }
    for wiki in [capable, plain] { try await wiki.importHistories([Self.history("Feedback"), Self.history("Help:A")]) }

    for source in [capable, plain] {
      let folder = try TemporaryFolder()
      let pipeline = try Self.pipeline(source: source, target: capable, folder: folder)
      let before = try await Self.page(pipeline, collects: false)
      #expect(!before.contains("<section"))
      let page = try await Self.page(pipeline, collects: true)
      #expect(page.contains("<section begin=\"participants\" /><section begin=\"participants/2026-10\" />"))
      for name in ["edits/2026-09", "edits/R%26D %22x%22", "edits/R%26D %22x%22/2026-10"] {
        #expect(page.components(separatedBy: "<section begin=\"\(name)\" />").count == 2, "\(name)")
        #expect(page.components(separatedBy: "<section end=\"\(name)\" />").count == 2, "\(name)")
      }
      let html = try await Self.parsed(page, on: capable)
      #expect(!html.contains("section begin") && !html.contains("&lt;section"))
      // Without asking anybody, the same page.
      #expect(try await Self.page(pipeline, collects: false) == page)
      // Support pages are linked at the revision that was read.
      #expect(page.contains(source === capable ? "[[Special:PermanentLink/" : "index.php?oldid="))
      #expect(!page.contains("curid="))
    }

    let folder = try TemporaryFolder()
    let page = try await Self.page(try Self.pipeline(source: plain, target: plain, folder: folder), collects: true)
    #expect(!page.contains("<section"))
    #expect(page.contains("R&amp;D"))
  }

  @Test(
    "have names that can stand in an attribute and in a parser function",
    arguments: [
      ("Dark mode", "edits/Dark mode"), ("a\"b", "edits/a%22b"), ("a|b=c}}", "edits/a%7Cb%3Dc%7D%7D"),
      ("<!--", "edits/%3C%21--"), ("漢字 é", "edits/漢字 é"), ("a/2026-09", "edits/a%2F2026-09"), (" a  b ", "edits/a b"),
      ("2026-09", "edits/%32026-09"), ("100%", "edits/100%25"), ("RFC 2324", "edits/RFC 2324"),
    ])
  func safe(product: String, name: String) {
    #expect(SectionName(kpi: "edits", product: product, period: nil).text == name)
  }
}
