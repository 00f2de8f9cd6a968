/// What must be true of a report before it takes the place of the one on the page.
///
/// A pure function of what readers were told and what they would be told now.
package struct PublishingGuard: Sendable {
  /// A value is not to change by more than this part of it, once it was final.
  private static let largestChange = 0.5
  /// The region is not to shrink below this part of it.
  private static let smallestPart = 0.5

  private let published: [PublishedValue]
  private let shown: Period?

  /// Takes what readers were told last, and what the page itself says that it shows.
  package init(published: [PublishedValue], shown: Period? = nil) {
    self.published = published
    self.shown = shown
  }

  /// Why a report of a period should not take the place of the last one; nil when it is later, or nothing is known.
  ///
  /// Nobody can have been told of a time to come, so the clock is wrong. What a page says can be written by anybody, and
  /// counts where it is not known better.
  package func objection(to period: Period) -> String? {
    let told = published.compactMap { Period($0.period) }.filter { $0.unit == period.unit }.max()
    guard let newest = told ?? shown, newest.unit == period.unit, newest > period else { return nil }
    return "the page shows \(newest.label) already, which is later than \(period.label): is this machine's clock right?"
  }

  /// Why a report should not take the place of the last one, one sentence each.
  package func objections(to values: [PublishedValue]) -> [String] {
    vanishedProducts(from: values) + changedValues(in: values)
  }

  /// Why a region should not take the place of another; nil when there is no reason.
  ///
  /// One that shows only a part of the periods, after those that were missed had been shown as well, may be so much
  /// smaller.
  package static func objection(replacing old: String, with new: String, showing part: Double = 1) -> String? {
    let (before, after) = (old.utf8.count, new.utf8.count)
    guard Double(after) < Double(before) * smallestPart * min(1, part) else { return nil }
    return "the bot's part of the page would shrink from \(before) to \(after) bytes"
  }

  private func vanishedProducts(from values: [PublishedValue]) -> [String] {
    let now = Set(values.compactMap(\.product))
    let vanished = Set(published.compactMap(\.product)).subtracting(now).sorted()
    return vanished.map { "the product \"\($0)\" would vanish" }
  }

  private func changedValues(in values: [PublishedValue]) -> [String] {
    let now = Dictionary(values.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    return published.compactMap { old in
      guard old.status == .complete, let before = old.value, let new = now[Key(old)],
        new.definition == old.definition, new.method == old.method
      else { return nil }
      let name = KPICatalogue.definition(old.kpi)?.title ?? old.kpi
      let product = old.product.map { " of \($0)" } ?? ""
      let subject = "\(name)\(product) in \(Period(old.period)?.label ?? old.period)"
      guard let after = new.value else {
        return new.status == .unknown ? "\(subject): \(Self.numeral(before)) would become unknown" : nil
      }
      guard abs(after - before) > abs(before) * Self.largestChange else { return nil }
      return "\(subject): \(Self.numeral(before)) would become \(Self.numeral(after))"
    }
  }

  /// A number with at most two decimals, of which none is a zero at the end.
  private static func numeral(_ value: Double) -> String { ShownValue.trimmed(ShownValue.decimal(value, places: 2)) }

  private struct Key: Hashable {
    let kpi: String
    let product: String?
    let period: String

    init(_ value: PublishedValue) {
      kpi = value.kpi
      product = value.product
      period = value.period
    }
  }
}
