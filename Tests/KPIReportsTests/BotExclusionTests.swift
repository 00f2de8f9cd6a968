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

  @Test(
    "are obeyed as people write them",
    arguments: [
      ("{{bots|deny=KPIBot <!-- asked for by Ann -->}}", true), ("{{nobots<!-- please -->}}", true),
      ("{{nobots<!--\nplease\n-->}}", true), ("{{nobots|}}", true), ("{{nobots| }}", true),
      ("{{Template: Nobots}}", true), ("{{:Template:Nobots}}", true), ("{{Vorlage:nobots}}", true),
      ("{{bots|deny=User:KPIBot}}", true), ("{{bots|deny=[[User:KPIBot|KPIBot]]}}", true),
      ("{{bots|deny=[[User:Other|Other]], [[user:kPIBot|our bot]]}}", true), ("{{bots|deny={{u|KPIBot}}}}", true),
      ("{{bots|deny = KPIBot;Other}}", true), ("{{bots|deny=Other and KPIBot}}", true), ("{{BOTS|Deny=KPIBot}}", true),
      ("{{bots\n| deny = \n* Other\n* KPIBot\n}}", true), ("{{bots|deny=}}", true),
      ("{{bots|deny=KPIBot|deny=Other}}", true), ("{{bots|optout=KPIBot}}", true),
      ("{{bots|deny=KPIBot2}}", false), ("{{bots|deny=NotKPIBot}}", false),
      ("{{bots|deny=Other <!-- not KPIBot -->}}", false), ("{{bots|allow=[[User:KPIBot|KPIBot]]}}", false),
      ("{{bots|allow=User:KPIBot; Other <!-- ours -->}}", false), ("{{bots|allow=Other KPIBot}}", true),
      ("{{bots|allow=}}", true), ("{{robots}}", false), ("{{Template:Nobots/doc}}", false),
    ])
  func written(text: String, isExcluded: Bool) {
    #expect((BotExclusion("Words\n\(text)\nmore").template(excluding: "KPIBot") != nil) == isExcluded, "\(text)")
  }

  @Test("mean an account whether its name has blanks, underscores or a small first letter")
  func names() {
    for name in ["My_KPI_bot", "my KPI bot", "User:My KPI_bot"] {
      #expect(BotExclusion("{{bots|deny=\(name)}}").template(excluding: "My KPI bot") != nil, "\(name)")
      #expect(BotExclusion("{{bots|allow=\(name)}}").template(excluding: "My KPI bot") == nil, "\(name)")
    }
  }

  @Test("name the template as it stands on the page")
  func source() {
    #expect(BotExclusion("a {{bots|deny=KPIBot}} b").template(excluding: "KPIBot") == "{{bots|deny=KPIBot}}")
  }
}
