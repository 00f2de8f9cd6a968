import MediaWiki

/// The preview as one HTML file, which runs nothing and loads nothing.
package struct PreviewPage: Sendable {
  private let report: Report
  private let address: PageAddress?
  private let wiki: WikiDefinition?
  private let remark: String?

  /// Prepares the page of a report.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - address: Where the page would be published; nil where it is only previewed.
  ///   - wiki: That page's wiki.
  ///   - remark: What keeps the page from being published as it is shown; nil where nothing does.
  package init(_ report: Report, on address: PageAddress?, of wiki: WikiDefinition?, remark: String?) {
    self.report = report
    self.address = address
    self.wiki = wiki
    self.remark = remark
  }

  /// The page as its wiki renders it.
  package func text(of rendering: WikiRendering) -> String {
    let rules = HTMLRules(of: wiki?.api)
    let head = WikiHead(rendering.head, rules: rules)
    let host = wiki.map { "\($0.name) (\($0.api.host))" } ?? ""
    return page(
      htmlAttributes: head.htmlAttributes, bodyAttributes: head.bodyAttributes,
      styles: StyleSheet(rendering.styles).text + "\n" + PreviewStyle.besideWiki,
      banner: banner("Rendered by \(host), with its style sheets.", isApproximate: false),
      heading: FilteredHTML(rendering.title, rules: rules).text,
      content: FilteredHTML(rendering.text, rules: rules).text)
  }

  /// The page as kpibot itself draws its wikitext, because the wiki could not be asked.
  package func approximateText(of wikitext: String, because reason: String) -> String {
    let title = address?.title ?? report.definition.title
    let rules = HTMLRules(of: wiki?.api)
    let literals = WikitextLiterals(wikitext, title: title, templates: report.definition.noteTemplates)
    let inline = WikitextInline(literals, rules: rules) { [address] target in
      address?.titled(target).url ?? "#"
    }
    let html = WikitextBlocks(inline).html(of: literals.text)
    let words = "Approximate: drawn by kpibot itself, since \(reason). The wiki will show it in its own style."
    return page(
      htmlAttributes: " lang=\"en\"", bodyAttributes: " class=\"kpibot-approximate\"", styles: PreviewStyle.approximate,
      banner: banner(words, isApproximate: true), heading: HTMLText.escaped(title),
      content: FilteredHTML(html, rules: rules).text)
  }

  private func page(
    htmlAttributes: String, bodyAttributes: String, styles: String, banner: String, heading: String, content: String
  ) -> String {
    """
    <!DOCTYPE html>
    <html\(htmlAttributes)>
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
    <meta name="referrer" content="no-referrer">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Preview: \(HTMLText.escaped(report.definition.title)), \(HTMLText.escaped(report.period.label))</title>
    <style>
    \(styles)
    \(PreviewStyle.banner)
    </style>
    </head>
    <body\(bodyAttributes)>
    \(banner)
    <div id="content" class="mw-body" role="main">
    <h1 id="firstHeading" class="firstHeading mw-first-heading">\(heading)</h1>
    <div id="bodyContent" class="vector-body mw-body-content">
    <div id="mw-content-text" class="mw-body-content mw-content-ltr" dir="ltr">
    \(content)
    </div>
    </div>
    </div>
    </body>
    </html>

    """
  }

  /// What a browser may do with the file: show text, styles and pictures that stand in it, and nothing else.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"

  private func banner(_ words: String, isApproximate: Bool) -> String {
    let place = address.map { " of <b>\(HTMLText.escaped($0.title))</b>" } ?? ""
    let remark = remark.map { "<p><strong>\(HTMLText.escaped($0))</strong></p>" } ?? ""
    return """
      <header class="kpibot-preview\(isApproximate ? " kpibot-preview-approximate" : "")">
      <p><b>Preview</b>\(place): \(HTMLText.escaped(report.period.label)), as of \(report.asOf.inWords). \
      <b>Nothing has been published.</b></p>
      <p>\(HTMLText.escaped(words))</p>
      \(remark)
      </header>
      """
  }
}
