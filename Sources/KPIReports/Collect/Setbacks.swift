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
  /// Whatever ends first, the parts are judged in their order: the same answers give the same failures in the same order.
  ///
  /// - Returns: What came of the parts that went well, in their order.
  /// - Throws: only what concerns the store.
  @discardableResult
  mutating func attemptEach<Part: Sendable, Result: Sendable>(
    of parts: [Part], atOnce width: Int = Pacer.mostAtOnce, _ work: @escaping @Sendable (Part) async throws -> Result,
    keep: (WikiError, Part) async throws -> Void
  ) async throws -> [Result] {
    var results: [Result] = []
    var ended: [Int: Swift.Result<Result, WikiError>] = [:]
    var judged = 0
    var begun = 0
    var isDown = reasonToGiveUp != nil
    // As they end, so that a service that is down is left alone soon.
    var failedInARow = inARow
    try await withThrowingTaskGroup(of: (Int, Swift.Result<Result, WikiError>).self) { group in
      func begin() {
        guard !isDown, begun < parts.count else { return }
        let (place, part) = (begun, parts[begun])
        begun += 1
        group.addTask {
          do {
            return (place, .success(try await work(part)))
          } catch let error as WikiError {
            return (place, .failure(error))
          }
        }
      }
      for _ in 0..<width { begin() }
      while let (place, end) = try await group.next() {
        ended[place] = end
        if case .failure(let error) = end, error.attempts != nil { failedInARow += 1 } else { failedInARow = 0 }
        isDown = isDown || failedInARow >= Self.mostInARow
        while let end = ended.removeValue(forKey: judged) {
          switch end {
          case .success(let result):
            succeeded()
            results.append(result)
          case .failure(let error):
            failed(error)
            try await keep(error, parts[judged])
          }
          judged += 1
        }
        begin()
      }
    }
    guard isDown, let reason = failures.last else { return results }
    for part in parts[judged...] { try await keep(reason, part) }
    return results
  }
}
