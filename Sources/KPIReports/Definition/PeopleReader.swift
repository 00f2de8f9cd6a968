import MediaWiki

/// Reads who counts as people.
struct PeopleReader {
  func read(_ cursor: YAMLCursor) -> PeopleRules {
    var rules = PeopleRules()
    guard let fields = cursor.fields(["bots", "staff", "anonymous", "temporary"]) else { return rules }
    if let bots = fields["bots"]?.fields(["groups", "names", "except"]) {
      if let groups = bots["groups"] { rules.botGroups = groups.items.compactMap(\.text) }
      rules.botNames = (bots["names"]?.items ?? []).compactMap(\.text).map { NamePattern($0) }
      rules.botExceptions = (bots["except"]?.items ?? []).compactMap(\.text)
    }
    if let staff = fields["staff"]?.fields(["names", "list"]) {
      rules.staffNames = (staff["names"]?.items ?? []).compactMap(\.text).map { NamePattern($0) }
      rules.staffList = (staff["list"]?.items ?? []).compactMap(readMember)
    }
    rules.anonymous = fields["anonymous"]?.choice(PeopleRules.Choice.self) ?? rules.anonymous
    rules.temporary = fields["temporary"]?.choice(PeopleRules.Choice.self) ?? rules.temporary
    return rules
  }

  private func readMember(_ cursor: YAMLCursor) -> StaffMember? {
    guard case .mapping = cursor.node else {
      return cursor.text.map { StaffMember(name: $0, from: nil, to: nil) }
    }
    guard let fields = cursor.fields(["name", "from", "to"], required: ["name"]) else { return nil }
    let (from, to) = (fields["from"].flatMap(readDay), fields["to"].flatMap(readDay))
    if let from, let to, to < from { cursor.mistake("\(cursor.path): \"to\" lies before \"from\"") }
    guard let name = fields["name"]?.text else { return nil }
    return StaffMember(name: name, from: from, to: to)
  }

  private func readDay(_ cursor: YAMLCursor) -> CivilDate? {
    guard let text = cursor.text else { return nil }
    let day = Instant(iso8601: text + "T00:00:00Z")?.date
    if day == nil { cursor.mistake("\(cursor.path) must be a day such as 2026-10-31") }
    return day
  }
}
