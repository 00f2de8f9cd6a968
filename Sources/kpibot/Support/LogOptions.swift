import ArgumentParser
import Logging

/// How a command tells what it does.
struct LogOptions: ParsableArguments {
  /// How log lines are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Flag(help: "Tell every request.") var verbose = false
  @Option(help: "How log lines are written: text or json.") var logFormat: Format = .text

  /// The log of a run, whose lines all have its id.
  func logger(run id: String, on console: Console) -> Logger {
    var log = Logger(label: "kpibot") { _ in
      StandardErrorLog(console, isJSON: logFormat == .json, level: verbose ? .debug : .notice)
    }
    log[metadataKey: "run"] = "\(id)"
    return log
  }
}
