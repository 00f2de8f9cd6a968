/// Says how far long work has come; the command layer decides where and how it is shown.
package struct Progress: Sendable {
  /// What is being done at one place.
  package struct Step: Sendable, Equatable {
    /// The work's place: "meta", "pageviews of www.mediawiki.org".
    package var place: String
    /// What is fetched: "revisions of VisualEditor/Feedback".
    package var task: String
    /// Which of how many parts is being fetched, where that is known.
    package var part: Part?
    /// What came so far, where it is another number than that of the parts.
    package var amount: Amount?

    /// Makes a step.
    package init(place: String, task: String, part: Part? = nil, amount: Amount? = nil) {
      self.place = place
      self.task = task
      self.part = part
      self.amount = amount
    }
  }

  /// One of several parts of the work: page 3 of 12.
  package struct Part: Sendable, Equatable {
    /// What a part is: "page".
    package var name: String
    /// Which it is, from 1.
    package var number: Int
    /// How many there are.
    package var count: Int

    /// Makes a part.
    package init(_ name: String, _ number: Int, of count: Int) {
      self.name = name
      self.number = number
      self.count = count
    }
  }

  /// So much of something: 24,000 revisions.
  package struct Amount: Sendable, Equatable {
    /// How many.
    package var count: Int
    /// What they are: "revisions".
    package var unit: String

    /// Makes an amount.
    package init(_ count: Int, _ unit: String) {
      self.count = count
      self.unit = unit
    }
  }

  /// What happens to the work.
  package enum Event: Sendable, Equatable {
    /// It came so far.
    case step(Step)
    /// It has ended at a place.
    case end(place: String)
  }

  private let report: @Sendable (Event) -> Void

  /// Makes progress that hands each event on.
  package init(_ report: @escaping @Sendable (Event) -> Void) { self.report = report }

  /// Progress that nobody looks at.
  package static let none = Progress { _ in }

  /// Says what is being done, and how far.
  package func say(_ step: Step) { report(.step(step)) }

  /// Says that the work at a place has ended.
  package func end(_ place: String) { report(.end(place: place)) }
}
