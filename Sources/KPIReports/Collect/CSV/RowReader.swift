/// Reads the fields of a row, and goes on where one is wrong, so that all of them are told.
struct RowReader {
  /// What is wrong, each with what it is alike to in other rows.
  private(set) var faults: [(kind: String, mistake: Mistake)] = []

  /// What a field says; nil where it is wrong.
  mutating func read<Value>(_ column: String, _ read: () throws -> Value) -> Value? {
    do { return try read() } catch {
      // What is wrong stands before what was found instead.
      faults += ((error as? ReportMistakes)?.mistakes ?? []).map { mistake in
        let kind = mistake.message.prefix { $0 != "," && $0 != ";" }
        return ("\(column): \(column == "product" ? mistake.message : String(kind))", mistake)
      }
      return nil
    }
  }

  /// Takes down what else is wrong.
  mutating func note(_ mistake: Mistake) { faults.append((mistake.message, mistake)) }
}
