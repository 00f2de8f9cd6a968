import LocalWiki
import Synchronization

/// The program that a proxy may have to kill.
final class CurrentProgram: Sendable {
  private let program = Mutex<Kpibot?>(nil)

  /// Notes the program that was started, or nil while it is being started.
  func set(_ program: Kpibot?) { self.program.withLock { $0 = program } }

  /// Kills the program and waits until it is gone.
  func kill() async {
    // Its first request can be here before those who started it know of it.
    for _ in 0..<6_000 {
      if let program = program.withLock({ $0 }) { return await program.kill() }
      try? await Task.sleep(for: .milliseconds(10))
    }
  }
}
