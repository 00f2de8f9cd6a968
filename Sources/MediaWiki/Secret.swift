/// A password or token that no description, mirror or interpolation shows.
package struct Secret: Sendable, Equatable {
  private let value: String

  /// Keeps a secret.
  package init(_ value: String) { self.value = value }

  /// The secret itself, for the request that needs it.
  package func reveal() -> String { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A placeholder.
  package var description: String { "<redacted>" }
  /// A placeholder.
  package var debugDescription: String { description }
  /// A mirror that shows the placeholder instead of the secret.
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
