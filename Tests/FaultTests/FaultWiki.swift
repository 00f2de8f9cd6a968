import Foundation
import LocalWiki

/// The wiki, the bot and the report that all schedules share.
struct FaultWiki: Sendable {
  /// What counts as now in the first run of a schedule and in those after it.
  static let instants = ["2026-11-05T00:00:00Z", "2026-11-05T01:00:00Z"]
  static let botName = "KPIBot"
  /// The setting of the suite that runs.
  @TaskLocal static var current: FaultWiki?

  let wiki: LocalWiki
  let bot: LocalWiki.BotPassword
  let human: Human
  /// What `preview` says at each of the instants.
  let reports: [String]
  /// What `preview` says of the month before.
  let oldReport: String
  /// How many schedules are on their way at once: they mostly wait.
  static let width = 6
  /// What keeps it so.
  let gate = Gate(places: width)

  private let base: String

  /// Starts the wiki and collects the facts.
  static func start() async throws -> FaultWiki {
    let wiki = try await LocalWiki.start()
    do { return try await FaultWiki(wiki) } catch {
      wiki.stop()
      throw error
    }
  }

  private init(_ wiki: LocalWiki) async throws {
    self.wiki = wiki
    bot = try await wiki.createBot(Self.botName)
    human = try await Human(on: wiki)
    // Inside the wiki's folder, which goes when the tests end, however they do.
    base = wiki.folder + "/base"
    try Self.write(api: wiki.api, target: wiki.api, page: "KPIs", bot: bot, to: base)
    func run(_ arguments: [String], asOf: String) async throws -> String {
      let result = try await Kpibot.run(
        arguments + ["mine", "--store", "facts.sqlite", "--as-of", asOf], in: wiki.folder + "/base")
      guard result.status == 0 else { throw Human.Failure(description: result.errors) }
      return result.output.trimmingCharacters(in: .newlines)
    }
    let preview = ["preview", "--format", "wikitext"]
    var reports: [String] = []
    for instant in Self.instants { reports.append(try await run(preview, asOf: instant)) }
    self.reports = reports
    oldReport = try await run(preview, asOf: "2026-10-05T00:00:00Z")
  }

  /// Makes a folder with the report, the facts and the credentials for a page that is reached through a proxy.
  func makeFolder(page: String, proxy: String) throws -> String {
    let folder = wiki.folder + "/schedule-\(UUID().uuidString)"
    try Self.write(api: wiki.api, target: proxy, page: page, bot: bot, to: folder)
    return folder
  }

  private static func write(
    api: String, target: String, page: String, bot: LocalWiki.BotPassword, to folder: String
  ) throws {
    try FileManager.default.createDirectory(atPath: folder + "/mine", withIntermediateDirectories: true)
    for file in ["page.mustache", "summary.mustache"] {
      try FileManager.default.copyItem(atPath: "\(Kpibot.templates)/demo/\(file)", toPath: "\(folder)/mine/\(file)")
    }
    let report = """
      title: Our KPIs
      wikis: {local: "\(api)", target: "\(target)"}
      publish: {wiki: target, page: "\(page)"}
      products:
        - {name: A, feedback: [{wiki: local, page: Feedback}]}
      kpis: [returning-participants, participants, edits]
      """
    try Data(report.utf8).write(to: URL(fileURLWithPath: folder + "/mine/report.yaml"))
    // The report carries its facts, so that the faults meet the publishing alone.
    let revisions = (1...28).map { day in
      let month = day % 2 == 0 ? "09" : "10"
      let time = "2026-\(month)-\(day < 10 ? "0" : "")\(day)T10:00:00Z"
      return "local,1,\(day),\(time),\(day % 5 + 1),Reader \(day % 5),registered,0"
    }
    let tables = [
      "pages": [
        "wiki,page_id,title,created,checked,problem", "local,1,Feedback,2026-01-01T00:00:00Z,\(instants[0]),",
      ],
      "revisions": ["wiki,page_id,revision_id,timestamp,user_id,user,kind,reverted"] + revisions,
    ]
    try FileManager.default.createDirectory(atPath: folder + "/mine/facts", withIntermediateDirectories: true)
    for (name, lines) in tables {
      let text = lines.joined(separator: "\n") + "\n"
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/mine/facts/\(name).csv"))
    }
    let credentials = "KPIBOT_USERNAME=\(bot.username)\nKPIBOT_PASSWORD=\(bot.password)\n"
    guard
      FileManager.default.createFile(
        atPath: folder + "/credentials", contents: Data(credentials.utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
  }
}
