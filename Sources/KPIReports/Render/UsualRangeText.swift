extension Report.Row {
  /// The limits of the usual range in words: "usually 42 to 120 (20 months)".
  package var usualLimits: String? {
    guard let usualRange else { return nil }
    let unit = request.kpi.unit
    let isMean = current.denominator != nil
    // A count can't be less than nothing, a share not more than all.
    let canBeNegative = unit == .points || cells.contains { ($0.value ?? 0) < 0 }
    let low = canBeNegative ? usualRange.limits.low : max(0, usualRange.limits.low)
    let high = unit == .share ? min(1, usualRange.limits.high) : usualRange.limits.high
    let texts = [low, high].map { limit in
      if case .own = unit { return ownLimit(limit) }
      return ShownValue(limit, unit: unit, isMean: isMean).text
    }
    let day = current.isDaily ? " a day" : ""
    return "usually \(texts[0]) to \(texts[1])\(day) (\(usualRange.count) \(current.period.unit.rawValue)s)"
  }
}

extension Report.Row {
  /// A limit in a unit of the report's own, with one decimal more than the values have.
  private func ownLimit(_ limit: Double) -> String {
    let decimals = cells.compactMap { shown($0).number?.split(separator: ".").dropFirst().first?.count }
    return ShownValue.grouped(ShownValue.trimmed(ShownValue.decimal(limit, places: (decimals.max() ?? 0) + 1)))
  }
}

extension Report {
  /// How the usual range is told, for readers; nil where no row has one.
  package var usualRangeDefinition: String? {
    guard (rows + products.flatMap(\.rows)).contains(where: { $0.usualRange != nil }) else { return nil }
    return "The mean of all final values known since the last break of a series, at least \(XmRLimits.fewest), ± 2.66 "
      + "times the mean difference from one to the next (an XmR chart). A value inside is no news."
  }
}
