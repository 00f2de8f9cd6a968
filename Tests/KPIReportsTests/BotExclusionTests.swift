import Testing

@testable import KPIReports

@Suite("Templates that keep bots away")
struct BotExclusionTests {
  /// The examples of English Wikipedia's Template:Bots, for the account KPIBot.
  @Test(
    "are obeyed as their documentation says",
    arguments: [
      ("{{nobots}}", true), ("{{bots}}", false), ("{{bots|allow=all}}", false), ("{{bots|allow=none}}", true),
      ("{{bots|deny=all}}", true), ("{{bots|deny=none}}", false), ("{{bots|allow=KPIBot}}", false),
      ("{{bots|allow=OtherBot}}", true), ("{{bots|allow=OtherBot, KPIBot}}", false), ("{{bots|deny=KPIBot}}", true),
      ("{{bots|deny=OtherBot,KPIBot}}", true), ("{{bots|deny=OtherBot}}", false), ("{{bots|optout=all}}", true),
      ("{{bots|optout=nolicense}}", false), ("{{Nobots}}", true), ("{{ BOTS | deny = kpibot }}", true),
      ("{{Template:Nobots}}", true), ("{{nobots|OtherBot}}", false), ("{{nobots|OtherBot,KPIBot}}", true),
      ("{{nobots|allow=KPIBot}}", false), ("{{bots\n|deny=KPIBot\n}}", true), ("{{box|text={{nobots}}}}", true),
      ("<nowiki>{{nobots}}</nowiki>", false), ("<!-- {{nobots}} -->", false), ("<pre>{{nobots}}</pre>", false),
      ("<nowiki />{{nobots}}", true), ("{{nobots", false), ("{{nobotsy}}", false), ("", false),
      ("<syntaxhighlight lang=\"x\">{{nobots}}</syntaxhighlight> {{bots|deny=KPIBot}}", true),
    ])
  func documented(text: String, isExcluded: Bool) {
    #expect((BotExclusion("Words\n\(text)\nmore").template(excluding: "KPIBot") != nil) == isExcluded, "\(text)")
  }

  @Test("name the template as it stands on the page")
  func source() {
    #expect(BotExclusion("a {{bots|deny=KPIBot}} b").template(excluding: "KPIBot") == "{{bots|deny=KPIBot}}")
  }
}
