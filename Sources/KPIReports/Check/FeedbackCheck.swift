import MediaWiki

/// Checks that what people write on a wiki's feedback pages is kept in a form that can be read.
struct FeedbackCheck {
  let wiki: Wiki
  /// The titles of the feedback pages.
  let titles: [String]
  let hasLiquidThreads: Bool

  /// A finding for each page that can't be read, or one for all that can; and whether all are boards, whose threads need no
  /// other extension.
  func findings() async -> (findings: [CheckFinding], areBoards: Bool) {
    var findings: [CheckFinding] = []
    var forms: Set<PageForm> = []
    let subject = "\(wiki.name): the feedback pages can be read"
    do {
      for start in stride(from: 0, to: titles.count, by: WikiSurvey.batchLength) {
        let batch = titles[start..<min(start + WikiSurvey.batchLength, titles.count)]
        let parameters = [
          "action": "query", "redirects": "1", "prop": "info|pageprops", "ppprop": LiquidThreads.pageProperty,
          "titles": batch.joined(separator: "|"),
        ]
        for try await answer in wiki.query(parameters, as: SurveyAnswer.self) {
          for page in (answer.answer?.pages ?? []).compactMap({ WikiSurvey.Page($0, redirects: []) }) {
            forms.insert(page.form)
            if let finding = try await finding(on: page) { findings.append(finding) }
          }
        }
      }
    } catch {
      return (findings + [CheckFinding(subject, stop: error)], false)
    }
    return (findings.isEmpty ? [CheckFinding(subject)] : findings, forms == [.board])
  }

  private func finding(on page: WikiSurvey.Page) async throws -> CheckFinding? {
    var form = page.form
    if form == .wikitext, hasLiquidThreads, try await LiquidThreads(wiki: wiki).hasThreads(page.title) {
      form = .liquidThreads
    }
    return form.whyUnreadable.map { why in
      CheckFinding("\(page.title) on \(wiki.name)", .warning, problem: why, mend: UnreadablePage.mend)
    }
  }
}
