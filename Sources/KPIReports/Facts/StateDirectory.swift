/// Where the fact stores are kept when no file is named: `$XDG_STATE_HOME/kpibot`, else `~/.local/state/kpibot`.
struct StateDirectory {
  private let path: String

  init(_ environment: [String: String]) {
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    path = (state ?? (environment["HOME"] ?? ".") + "/.local/state") + "/kpibot"
  }

  /// The file of a report's facts.
  func store(of report: String) -> String { "\(path)/\(report).sqlite" }
}
