import ArgumentParser
import Logging

/// How a command tells what it does.
struct LogOptions: ParsableArguments {
  @Flag(help: "Tell every request.") var verbose = false
  @Option(help: "How log lines are written: text or json.") var logFormat: TextFormat = .text

  /// The log of a run, whose lines all have its id.
  func logger(run id: String, on console: Console) -> Logger {
    Logger(label: "kpibot") { _ in handler(run: id, on: console) }
  }

  /// What writes the lines of that log.
  func handler(run id: String, on console: Console) -> StandardErrorLog {
    var handler = StandardErrorLog(console, isJSON: logFormat == .json, level: verbose ? .debug : .notice)
    handler.metadata["run"] = "\(id)"
    return handler
  }
}
