/// What a check found.
package struct CheckFinding: Sendable, Encodable {
  /// How grave it is.
  package enum State: String, Sendable, Encodable {
    /// All is right.
    case ok
    /// It spoils something, or soon could.
    case warning
    /// Nothing would be published.
    case stop
    /// Something before it must be mended first.
    case notChecked = "not checked"
  }

  private enum CodingKeys: String, CodingKey { case subject, state, problem, mend }

  /// What was checked.
  package let subject: String
  /// How grave it is.
  package let state: State
  /// What is wrong, or why it could not be checked; nil when all is right.
  package let problem: String?
  /// What to do; nil when there is nothing to do, or the problem says it.
  package let mend: String?
  /// The error that stops, for the exit code.
  package let error: (any Error)?

  /// Makes a finding.
  package init(
    _ subject: String, _ state: State = .ok, problem: String? = nil, mend: String? = nil, error: (any Error)? = nil
  ) {
    self.subject = subject
    self.state = state
    self.problem = problem
    self.mend = mend
    self.error = error
  }

  /// A finding that stops.
  package init(_ subject: String, stop error: any Error) {
    // What SQLite says in words of its own is said in the store's.
    let error = FactStoreError(error) ?? error
    let mendable = error as? any Mendable
    // A link that can't be put onto another page keeps nothing from being published.
    let state: State = (error as? PublishingRefusal)?.isAboutLink ?? false ? .warning : .stop
    self.init(
      subject, state, problem: mendable?.problem ?? "\(error)", mend: mendable?.mend, error: error)
  }

  /// Writes every key, with null for what there is not.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subject, forKey: .subject)
    try container.encode(state, forKey: .state)
    try container.encode(problem, forKey: .problem)
    try container.encode(mend, forKey: .mend)
  }
}

extension [CheckFinding] {
  /// Carries out a check and adds what it found.
  ///
  /// - Returns: what the check gave; nil when it failed.
  @discardableResult
  package mutating func add<Result>(
    _ subject: String, isolation: isolated (any Actor)? = #isolation, _ check: () async throws -> Result
  ) async -> Result? {
    do {
      let result = try await check()
      append(CheckFinding(subject))
      return result
    } catch {
      append(CheckFinding(subject, stop: error))
      return nil
    }
  }

  /// Adds what each of some requirements finds.
  package mutating func add(_ requirements: [Requirement], isolation: isolated (any Actor)? = #isolation) async {
    for requirement in requirements { await add(requirement.subject, requirement.check) }
  }

  /// Adds what can't be checked before something else is mended.
  package mutating func skip(_ subjects: [String], because problem: String) {
    self += subjects.map { CheckFinding($0, .notChecked, problem: problem) }
  }
}
