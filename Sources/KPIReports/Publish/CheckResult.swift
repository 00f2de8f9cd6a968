/// What a check found.
package struct CheckResult: Sendable {
  /// What was checked.
  package let subject: String
  /// What is wrong and how it can be mended; nil when all is right.
  package let problem: (any Error)?

  /// Makes a finding.
  package init(_ subject: String, problem: (any Error)? = nil) {
    self.subject = subject
    self.problem = problem
  }
}

extension [CheckResult] {
  /// Carries out a check and adds what it found.
  package mutating func add(_ subject: String, _ check: () async throws -> Void) async {
    do {
      try await check()
      append(CheckResult(subject))
    } catch {
      append(CheckResult(subject, problem: error))
    }
  }
}
