/// What stands around a KPI's value in a sentence: "people came back to a feedback page" behind it, or a title before it.
package struct KPIPhrase: Sendable, Equatable {
  /// What to say where the value before in the sentence counts those that this one counts some of.
  package struct Part: Sendable, Equatable {
    /// The id of the KPI that counts all of them.
    package let whole: String
    /// What follows the value: "of them new".
    package let text: String

    /// Makes the words for a part of a KPI.
    package init(of whole: String, _ text: String) {
      self.whole = whole
      self.text = text
    }
  }

  /// What stands before the value: "unanticipated clashes"; nil where a sentence follows it.
  package let lead: String?
  /// What follows the noun: "came back to a feedback page"; empty behind a title.
  package let text: String
  /// What to say right after the KPI that this one counts a part of.
  package let part: Part?
  private let one: String?
  private let many: String?

  /// Makes the phrase of a count, with its noun for one and for many.
  package init(_ one: String, _ many: String, _ text: String, part: Part? = nil) {
    self.one = one
    self.many = many
    lead = nil
    self.text = text
    self.part = part
  }

  /// Makes the phrase of a share, which needs no noun.
  package init(_ text: String) {
    self.text = text
    (lead, one, many, part) = (nil, nil, nil, nil)
  }

  /// Makes the phrase of a KPI that is known by its title alone.
  package init(lead: String) {
    self.lead = lead
    text = ""
    (one, many, part) = (nil, nil, nil)
  }

  /// "1 day", "7 days".
  static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

  /// The noun for a value.
  package func noun(of value: Double?) -> String? { value == 1 ? one : many }
}
