import MediaWiki

/// Checks that what people write on a wiki's feedback pages is kept in a form that can be read.
struct FeedbackCheck {
  let wiki: Wiki
  /// The titles of the feedback pages.
  let titles: [String]
  /// The prefixes of their archives, each ending in `*`.
  var archives: [String] = []
  let hasLiquidThreads: Bool

  /// A finding for each page that can't be read, or one for all that can; and whether all are boards, whose threads need no
  /// other extension.
  func findings() async -> (findings: [CheckFinding], areBoards: Bool) {
    var findings: [CheckFinding] = []
    var forms: Set<PageForm> = []
    let subject = "\(wiki.name): the feedback pages can be read"
    do {
      for start in stride(from: 0, to: titles.count, by: WikiSurvey.batchLength) {
        let batch = Array(titles[start..<min(start + WikiSurvey.batchLength, titles.count)])
        for (title, form) in try await self.forms(of: batch) {
          forms.insert(form)
          if let finding = finding(on: title, form) { findings.append(finding) }
        }
      }
      findings += try await emptyArchives()
    } catch {
      return (findings + [CheckFinding(subject, stop: error)], false)
    }
    return (findings.isEmpty ? [CheckFinding(subject)] : findings, forms == [.board])
  }

  /// A warning for each prefix with which no page's title begins: what was moved elsewhere is then not seen.
  private func emptyArchives() async throws -> [CheckFinding] {
    guard !archives.isEmpty else { return [] }
    var namespaces = NamespaceNames()
    let site = ["action": "query", "meta": "siteinfo", "siprop": "namespaces|namespacealiases"]
    for try await answer in wiki.query(site, as: SurveyAnswer.self) { answer.answer.map { namespaces.take($0) } }
    var findings: [CheckFinding] = []
    for pattern in archives {
      let (namespace, start) = namespaces.split(String(pattern.dropLast()))
      let parameters = [
        "action": "query", "list": "allpages", "apnamespace": String(namespace), "apprefix": start, "aplimit": "1",
        "apfilterredir": "nonredirects",
      ]
      var isEmpty = true
      do {
        for try await answer in wiki.query(parameters, as: SurveyAnswer.self) {
          isEmpty = answer.answer?.allpages?.isEmpty ?? true
          break
        }
      } catch let error as WikiError where error.meaning == .invalidTitle {
        // No title can begin so.
      }
      guard isEmpty else { continue }
      findings.append(
        CheckFinding(
          "\(wiki.name): the archives \(pattern)", .warning,
          problem: "no page has such a title, so threads that were archived are not counted",
          mend: "correct \"archives\" in report.yaml, or ignore this until the first archive is made"))
    }
    return findings
  }

  /// The forms of those pages that exist.
  private func forms(of titles: [String]) async throws -> [(title: String, form: PageForm)] {
    let parameters = [
      "action": "query", "redirects": "1", "prop": "info|pageprops", "ppprop": LiquidThreads.pageProperty,
      "titles": titles.joined(separator: "|"),
    ]
    var forms: [(title: String, form: PageForm)] = []
    do {
      for try await answer in wiki.query(parameters, as: SurveyAnswer.self) {
        for page in (answer.answer?.pages ?? []).compactMap({ WikiSurvey.Page($0, redirects: []) }) {
          forms.append((page.title, try await form(of: page)))
        }
      }
    } catch let error as WikiError {
      guard let model = error.unknownContentModel else { throw error }
      // One such page fails the whole question.
      guard titles.count > 1 else { return [(titles[0], .unknown(model: model))] }
      forms = []
      for title in titles { forms += try await self.forms(of: [title]) }
    }
    return forms
  }

  private func form(of page: WikiSurvey.Page) async throws -> PageForm {
    guard page.form == .wikitext, hasLiquidThreads else { return page.form }
    return try await LiquidThreads(wiki: wiki).hasThreads(page.title) ? .liquidThreads : .wikitext
  }

  private func finding(on title: String, _ form: PageForm) -> CheckFinding? {
    form.whyUnreadable.map { why in
      CheckFinding("\(title) on \(wiki.name)", .warning, problem: why, mend: UnreadablePage.mend)
    }
  }
}
