extension RunningProgram {
  /// What was waited for never came.
  package struct NeverCame: Error, CustomStringConvertible {
    /// What it was, and what the program said instead.
    package let description: String
  }

  /// Waits until something is so: for two minutes, or until the program has ended.
  package func wait(for what: String, until isSo: () throws -> Bool) async throws {
    for _ in 0..<2_400 {
      if try isSo() { return }
      guard !hasEnded else { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    guard try isSo() else {
      throw NeverCame(description: "\(what) never came; the program said: \(output.text)\(errors.text)")
    }
  }
}
