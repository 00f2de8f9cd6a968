import Testing

/// Starts the wiki for a suite and stops it whatever happens.
struct FaultWikiTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let setting = try await FaultWiki.start()
    defer { setting.wiki.stop() }
    try await FaultWiki.$current.withValue(setting) { try await function() }
  }
}

extension Trait where Self == FaultWikiTrait {
  /// The suite's tests share a real wiki and a report, `FaultWiki.current`.
  static var faultWiki: Self { Self() }
}
