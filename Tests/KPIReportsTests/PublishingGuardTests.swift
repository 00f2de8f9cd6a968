import Testing

@testable import KPIReports

@Suite("What speaks against taking the place of the last report")
struct PublishingGuardTests {
  @Test(
    "is a past value that changes by more than half",
    arguments: [
      (100.0, 149.0, false), (100, 150, false), (100, 151, true), (100, 50, false), (100, 49, true), (0, 0, false),
      (0, 1, true), (0.4, 0.6, false), (0.4, 0.61, true), (-10, -4, true), (-10, -6, false),
    ])
  func change(before: Double, after: Double, isRefused: Bool) {
    let objections = PublishingGuard(published: [value(before)]).objections(to: [value(after)])
    #expect(objections.isEmpty == !isRefused)
  }

  @Test("is a value that was known and is not any more, but not the other way round")
  func unknown() {
    let unknown = value(nil, status: .unknown)
    let objections = PublishingGuard(published: [value(81)]).objections(to: [unknown])
    #expect(objections == ["Edits of A in October 2026: 81 would become unknown"])
    #expect(PublishingGuard(published: [unknown]).objections(to: [value(81)]).isEmpty)
  }

  @Test("is no value that was not final")
  func partial() {
    #expect(PublishingGuard(published: [value(2, status: .partial)]).objections(to: [value(40)]).isEmpty)
  }

  @Test("is no value whose definition changed, by its version or by its options")
  func definition() {
    #expect(PublishingGuard(published: [value(2)]).objections(to: [value(40, definition: 2)]).isEmpty)
    #expect(PublishingGuard(published: [value(2)]).objections(to: [value(40, method: "3 edits")]).isEmpty)
  }

  @Test("is a product that vanishes")
  func product() {
    let objections = PublishingGuard(published: [value(2), value(2, product: "B")]).objections(to: [value(2)])
    #expect(objections == ["the product \"B\" would vanish"])
  }

  @Test("is told by its first few reasons, and how many more there are")
  func manyReasons() {
    let reasons = (1...84).map { "reason \($0)" }
    let refusal = PublishingRefusal.implausible(reasons: reasons)
    let told = "reason 1; reason 2; reason 3; reason 4; reason 5; and 79 more"
    #expect(refusal.problem == told && refusal.description.hasPrefix(told + ". Nothing was saved."))
    #expect(PublishingRefusal.implausible(reasons: Array(reasons.prefix(5))).problem.hasSuffix("; reason 5"))
  }

  @Test("is a region that shrinks below half")
  func shrinking() {
    #expect(PublishingGuard.objection(replacing: "0123456789", with: "01234") == nil)
    #expect(PublishingGuard.objection(replacing: "0123456789", with: "0123") != nil)
    #expect(PublishingGuard.objection(replacing: "", with: "x") == nil)
    // Half the periods may take half the room.
    #expect(PublishingGuard.objection(replacing: "0123456789", with: "012", showing: 0.5) == nil)
    #expect(PublishingGuard.objection(replacing: "0123456789", with: "01", showing: 0.5) != nil)
    #expect(PublishingGuard.objection(replacing: "0123456789", with: "0123", showing: 2) != nil)
  }

  private func value(
    _ value: Double?, definition: Int = 1, method: String = "2 edits", product: String? = "A",
    status: Measurement.Status = .complete
  ) -> PublishedValue {
    PublishedValue(
      kpi: "edits", definition: definition, method: method, product: product, period: "2026-10", value: value,
      status: status)
  }
}
