import Foundation
import Mustache

/// The templates of a report, read and checked: what turns numbers into wikitext.
package struct TemplateFolder: Sendable {
  /// The page's template in a report folder.
  package static let pageFile = "page.mustache"
  /// The edit summary's template in a report folder.
  package static let summaryFile = "summary.mustache"

  private static let page = "page"
  private static let summary = "summary"
  private let library: MustacheLibrary

  /// Reads the templates of a report folder.
  ///
  /// - Parameters:
  ///   - folder: the report folder.
  ///   - shipped: the folder of the reports that come with kpibot, whose partials are looked at last.
  /// - Throws: ``ReportMistakes`` with everything that is wrong in any of them.
  package init(folder: String, shipped: String?) throws(ReportMistakes) {
    MustacheContentTypes.register(WikitextContentType(), named: WikitextContentType.name)
    MustacheContentTypes.register(SummaryContentType(), named: SummaryContentType.name)
    var reader = TemplateReader(folders: Self.partialFolders(of: folder, shipped: shipped))
    reader.read(
      Self.page, file: folder + "/" + Self.pageFile, contentType: WikitextContentType.name,
      context: PageContext.sample, wikitext: PageContext.wikitextFields)
    reader.read(
      Self.summary, file: folder + "/" + Self.summaryFile, contentType: SummaryContentType.name,
      context: SummaryContext.sample, wikitext: [])
    guard reader.mistakes.isEmpty else { throw ReportMistakes(mistakes: reader.mistakes) }
    library = MustacheLibrary(templates: reader.templates)
  }

  /// The page's wikitext.
  package func page(_ context: PageContext) -> String {
    WikitextContentType.settled(library.render(context, withTemplate: Self.page) ?? "")
  }

  /// The edit summary on one line, without an end of line.
  package func summary(_ context: SummaryContext) -> String {
    let text = library.render(context, withTemplate: Self.summary) ?? ""
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Where partials are looked for: in the report folder, in `partials` beside it, then among the shipped ones.
  package static func partialFolders(of folder: String, shipped: String?) -> [String] {
    let beside = URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent().path
    return [folder, beside + "/partials"] + (shipped.map { [$0 + "/partials"] } ?? [])
  }
}
