import ArgumentParser

/// The program: its commands, each of which parses, hands over and prints.
@main
struct KPIBot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpibot",
    abstract: "Keeps a team's key performance indicators up to date on a wiki page.",
    discussion: "Without a report, the commands take the demo, which needs neither network nor credentials.",
    version: "0.1.0",
    subcommands: [Preview.self, Publish.self, Collect.self, Check.self, KPIs.self, Init.self],
    defaultSubcommand: Preview.self)
}
