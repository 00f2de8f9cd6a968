extension Period {
  /// Reads a period as people and spreadsheets write it in a table: also `10/2026`, `Oct 2026`, `Q3 2026`, `2026W7`.
  init?(inTable text: String) {
    if let period = Period(text) {
      self = period
      return
    }
    let words = text.lowercased().split { $0.isWhitespace || "-/.".contains($0) }.map(String.init)
    guard let year = words.first(where: Self.isYear) ?? words.lazy.compactMap(Self.joinedYear).first else { return nil }
    let rest = words.compactMap { $0 == year ? nil : $0.hasPrefix(year) ? String($0.dropFirst(4)) : $0 }
    guard rest.count == 1, words.count <= 2, let part = rest.first else { return nil }
    if let number = Int(part), part.count <= 2, !text.hasPrefix("\(year).") {
      self.init("\(year)-\(number < 10 ? "0" : "")\(number)")
    } else if part.hasPrefix("q") {
      self.init("\(year)-\(part.uppercased())")
    } else if part.hasPrefix("w"), let week = Int(part.dropFirst()) {
      self.init("\(year)-W\(week < 10 ? "0" : "")\(week)")
    } else {
      let month = Self.months.firstIndex { $0 == part || part.count == 3 && $0.hasPrefix(part) }
      guard let month else { return nil }
      self.init("\(year)-\(month < 9 ? "0" : "")\(month + 1)")
    }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private static func isYear(_ word: String) -> Bool {
    word.count == 4 && word.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// The year of "2026q3".
  private static func joinedYear(_ word: String) -> String? {
    let year = String(word.prefix(4))
    return isYear(year) && (word.dropFirst(4).first.map { "qw".contains($0) } ?? false) ? year : nil
  }
}
