/// The name under which other pages transclude one value: `returning-participants/Dark mode/2026-09`.
struct SectionName: Sendable, Equatable {
  /// The name, which is safe in an attribute and in a parser function's argument.
  let text: String

  /// Names the value of a KPI: of the whole report or of a product, in the report's period or in another one.
  init(kpi: String, product: String?, period: Period?) {
    text = [kpi, product.map(Self.safe), period?.id].compactMap(\.self).joined(separator: "/")
  }

  /// A product's name with everything but letters, digits and a few marks percent-encoded.
  ///
  /// Labelled sections are compared as they are written, so that character references would not do.
  private static func safe(_ product: String) -> String {
    let name = product.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // A product that is called like a period must not be taken for one.
    let doubtful = Period(name) == nil ? "" : name.prefix(1)
    return Wikitext.percentEncoded(String(doubtful)) { _ in false }
      + Wikitext.percentEncoded(String(name.dropFirst(doubtful.count))) { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || " -.,()".unicodeScalars.contains(scalar)
      }
  }
}
