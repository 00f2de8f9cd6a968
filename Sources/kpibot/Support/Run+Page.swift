import KPIReports
import MediaWiki

extension Run {
  /// The preview as an HTML file: rendered by the page's wiki, or by kpibot itself where nobody can be asked.
  func htmlPage(_ report: Report, _ rendered: RenderedReport, mayAsk: Bool) async throws -> String {
    let content = rendered.content(computed: rendered.asOf)
    guard let target = pipeline.definition.publish else {
      return PreviewPage(report, on: nil, of: nil, remark: nil)
        .approximateText(of: content, because: "the report names no page under \"publish\"")
    }
    let wiki = try wiki(named: target.wiki)
    let address = PageAddress(title: target.page, wiki: wiki)
    func approximate(because reason: String) -> String {
      PreviewPage(report, on: address, of: wiki, remark: nil).approximateText(of: content, because: reason)
    }
    guard mayAsk else { return approximate(because: "no wiki could be reached") }
    guard !pipeline.isOffline else { return approximate(because: "no wiki was asked") }
    do {
      let (text, remark) = try await wholePage(rendered, content: content)
      let rendering = try await connect().wiki(wiki).rendering(of: text, on: target.page)
      return PreviewPage(report, on: address, of: wiki, remark: remark).text(of: rendering)
    } catch let error where error is WikiError || error is MissingContact {
      complain("\(error). The page is shown as kpibot draws it, approximately")
      return approximate(because: "\(wiki.name) could not be asked")
    }
  }

  /// The text of the page as it would be, and what keeps it from being published so.
  private func wholePage(_ rendered: RenderedReport, content: String) async throws -> (text: String, remark: String?) {
    do {
      return (try await page(for: rendered)?.after ?? content, nil)
    } catch let error as any Mendable where error is RegionError || error is PublishingRefusal {
      return (content, "The page can't be written as it is now: \(error.problem). Only the report is shown here.")
    }
  }
}
