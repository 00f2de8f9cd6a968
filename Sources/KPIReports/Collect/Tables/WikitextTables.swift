/// Finds the tables and lists of a wikitext page, as plain text, in its order.
///
/// It reads what people type by hand: cells one a line or several, with attributes, links, formatting and comments. Cells
/// that span others, and tables inside tables, are refused rather than guessed; what may hold items that it can't see is
/// told.
struct WikitextTables {
  /// Why a page's tables can't be read: a part of a sentence about the page.
  struct Problem: Error, Equatable {
    let message: String
  }

  /// More cells than people type.
  private static let mostCells = 50_000

  /// The tables and lists.
  private(set) var tables: [PageTable] = []
  /// Why there may be items that stand in none of them: a part of a sentence about the page.
  private(set) var unread: String?

  private let source: WikitextSource
  private var table: OpenTable?
  /// The sign of the list that goes on, whose items stand in the last of the tables.
  private var sign: Unicode.Scalar?
  private var cells = 0

  /// A table that is being read.
  private struct OpenTable {
    let line: Int
    var rows: [[Cell]] = [[]]
    var problem: String?
  }

  private struct Cell {
    let isHead: Bool
    /// The bar that it begins with.
    let sign: WikitextSource.Scalar?
    /// The parts of its content, a line each.
    var lines: [WikitextSource.Part]

    var content: WikitextSource.Part { lines.count == 1 ? lines[0] : lines.reduce(into: []) { $0 += $1 } }
  }

  private init(_ source: WikitextSource) { self.source = source }

  /// The tables and lists of a page.
  static func read(_ text: String) throws(Problem) -> WikitextTables {
    let source = WikitextSource(text)
    var reader = WikitextTables(source)
    for line in source.lines { try reader.take(line) }
    if let table = reader.table {
      throw Problem(message: "has a table that is never closed (line \(table.line)): \"|}\" is missing")
    }
    return reader
  }

  private mutating func take(_ whole: WikitextSource.Part) throws(Problem) {
    let line = whole.drop { (table == nil ? " \t:" : " \t").unicodeScalars.contains($0.value) }
    if Self.starts(line, "{|") {
      guard table == nil else {
        throw Problem(message: "has a table inside a table (line \(number(line))), which can't be read")
      }
      table = OpenTable(line: number(line))
      sign = nil
    } else if table == nil {
      takeText(whole)
    } else if Self.starts(line, "|}") {
      finish()
      if line.contains(where: { $0.value == WikitextSource.call }) { tellUnread(line) }
    } else if Self.starts(line, "|+") {
      return
    } else if Self.starts(line, "|-") {
      table?.rows.append([])
    } else if Self.starts(line, "|") || Self.starts(line, "!") {
      for cell in WikitextCell.split(line) {
        try add(cell, after: line[cell.startIndex - 1], isHead: Self.starts(line, "!"))
      }
    } else {
      takeCellLine(whole)
    }
  }

  // MARK: Tables

  private mutating func add(
    _ cell: WikitextSource.Part, after sign: WikitextSource.Scalar?, isHead: Bool
  ) throws(Problem) {
    let (attributes, content) = WikitextCell.parts(cell)
    if attributes.contains(/(?i)rowspan|colspan/) {
      throw Problem(message: "has cells that span rows or columns (line \(number(cell))), which can't be read")
    }
    cells += 1
    guard cells <= Self.mostCells else { throw Problem(message: "has more than \(Self.mostCells) cells") }
    guard let last = table?.rows.indices.last else { return }
    table?.rows[last].append(Cell(isHead: isHead, sign: sign, lines: [content]))
  }

  /// A line inside a table that begins no cell: it goes on with the one before it.
  private mutating func takeCellLine(_ line: WikitextSource.Part) {
    let first = line.first { $0.value != " " && $0.value != "\t" }
    guard let first, let rows = table?.rows, let row = rows.indices.last else { return }
    if first.value == WikitextSource.call || "*#".unicodeScalars.contains(first.value) {
      let what = first.value == WikitextSource.call ? "a template, which may hold rows of its own" : "a list in a cell"
      let problem = table?.problem ?? "has a table with \(what) (line \(number(line)))"
      table?.problem = problem
    }
    guard let cell = rows[row].indices.last else { return }
    table?.rows[row][cell].lines.append([WikitextSource.Scalar(value: "\n", origin: first.origin)] + line)
  }

  private mutating func finish() {
    guard let open = table else { return }
    table = nil
    let rows = open.rows.filter { !$0.isEmpty }
    guard let head = rows.first else { return }
    var found = PageTable(columns: head.map { WikitextCell.text($0.content) }, rows: [])
    (found.line, found.problem) = (open.line, open.problem)
    let hasHead = head.allSatisfy(\.isHead) && !(rows.count > 1 && rows.allSatisfy { $0.allSatisfy(\.isHead) })
    found.kind = hasHead ? .table : .headless
    for row in rows.dropFirst() {
      let texts = row.map { WikitextCell.text($0.content) }
      guard texts.contains(where: { !$0.isEmpty }), !(texts == found.columns && row.allSatisfy(\.isHead)) else {
        continue
      }
      found.rows.append(texts)
      found.places.append(row.map { place(of: $0) })
      takeName(row[0], of: &found)
    }
    tables.append(found)
  }

  /// Takes the name in a row's first cell as it would be taken from a list.
  private func takeName(_ cell: Cell, of table: inout PageTable) {
    do throws(WikitextItem.Problem) {
      table.rows[table.rows.count - 1][0] = WikitextCell.plain(try WikitextItem.text(cell.content))
    } catch {
      let line = place(of: cell).line
      table.problem = table.problem ?? "has a name that can't be read (line \(line)): \(error.message)"
    }
  }

