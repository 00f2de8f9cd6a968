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
      // Stewards change the rights on the other wikis from there.
      let isAlone = family.allSatisfy { $0.api == central }
      let logs =
        [(RightsLog.Scope.global, [BotRoll.globalGroup])] + (isAlone ? [] : [(.stewards, report.people.botGroups)])
      for (scope, _) in logs { try await store.expect(RightsLog(wiki: id, scope: scope)) }
      guard let now = family.compactMap({ found[$0.name]?.time }).min() else { continue }
      // The report may know it by a name of its own.
      let definition =
        report.wikis.first { $0.api == central } ?? WikiDefinition(name: central.host, api: central)
      for (scope, groups) in logs {
        let log = RightsLog(wiki: id, scope: scope)
        let reader = RightsLogReader(
          wiki: try connect.wiki(definition), store: store, log: log, groups: groups,
          isLeftOut: report.people.isSureOfBot, now: now, logger: self.log)
        do {
          try await reader.read()
        } catch let error as WikiError {
          let problem = WikiCollector.problem(withRightsOf: definition.name, error, log: self.log)
          try await store.expect(log, problem: problem)
          failures.append(Outcome.Failure(source: definition.name, error: error))
        }
      }
    }
    return failures
  }
}

extension PeopleRules {
  /// Whether an account is a bot, or none, by its name alone.
  var isSureOfBot: @Sendable (String) -> Bool {
    let patterns = botNames + botExceptions.map { NamePattern($0) }
    // The log of stewards has the wiki behind the name.
    return { name in patterns.contains { $0.matches(name.lastIndex(of: "@").map { String(name[..<$0]) } ?? name) } }
  }
}
