import MediaWiki

/// The KPIs that divide one figure, or the length of one list, by another.
struct Shares: Sendable {
  /// As many lines are named.
  private static let mostLines = 6

  let figures: Figures
  let lists: [ListFact]
  let asOf: Instant

  /// What a share is in a period, for a product or the whole report.
  func finding(
    _ numerator: SharePart, of denominator: SharePart, product: String?, in period: Period
  ) -> (Finding, Standing) {
    let (upper, upperStanding) = part(numerator, within: denominator, product: product, in: period)
    let (lower, lowerStanding) = part(denominator, within: nil, product: product, in: period)
    let standing = lowerStanding.worse(upperStanding)
    guard let upper, let lower else {
      let reason = standing.reason ?? lowerStanding.reason ?? upperStanding.reason
      return (Finding(), Standing(status: standing.status, reason: reason, isByHand: standing.isByHand))
    }
    guard lower > 0 else {
      return (Finding(), Standing(status: standing.status, reason: "the share would be one of 0"))
    }
    guard (0...lower).contains(upper) else {
      let parts = [upper, lower].map { ShownValue($0, unit: .own("")).text }.joined(separator: " of ")
      return (Finding(), .byHand("\(parts) is no share; correct the one or the other"))
    }
    // Only whole numbers can be shown as a fraction of so many units.
    let n = upper == upper.rounded() ? Int(exactly: lower) : nil
    var finding = Finding(value: upper / lower, numerator: upper, denominator: lower, n: n)
    finding.remark = strangers(numerator, denominator, in: period)
    return (finding, standing)
  }

  /// The number of one part; of a list, how many of its items stand in the denominator's list too.
  private func part(
    _ part: SharePart, within whole: SharePart?, product: String?, in period: Period
  ) -> (Double?, Standing) {
    switch part {
    case .figure(let name):
      let (finding, standing) = figures.finding(name, product: product, in: period)
      return (standing.status == .unknown ? nil : finding.value, standing)
    case .list(let source):
      guard product == nil else {
        return (nil, Standing(status: .complete, reason: "lists are not kept by product"))
      }
      let (items, standing) = items(of: source, in: period)
      guard let items else { return (nil, standing) }
      guard case .list(let other) = whole else { return (Double(items.count), standing) }
      guard let all = self.items(of: other, in: period).0 else { return (nil, standing) }
      return (Double(items.keys.count { all[$0] != nil }), standing)
    }
  }

  /// What is told of items that the whole lacks, by their lines: their names could be those of people.
  private func strangers(_ part: SharePart, _ whole: SharePart, in period: Period) -> String? {
    guard case .list(let source) = part, case .list(let other) = whole,
      let items = items(of: source, in: period).0, let all = self.items(of: other, in: period).0
    else { return nil }
    let strangers = items.filter { all[$0.key] == nil }
    guard !strangers.isEmpty else { return nil }
    let lines = Set(strangers.values.compactMap(\.self)).sorted()
    let named = lines.prefix(Self.mostLines).map { "\($0)" }.joined(separator: ", ")
    let more = lines.count > Self.mostLines ? ", …" : ""
    let place = lines.isEmpty ? "" : " (\(lines.count == 1 ? "line" : "lines") \(named)\(more))"
    let (what, verb) = strangers.count == 1 ? ("1 item", "is") : ("\(strangers.count) items", "are")
    return "\(what) of \(source.name)\(place) \(verb) not on \(other.name) and not counted"
  }

  /// How far what a list held at the end of a period can be trusted.
  func standing(of source: ListSource, in period: Period) -> Standing { items(of: source, in: period).1 }

  /// What a list held at the end of a period.
  private func items(of source: ListSource, in period: Period) -> ([String: Int?]?, Standing) {
    let time = Standing.counted(in: period, asOf: asOf)
    guard period.start < asOf else { return (nil, time) }
    let end = min(period.end, asOf)
    guard let list = lists.first(where: { $0.source == source }) else {
      return (nil, Standing(status: .unknown, reason: "\(source.name) was never read"))
    }
    guard let version = list.page.version(before: end) else {
      if list.page.problem == nil, list.page.isAbsent(before: end) {
        return (nil, Standing(status: .complete, reason: "\(source.name) did not exist yet"))
      }
      let reason = list.page.problem ?? "\(source.name) was not read as it was at the end of \(period)"
      return (nil, Standing(status: .unknown, reason: reason))
    }
    do throws(ListFact.Problem) {
      return (try list.items(of: version), time)
    } catch {
      return (nil, .byHand(error.message))
    }
  }
}
