/// A value that is made when it is needed first.
actor Once<Value: Sendable> {
  /// The value, where it was made.
  private(set) var made: Value?

  /// The value; what was made first stays.
  func value(_ make: @Sendable () async throws -> Value) async throws -> Value {
    if let made { return made }
    let value = try await make()
    let first = made ?? value
    made = first
    return first
  }
}
