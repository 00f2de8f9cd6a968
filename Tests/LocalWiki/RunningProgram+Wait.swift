extension RunningProgram {
  /// Waits until something is so: for five minutes, or until the program has ended.
  package func wait(for what: String, until isSo: () throws -> Bool) async throws {
    for _ in 0..<6_000 {
      if try isSo() { return }
      guard !hasEnded else { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    guard try isSo() else {
      throw NeverCame(description: "\(what) never came; the program said: \(output.text)\(errors.text)")
    }
  }
}
