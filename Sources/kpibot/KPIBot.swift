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

  /// Runs the command that was typed; help and version are results like others.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch  where exitCode(for: error) == .success {
      do { try Output.write(fullMessage(for: error) + "\n") } catch { exit(withError: Failure(error).told) }
    } catch {
      exit(withError: error)
    }
  }
}
