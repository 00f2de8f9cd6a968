/// A place in a text that people wrote, from 1; columns are Unicode scalars.
package struct TextPlace: Sendable, Equatable {
  /// The line.
  package let line: Int
  /// The column.
  package let column: Int

  /// Makes a place.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
