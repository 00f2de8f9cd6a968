import Foundation
import LocalWiki

/// Whether a schedule ended as it must, and how.
struct Verdict: Sendable {
  /// How a schedule ends.
  enum Ending: Sendable, Hashable {
    /// The page has the report, from one revision of the bot.
    case saved
    /// The bot saved nothing and ended with this exit code.
    case refused(Int32)
  }

  /// The exit codes that a refusal may have.
  private static let refusals: Set<Int32> = [65, 69, 75, 77, 78]

  let schedule: FaultSchedule
  /// What happened of what the schedule holds.
  let happened: [String]
  let ending: Ending
  /// Everything that is not as it must be.
  let problems: [String]
  private let diary: [String]
  private let runs: [Kpibot.Result]

  var isRight: Bool { problems.isEmpty }

  /// Why nothing was saved, in the program's words; nil when something was.
  var refusal: String? {
    guard case .refused(let status) = ending, let last = runs.last else { return nil }
    return "\(schedule)\n  exit \(status): \(PublishOutcome(last.output)?.reason ?? last.errors)"
  }

  /// A schedule that the tests could not run to its end.
  init(schedule: FaultSchedule, failure: any Error) {
    self.schedule = schedule
    (happened, diary, runs) = ([], [], [])
    ending = .refused(-1)
    problems = ["the schedule could not be run: \(failure)"]
  }

  /// Judges what the runs of the program have left behind.
  init(
    schedule: FaultSchedule, runs: [Kpibot.Result], proxy: FaultProxy, page: PageUnderTest, setting: FaultWiki,
    history: [LocalWiki.Revision], store: Data
  ) {
    self.schedule = schedule
    self.runs = runs
    diary = proxy.diary
    let wasKilled = schedule.killedAfter != nil && runs.first?.status == Kpibot.killedStatus
    happened = proxy.happened.map { "\($0.effect)" } + (wasKilled ? ["killed at some moment"] : [])
    let own = history.filter { $0.user == FaultWiki.botName }
    ending = own.isEmpty ? .refused(runs.last?.status ?? -1) : .saved
    problems =
      page.failures + Self.problems(of: history, own: own, page: page, reports: setting.reports)
      + Self.problems(of: runs, own: own)
      + Self.leaks(of: proxy.secrets.union([setting.bot.password]), runs: runs, store: store)
  }

  /// What is wrong with the page.
  private static func problems(
    of history: [LocalWiki.Revision], own: [LocalWiki.Revision], page: PageUnderTest, reports: [String]
  ) -> [String] {
    var problems: [String] = []
    if own.count > 1 { problems.append("the bot saved \(own.count) revisions") }
    let strangers = Set(history.map(\.user)).subtracting([FaultWiki.botName, Human.name])
    if !strangers.isEmpty { problems.append("edits by \(strangers.sorted())") }
    let right = own.isEmpty ? [page.model.text(with: page.oldReport)] : reports.map { page.model.text(with: $0) }
    switch history.last?.text {
    case nil where own.isEmpty && page.model == .untouched: break
    case let text? where right.contains(text): break
    case let text: problems.append("the page says:\n\(text ?? "nothing")\ninstead of:\n\(right[0])")
    }
    return problems
  }

  /// What is wrong with what the program says.
  private static func problems(of runs: [Kpibot.Result], own: [LocalWiki.Revision]) -> [String] {
    var problems: [String] = []
    for (number, run) in runs.enumerated() where run.status != Kpibot.killedStatus {
      let said = PublishOutcome(run.output)
      switch (run.status, said?.result) {
      case (0, "published"):
        if said?.revision == nil || !own.contains(where: { $0.id == said?.revision && $0.comment == said?.summary }) {
          problems.append("run \(number + 1) says published \(said?.revision ?? 0), the bot's are \(own.map(\.id))")
        }
      case (0, "unchanged"):
        if number == 0 { problems.append("the first run says unchanged; the bot's revisions are \(own.map(\.id))") }
      case (let status, "refused") where refusals.contains(status): break
      default: problems.append("run \(number + 1) ended with \(run.status) and says \(said?.result ?? "nothing")")
      }
    }
    guard let last = runs.last else { return problems }
    if last.status == Kpibot.killedStatus { problems.append("the last run did not end in time") }
    if last.status == 0 && own.isEmpty { problems.append("ended with 0 without a revision") }
    if runs.count == 1 && last.status != 0 && !own.isEmpty { problems.append("says refused, and did save") }
    return problems
  }

  /// Where secrets are to be seen.
  private static func leaks(of secrets: Set<String>, runs: [Kpibot.Result], store: Data) -> [String] {
    let texts = runs.flatMap { [("standard output", $0.output), ("standard error", $0.errors)] }
    let places = secrets.flatMap { secret in
      texts.filter { $0.1.contains(secret) }.map(\.0)
        + (store.range(of: Data(secret.utf8)) == nil ? [] : ["the store"])
    }
    return Set(places).sorted().map { "a secret is in \($0)" }
  }
}

extension Verdict: CustomStringConvertible {
  /// All that is needed to look for the mistake.
  var description: String {
    ([schedule.description] + problems.map { "  wrong: \($0)" } + diary.map { "  request: \($0)" }
      + runs.map { "  exit \($0.status): \($0.output)\($0.errors)" }).joined(separator: "\n")
  }
}

/// What `publish --format json` says.
private struct PublishOutcome: Decodable {
  let result: String
  let revision: Int?
  let summary: String?
  let reason: String?

  init?(_ text: String) {
    guard let outcome = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
    self = outcome
  }
}
