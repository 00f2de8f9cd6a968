import Testing

@testable import KPIReports

@Suite("A table in a terminal")
struct TerminalTableTests {
  private static func table(_ rows: [[TerminalTable.Cell]]) -> TerminalTable {
    var table = TerminalTable()
    for row in rows { table.add(row) }
    return table
  }

  @Test("keeps digits in line where a value has a mark, which stands in the space behind")
  func marks() {
    let table = Self.table([
      [.init(text: "a"), .init(text: "109", mark: "¹"), .init(text: "1")],
      [.init(text: "b"), .init(text: "88"), .init(text: "2", mark: "²·³")],
    ])
    #expect(table.lines(style: .plain, within: 80) == ["a  109¹ 1", "b   88  2²·³"])
    #expect(table.width(first: .max) == 12)
  }

  @Test("colours nothing where there is nothing")
  func empty() {
    let table = Self.table([[.init(text: "", role: .strong), .init(text: "", role: .bad)]])
    #expect(table.lines(style: TerminalStyle(.always, environment: [:], isTerminal: false), within: 80) == [""])
  }

  @Test("aligns wide, combining and joined signs by the columns they take, and keeps right-to-left apart")
  func alignment() {
    let names = ["日本語", "e\u{301}te\u{301}", "👨‍👩‍👧 x", "한국", "  עזר", "plain"]
    let table = Self.table(names.map { [.init(text: $0), .init(text: "7")] })
    #expect(
      table.lines(style: .plain, within: 80) == [
        "日本語  7", "e\u{301}te\u{301}     7", "👨‍👩‍👧 x    7", "한국    7", "  \u{2068}עזר\u{2069}   7", "plain   7",
      ])
  }

  @Test("gives way in the first column, then in the widest, and says so with an ellipsis")
  func narrow() {
    let table = Self.table([
      [.init(text: "A long name of something"), .init(text: "12"), .init(text: "said at length", isLeft: true)]
    ])
    #expect(table.lines(style: .plain, within: 34) == ["A long name o…  12  said at length"])
    #expect(table.lines(style: .plain, within: 20) == ["A long…  12  said a…"])
  }

  @Test("has names that control nothing")
  func control() {
    let table = Self.table([[.init(text: "\u{1B}[31ma\tb\u{202E}c\u{2067}"), .init(text: "1")]])
    #expect(table.lines(style: .plain, within: 80) == ["\u{FFFD}[31ma b\u{FFFD}c\u{FFFD}  1"])
  }

  @Test("breaks sentences at spaces, long words anywhere, and keeps right-to-left names apart in them")
  func wrapping() {
    #expect(TerminalText.wrapped("one two three", width: 9) == ["one two", "  three"])
    #expect(TerminalText.wrapped("a\u{A0}b cde", width: 6) == ["a b", "  cde"])
    #expect(TerminalText.wrapped("日本語日本語", width: 7) == ["日本", "  語日", "  本語"])
    #expect(TerminalText.wrapped("", width: 7) == [])
    #expect(TerminalText.wrapped("In 2026, שם ארוך: 5 x", width: 40) == ["In 2026, \u{2068}שם ארוך\u{2069}: 5 x"])
    #expect(TerminalText.wrapped("a\u{202E}b\u{2028}c", width: 40) == ["a\u{FFFD}b\u{FFFD}c"])
  }
}
