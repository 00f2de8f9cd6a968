import Foundation
import LocalWiki
import Testing

/// Bounds how many tests run at once, for those that start wikis, servers or programs.
///
/// Swift Testing starts every test at once; dozens of wikis then fight for two cores, and what answers in milliseconds
/// alone takes longer than a client waits.
public struct BoundedTrait: SuiteTrait, TestTrait, TestScoping {
  /// How many tests with the trait run at once: two for each core, as they wait about half of their time.
  private static let gate = Gate(places: 2 * max(2, ProcessInfo.processInfo.activeProcessorCount))

  /// Every test in a suite is bounded.
  public var isRecursive: Bool { true }

  /// Only a single case takes a place: a suite that held one while its tests wait for theirs would never end.
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
