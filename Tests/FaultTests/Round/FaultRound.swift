/// Many random schedules, one for each seed.
struct FaultRound: Sendable {
  let seeds: Range<UInt64>

  /// Runs all schedules, a few at once, hands over each verdict and gives the table.
  func run(in setting: FaultWiki, _ judge: (Verdict) -> Void) async -> FaultTable {
    await withTaskGroup(of: Verdict.self) { group in
      var rest = seeds.makeIterator()
      func startNext() {
        guard let seed = rest.next() else { return }
        group.addTask { await ScheduleRun.verdict(on: FaultSchedule(seed: seed), in: setting) }
      }
      for _ in 0..<FaultWiki.width { startNext() }
      var table = FaultTable()
      var count = 0
      for await verdict in group {
        startNext()
        table.count(verdict)
        judge(verdict)
        if let refusal = verdict.refusal { print(refusal) }
        count += 1
        if count.isMultiple(of: 100) { print("\(count) of \(seeds.count) schedules") }
      }
      return table
    }
  }
}
