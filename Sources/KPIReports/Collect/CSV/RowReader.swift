/// Reads the fields of a row, and goes on where one is wrong, so that all of them are told.
struct RowReader {
  /// What is wrong.
  var faults: [Mistake] = []

  /// What a field says; nil where it is wrong.
  mutating func read<Value>(_ read: () throws -> Value) -> Value? {
    do { return try read() } catch {
      faults += (error as? ReportMistakes)?.mistakes ?? []
      return nil
    }
  }
}
