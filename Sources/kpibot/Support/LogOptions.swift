import ArgumentParser
import Logging

/// How a command tells what it does.
struct LogOptions: ParsableArguments {
  @Flag(help: "Tell every request.") var verbose = false
  @Option(help: "How log lines are written: text or json.") var logFormat: TextFormat = .text

  /// The log of a run, whose lines all have its id.
  func logger(run id: String, on console: Console) -> Logger {
    var log = Logger(label: "kpibot") { _ in
      StandardErrorLog(console, isJSON: logFormat == .json, level: verbose ? .debug : .notice)
    }
    log[metadataKey: "run"] = "\(id)"
    return log
  }
}
