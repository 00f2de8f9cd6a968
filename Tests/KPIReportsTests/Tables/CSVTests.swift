import Foundation
import LocalWiki
import Testing

@testable import KPIReports

@Suite("A CSV table")
struct CSVTests {
  private func table(_ text: String, columns: [String] = ["a", "b"], optional: [String]? = nil) throws -> CSVTable {
    let folder = try TemporaryFolder()
    return try CSVTable(
      path: try folder.write(text, to: "facts/x.csv"), columns: columns, optional: optional)
  }

  private func mistake(_ text: String, optional: [String]? = nil) throws -> Mistake {
    let error = #expect(throws: ReportMistakes.self) { try table(text, optional: optional) }
    return try #require(error?.mistakes.first)
  }

  private func values(_ text: String) throws -> [[String]] {
    try table(text).rows.map { row in try ["a", "b"].map { try row.optional($0, row.text) ?? "" } }
  }

  @Test(
    "is read as RFC 4180 has it",
    arguments: [
      ("a,b\r\n1,2\r\n", [["1", "2"]]), ("a,b\n1,2", [["1", "2"]]), ("a,b\r1,2\r", [["1", "2"]]),
      ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]), ("\u{FEFF}\"a\",b\n1,2\n", [["1", "2"]]),
      ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", [["x, y", "say \"hi\""]]),
      ("a,b\n\"two\nlines\",\"two\r\nmore\"\n", [["two\nlines", "two\r\nmore"]]),
      ("a,b\n\"\",\"\"\"\"\n", [["", "\""]]), ("a,b\n1,\n", [["1", ""]]), ("a,b\n1,", [["1", ""]]),
      ("a,b\n1,\"\"", [["1", ""]]), ("a,b\n,2\n", [["", "2"]]), ("a,b\n\n1,2\n\n", [["1", "2"]]),
      ("a,b\n,\n1,2\n", [["1", "2"]]), ("b,a\n1,2\n", [["2", "1"]]), (" a , b \n 1 , 2 \n", [["1", "2"]]),
      ("a,b\n漢字,naïve e\u{301}\n", [["漢字", "naïve e\u{301}"]]),
      ("a,b\n1\u{2028}3,\u{B}2\u{85}2\n", [["1\u{2028}3", "2\u{85}2"]]),
      ("a,b\n1,\u{301}x\n", [["1", "\u{301}x"]]), ("a,b\n1,\"a\"\"\u{301}\"\n", [["1", "a\"\u{301}"]]),
      ("a,b\n1,\"x\u{600}\"\n", [["1", "x\u{600}"]]), ("a,b\n", []), ("a,b", []),
    ] as [(String, [[String]])])
  func reads(text: String, rows: [[String]]) throws { #expect(try values(text) == rows) }

  @Test(
    "is refused with the line and the column of what is wrong",
    arguments: [
      ("a,b\n1,\"2\n3,4\n", 2, 3, "never closed"), ("a,b\n\"1\"x,2\n", 2, 4, "closing quotation mark"),
      ("a,b\n1,2\"3\n", 2, 4, "inside a field"), ("a,b\n1,2,3\n", 2, 5, "the row has 3 fields"),
      ("a,b\n\"x\ny\",2\n1\n", 4, 1, "the row has 1 fields"), ("a,b\n1, \"2\"\n", 2, 4, "inside a field"),
      ("a,c\n1,2\n", 1, 1, "the column \"b\" is missing"), ("a,b,a\n1,2,3\n", 1, 5, "stands here twice"),
      ("a,b\n\"x\r\n\r\n\",\"\n\"\n1,=x\n", 6, 3, "b begins like a formula"),
      ("a,b\né漢,@x\n", 2, 4, "b begins like a formula"), ("", nil, nil, "the table is empty"),
      ("\n\n", nil, nil, "the table is empty"),
    ] as [(String, Int?, Int?, String)])
  func refuses(text: String, line: Int?, column: Int?, message: String) throws {
    let mistake = try mistake(text)
    #expect(mistake.message.contains(message), "\(mistake)")
    #expect(mistake.line == line && mistake.column == column, "\(mistake)")
  }

  @Test("has no columns but those it may have, where it may have only some")
  func unknownColumn() throws {
    #expect(try table("a,b,c\n1,2,3\n", optional: ["c"]).rows.count == 1)
    #expect(try table("a,b,d\n1,2,3\n").rows.count == 1)
    let mistake = try mistake("a,b,prodcut\n1,2,3\n", optional: ["product"])
    #expect(mistake.description.hasSuffix("x.csv:1:5: unknown column \"prodcut\"; did you mean \"product\"?"))
  }

  @Test(
    "has lines for people, which are no rows, also as a spreadsheet writes them",
    arguments: [
      "# x\na,b\n1,2\n", "a,b\n# x, \"y\n1,2\n#", "\"# x, y\",\na,b\n1,2\n", "a,b\n1,2\n\"#\",\n## x,,,,,\n",
    ])
  func comments(text: String) throws { #expect(try values(text) == [["1", "2"]]) }

  @Test("has no comment where the sign belongs to a field")
  func noComment() throws {
    #expect(try values("a,b\n#1,2\n\"# 1\",2\n") == [["#1", "2"], ["# 1", "2"]])
  }

  @Test(
    "is known for samples by its mark, wherever it stands",
    arguments: [
      ("# Sample numbers: x\na,b\n1,2\n", 1), ("a,b\n1,2\n\n# SAMPLE NUMBERS", 4),
      ("\u{FEFF}# sample numbers,\na,b\n", 1),
      ("a,b\r\n\"# Sample numbers, invented\",\r\n", 2), ("# No sample numbers\na,b\n", nil),
      ("a,b\nsample numbers,1\n", nil),
    ] as [(String, Int?)])
  func samples(text: String, line: Int?) throws {
    #expect(try table(text).sampleMark?.line == line)
    #expect(SampleMark.position(in: text)?.line == line)
  }

  @Test("counts lines through line breaks inside quotation marks")
  func lines() throws {
    let rows = try table("a,b\n\"1\n1\",2\n3,\"4\r\n4\r4\"\n5,6\n").rows
    #expect(rows.map(\.line) == [2, 4, 7])
    let mistake = #expect(throws: ReportMistakes.self) { try rows[2].day("b") }
    #expect(mistake?.description.contains("x.csv:7:3: b must be a day such as 2026-10-31, not \"6\"") == true)
  }

  @Test("is read as it was written, whatever stands in its fields", arguments: 0..<200)
  func roundTrip(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = ["x", "\"", ",", "\n", "\r\n", "\r", " ", "é", "漢", "👍🏽", "7", ";", "\u{2028}", "\u{A0}"]
    let rows = (0..<Int.random(in: 1...8, using: &random)).map { _ in
      (0..<2).map { _ in
        "x" + (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
          + "x"
      }
    }
    let end = ["\n", "\r\n"].randomElement(using: &random)!
    let text = ([["a", "b"]] + rows).map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }.joined(separator: end)
    #expect(try values(text) == rows)
  }
}
