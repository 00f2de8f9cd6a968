import Foundation
import Testing

/// What the program wrote when somebody looked at it and found it right.
struct GoldenFile {
  private let url: URL

  init(_ name: String) {
    url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
  }

  /// Expects the same text; with KPIBOT_UPDATE_GOLDEN it becomes the one to be looked at.
  func expect(_ text: String) throws {
    if ProcessInfo.processInfo.environment["KPIBOT_UPDATE_GOLDEN"] != nil { try Data(text.utf8).write(to: url) }
    #expect(text == String(decoding: try Data(contentsOf: url), as: UTF8.self))
  }
}
