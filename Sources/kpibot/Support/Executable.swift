import Foundation

/// The program's own file.
enum Executable {
  /// Its path, symbolic links followed.
  static var path: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }

  /// How the user runs it.
  ///
  /// `swift run` starts it by a path in the build folder that nobody types.
  static var command: String {
    let name = CommandLine.arguments[0]
    let isBuilt = name.contains(".build/") && FileManager.default.fileExists(atPath: "Package.swift")
    return isBuilt ? "swift run kpibot" : quoted(name)
  }

  /// A word of a shell command.
  static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./~".contains($0) }
    return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}
