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
    let line: String
    if isJSON {
      let fields = [
        "time": Date().formatted(.iso8601), "level": event.level.rawValue, "message": event.message.description,
      ]
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      line = (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? event.message.description
    } else {
      line = "\(event.level.rawValue): \(event.message)"
    }
    console.write(line)
  }
}
