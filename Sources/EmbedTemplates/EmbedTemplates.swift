import Foundation

/// Writes the files of a folder as Swift source: `EmbedTemplates FOLDER OUTPUT`.
@main
enum EmbedTemplates {
  static func main() throws {
    let (folder, output) = (URL(fileURLWithPath: CommandLine.arguments[1]), CommandLine.arguments[2])
    try Data(try source(of: folder).utf8).write(to: URL(fileURLWithPath: output))
  }

  private static func source(of folder: URL) throws -> String {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    var lines: [String] = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      let file = folder.appendingPathComponent(name)
      guard !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }),
        try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
      else { continue }
      let data = try Data(contentsOf: file)
      // FNV-1a, which tells one build's files from another's.
      for byte in Array(name.utf8) + [0] + data { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
      lines.append("    (\"\(name)\", \"\(data.base64EncodedString())\"),")
    }
    return """
      // Made from the folder templates when the program is built.

      /// The shipped reports as they were when the program was built.
      enum EmbeddedTemplates {
        /// What tells them from those of another build.
        static let digest = "\(String(digest, radix: 16))"

        /// Their paths in the folder of templates, and their bytes in Base64.
        static let files: [(path: String, base64: String)] = [
      \(lines.joined(separator: "\n"))
        ]
      }

      """
  }
}
