import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("Making a report folder", .bounded)
struct InitCommandTests {
  private static let flags = [
    "--wiki", "https://meta.wikimedia.org/w/api.php", "--page", "Team \"A\": KPIs/漢字", "--title", "Ours: #1 {{x}}",
    "--period", "quarter", "--product", "R&D", "--feedback", "Talk:X", "--feedback", "Talk:Y", "--support", "Help:X",
  ]

  @Test("takes everything from options, and what it makes can be previewed at once")
  func options() async throws {
    let folder = try TemporaryFolder()
    let made = try await Kpibot.run(["init", "mine"] + Self.flags, in: folder.path)
    #expect(made.status == 0, "\(made)")
    #expect(made.output.contains("KPIBOT_CONTACT") && made.output.contains(" check mine\n"))
    #expect(!made.output.contains("Fill in"))
    let preview = try await Kpibot.run(["preview", "mine", "--offline"], in: folder.path)
    #expect(preview.status == 0, "\(preview)")
    #expect(preview.output.hasPrefix("Ours: #1 {{x}} "), "\(preview.output)")
    #expect(preview.output.contains("Team \"A\": KPIs/漢字 on meta"))
    #expect(preview.output.contains("quarter of"))
  }

  @Test("writes lines to be filled in, which every command tells with their place")
  func open() async throws {
    let folder = try TemporaryFolder()
    let made = try await Kpibot.run(["init", "my-team"], in: folder.path)
    #expect(made.status == 0, "\(made)")
    let yaml = try String(contentsOfFile: folder.path + "/my-team/report.yaml", encoding: .utf8)
    let open = yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { $0.element.contains("TODO:") }.map { "my-team/report.yaml:\($0.offset + 1): " }
    #expect(open.count == 5)
    let check = try await Kpibot.run(["check", "my-team"], in: folder.path)
    let preview = try await Kpibot.run(["preview", "my-team"], in: folder.path)
    #expect(check.status == 78 && preview.status == 78)
    for place in open {
      #expect(made.output.contains(place) && check.output.contains(place) && preview.errors.contains(place), "\(check)")
    }
    #expect(check.output.contains("–     the page: not checked"), "\(check)")

    // Filled in, it is a report.
    let filled = yaml.replacing(
      "\"TODO: the address of api.php, such as https://meta.wikimedia.org/w/api.php\"",
      with: "https://meta.wikimedia.org/w/api.php"
    ).replacing(#/"TODO: [^"]*"/#, with: "Help:Page")
    try folder.write(filled, to: "my-team/report.yaml")
    let offline = try await Kpibot.run(["preview", "my-team", "--offline"], in: folder.path)
    #expect(offline.status == 0, "\(offline)")
    #expect(offline.output.hasPrefix("My team key performance indicators "))
  }

  @Test("finds api.php by asking, from a host, the address of a page or that of api.php", arguments: [false, true])
  func address(isPrivate: Bool) async throws {
    let settings = isPrivate ? "$wgGroupPermissions['*']['read'] = false;" : ""
    let wiki = try await LocalWiki.start(LocalWiki.Options(settings: settings))
    defer { wiki.stop() }
    let host = String(wiki.address.dropFirst("http://".count))
    for (number, typed) in [
      host, wiki.address, "\(wiki.address)/index.php/Team/KPIs",
      "\(wiki.address)/index.php?title=Team/KPIs&action=edit#x",
      "\(wiki.address)/wiki/Team/KPIs", wiki.api,
    ].enumerated() {
      let folder = try TemporaryFolder()
      let made = try await Kpibot.run(["init", "mine", "--wiki", typed], in: folder.path)
      #expect(made.status == 0, "\(typed): \(made)")
      let yaml = try String(contentsOfFile: folder.path + "/mine/report.yaml", encoding: .utf8)
      #expect(yaml.contains(": \"\(wiki.api)\"\n"), "\(typed): \(yaml)")
      // Of the address of a page, the page is taken too.
      #expect(yaml.contains("page: \"Team/KPIs\"") == [3, 4].contains(number), "\(typed): \(yaml)")
    }
    wiki.stop()
    let folder = try TemporaryFolder()
    let none = try await Kpibot.run(["init", "mine", "--wiki", host], in: folder.path)
    #expect(none.status == 78 && none.errors.contains("no MediaWiki answers for \"\(host)\""), "\(none)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/mine"))
  }

  @Test(
    "knows the wikis of Wikimedia without asking, and every command names the line of an address that is none of api.php",
    arguments: ["meta.wikimedia.org", "https://meta.wikimedia.org/wiki/Team/KPIs", "https://meta.wikimedia.org"])
  func wikimedia(typed: String) async throws {
    let folder = try TemporaryFolder()
    #expect(try await Kpibot.run(["init", "mine", "--wiki", typed], in: folder.path).status == 0)
    let file = folder.path + "/mine/report.yaml"
    let yaml = try String(contentsOfFile: file, encoding: .utf8)
    #expect(yaml.contains("meta: \"https://meta.wikimedia.org/w/api.php\""), "\(yaml)")
    try folder.write(yaml.replacing("https://meta.wikimedia.org/w/api.php", with: typed), to: "mine/report.yaml")
    let line = try #require(
      yaml.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("/w/api.php") })
    for command in ["check", "preview"] {
      let result = try await Kpibot.run([command, "mine"], in: folder.path)
      #expect(result.status == 78, "\(result)")
      let words = result.output + result.errors
      #expect(words.contains("report.yaml:\(line + 1):"), "\(words)")
      #expect(words.contains("write https://meta.wikimedia.org/w/api.php"), "\(words)")
    }
  }

  @Test("measures nothing of pages that nobody names", arguments: ["feedback", "support"])
  func oneKind(kind: String) async throws {
    let folder = try TemporaryFolder()
    let flags = Array(Self.flags.prefix(10)) + ["--\(kind)", "Help:X"]
    #expect(try await Kpibot.run(["init", "mine"] + flags, in: folder.path).status == 0)
    let preview = try await Kpibot.run(["preview", "mine", "--offline", "--format", "json"], in: folder.path)
    #expect(preview.status == 0, "\(preview)")
    #expect(preview.output.contains("support-pageviews") == (kind == "support"))
    #expect(preview.output.contains("returning-participants") == (kind == "feedback"))
  }

  @Test("tells what an option says wrongly, with its line")
  func wrong() async throws {
    let folder = try TemporaryFolder()
    let made = try await Kpibot.run(["init", "mine", "--wiki", "ftp://x", "--page", "A|B"], in: folder.path)
    #expect(made.output.contains("must begin with https://") && made.output.contains("can't have \"|\""), "\(made)")
    #expect(try await Kpibot.run(["init", "x", "--period", "day"], in: folder.path).status == 64)
    #expect(try await Kpibot.run(["init", "x", "--from", "demo", "--page", "P"], in: folder.path).status == 64)
    #expect(try await Kpibot.run(["init", "x", "--from", "dmeo"], in: folder.path).status == 78)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x"))
  }

  @Test("asks on a terminal, and takes an empty answer for the usual one")
  func terminal() async throws {
    let folder = try TemporaryFolder()
    let answers = ["", "", "Team/KPIs", "week", "Our product", "Talk:X", "", "", ""].joined(separator: "\n") + "\n"
    try folder.write(answers, to: "answers")
    let made = try await Kpibot.runOnTerminal(["init", "mine"], answers: "answers", in: folder.path)
    #expect(made.contains("The wiki, or the address of a page there [meta.wikimedia.org]: "), "\(made)")
    let yaml = try String(contentsOfFile: folder.path + "/mine/report.yaml", encoding: .utf8)
    for line in [
      "title: \"Mine key performance indicators\"", "  meta: \"https://meta.wikimedia.org/w/api.php\"",
      "  page: \"Team/KPIs\"", "period: week ", "  - name: \"Our product\"", "        page: \"Talk:X\"",
    ] {
      #expect(yaml.contains(line), "\(yaml)")
    }
    #expect(!yaml.contains("TODO"))
  }

  @Test("asks for several products, each with its pages, and can go back a question")
  func products() async throws {
    let folder = try TemporaryFolder()
    let answers = [
      "back", "Our numbers", "", "Team/KPI", "back", "Team/KPIs", "", "First", "Talk:X", "back", "", "Talk:Y", "Talk:Z",
      "",
      "", "Secnd", "back", "Second", "", "Help:S", "", "",
    ]
    try folder.write(answers.joined(separator: "\n") + "\n", to: "answers")
    let made = try await Kpibot.runOnTerminal(["init", "mine"], answers: "answers", in: folder.path)
    #expect(made.contains("\"back\" goes back a question") && made.contains("This is the first question."), "\(made)")
    #expect(made.contains("Page that shows the report, such as Team/KPIs [Team/KPI]: "), "\(made)")
    #expect(made.contains("Pages where people give feedback on Second"), "\(made)")
    let yaml = try String(contentsOfFile: folder.path + "/mine/report.yaml", encoding: .utf8)
    #expect(yaml.contains("title: \"Our numbers\"") && yaml.contains("page: \"Team/KPIs\""), "\(yaml)")
    let products = try #require(yaml.firstRange(of: "products:\n"))
    let end = try #require(yaml.firstRange(of: "\n# What is measured;"))
    #expect(
      yaml[products.upperBound..<end.lowerBound].trimmingCharacters(in: .newlines) == """
          - name: "First"
            feedback:
              - wiki: meta
                page: "Talk:Y"
              - wiki: meta
                page: "Talk:Z"
          - name: "Second"
            support:
              - wiki: meta
                page: "Help:S"
        """, "\(yaml)")
    #expect(yaml.contains("  - returning-participants\n") && yaml.contains("  - support-pageviews\n"), "\(yaml)")
    #expect(!yaml.contains("TODO") && !made.contains("Fill in"), "\(made)")
    #expect(try await Kpibot.run(["preview", "mine", "--offline"], in: folder.path).status == 0)
  }

  @Test("asks again for a wiki that can't be found, and leads to signing in there")
  func signingIn() async throws {
    let wiki = try await LocalWiki.start()
    defer { wiki.stop() }
    let folder = try TemporaryFolder()
    let answers = ["", "127.0.0.1:9", wiki.address, "Team/KPIs", "", "A", "Talk:X", "", "", ""]
    try folder.write(answers.joined(separator: "\n") + "\n", to: "answers")
    let made = try await Kpibot.runOnTerminal(["init", "mine"], answers: "answers", in: folder.path)
    #expect(made.contains("no MediaWiki answers for \"127.0.0.1:9\""), "\(made)")
    #expect(made.contains("  \(wiki.address)/index.php?title=Special:BotPasswords\r\n"), "\(made)")
    for line in ["install -m 600 /dev/null credentials", "KPIBOT_USERNAME=YourBot@kpibot", "KPIBOT_PASSWORD="] {
      #expect(made.contains(line), "\(made)")
    }
    // What it says works: with such a file the bot can sign in.
    let bot = try await wiki.createBot()
    try folder.write(
      "KPIBOT_USERNAME=\(bot.username)\nKPIBOT_PASSWORD=\(bot.password)\n", to: "credentials", mode: 0o600)
    let check = try await Kpibot.run(["check", "mine"], in: folder.path)
    #expect(check.output.contains("ok    signing in on wiki"), "\(check)")
  }

  @Test("asks again for a word that is no period, saying which there are")
  func periodWord() async throws {
    let folder = try TemporaryFolder()
    let answers = ["", "", "Team/KPIs", "monthly", "Quarter", "Our product", "Talk:X", "", "", ""]
    try folder.write(answers.joined(separator: "\n") + "\n", to: "answers")
    let made = try await Kpibot.runOnTerminal(["init", "mine"], answers: "answers", in: folder.path)
    #expect(made.contains("Periods: week, month, quarter, year [month]: "), "\(made)")
    #expect(made.contains("\"monthly\" is none of these words."), "\(made)")
    let yaml = try String(contentsOfFile: folder.path + "/mine/report.yaml", encoding: .utf8)
    #expect(yaml.contains("period: quarter "), "\(yaml)")
    #expect(yaml.contains("page: \"Talk:X\""), "\(yaml)")
  }

  @Test(
    "leaves the KPI of support pages to be filled in on a wiki whose pageviews its address does not tell",
    arguments: [[], ["--support", "Help:X"], ["--support", "Help:X", "--feedback", "Talk:X"]])
  func otherWiki(pages: [String]) async throws {
    let folder = try TemporaryFolder()
    let flags = ["--wiki", "https://wiki.example.org/w/api.php", "--page", "Team/KPIs", "--product", "A"]
    #expect(try await Kpibot.run(["init", "mine"] + flags + pages, in: folder.path).status == 0)
    let yaml = try String(contentsOfFile: folder.path + "/mine/report.yaml", encoding: .utf8)
    #expect(!yaml.contains("  - support-pageviews"), "\(yaml)")
    #expect(yaml.contains("  # - support-pageviews # once") == !pages.isEmpty, "\(yaml)")
    #expect(yaml.contains("  - returning-participants"), "\(yaml)")
    // The comment says what makes it a KPI.
    let filled = yaml.replacing("# - support", with: "- support")
      .replacing(#/"TODO: [^"]*"/#, with: "Talk:X")
      .replacing(
        "\"https://wiki.example.org/w/api.php\"",
        with: "{api: https://wiki.example.org/w/api.php, pageviews: https://x.example, project: x}")
    try folder.write(filled, to: "mine/report.yaml")
    #expect(try await Kpibot.run(["preview", "mine", "--offline"], in: folder.path).status == 0)
  }

  @Test("overwrites nothing, and takes no name that can't be a report's")
  func existing() async throws {
    let folder = try TemporaryFolder()
    try folder.write("ours", to: "mine/notes")
    for arguments in [["init", "mine"], ["init", "mine", "--from", "demo"], ["init", "mine/notes"]] {
      let result = try await Kpibot.run(arguments, in: folder.path)
      #expect(result.status == 78 && result.errors.contains("nothing is overwritten"), "\(result)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/mine") == ["notes"])
    #expect(try await Kpibot.run(["init", "my team"], in: folder.path).status == 78)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/my team"))
  }

  @Test("copies no number and no note that is invented, only how they are written")
  func emptyTables() async throws {
    let folder = try TemporaryFolder()
    let made = try await Kpibot.run(["init", "mine", "--from", "technical-collaboration"], in: folder.path)
    #expect(made.status == 0 && made.output.contains("mine/facts/figures.csv and mine/facts/survey.csv"), "\(made)")
    for (table, head) in [("figures", "kpi,period,value,note"), ("survey", "date,statement,score,group")] {
      let lines = try String(contentsOfFile: "\(folder.path)/mine/facts/\(table).csv", encoding: .utf8)
        .split(separator: "\n")
      #expect(lines.first == head[...] && lines.count == 3 && lines.dropFirst().allSatisfy { $0.hasPrefix("# ") })
      #expect(lines.last?.split(separator: ",").count ?? 0 >= 3)
    }
    let preview = try await Kpibot.run(["preview", "mine", "--offline", "--format", "json"], in: folder.path)
    #expect(preview.status == 0 && preview.errors.isEmpty, "\(preview)")
    #expect(!preview.output.contains(#/"value" : [0-9]/#) && !preview.output.contains("gadget"), "\(preview.output)")
    #expect(preview.output.contains("facts/figures.csv has no rows yet"), "\(preview.output)")
    let yaml = try String(contentsOfFile: folder.path + "/mine/report.yaml", encoding: .utf8)
    #expect(!yaml.contains("is invented") && yaml.contains("preview mine`"), "\(yaml)")

    // The example, without its sign, is a row.
    let figures = try String(contentsOfFile: folder.path + "/mine/facts/figures.csv", encoding: .utf8)
    try folder.write(figures.replacing("# team-size", with: "team-size"), to: "mine/facts/figures.csv")
    let filled = try await Kpibot.run(
      ["preview", "mine", "--offline", "--period", "2024-Q3", "--format", "json"], in: folder.path)
    #expect(filled.output.contains("\"value\" : 9"), "\(filled)")
  }

  @Test(
    "copies a report that comes with kpibot, with a page of its own",
    arguments: [
      ("community-liaisons", "my-team", "my-team/KPIs", "My team key"),
      ("community-liaisons", "deep/er/2026", "2026/KPIs", "2026 key"),
      ("community-liaisons", "deep/Team_A.b/", "Team A.b/KPIs", "Team A.b key"),
      ("demo", "mine", "mine/KPIs", "Mine key"),
    ])
  func copies(report: String, name: String, page: String, title: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "deep/er/x")
    let made = try await Kpibot.run(["init", name, "--from", report], in: folder.path)
    #expect(made.status == 0, "\(made)")
    let offline = try await Kpibot.run(["preview", name, "--offline"], in: folder.path)
    #expect(offline.status == 0, "\(offline.errors)")
    #expect(offline.output.contains("\(page) on "), "\(offline.output)")
    #expect(offline.output.hasPrefix(title))
    #expect(!offline.output.contains("Liaisons"))
  }
}
