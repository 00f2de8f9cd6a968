import ArgumentParser

/// How something is told: to people, or to programs.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  /// The format that was asked for, or that of the log: whoever reads JSON on one stream reads it on both.
  init(_ asked: TextFormat?, with log: LogOptions) { self = asked ?? log.logFormat }

  /// Refuses results in text beside a log in JSON.
  static func check(_ asked: TextFormat?, with log: LogOptions) throws {
    guard asked == .text, log.logFormat == .json else { return }
    throw ValidationError("With --log-format json both streams hold JSON alone: leave --format text out.")
  }
}
