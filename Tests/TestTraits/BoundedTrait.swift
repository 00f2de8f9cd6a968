import Foundation
import LocalWiki
import Testing

/// Bounds how many tests run at once, for those that start wikis, servers or programs.
///
/// Swift Testing starts every test at once. Dozens of wikis then share two cores, and answer more slowly than a client
/// waits. A time limit of the test counts its wait for a place, too.
public struct BoundedTrait: SuiteTrait, TestTrait, TestScoping {
  /// Three tests for each core, since a test waits for about half of its time.
  private static let gate = Gate(places: 3 * max(2, ProcessInfo.processInfo.activeProcessorCount))

  /// Every test in a suite is bounded.
  public var isRecursive: Bool { true }

  /// Only a single case takes a place: a suite that held one while its tests waited for theirs would never end.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> BoundedTrait? {
    testCase == nil ? nil : self
  }

  /// Runs a test once there is a place for it.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await Self.gate.inside { try await function() }
  }
}

extension Trait where Self == BoundedTrait {
  /// Runs only a few of the tests that have this trait at once.
  public static var bounded: Self { BoundedTrait() }
}