  private func place(of cell: Cell) -> TextPlace {
    let first = cell.content.first { !$0.value.properties.isWhitespace }
    return source.place(of: first ?? cell.sign) ?? TextPlace(line: 1, column: 1)
  }

  // MARK: Lists

  private static let signs = "*#:;".unicodeScalars
  private static let itemSigns = "*#".unicodeScalars

  /// A line outside of tables: an item, or what goes on with a list or ends it.
  private mutating func takeText(_ line: WikitextSource.Part) {
    let signs = line.prefix { Self.signs.contains($0.value) }
    let content = line[signs.endIndex...]
    if let first = signs.first, Self.itemSigns.contains(first.value) {
      if tables.isEmpty, Self.isRedirect(line), line.first?.origin == firstWord { return tellRedirect(line) }
      if sign != first.value { begin(line) }
      sign = first.value
      let rest = signs.dropFirst()
      if rest.isEmpty {
        item(content)
      } else if rest.contains(where: { Self.itemSigns.contains($0.value) }) {
        tell(
          "has an item inside an item (line \(number(line))), and whether it counts can't be known; a remark begins with *:"
        )
      }
    } else if signs.contains(where: { Self.itemSigns.contains($0.value) }) {
      begin(line)
      tell("has an item that is indented (line \(number(line))); remove what stands before the star")
    } else if line.contains(where: { !$0.value.properties.isWhitespace }) {
      takeOther(line)
    }
  }

  /// A line that is neither an item nor blank: it ends a list, unless it only opens or closes a box.
  private mutating func takeOther(_ line: WikitextSource.Part) {
    let text = WikitextSource.text(line)
    let words = text.replacing(WikitextMarkup.styling, with: "")
    if words.contains(/[^ \t]/) { sign = nil }
    let tags = words.replacing(/<\/?(br|hr|p|h[1-6]|blockquote)(\s[^<>]*)?\/?>/.ignoresCase(), with: "")
    let calls = text.unicodeScalars.split(separator: WikitextSource.call, omittingEmptySubsequences: false).dropFirst()
    let isHarmless = calls.allSatisfy { Self.isHarmless(WikitextSource.plain(String($0))) }
    // What looks like an item in a caption of several lines is none.
    let isOpen = text.ranges(of: "[[").last.map { !text[$0.upperBound...].contains("]]") } ?? false
    if !isHarmless || isOpen || tags.contains(/<\/?[A-Za-z]/) { tellUnread(line) }
  }

  /// Whether a text begins with the call of what can hold no list: a magic word, or what keeps bots away.
  private static func isHarmless(_ text: String) -> Bool {
    let names =
      /\{\{\s*(?:DEFAULTSORT(?:KEY)?|DISPLAYTITLE|(?:FULL|BASE|SUB|TALK)?PAGENAMEE?|NAMESPACEE?|SITENAME|formatnum|(?:full|local|canonical)url|(?:CURRENT|LOCAL|REVISION|NUMBEROF)[A-Z0-9]+|(?:no)?bots)\s*[:|}]/
      .ignoresCase()
    guard let match = text.prefixMatch(of: names), let end = text.firstRange(of: "}}") else { return false }
    return !text[match.range.upperBound..<max(match.range.upperBound, end.lowerBound)].contains("{{")
  }

  private mutating func begin(_ line: WikitextSource.Part) {
    sign = nil
    var list = PageTable(columns: [PageTable.item], rows: [])
    list.kind = .list
    list.line = number(line)
    tables.append(list)
  }

  private mutating func item(_ content: WikitextSource.Part) {
    do throws(WikitextItem.Problem) {
      let text = try WikitextItem.text(content)
      guard !text.isEmpty, let place = source.place(of: content.first { $0.value != " " }) else { return }
      tables[tables.count - 1].rows.append([text])
      tables[tables.count - 1].places.append([place])
    } catch {
      tell("has an item that can't be read (line \(number(content))): \(error.message)")
    }
  }

  /// Tells what is wrong with the last list.
  private mutating func tell(_ problem: String) {
    tables[tables.count - 1].problem = tables[tables.count - 1].problem ?? problem
  }

  private mutating func tellUnread(_ line: WikitextSource.Part) {
    let hasTag = WikitextSource.text(line).contains(/<\/?[A-Za-z]/)
    let what = line.contains { $0.value == WikitextSource.call } ? "a template" : hasTag ? "HTML" : "an open link"
    unread =
      unread
      ?? "has \(what) on line \(number(line)), which may hold items that can't be seen; keep the list on a page without it, "
      + "or as a table whose column is named in report.yaml"
  }

  private mutating func tellRedirect(_ line: WikitextSource.Part) {
    unread = unread ?? "may be a redirect (line \(number(line))); an item begins with a star, or with # and a blank"
  }

  /// Whether a line is what leads to another page, in whatever language: `#WORD [[…]]`.
  private static func isRedirect(_ line: WikitextSource.Part) -> Bool {
    WikitextSource.text(line).prefixMatch(of: /#[^\s#*:;\[\]]+\s*:?\s*\[\[[^\[\]]+\]\]/) != nil
  }

  /// Where the page's first word stands.
  private var firstWord: Int? {
    source.lines.lazy.flatMap(\.self).first { !$0.value.properties.isWhitespace }?.origin
  }

  private func number(_ part: WikitextSource.Part) -> Int { source.place(of: part.first)?.line ?? 0 }

  private static func starts(_ line: WikitextSource.Part, _ text: String) -> Bool {
    line.lazy.map(\.value).starts(with: text.unicodeScalars)
  }
}
