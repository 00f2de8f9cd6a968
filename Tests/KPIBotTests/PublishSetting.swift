import Foundation
import LocalWiki

/// A wiki with two months of feedback, and a report about it.
struct PublishSetting {
  static let page = "Team/KPIs"
  static let human =
    "Our words, with é and 漢字.\r\n\n<!-- kpibot:begin mine -->\n<!-- kpibot:end mine -->\n\n== See also ==\n* [[X]]"

  /// The line before the region, as the bot writes it; the page of people has one without the sentence.
  static let begin =
    "<!-- kpibot:begin mine · A bot rewrites this part. Change the report or ask on the talk page; edits here are "
    + "replaced. -->"

  private static let kpis = "[returning-participants, participants, edits]"

  private static let feedback = (1...28).map { day in
    PageHistory.Revision(
      "2026-\(day % 2 == 0 ? "09" : "10")-\(day < 10 ? "0" : "")\(day)T10:00:00Z", .account("Reader \(day % 5)"))
  }

  let wiki: LocalWiki
  let folder: TemporaryFolder
  let bot: LocalWiki.BotPassword

  init(
    _ options: LocalWiki.Options = LocalWiki.Options(), feedback: String = "Feedback", isFlagged: Bool = true
  ) async throws {
    (wiki, bot) = try await LocalWiki.start(options, after: "two months of feedback, a bot: \(isFlagged)") { wiki in
      try await wiki.importHistories([PageHistory("Feedback", Self.feedback)])
      return try await wiki.createBot(isFlagged: isFlagged)
    }
    folder = try TemporaryFolder()
    try writeReport(feedback: feedback)
    for file in ["page.mustache", "summary.mustache"] {
      let text = try Data(contentsOf: URL(fileURLWithPath: "\(Kpibot.templates)/demo/\(file)"))
      try folder.write(String(decoding: text, as: UTF8.self), to: "mine/\(file)")
    }
    try folder.write(
      "KPIBOT_USERNAME=\(bot.username)\nKPIBOT_PASSWORD=\(bot.password)\n", to: "credentials", mode: 0o600)
  }

  /// Writes the report's definition; without an address, it is about the real wiki.
  func writeReport(
    product: String = "A | B", feedback: String = "Feedback", page: String = Self.page, api: String? = nil,
    more: String = "", kpis: String = Self.kpis
  ) throws {
    try folder.write(
      Self.report(product: product, feedback: feedback, page: page, api: api ?? wiki.api, more: more, kpis: kpis),
      to: "mine/report.yaml")
  }

  static func report(
    product: String = "A | B", feedback: String = "Feedback", page: String = Self.page, api: String,
    more: String = "", kpis: String = Self.kpis
  ) -> String {
    """
    title: Our <b>KPIs</b> {{nothing}}
    wikis: {local: "\(api)"}
    publish: {wiki: local, page: "\(page)"}
    products:
      - {name: "\(product)", feedback: [{wiki: local, page: \(feedback)}]}
    kpis: \(kpis)
    \(more)
    """
  }

  func run(_ arguments: String..., asOf: String = "2026-11-05T00:00:00Z") async throws -> Kpibot.Result {
    try await Kpibot.run(
      arguments + ["mine", "--store", "facts.sqlite", "--as-of", asOf], in: folder.path)
  }

  func edits() async throws -> [LocalWiki.Revision] {
    try await wiki.history(of: Self.page).filter { $0.user == "KPIBot" }
  }
}
