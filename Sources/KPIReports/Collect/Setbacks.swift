import MediaWiki

/// What went wrong with parts of a service that was reached, and whether it is still there.
struct Setbacks {
  /// So many parts in a row that failed in passing mean that the service is down: the run's patience went with the first.
  private static let mostInARow = 3

  /// What went wrong so far.
  private(set) var failures: [WikiError] = []
  private var inARow = 0

  /// Why nothing more is to be asked, once the service is taken for down.
  var reasonToGiveUp: WikiError? { inARow >= Self.mostInARow ? failures.last : nil }

  /// Notes that a part went well.
  mutating func succeeded() { inARow = 0 }

  /// Notes that a part failed.
  mutating func failed(_ error: WikiError) {
    failures.append(error)
    inARow = error.attempts == nil ? 0 : inARow + 1
  }

  /// Works on a part; why it failed goes to `keep`, and the other parts go on.
  ///
  /// - Throws: only what concerns the store.
  @discardableResult
  mutating func attempt<Result>(
    _ work: () async throws -> Result, keep: (WikiError) async throws -> Void
  ) async throws -> Result? {
    if let reason = reasonToGiveUp {
      try await keep(reason)
      return nil
    }
    do {
      let result = try await work()
      succeeded()
      return result
    } catch let error as WikiError {
      failed(error)
      try await keep(error)
      return nil
    }
  }
}
