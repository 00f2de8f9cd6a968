import Foundation
import LocalWiki
import Testing

/// The built program publishes through a proxy that spoils what it can, on a real wiki.
///
/// However a schedule of faults goes, the page ends with exactly one revision of the bot and every word of the humans, or
/// the program says with a documented exit code that it saved nothing.
@Suite("Publishing through faults", .faultWiki, .timeLimit(.minutes(1_440)))
struct FaultTests {
  private static let kinds: [Fault.Effect] =
    SpoiltAnswer.allCases.flatMap { [.instead($0), .afterwards($0)] }
    + Fault.Moment.allCases.flatMap { [.late(.badGateway, $0), .human($0), .kill($0), .killLate($0)] }
    + [.lostSession, .badToken]

  @Test("survives each fault at each stage", arguments: kinds, [RequestKind.login, .pageRead, .edit])
  func single(fault: Fault.Effect, stage: RequestKind) async throws {
    let setting = try #require(FaultWiki.current)
    let verdict = await ScheduleRun.verdict(on: FaultSchedule(fault, at: stage), in: setting)
    #expect(verdict.isRight && verdict.ending == .saved && verdict.happened == ["\(fault)"], "\(verdict)")
  }

  /// The short round; `KPIBOT_FAULT_SCHEDULES=2000` makes it long, and `KPIBOT_FAULT_SEED` says where it begins.
  @Test("survives random schedules of faults")
  func random() async throws {
    let setting = try #require(FaultWiki.current)
    let environment = ProcessInfo.processInfo.environment
    let count = environment["KPIBOT_FAULT_SCHEDULES"].flatMap { UInt64($0) } ?? 24
    let seed = environment["KPIBOT_FAULT_SEED"].flatMap { UInt64($0) } ?? 1
    let table = await FaultRound(seeds: seed..<seed + count).run(in: setting) { verdict in
      #expect(verdict.isRight, "KPIBOT_FAULT_SCHEDULES=1 KPIBOT_FAULT_SEED=… repeats it.\n\(verdict)")
    }
    print(table)
  }
}
