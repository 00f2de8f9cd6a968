import Foundation

/// A credentials file: one KEY=value a line, beside comments on lines of their own.
///
/// No error tells a value: it could be a secret.
struct CredentialsFile {
  /// The file's name.
  let path: String
  /// The values by their keys.
  private(set) var values: [String: String] = [:]
  private var lines: [String: Int] = [:]

  /// Reads a file that nobody else may read.
  init(_ path: String) throws(SettingsError) {
    self.path = path
    try Self.checkMode(of: path)
    let text = try Self.text(of: path)
    for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      try read(line.trimmingPrefix("\u{FEFF}").trimmed, number: place + 1)
    }
  }

  /// What is wrong with the value of a key, with its line where it stands here.
  func error(about key: String, _ what: String, mend: String) -> SettingsError {
    SettingsError(file: path, line: lines[key], what: what, mend: mend)
  }

  private mutating func read(_ line: Substring, number: Int) throws(SettingsError) {
    guard !line.isEmpty, line.first != "#" else { return }
    func fail(_ what: String, _ mend: String) -> SettingsError {
      SettingsError(file: path, line: number, what: what, mend: mend)
    }
    let setting = line.wholeMatch(of: #/(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)/#)
    guard let setting else { throw fail("it is not KEY=value", "correct the line, or begin it with # as a comment") }
    let (key, value) = (String(setting.1), setting.2)
    lines[key] = number
    if let quoted = value.wholeMatch(of: #/"([^"]*)"|'([^']*)'/#) {
      values[key] = String(quoted.1 ?? quoted.2 ?? "")
      return
    }
    guard !value.contains(#/(^|\s)#/#) else {
      throw fail("a comment behind the value of \(key) would become part of it", "put it on a line of its own")
    }
    guard let first = value.first, first == "\"" || first == "'" else {
      values[key] = String(value)
      return
    }
    throw fail("the value of \(key) begins with a quote that does not end it", "write it without quotes")
  }

  private static func checkMode(of path: String) throws(SettingsError) {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: file) else {
      throw SettingsError(file: path, what: "there is no such file", mend: "copy credentials.example and fill it in")
    }
    guard attributes[.type] as? FileAttributeType != .typeDirectory else {
      throw SettingsError(file: path, what: "it is a folder", mend: "name the file in it")
    }
    // A device such as /dev/null keeps no secret.
    guard attributes[.type] as? FileAttributeType == .typeRegular else { return }
    guard let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0 else {
      throw SettingsError(file: path, what: "others can read it, and it holds a secret", mend: "chmod 600 \(path)")
    }
  }

  private static func text(of path: String) throws(SettingsError) -> String {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw SettingsError(
        file: path, what: "it can't be read (\(error.localizedDescription))", mend: "check that it is yours")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw SettingsError(file: path, what: "it is not a UTF-8 text", mend: "write it anew by credentials.example")
    }
    return text
  }
}

extension Substring {
  /// The text without white space at its ends.
  fileprivate var trimmed: Substring {
    let begin = drop(while: \.isWhitespace)
    return begin.lastIndex { !$0.isWhitespace }.map { begin[...$0] } ?? ""
  }
}
