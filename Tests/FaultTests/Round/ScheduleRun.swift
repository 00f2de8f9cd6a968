import Foundation
import LocalWiki

/// One schedule on its way: the page, the proxy with its faults, and the runs of the program.
struct ScheduleRun: Sendable {
  /// No run takes that long, however slow the machine.
  private static let patience: Duration = .seconds(300)
  private static let mostRuns = 5

  private let schedule: FaultSchedule
  private let setting: FaultWiki

  /// Runs a schedule to its end, when there is a place for it, and says whether all is right.
  static func verdict(on schedule: FaultSchedule, in setting: FaultWiki) async -> Verdict {
    await setting.gate.inside {
      do { return try await ScheduleRun(schedule: schedule, setting: setting).verdict() } catch {
        return Verdict(schedule: schedule, failure: error)
      }
    }
  }

  private func verdict() async throws -> Verdict {
    let page = PageUnderTest("KPIs/Störung – 漢字 \(UUID().uuidString.prefix(8))", of: schedule, in: setting)
    try await page.prepare(schedule.page)
    let current = CurrentProgram()
    let proxy = try FaultProxy(to: setting.wiki.api, faults: schedule.faults) { moment in
      await page.addWords(moment)
    } kill: {
      await current.kill()
    }
    let server = try proxy.start()
    defer { server.stop() }
    let folder = try setting.makeFolder(page: page.title, proxy: server.url + "/api.php")
    defer { try? FileManager.default.removeItem(atPath: folder) }

    var runs: [Kpibot.Result] = []
    var isFaulty = true
    repeat {
      proxy.startRun(withFaults: isFaulty)
      current.set(nil)
      let program = try await Kpibot.start(arguments(run: runs.count), in: folder)
      current.set(program)
      let isKilled = runs.isEmpty ? schedule.killedAfter : nil
      let result = await program.result(killedAfter: isKilled ?? Self.patience)
      runs.append(result)
      if [69, 75].contains(result.status) { isFaulty = false }
    } while runs.count < Self.mostRuns && [69, 75, Kpibot.killedStatus].contains(runs.last?.status)
    await proxy.deliverRest()
    return Verdict(
      schedule: schedule, runs: runs, proxy: proxy, page: page, setting: setting,
      history: try await setting.wiki.history(of: page.title), store: try Self.bytes(ofFilesIn: folder))
  }

  private func arguments(run: Int) -> [String] {
    let instants = FaultWiki.instants
    return [
      "publish", "mine", "--store", "facts.sqlite", "--credentials", "credentials", "--format", "json",
      "--as-of", instants[min(run, instants.count - 1)],
    ] + (schedule.isVerbose ? ["--verbose"] : [])
  }

  /// All that the program has written into its folder.
  private static func bytes(ofFilesIn folder: String) throws -> Data {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "credentials" && $0 != "mine" }
      .reduce(into: Data()) { try $0.append(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($1)"))) }
  }
}
