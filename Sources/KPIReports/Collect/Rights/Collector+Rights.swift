import MediaWiki

extension Collector {
  /// Brings what is known of the rights on all wikis up to date: one log for all wikis of a family.
  func collectRights(
    of wikis: [WikiDefinition], _ found: [String: WikiCollector.Outcome]
  ) async throws -> [Outcome.Failure] {
    guard !report.people.botGroups.isEmpty else { return [] }
    let families = Dictionary(grouping: wikis.filter { !report.sources(on: $0.name).feedback.isEmpty }, by: \.central)
    var failures: [Outcome.Failure] = []
    for (central, family) in families.sorted(by: { $0.key?.text ?? "" < $1.key?.text ?? "" }) {
      guard let central else { continue }
      let id = try await store.wikiID(api: central.text)
      for wiki in family { try await store.keep(central: id, of: try await store.wikiID(api: wiki.api.text)) }
      let rights = RightsLog(wiki: id, scope: .global)
      try await store.expect(rights)
      guard let now = family.compactMap({ found[$0.name]?.time }).min() else { continue }
      // The report may know it by a name of its own.
      let definition =
        report.wikis.first { $0.api == central } ?? WikiDefinition(name: central.host, api: central)
      let reader = RightsLogReader(
        wiki: try connect.wiki(definition), store: store, log: rights, groups: [BotRoll.globalGroup],
        isLeftOut: report.people.isSureOfBot, now: now, logger: log)
      do {
        try await reader.read()
      } catch let error as WikiError {
        let problem = WikiCollector.problem(withRightsOf: definition.name, error, log: log)
        try await store.expect(rights, problem: problem)
        failures.append(Outcome.Failure(source: definition.name, error: error))
      }
    }
    return failures
  }
}

extension PeopleRules {
  /// Whether an account is a bot, or none, by its name alone.
  var isSureOfBot: @Sendable (String) -> Bool {
    let patterns = botNames + botExceptions.map { NamePattern($0) }
    return { name in patterns.contains { $0.matches(name) } }
  }
}
