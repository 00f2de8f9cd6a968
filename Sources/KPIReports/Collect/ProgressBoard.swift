/// What is being done at each place, as a line of text.
package struct ProgressBoard: Sendable {
  private struct Work {
    var step: Progress.Step
    var pace: Pace
  }

  private var works: [Work] = []

  /// Makes a board on which nothing is done.
  package init() {}

  /// Whether nothing is being done.
  package var isEmpty: Bool { works.isEmpty }

  /// Takes what happened at a moment; whether other work has begun.
  @discardableResult
  package mutating func take(_ event: Progress.Event, at now: Pace.Moment) -> Bool {
    switch event {
    case .end(let place):
      works.removeAll { $0.step.place == place }
      return false
    case .step(let step):
      guard let index = works.firstIndex(where: { $0.step.place == step.place }) else {
        var pace = Pace()
        if let count = step.paced { pace.note(count, at: now) }
        works.append(Work(step: step, pace: pace))
        return true
      }
      let old = works[index].step
      if old.pacedUnit != step.pacedUnit { works[index].pace = Pace() }
      if let count = step.paced { works[index].pace.note(count, at: now) }
      works[index].step = step
      return old.task != step.task
    }
  }

  /// All work on one line, of at most so many columns where shorter names of what is fetched suffice for that.
  package func line(at now: Pace.Moment, width: Int = .max) -> String {
    let whole = line(at: now) { $0 }
    let excess = whole.displayWidth - width
    guard excess > 0 else { return whole }
    let tasks = works.map(\.step.task.displayWidth)
    let longest = max(Self.shortestTask, ((tasks.reduce(0, +)) - excess) / works.count)
    return line(at: now) { TerminalText.shortened($0, to: longest) }
  }

  /// In fewer columns nobody would know what is fetched.
  private static let shortestTask = 16

  private func line(at now: Pace.Moment, _ shown: (String) -> String) -> String {
    works.map { $0.step.text(shown($0.step.task), at: $0.pace, now: now) }.joined(separator: " · ")
  }
}

extension Progress.Step {
  /// What the pace is measured by: the amount, or else the parts that are done.
  fileprivate var paced: Int? { amount?.count ?? part.map { $0.number - 1 } }
  fileprivate var pacedUnit: String? { amount?.unit ?? part?.name }

  /// The step with its pace, and what is left where that is known.
  ///
  /// Parts that bring different amounts take different times, so that nothing is said of them.
  fileprivate func text(_ task: String, at pace: Pace, now: Pace.Moment) -> String {
    var words = ["\(place): \(task)"]
    if let part { words.append("\(part.name) \(part.number) of \(part.count)") }
    if let amount { words.append("\(ShownValue.grouped("\(amount.count)")) \(amount.unit)") }
    if let speed = pace.perSecond(at: now) { words.append(Self.words(perSecond: speed)) }
    if amount == nil, let part, let left = pace.remaining(part.count - part.number + 1, at: now) {
      words.append("\(left.aboutWords) left")
    }
    return words.joined(separator: ", ")
  }

  /// The speed to two digits, since it is never as steady as more of them.
  private static func words(perSecond speed: Double) -> String {
    let (amount, unit) = speed < 1 ? (max(1, speed * 60), "minute") : (speed, "second")
    var step = 1.0
    while amount / step >= 100 { step *= 10 }
    return "\(ShownValue.grouped(ShownValue.decimal((amount / step).rounded() * step, places: 0))) a \(unit)"
  }
}
