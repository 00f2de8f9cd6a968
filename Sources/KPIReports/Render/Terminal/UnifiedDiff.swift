/// The difference of two texts, line by line, as `diff -u` shows it.
package struct UnifiedDiff {
  private enum Line: Equatable {
    case same(String)
    case removed(String)
    case added(String)

    var isSame: Bool { if case .same = self { true } else { false } }
  }

  /// As many lines that are the same are shown around a change.
  private static let context = 3

  private let lines: [Line]
  private let style: TerminalStyle

  /// Compares two texts.
  package init(from old: String, to new: String, style: TerminalStyle) {
    self.style = style
    let (old, new) = (Self.split(old), Self.split(new))
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [Line] = []
    var (inOld, inNew) = (0, 0)
    while inOld < old.count || inNew < new.count {
      if inOld < old.count, removed.contains(inOld) {
        lines.append(.removed(old[inOld]))
        inOld += 1
      } else if inNew < new.count, added.contains(inNew) {
        lines.append(.added(new[inNew]))
        inNew += 1
      } else {
        lines.append(.same(new[inNew]))
        inOld += 1
        inNew += 1
      }
    }
    self.lines = lines
  }

  /// How many lines are added or removed.
  package var changedLines: Int { lines.count { !$0.isSame } }

  /// The difference with the names of the two texts; empty where they are the same.
  package func text(old: String, new: String) -> String {
    guard changedLines > 0 else { return "" }
    var text = style.show("--- \(old)", as: .strong) + "\n" + style.show("+++ \(new)", as: .strong) + "\n"
    for range in hunks { text += hunk(range) }
    return text
  }

  private var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    for place in lines.indices where !lines[place].isSame {
      let around = max(0, place - Self.context)..<min(lines.count, place + Self.context + 1)
      if let last = hunks.last, around.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<around.upperBound
      } else {
        hunks.append(around)
      }
    }
    return hunks
  }

  private func hunk(_ range: Range<Int>) -> String {
    func span(_ isCounted: (Line) -> Bool) -> String {
      let count = lines[range].count(where: isCounted)
      let start = lines[..<range.lowerBound].count(where: isCounted) + (count == 0 ? 0 : 1)
      return count == 1 ? "\(start)" : "\(start),\(count)"
    }
    let old = span { if case .added = $0 { false } else { true } }
    let new = span { if case .removed = $0 { false } else { true } }
    var text = style.show("@@ -\(old) +\(new) @@", as: .place) + "\n"
    for line in lines[range] {
      switch line {
      case .same(let line): text += " \(TerminalText.safe(line))\n"
      case .removed(let line): text += style.show("-\(TerminalText.safe(line))", as: .bad) + "\n"
      case .added(let line): text += style.show("+\(TerminalText.safe(line))", as: .good) + "\n"
      }
    }
    return text
  }

  private static func split(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
