import Foundation

/// Asks on a terminal for what no option says.
struct Questions {
  /// Whether there is somebody to ask.
  let mayAsk: Bool

  /// One answer: what is said already, else the answer, else the usual one; nil where nobody says anything.
  func ask(_ question: String, _ said: String?, usual: String? = nil) -> String? {
    if said != nil || !mayAsk { return said }
    print("\(question)\(usual.map { " [\($0)]" } ?? ""): ", terminator: "")
    return answer() ?? usual
  }

  /// One of some words; asks again until the answer is one of them.
  func ask(_ question: String, _ said: String?, usual: String, among words: [String]) -> String? {
    if said != nil || !mayAsk { return said }
    while let answer = ask("\(question): \(words.joined(separator: ", "))", nil, usual: usual)?.lowercased() {
      if words.contains(answer) { return answer }
      print("\"\(answer)\" is none of these words.")
    }
    return nil
  }

  /// Several answers, until an empty one.
  func ask(_ question: String, _ said: [String]) -> [String] {
    guard said.isEmpty, mayAsk else { return said }
    print("\(question), one a line, then an empty line:")
    var answers: [String] = []
    while let next = answer() { answers.append(next) }
    return answers
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
