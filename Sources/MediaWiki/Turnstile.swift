/// Lets so many tasks through at a time, in the order they came.
package actor Turnstile {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Makes a turnstile that is as many tasks wide.
  package init(width: Int = 1) { free = width }

  /// Waits for the turn.
  func enter() async {
    guard free == 0 else { return free -= 1 }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Gives the turn to the next.
  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
