import MediaWiki

extension Coverage {
  /// How far a wiki's clock may be behind, in seconds.
  private static let tolerance: Int64 = 600

  /// How far a value can be trusted that needs the facts from the start of a period until a time.
  func standing(in period: Period, until end: Instant, asOf: Instant) -> Standing {
    guard let until else {
      return Standing(status: .unknown, reason: problem ?? "\(name) was never read")
    }
    // A value whose time has not ended is not complete anyhow; one whose time has ended takes facts until its very end.
    let needed = asOf < end ? asOf.adding(seconds: -Self.tolerance) : end
    if until >= needed { return .complete }
    if let problem { return Standing(status: .unknown, reason: problem) }
    return Standing(
      status: until > period.start ? .partial : .unknown, reason: "\(name) was read only up to \(until)",
      isLate: true)
  }
}
