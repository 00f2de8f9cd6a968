import Foundation

/// Asks on a terminal for what no option says.
struct Questions {
  /// What leads back to the question before.
  static let back = "back"

  /// What somebody says to a question.
  enum Answer<Value> {
    case said(Value)
    /// The question before is to be asked again.
    case back
  }

  /// Whether there is somebody to ask.
  let mayAsk: Bool

  /// One answer: the usual one where nothing is written; nil where there is none.
  func ask(_ question: String, usual: String? = nil) -> Answer<String?> {
    print("\(question)\(usual.map { " [\($0)]" } ?? ""): ", terminator: "")
    fflush(nil)
    let answer = answer()
    return answer == Self.back ? .back : .said(answer ?? usual)
  }

  /// One of some words; asks again until the answer is one of them.
  func ask(_ question: String, usual: String, among words: [String]) -> Answer<String> {
    while case .said(let answer) = ask("\(question): \(words.joined(separator: ", "))", usual: usual) {
      let word = (answer ?? usual).lowercased()
      if words.contains(word) { return .said(word) }
      print("\"\(word)\" is none of these words.")
    }
    return .back
  }

  /// Several answers, until an empty one; the usual ones where the first is empty.
  func askForAll(_ question: String, usual: [String]) -> Answer<[String]> {
    let known = usual.isEmpty ? "" : " [\(usual.joined(separator: "; "))]"
    print("\(question)\(known), one a line, then an empty line:")
    var answers: [String] = []
    while let next = answer() {
      if next == Self.back { return .back }
      answers.append(next)
    }
    return .said(answers.isEmpty ? usual : answers)
  }

  /// Whether the answer is yes.
  func agrees(to statement: String) -> Bool {
    guard mayAsk else { return false }
    print("\(statement). Go on? [y/N]: ", terminator: "")
    fflush(nil)
    return ["y", "yes"].contains(answer()?.lowercased())
  }

  private func answer() -> String? {
    guard let line = readLine() else { return nil }
    let answer = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return answer.isEmpty ? nil : answer
  }
}
