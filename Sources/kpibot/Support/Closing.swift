import KPIReports
import Logging

/// The last log line of a publish: what happened, in one sentence.
struct Closing {
  let outcome: PublishingOutcome
  let record: PublishingWork.Record
  /// Why the run ends with another code than 0.
  let failure: Failure?
  let duration: Duration
  let requests: Int

  /// The exit code.
  var status: Int { Int(failure?.status.rawValue ?? 0) }

  /// The sentence.
  var line: String { line(problem: failure.map { ": \(Self.flat($0.text))" } ?? "") }

  /// The sentence for whoever was told the problem already.
  private var shortLine: String { line(problem: "") }

  private func line(problem: String) -> String {
    let time = "\(seconds) s, \(requests == 1 ? "1 request" : "\(requests) requests")"
    return "\(head)\(problem)\(failure == nil ? "" : " (exit \(status))"); \(time)"
  }

  private var head: String {
    let place = [outcome.page, record.wiki.map { "on \($0)" }].compactMap(\.self).joined(separator: " ")
    let period = record.period.map { " for \($0.label)" } ?? ""
    let remark = failure == nil ? outcome.reason.map { ": \($0)" } ?? "" : ""
    switch outcome.result {
    case .published: return "published revision \(outcome.revision ?? 0) of \(place)\(period)\(remark)"
    case .unchanged where outcome.reason != nil: return "nothing to do on \(place)\(remark)"
    case .unchanged: return "unchanged \(place)\(period): the page says it already"
    case .dryRun: return "rehearsed \(place)\(period)\(remark)"
    case .refused: return place.isEmpty ? "refused" : "refused \(place)\(period)"
    }
  }

  private var seconds: Double { (duration / .milliseconds(100)).rounded() / 10 }

  /// The line of a run that was told to end.
  static func stopped(by signal: String, _ status: Int) -> String {
    "stopped by \(signal); if the page was being saved, the next publish finds out (exit \(status))"
  }

  /// Writes the line, and in JSON what it says as fields; as text, without the problem, which has a line of its own.
  func tell(_ log: Logger, isJSON: Bool) {
    var fields: Logger.Metadata = [
      "result": .string(outcome.result.rawValue), "exit": .stringConvertible(status),
      "seconds": .stringConvertible(seconds), "requests": .stringConvertible(requests),
    ]
    fields["page"] = outcome.page.map { .string($0) }
    fields["wiki"] = record.wiki.map { .string($0) }
    fields["period"] = record.period.map { .string($0.id) }
    fields["revision"] = outcome.revision.map { .stringConvertible($0) }
    fields["reason"] = (failure?.text ?? outcome.reason).map { .string($0) }
    log.log(level: failure == nil ? .notice : .error, "\(isJSON ? line : shortLine)", metadata: fields)
  }

  /// A text of several lines as one.
  private static func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
