import Foundation

/// The built program, run as a user runs it.
package struct Kpibot: Sendable {
  /// The exit code of a program that was killed, as a shell says it.
  package static let killedStatus = 128 + SIGKILL

  /// What a run gave.
  package struct Result: Sendable {
    /// The exit code.
    package let status: Int32
    /// What it wrote to standard output.
    package let output: String
    /// What it wrote to standard error.
    package let errors: String
  }

  /// The folder of the reports that come with kpibot.
  package static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("templates").path

  /// The program beside the tests.
  package static var path: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("kpibot").path
  }

  private let program: RunningProgram

  /// Starts the program in a folder with an environment of its own.
  package static func start(
    _ arguments: [String], in folder: String = FileManager.default.temporaryDirectory.path,
    environment: [String: String] = [:], program: String = path
  ) async throws -> Kpibot {
    Kpibot(
      program: try await RunningProgram.start(
        [program] + arguments, in: folder,
        environment: ["PATH": "/usr/bin:/bin", "HOME": folder].merging(environment) { $1 }))
  }

  /// Starts the program in a terminal with so many columns, which takes both what it writes to standard output and to
  /// standard error.
  package static func start(
    columns: Int, _ arguments: [String],
    in folder: String = FileManager.default.temporaryDirectory.path,
    environment: [String: String] = [:]
  ) async throws -> Kpibot {
    let words = ([path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    return Kpibot(
      program: try await RunningProgram.start(
        ["/usr/bin/script", "-qec", "stty cols \(columns) rows 50; exec \(words)", "/dev/null"], in: folder,
        environment: ["PATH": "/usr/bin:/bin", "HOME": folder, "SHELL": "/bin/sh", "TERM": "xterm"]
          .merging(environment) { $1 }))
  }

  /// Runs the program to its end, or kills it.
  package static func run(
    _ arguments: [String], in folder: String = FileManager.default.temporaryDirectory.path,
    environment: [String: String] = [:], program: String = path, killedAfter patience: Duration = .seconds(600)
  ) async throws -> Result {
    try await start(arguments, in: folder, environment: environment, program: program).result(killedAfter: patience)
  }

  /// Runs a shell's command to its end, in which `"$0"` is the program.
  package static func run(shell command: String, in folder: String) async throws -> Result {
    let program = try await RunningProgram.start(
      ["/bin/bash", "-c", command, path], in: folder, environment: ["PATH": "/usr/bin:/bin", "HOME": folder])
    let status = await program.end()
    return Result(status: status, output: program.output.text, errors: program.errors.text)
  }

  /// Runs the program to its end on a terminal of its own, on which somebody types the lines of a file; what the terminal
  /// shows.
  package static func runOnTerminal(
    _ arguments: [String], answers: String, in folder: String
  ) async throws -> String {
    let command = ([path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let program = try await RunningProgram.start(
      ["/bin/sh", "-c", "exec script -qec \"$1\" /dev/null <\"$2\"", "sh", command, answers], in: folder,
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder])
    _ = await program.end()
    return program.output.text
  }

  /// Its process, for looking at it while it runs.
  package var processID: Int32 { program.processID }

  /// What it has written to standard output so far.
  package var output: String { program.output.text }

  /// What it has written to standard error so far.
  package var errors: String { program.errors.text }

  /// Kills the program and waits until it is gone.
  package func kill() async {
    program.kill()
    _ = await program.end()
  }

  /// Sends the program a signal.
  package func kill(with signal: Int32) { program.kill(with: signal) }

  /// Waits until something is so: for five minutes, or until the program has ended.
  package func wait(for what: String, until isSo: () throws -> Bool) async throws {
    try await program.wait(for: what, until: isSo)
  }

  /// What the run gave, once the program has ended or used up its time.
  package func result(killedAfter patience: Duration = .seconds(600)) async -> Result {
    let killer = Task {
      try await Task.sleep(for: patience)
      program.kill()
    }
    let status = await program.end()
    killer.cancel()
    return Result(status: status, output: program.output.text, errors: program.errors.text)
  }
}
