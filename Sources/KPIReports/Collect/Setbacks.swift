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

  /// Works on parts, several at once; why one failed goes to `keep`, and the others go on.
  ///
  /// - Throws: only what concerns the store.
  mutating func attemptEach<Part: Sendable>(
    of parts: [Part], atOnce width: Int, _ work: @escaping @Sendable (Part) async throws -> Void,
    keep: (WikiError, Part) async throws -> Void
  ) async throws {
    var rest = parts[...]
    try await withThrowingTaskGroup(of: (Part, WikiError?).self) { group in
      func begin() {
        guard let part = rest.popFirst() else { return }
        group.addTask {
          do {
            try await work(part)
            return (part, nil)
          } catch let error as WikiError {
            return (part, error)
          }
        }
      }
      for _ in 0..<width { begin() }
      while let (part, error) = try await group.next() {
        if let error {
          failed(error)
          try await keep(error, part)
        } else {
          succeeded()
        }
        if let reason = reasonToGiveUp {
          while let part = rest.popFirst() { try await keep(reason, part) }
        }
        begin()
      }
    }
  }
}
