import GRDB
import MediaWiki

/// The functions that a report's own query may call.
enum QueryFunctions {
  /// Those that are made for queries.
  static let made = ["period", "is_person"]

  /// SQLite's own that give the same for the same facts, and touch nothing else: neither the clock nor chance.
  static let names: Set<String> = Set(
    made + [
      "abs", "avg", "ceil", "ceiling", "coalesce", "count", "cume_dist", "dense_rank", "exp", "first_value", "floor",
      "format", "glob", "group_concat", "ifnull", "iif", "instr", "lag", "last_value", "lead", "length", "like", "ln",
      "log", "log10", "log2", "lower", "ltrim", "max", "min", "mod", "nth_value", "ntile", "nullif", "percent_rank",
      "pow", "power", "printf", "rank", "replace", "round", "row_number", "rtrim", "sign", "sqrt", "string_agg",
      "substr", "substring", "sum", "total", "trim", "trunc", "typeof", "unicode", "upper",
    ])

  /// The last second that a period is told of: the end of the year 9999.
  private static let lastSecond = 253_402_300_799

  /// Adds `period(seconds)` and `is_person(actor, seconds)` to a connection.
  static func add(to database: Database, unit: PeriodUnit, people: People) {
    database.add(
      function: DatabaseFunction("period", argumentCount: 1, pure: true) { values in
        guard let seconds = Int.fromDatabaseValue(values[0]), (0...lastSecond).contains(seconds) else { return nil }
        return Period(unit, containing: Instant(seconds: Int64(seconds))).id
      })
    database.add(
      function: DatabaseFunction("is_person", argumentCount: 2, pure: true) { values in
        guard let actor = UInt32.fromDatabaseValue(values[0]), let seconds = Int64.fromDatabaseValue(values[1]),
          actor < people.numbers.count
        else { return false }
        let edit = PackedEdit(timestamp: Instant(seconds: seconds), actor: actor, reverted: false)
        return people.exclusion(of: edit) == nil
      })
  }
}
