import Foundation

/// The program's own file.
enum Executable {
  /// Its path, symbolic links followed.
  static var path: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }
}
