import Foundation
import LocalWiki
import TestTraits
import Testing

@Suite("A fact store that is damaged, and what it leaves to do", .bounded)
struct StoreFaultTests {
  /// The ways in which a file of facts can be spoilt.
  enum Fault: CaseIterable {
    case noDatabase, cut, overwritten
  }

  @Test("ends with 74 and says how to recover, for whatever command", arguments: Fault.allCases)
  func damaged(fault: Fault) async throws {
    let setting = try await PublishSetting()
    defer { setting.wiki.stop() }
    #expect(try await setting.run("collect").status == 0)
    let path = setting.folder.path + "/facts.sqlite"
    // SQLite has put its log into the file when the program ended.
    for file in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + file) }
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    switch fault {
    case .noDatabase: bytes = Array("title: not a database\n".utf8) + Array(repeating: 65, count: 5_000)
    case .cut: bytes = Array(bytes.prefix(bytes.count / 2))
    case .overwritten: for place in 4_096..<bytes.count { bytes[place] = 0xA5 }
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    for command in ["preview", "collect", "publish", "check"] {
      let result = try await setting.run(command)
      #expect(result.status == 74, "\(command): \(result)")
      let words = result.output + result.errors
      #expect(words.contains("is damaged") && words.contains("ove it away and run again"), "\(command): \(result)")
    }
    #expect(try await setting.edits().isEmpty)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".damaged")
    for file in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + file) }
    #expect(try await setting.run("publish").status == 0)
  }
}
