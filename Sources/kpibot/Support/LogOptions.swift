import ArgumentParser

/// How a command tells what it does.
struct LogOptions: ParsableArguments {
  /// How log lines are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Flag(help: "Tell every request.") var verbose = false
  @Option(help: "How log lines are written: text or json.") var logFormat: Format = .text
}
