import ArgumentParser

/// Measures how fast kpibot is, on this machine.
@main
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpibench", abstract: "Measure the speed of measuring and of collecting.",
    subcommands: [MeasureBenchmark.self, WikiBenchmark.self], defaultSubcommand: MeasureBenchmark.self)
}
