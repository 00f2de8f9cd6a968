/// What a test waited for never came.
package struct NeverCame: Error, CustomStringConvertible {
  /// What it was, and what came instead.
  package let description: String
}

/// Waits until something is so, for five minutes: no machine is that slow, and no test waits without an end.
package func waitUntil(_ what: String, isSo: () async throws -> Bool) async throws {
  for _ in 0..<30_000 {
    if try await isSo() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw NeverCame(description: "\(what): never came")
}

extension RawServer {
  /// Waits until the requests so far are what a test waits for.
  package func wait(for what: String, until isSo: ([Request]) -> Bool) async throws {
    try await waitUntil("\(what) at \(url)") { isSo(requests) }
  }
}
