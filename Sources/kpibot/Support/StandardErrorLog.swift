import Foundation
import Logging

/// Writes log lines to standard error, as text or as one JSON object a line.
struct StandardErrorLog: LogHandler {
  let console: Console
  let isJSON: Bool
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  init(_ console: Console, isJSON: Bool, level: Logger.Level) {
    self.console = console
    self.isJSON = isJSON
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    console.write(line(event.level, "\(event.message)", event.metadata ?? [:]))
  }

  /// A line of the log.
  func line(_ level: Logger.Level, _ message: String, _ fields: Logger.Metadata) -> String {
    isJSON ? json(level, message, fields) : text(level, message)
  }

  private func text(_ level: Logger.Level, _ message: String) -> String {
    let run = metadata["run"].map { " [\($0)]" } ?? ""
    return "\(level.rawValue)\(run): \(message)"
  }

  /// The line as an object; what is known beside the message has keys of its own.
  private func json(_ level: Logger.Level, _ message: String, _ beside: Logger.Metadata) -> String {
    var fields = metadata.merging(beside) { $1 }.mapValues(Field.init)
    fields["time"] = .text(Date().formatted(.iso8601))
    fields["level"] = .text(level.rawValue)
    fields["message"] = .text(message)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = try? encoder.encode(fields)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{\"level\":\"error\",\"message\":\"no JSON\"}"
  }

  /// A value beside the message.
  private enum Field: Encodable {
    case text(String)
    case number(Double)

    init(_ value: Logger.Metadata.Value) {
      switch value {
      case .stringConvertible(let number as Int): self = .number(Double(number))
      case .stringConvertible(let number as Double): self = .number(number)
      default: self = .text("\(value)")
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      }
    }
  }
}
