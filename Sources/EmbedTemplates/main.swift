import Foundation

// Writes the files of a folder as Swift source: `EmbedTemplates FOLDER OUTPUT`.

let folder = URL(fileURLWithPath: CommandLine.arguments[1])
let names = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).sorted()
var digest: UInt64 = 0xcbf2_9ce4_8422_2325
var lines: [String] = []
for name in names {
  let file = folder.appendingPathComponent(name)
  guard !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }),
    try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
  else { continue }
  let data = try Data(contentsOf: file)
  // FNV-1a, which tells one build's files from another's.
  for byte in Array(name.utf8) + [0] + data { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
  lines.append("    (\"\(name)\", \"\(data.base64EncodedString())\"),")
}
let source = """
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
try Data(source.utf8).write(to: URL(fileURLWithPath: CommandLine.arguments[2]))
