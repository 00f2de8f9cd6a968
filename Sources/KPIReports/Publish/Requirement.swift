/// One thing that must hold before the bot saves: what `publish` asks for and `check` tells.
package struct Requirement: Sendable {
  /// What it is about, as `check` lists it.
  let subject: String
  /// Throws what stops the bot where it does not hold.
  let check: @Sendable () async throws -> Void

  /// Makes a requirement.
  init(_ subject: String, _ check: @escaping @Sendable () async throws -> Void) {
    self.subject = subject
    self.check = check
  }
}

extension [Requirement] {
  /// Throws what the first one throws that does not hold.
  func check() async throws {
    for requirement in self { try await requirement.check() }
  }
}
