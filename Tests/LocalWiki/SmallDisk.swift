import Foundation

/// A disk with little room: a file system in memory that only one run of the program sees.
package struct SmallDisk: Sendable {
  /// What it takes.
  package enum Limit: Sendable {
    /// So many kilobytes.
    case kilobytes(Int)
    /// So many files and folders, with its own.
    case files(Int)

    fileprivate var option: String {
      switch self {
      case .kilobytes(let count): "size=\(count)k"
      case .files(let count): "nr_inodes=\(count)"
      }
    }
  }

  /// Whether this machine lets a program have a file system of its own.
  package static let isThere: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  private let limit: Limit

  /// A disk that takes no more than that.
  package init(_ limit: Limit) { self.limit = limit }

  /// Runs the built program in a folder in which `disk` is such a disk; what is in the folder `from` is on it before, and
  /// in the folder `to` afterwards.
  package func run(
    _ arguments: [String], in folder: String, from: String? = nil, to: String? = nil,
    environment: [String: String] = [:]
  ) async throws -> Kpibot.Result {
    for name in ["disk", from, to].compactMap(\.self) {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    let script = """
      mount -t tmpfs -o \(limit.option) none disk || exit 125
      \(from.map { "cp -a \($0)/. disk/ || exit 126" } ?? "")
      "$@"; status=$?
      \(to.map { "cp -a disk/. \($0)/ || exit 127" } ?? "")
      exit $status
      """
    let program = try await RunningProgram.start(
      ["/usr/bin/unshare", "-rm", "/bin/sh", "-c", script, "sh", Kpibot.path] + arguments, in: folder,
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder].merging(environment) { $1 })
    let status = await program.end()
    return Kpibot.Result(status: status, output: program.output.text, errors: program.errors.text)
  }
}
