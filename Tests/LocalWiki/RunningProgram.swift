import Foundation
import Synchronization

/// A program that was started and can be killed at any moment without meeting another process by mistake.
///
/// It never outlives the process that started it.
package final class RunningProgram: Sendable {
  private struct State {
    let process: pid_t
    var status: Int32?
    var waiting: [CheckedContinuation<Int32, Never>] = []
  }

  /// Its process, for looking at it while it runs.
  package var processID: Int32 { state.withLock { $0.process } }
  /// What it has written to standard output.
  package let output: UnnamedFile
  /// What it has written to standard error.
  package let errors: UnnamedFile
  private let state: Mutex<State>

  private init(process: pid_t, output: UnnamedFile, errors: UnnamedFile) {
    self.output = output
    self.errors = errors
    state = Mutex(State(process: process))
  }

  /// Starts a program.
  package static func start(
    _ command: [String], in folder: String, environment: [String: String]
  ) async throws -> RunningProgram {
    let (output, errors) = (try UnnamedFile(), try UnnamedFile())
    return try await withCheckedThrowingContinuation { continuation in
      // The system kills the program when the thread that started it ends; so the thread stays until it has.
      Thread.detachNewThread {
        let arguments = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--", "/usr/bin/env", "-C", folder] + command
        let program = Result {
          let process = try spawn(
            arguments, environment: environment, output: output.descriptor, errors: errors.descriptor)
          return RunningProgram(process: process, output: output, errors: errors)
        }
        continuation.resume(with: program)
        if case .success(let program) = program { program.waitForEnd() }
      }
    }
  }

  /// Kills the program, or sends it another signal, unless it has ended.
  package func kill(with signal: Int32 = SIGKILL) {
    state.withLock { state in
      guard state.status == nil else { return }
      Glibc.kill(state.process, signal)
    }
  }

  /// Whether the program has ended.
  package var hasEnded: Bool { state.withLock { $0.status != nil } }

  /// How the program ended, as a shell says it: its status, or 128 and the signal that ended it.
  package func end() async -> Int32 {
    await withCheckedContinuation { continuation in
      let status = state.withLock { state in
        if state.status == nil { state.waiting.append(continuation) }
        return state.status
      }
      if let status { continuation.resume(returning: status) }
    }
  }

  private func waitForEnd() {
    let process = state.withLock { $0.process }
    var info = siginfo_t()
    // Until it is reaped, under the lock, its id belongs to no other process.
    while waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    let (status, waiting) = state.withLock { state in
      var raw: Int32 = 0
      while waitpid(process, &raw, 0) < 0 && errno == EINTR {}
      let signal = raw & 0x7f
      let status = signal == 0 ? (raw >> 8) & 0xff : 128 + signal
      state.status = status
      defer { state.waiting = [] }
      return (status, state.waiting)
    }
    for continuation in waiting { continuation.resume(returning: status) }
  }

  private static func spawn(
    _ arguments: [String], environment: [String: String], output: Int32, errors: Int32
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    // What the program inherited would stay open after a server of the tests has closed it.
    for descriptor in 3..<descriptorLimit { posix_spawn_file_actions_addclose(&actions, descriptor) }
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, arguments[0], &actions, nil, words, variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOENT) }
    return process
  }

  /// A number above all descriptors that are open now, with room for those that are just being opened.
  private static var descriptorLimit: Int32 {
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return (open.compactMap(Int32.init).max() ?? 1_000) + 64
  }
}
