import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("The preview as a page", .bounded)
struct PagePreviewTests {
  @Test("shows the page as its wiki renders it, in one file, without an edit or an account")
  func rendered() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(
      "MediaWiki:Common.css", "/* ours */ .x { color: red; background: url(//x.example/y.png) }")
    try await setting.wiki.save(
      PublishSetting.page, PublishSetting.human + "\n[[Feedback]] {{:Feedback}} https://x.example")
    let result = try await setting.run("preview", "--format", "html", "--verbose")
    #expect(result.status == 0, "\(result.errors)")
    let html = result.output
    #expect(outsideReferences(in: html) == [])
    #expect(html.contains("default-src 'none'"))
    for text in [
      "Rendered by local (127.0.0.1)", "Nothing has been published", "October 2026, as of 5 November 2026",
      // The humans' words, the wiki's tables, style sheets of the skin and of the wiki.
      "Our words, with é and 漢字.", "<table class=\"wikitable\"", "color:red", ".mw-body",
      "href=\"\(setting.wiki.address)/index.php",
      "class=\"client-nojs\"", "skin-vector",
    ] {
      let isThere = html.contains(text)
      #expect(isThere, "\(text)")
    }
    #expect(!html.contains("Approximate"))
    #expect(!html.contains("csrfToken"))
    #expect(!result.errors.contains("action=login") && !result.errors.contains("meta=tokens"), "\(result.errors)")
    #expect(try await setting.edits().isEmpty)
  }

  @Test("says that the page can't be written as it is, and shows the report all the same")
  func withoutMarkers() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try await setting.wiki.save(PublishSetting.page, "Only our words.")
    let result = try await setting.run("preview", "--format", "html")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.contains("The page can&#39;t be written") || result.output.contains("The page can't be written"))
    #expect(result.output.contains("Scorecard") && !result.output.contains("Only our words"))

    // In a terminal the two lines to be pasted stand there as they are, however narrow it is.
    let markers = "\n\(PublishSetting.begin)\n<!-- kpibot:end mine -->\nSummary: "
    for width in ["40", "132"] {
      let table = try await setting.run("preview", "--width", width)
      #expect(table.status == 0 && table.output.contains(markers), "\(table)")
      #expect(!table.output.contains("\u{FFFD}"))
    }
    let diff = try await setting.run("preview", "--format", "diff")
    #expect(diff.status == 78 && diff.errors.contains(markers.replacing("\nSummary: ", with: "")), "\(diff)")
  }

  @Test("draws the page itself where nobody is asked or nobody answers, and says so", arguments: [true, false])
  func approximate(isOffline: Bool) async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.folder.write(
      PublishSetting.report(api: setting.wiki.api)
        .replacing("wikis: {", with: "wikis: {gone: \"http://127.0.0.1:9/w/api.php\", ")
        .replacing("publish: {wiki: local", with: "publish: {wiki: gone"), to: "mine/report.yaml")
    #expect(try await setting.run("collect").status == 0)
    let result = try await setting.run(
      "preview", "--format", "html", "--patience", "1s", isOffline ? "--offline" : "--verbose")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Approximate: drawn by kpibot itself"))
    #expect(result.output.contains(isOffline ? "no wiki was asked" : "gone could not be asked"))
    #expect(isOffline || result.errors.contains("approximately"), "\(result.errors)")
    #expect(outsideReferences(in: result.output) == [])
    // The title of the report and the product are hostile.
    #expect(result.output.contains("Our &lt;b&gt;KPIs&lt;/b&gt; {{nothing}}"))
    #expect(result.output.contains("prefers-color-scheme: dark"))
  }

  @Test("draws the page by the facts in hand where no wiki can be reached, then says why and ends as any preview")
  func unreachable() async throws {
    let setting = try await PublishSetting()
    try await setting.wiki.save(PublishSetting.page, PublishSetting.human)
    #expect(try await setting.run("collect").status == 0)
    setting.wiki.stop()
    let result = try await setting.run("preview", "--format", "html", "--patience", "1s")
    #expect(result.status == 69, "\(result.errors)")
    #expect(result.errors.hasPrefix("kpibot: ") || result.errors.contains("\nkpibot: "), "\(result.errors)")
    #expect(result.output.contains("Approximate: drawn by kpibot itself"))
    #expect(result.output.contains("no wiki could be reached"))
    #expect(result.output.contains("Scorecard") && result.output.hasSuffix("</html>\n"))
    #expect(outsideReferences(in: result.output) == [])
    for format in ["table", "json", "wikitext", "diff"] {
      let other = try await setting.run("preview", "--format", format, "--patience", "1s")
      #expect(other.status == 69 && other.output.isEmpty, "\(other)")
    }
  }

  @Test("opens the page from a file that only the user can read")
  func opens() async throws {
    let folder = try TemporaryFolder()
    let browser = try folder.write(
      "#!/bin/sh\nstat -c %a \"$2\" > mode\ncp \"$2\" seen.html\n[ \"$1\" = --new ]\n", to: "browser", mode: 0o755)
    let arguments = ["preview", "--open", "--templates", Kpibot.templates]
    let result = try await Kpibot.run(
      arguments, in: folder.path, environment: ["BROWSER": "/nonexistent:\(browser) --new %s", "TMPDIR": folder.path])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "")
    #expect(result.errors.contains("the page is in \(folder.path)"))
    let html = try await Kpibot.run(["preview", "--format", "html", "--templates", Kpibot.templates])
    #expect(try String(contentsOfFile: folder.path + "/seen.html", encoding: .utf8) == html.output)
    #expect(try String(contentsOfFile: folder.path + "/mode", encoding: .utf8) == "600\n")

    let none = try await Kpibot.run(
      arguments, in: folder.path, environment: ["BROWSER": "false", "PATH": folder.path, "TMPDIR": folder.path])
    #expect(none.status == 0)
    #expect(none.errors.contains("no browser could be started; the page is in \(folder.path)"), "\(none.errors)")
  }
}
