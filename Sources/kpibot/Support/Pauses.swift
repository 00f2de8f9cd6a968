/// How long to wait for a source before looking again: first a minute, each time twice as long, at most a quarter of an
/// hour.
struct Pauses: Sequence, IteratorProtocol {
  private var pause: Duration = .seconds(60)

  /// The next pause; there is always one.
  mutating func next() -> Duration? {
    defer { pause = Swift.min(pause * 2, .seconds(900)) }
    return pause
  }
}
