import Testing

@testable import KPIReports

@Suite("A table in a terminal")
struct TerminalTests {
  @Test("keeps digits in line where a value has a mark")
  func marks() {
    var table = TerminalTable()
    table.add([.init(text: "a"), .init(text: "109", mark: "¹"), .init(text: "1")])
    table.add([.init(text: "b"), .init(text: "88"), .init(text: "2", mark: "²")])
    #expect(table.lines(style: .plain) == ["a  109¹  1", "b   88   2²"])
  }

  @Test("colours nothing where there is nothing")
  func empty() {
    var table = TerminalTable()
    table.add([.init(text: "", role: .strong), .init(text: "", role: .bad)])
    #expect(table.lines(style: TerminalStyle(environment: [:], isTerminal: true)) == [""])
  }
}
