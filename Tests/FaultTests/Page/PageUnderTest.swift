import LocalWiki
import Synchronization

/// The page of one schedule, with the humans who write on it and a model of what they wrote.
final class PageUnderTest: Sendable {
  let title: String
  /// What the humans' edits have made of the page.
  var model: PageModel { state.withLock { $0.model } }
  /// What went wrong with the humans' edits: a fault of the test.
  var failures: [String] { state.withLock { $0.failures } }
  /// What stands between the markers before the bot comes.
  let oldReport: String

  private struct State {
    var model = PageModel.untouched
    var count = 0
    var failures: [String] = []
  }

  private let state = Mutex(State())
  private let human: Human
  private let humansSetMarkers: Bool

  init(_ title: String, of schedule: FaultSchedule, in setting: FaultWiki) {
    self.title = title
    human = setting.human
    humansSetMarkers = schedule.humansSetMarkers
    oldReport = schedule.page == .outdated ? setting.oldReport : ""
  }

  /// Makes the page as it is before the first run.
  func prepare(_ page: FaultSchedule.Page) async throws {
    guard page != .absent else { return }
    let model = PageModel.around(
      before: "Unsere Worte – 漢字, é.\n\n", after: "\n\n== Siehe auch ==\n* [[Überblick]] & <nowiki>{{x}}</nowiki>")
    _ = try await human.create(title, model.text(with: oldReport))
    state.withLock { $0.model = model }
  }

  /// Adds words at the top or at the bottom; a page that does not exist is made.
  func addWords(_ moment: Fault.Moment) async {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    let place: Fault.Moment = number.isMultiple(of: 2) == (moment == .before) ? .before : .after
    let words = "Wörter № \(number) eines Menschen (\(moment.rawValue)) – 漢字"
    do {
      for _ in 0..<5 {
        let added = place == .before ? "\(words)\n\n" : "\n\n\(words)"
        if try await human.add(added, place, to: title) { return state.withLock { $0.model.add(added, place) } }
        let model = humansSetMarkers ? PageModel.around(before: words + "\n\n", after: "") : .withoutMarkers(words)
        if try await human.create(title, model.text(with: "")) { return state.withLock { $0.model = model } }
      }
      throw Human.Failure(description: "the page comes and goes")
    } catch {
      state.withLock { $0.failures.append("\(error)") }
    }
  }
}
