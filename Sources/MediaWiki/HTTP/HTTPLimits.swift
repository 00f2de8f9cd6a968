/// How long and how large a transfer may be.
package struct HTTPLimits: Sendable {
  /// The time to resolve the name, connect and shake hands.
  package var connecting: Duration = .seconds(10)
  /// The time without a byte in either direction, at least one second, in whole seconds.
  package var stalled: Duration = .seconds(60)
  /// The time of a whole transfer.
  package var whole: Duration = .seconds(600)
  /// The size of an answer's body once decompressed, in bytes.
  package var bodySize = 64 << 20
  /// The size of an answer's headers together, in bytes.
  package var headerSize = 256 << 10

  /// The limits of a run against a public wiki.
  package static let standard = HTTPLimits()

  /// Makes the standard limits.
  package init() {}

  /// A healthy server may take so long to answer, however little patience a run has for those that fail.
  private static let shortest: Duration = .seconds(20)

  /// The standard limits for a run that has only so much patience: nothing stalls longer than that, or than a healthy
  /// server can.
  package init(patience: Duration) {
    connecting = min(connecting, max(Self.shortest, patience))
    stalled = min(stalled, max(Self.shortest, patience))
    whole = min(whole, max(.seconds(60), patience))
  }
}
