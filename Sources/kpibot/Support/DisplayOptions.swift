import ArgumentParser
import Foundation
import KPIReports

extension TerminalStyle.Colour: ExpressibleByArgument {}

/// How a preview is shown.
struct DisplayOptions: ParsableArguments {
  @Option(help: "When to colour: auto (on a terminal, unless NO_COLOR is set), always or never.")
  var color: TerminalStyle.Colour = .auto
  @Option(
    help: ArgumentHelp(
      "How many columns to fill at most; by default the terminal's, or else \(TerminalReport.assumedWidth).",
      valueName: "n"))
  var width: Int?
  @Flag(help: "Preview again whenever a file of the report changes, from the facts in hand. Ctrl-C ends it.")
  var watch = false

  private static let widths = 40...1_000

  func validate() throws {
    if let width, !Self.widths.contains(width) {
      throw ValidationError("--width takes a number from \(Self.widths.lowerBound) to \(Self.widths.upperBound).")
    }
  }

  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// How results are coloured.
  var style: TerminalStyle {
    TerminalStyle(color, environment: environment, isTerminal: isatty(STDOUT_FILENO) == 1)
  }

  /// How many columns results may take.
  var columns: Int {
    width
      ?? TerminalWidth.columns(of: STDOUT_FILENO, environment: environment).map { max(Self.widths.lowerBound, $0) }
      ?? TerminalReport.assumedWidth
  }
}
