import Foundation
import LocalWiki
import TestTraits
import Testing

/// What people type into tables, from the folder and from a wiki, to the page.
@Suite("Numbers that nothing reads", .bounded)
struct TableFaultTests {
  private static let kpis = "[{figure: {name: team-size}}, {satisfaction: {group: likert}}, edits]"

  @Test("warn in a preview, and stop check and publish with the same words and code")
  func everyCommand() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(more: "figures: {wiki: local, page: Team/Figures}", kpis: Self.kpis)
    func table(_ name: String) -> String { "{|\n! kpi !! period !! value\n|-\n| \(name) || 2026-10 || 5,5 \n|}" }
    func figures(_ name: String, on day: Int) async throws {
      try await setting.wiki.importHistories([
        PageHistory(
          "Team/Figures", [.init("2026-11-0\(day)T00:00:00Z", .account("Ann"), text: table(name))])
      ])
    }
    func survey(_ group: String) throws {
      let rows = (1...6).map { "2026-10-0\($0),Useful,3,\(group)\n" }.joined()
      try setting.folder.write("date,statement,score,group\n" + rows, to: "mine/facts/survey.csv")
    }
    try survey("likret")
    try await figures("teamsize", on: 1)
    let inFolder =
      "mine/facts/survey.csv:2:21: no KPI of the report takes the group \"likret\"; did you mean \"likert\"?"
    let onWiki =
      "Team/Figures on local, line 4, column 3: no KPI of the report reads the figure \"teamsize\"; did you "
      + "mean \"team-size\"?"
    let preview = try await setting.run("preview", "--format", "json")
    #expect(preview.status == 0, "\(preview)")
    for fault in [inFolder, onWiki] {
      #expect(preview.errors.contains(fault), "\(preview.errors)")
    }
    let check = try await setting.run("check")
    #expect(check.status == 78, "\(check)")
    for fault in [inFolder, onWiki] {
      #expect(check.output.components(separatedBy: "stop  the tables: \(fault)").count == 2, "\(check.output)")
    }
    let refused = try await setting.run("publish")
    #expect(refused.status == 78 && refused.errors.contains(inFolder), "\(refused)")

    // What the folder says is mended; the wiki's page is not.
    try survey("likert")
    let again = try await setting.run("publish")
    #expect(again.status == 78 && again.errors.contains(onWiki), "\(again)")
    #expect(try await setting.run("check").status == 78)
    #expect(try await setting.edits().isEmpty)

    try await figures("team-size", on: 2)
    let mended = try await setting.run("check")
    #expect(mended.status == 0, "\(mended)")
    let published = try await setting.run("publish")
    #expect(published.status == 0, "\(published)")
  }

  @Test("in the register of discussions warn in a preview, all at once, and stop check and publish")
  func register() async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    try setting.writeReport(kpis: "[major-discussions, edits]")
    let head =
      "product,title,url,start,end,significant_effect,several_people,public,more_than_a_small_effort,not_routine,"
      + "planned_and_announced\n"
    try setting.folder.write(
      head + "A | C,T,,2026-10-01,,yes,yes,yes,yes,yes,maybe\nA | B,,,soon,,yes,yes,yes,yes,yes,yes\n",
      to: "mine/facts/discussions.csv")
    let faults = [
      "discussions.csv:2:1: the report has no product \"A | C\"; did you mean \"A | B\"?",
      "discussions.csv:2:42: planned_and_announced must be yes or no, not \"maybe\"",
      "discussions.csv:3:7: title is empty",
      "discussions.csv:3:9: start must be a day such as 2026-10-31, not \"soon\"",
    ]
    let preview = try await setting.run("preview", "--format", "json")
    #expect(preview.status == 0, "\(preview)")
    let check = try await setting.run("check")
    #expect(check.status == 78, "\(check)")
    let publish = try await setting.run("publish")
    #expect(publish.status == 78, "\(publish)")
    for fault in faults {
      #expect(preview.errors.contains(fault), "\(fault): \(preview.errors)")
      #expect(check.output.components(separatedBy: fault).count == 2, "\(fault): \(check.output)")
      #expect(publish.errors.contains(fault), "\(fault): \(publish.errors)")
    }
  }
}
