import Foundation
import KPIReports

/// How many columns a terminal has.
enum TerminalWidth {
  /// The columns of a terminal, where `COLUMNS` or the terminal itself says so.
  static func columns(of descriptor: Int32, environment: [String: String]) -> Int? {
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// A text without what controls a terminal, cut to so many columns.
  static func cut(_ text: String, to width: Int) -> String { TerminalText.cell(text, within: max(1, width)) }
}
