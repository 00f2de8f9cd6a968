import MediaWiki

/// Who of the actors is a person: neither bot nor staff nor hidden, and an IP editor only where the report says so.
///
/// Actors of several wikis with one name are one person, since accounts are unified.
package struct People: Sendable {
  /// The number of an actor that is no person.
  static let nobody = UInt32.max

  /// Why an actor's edits count in no KPI about people.
  package enum Exclusion: Sendable, Hashable, CaseIterable {
    /// The author is hidden.
    case hidden
    /// An IP editor.
    case anonymous
    /// A temporary account, where the report leaves them out.
    case temporary
    /// A bot.
    case bot
    /// Staff.
    case staff
  }

  /// The person's number for each actor id, or ``nobody``.
  let numbers: [UInt32]
  /// Actors who were staff for a time only.
  private let datedStaff: [UInt32: [Range<UInt32>]]
  /// Actors who were bots for a time only.
  private let datedBots: [UInt32: BotTimes]
  /// Whether it depends on the time if an actor is a person.
  private let isDated: [Bool]
  /// Whether a person has a temporary account.
  let isTemporary: [Bool]
  private let exclusions: [Exclusion?]

  /// How many people there are; their numbers lie below it.
  package var count: Int { isTemporary.count }

  /// Tells people from others by the rules of a report.
  package init(actors: [ActorFact?], rules: PeopleRules) {
    let exceptions = rules.botExceptions.map { NamePattern($0) }
    let staff = rules.staffList.map { (name: NamePattern($0.name), member: $0) }
    var numbers = [UInt32](repeating: Self.nobody, count: actors.count)
    var exclusions = [Exclusion?](repeating: .hidden, count: actors.count)
    var datedStaff: [UInt32: [Range<UInt32>]] = [:]
    var datedBots: [UInt32: BotTimes] = [:]
    var isTemporary: [Bool] = []
    var people: [String: UInt32] = [:]
    for (id, actor) in actors.enumerated() {
      guard let actor else { continue }
      let spells = staff.filter { $0.name.matches(actor.name) }.map(\.member)
      let isException = exceptions.contains { $0.matches(actor.name) }
      exclusions[id] = Self.exclusion(of: actor, rules: rules, isException: isException)
      if !isException, exclusions[id] != .bot, actor.botTimes != .never { datedBots[UInt32(id)] = actor.botTimes }
      if exclusions[id] == nil, spells.contains(where: { $0.from == nil && $0.to == nil }) {
        exclusions[id] = .staff
      }
      guard exclusions[id] == nil else { continue }
      if !spells.isEmpty { datedStaff[UInt32(id)] = spells.map(\.seconds) }
      if let number = people[actor.name] {
        numbers[id] = number
      } else {
        let number = UInt32(isTemporary.count)
        people[actor.name] = number
        numbers[id] = number
        isTemporary.append(actor.kind == .temporary)
      }
    }
    self.numbers = numbers
    self.exclusions = exclusions
    self.datedStaff = datedStaff
    self.datedBots = datedBots
    var isDated = [Bool](repeating: false, count: actors.count)
    for id in [datedStaff.keys.map(\.self), datedBots.keys.map(\.self)].joined() { isDated[Int(id)] = true }
    self.isDated = isDated
    self.isTemporary = isTemporary
  }

  /// Why an edit counts in no KPI about people, or nil when it does.
  package func exclusion(of edit: PackedEdit) -> Exclusion? {
    let actor = Int(edit.actor)
    if isDated[actor], isBot(actor: edit.actor, at: edit.seconds) { return .bot }
    if let exclusion = exclusions[actor] { return exclusion }
    return isDated[actor] && isStaff(actor: edit.actor, at: edit.seconds) ? .staff : nil
  }

  /// The number of the person who made an edit, or ``nobody``.
  func person(of edit: PackedEdit) -> UInt32 {
    let actor = Int(edit.actor)
    guard isDated[actor] else { return numbers[actor] }
    return exclusion(of: edit) == nil ? numbers[actor] : Self.nobody
  }

  private func isStaff(actor: UInt32, at seconds: UInt32) -> Bool {
    datedStaff[actor]?.contains { $0.contains(seconds) } ?? false
  }

  private func isBot(actor: UInt32, at seconds: UInt32) -> Bool { datedBots[actor]?.contains(seconds) ?? false }

  private static func exclusion(of actor: ActorFact, rules: PeopleRules, isException: Bool) -> Exclusion? {
    let isNamedBot = actor.botTimes == .always || rules.botNames.contains { $0.matches(actor.name) }
    if isNamedBot, !isException { return .bot }
    if rules.staffNames.contains(where: { $0.matches(actor.name) }) { return .staff }
    return switch actor.kind {
    case .registered: nil
    case .temporary: rules.temporary == .exclude ? .temporary : nil
    case .anonymous: rules.anonymous == .exclude ? .anonymous : nil
    }
  }
}

extension StaffMember {
  /// The time as staff; the day of `to` is the last one.
  fileprivate var seconds: Range<UInt32> {
    let start = UInt32(clamping: from?.start.seconds ?? 0)
    let end = UInt32(clamping: to.map { $0.start.seconds + 86_400 } ?? Int64(UInt32.max))
    return start..<max(start, end)
  }
}
