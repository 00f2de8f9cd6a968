extension Wiki {
  /// Saves a page's new text exactly once, on top of the revision in `base`.
  ///
  /// Throws an error that means `.editConflict` when the page is no longer as it was read.
  package func save(_ edit: Edit, base: WikiPage, journal: (any EditJournal)? = nil) async throws -> SaveResult {
    let text = StoredText(edit.text)
    let intended = IntendedEdit(edit, base: base, user: try await signedInUser().name)
    let number = try await journal?.begin(intended)
    var mayBeSaved = false
    var wasSent = false
    do {
      let result = try await retrying {
        let token = try await self.editToken()
        do {
          let result = try await self.send(edit, text, base, token)
          // "No change" can be the echo of an earlier attempt, whatever was answered to that one.
          guard result == .unchanged, wasSent else { return result }
          return try await self.saved(intended) ?? result
        } catch let error as WikiError where error.mayHaveBeenSaved || error.isOvertaken {
          (mayBeSaved, wasSent) = (mayBeSaved || error.mayHaveBeenSaved, true)
          if let saved = try await self.saved(intended) { return saved }
          throw error
        } catch let error as WikiError where error.isVague {
          wasSent = true
          // What refuses all else as well leaves open what became of the edit.
          do {
            if let saved = try await self.saved(intended) { return saved }
          } catch let other as WikiError where other.cause.isUnknownOutcome { mayBeSaved = true }
          throw error
        } catch let error as WikiError {
          // Who asks for patience, before the wiki or in it, does not always say so before anything was done.
          mayBeSaved = mayBeSaved || error.category == .tryAgainLater
          wasSent = true
          throw error
        }
      }
      if let number { await journal?.end(number, EditFate(result)) }
      return result
    } catch let error as WikiError {
      if let number, !mayBeSaved { await journal?.end(number, error.meaning == .queued ? .queued : .notSaved) }
      throw error
    }
  }

  /// Reads a page, gives it to `transform` and saves the edit that that makes of it; nil means that nothing is to be
  /// changed.
  ///
  /// After an edit conflict the page is read and transformed again, so that edits of others survive; one that was deleted
  /// or moved in the meantime is not made again. The page comes back as it was read last, before the edit.
  package func edit(
    _ title: String, attempts: Int = 3, journal: (any EditJournal)? = nil,
    transform: @Sendable (WikiPage) async throws -> Edit?
  ) async throws -> (result: SaveResult, page: WikiPage) {
    var attempt = 1
    while true {
      let page = try await page(title)
      guard let edit = try await transform(page) else { return (.unchanged, page) }
      do {
        return (try await save(edit, base: page, journal: journal), page)
      } catch let error as WikiError where error.meaning == .editConflict && attempt < attempts {
        attempt += 1
      }
    }
  }

  /// The revision that an edit has become, nil where the page has none such.
  ///
  /// Throws an error whose cause is `.outcomeUnknown` when the wiki doesn't tell.
  package func saved(_ edit: IntendedEdit) async throws -> SaveResult? {
    do {
      for revision in try await revisions(of: edit.title, by: edit.user) {
        // An edit of a new page begins its history.
        let isLater = edit.baseRevision.map { revision.id > $0 } ?? (revision.parent == 0)
        if isLater, try await isRevision(revision, of: edit) { return .saved(revision: revision.id) }
      }
      return nil
    } catch let error as WikiError {
      let unknown = WikiError(wiki: name, task: "saving '\(edit.title)'", cause: .outcomeUnknown)
      throw error.attempts.map(unknown.tried) ?? unknown
    }
  }

  /// Whether a revision is what an edit has become.
  ///
  /// The wiki merges an edit with one of somebody else that came in between: its text is then another, and its summary can
  /// be that of another report on the page.
  private func isRevision(_ revision: Digest, of edit: IntendedEdit) async throws -> Bool {
    if let sha1 = revision.sha1 {
      if sha1 == edit.sha1 { return true }
    } else if let text = try await text(of: revision), StoredText(text).sha1 == edit.sha1 {
      // MediaWiki is about to drop digests.
      return true
    }
    guard revision.comment == edit.summary else { return false }
    guard let sign = edit.sign else { return true }
    return try await text(of: revision)?.contains(sign) ?? false
  }

  private func send(_ edit: Edit, _ text: StoredText, _ base: WikiPage, _ token: String) async throws -> SaveResult {
    let task = "saving '\(edit.title)'"
    // Never `basetimestamp`: with it, the wiki overlooks a conflict with the bot's own edit and would save twice.
    var parameters = session([
      "action": "edit", "title": edit.title, "text": text.text, "md5": text.md5, "summary": edit.summary,
      "bot": "1", "notminor": "1", "watchlist": "nochange", "maxlag": "5", "token": token,
    ])
    if let revision = base.revision {
      parameters["baserevid"] = String(revision.id)
      parameters["nocreate"] = "1"
    } else {
      parameters["createonly"] = "1"
    }
    let answer = try await exchange(parameters, as: EditAnswer.self, task: task, asForm: true).edit
    if let result = answer.saveResult { return result }
    throw WikiError(wiki: name, task: task, cause: answer.refusal)
  }

  private func editToken() async throws -> String {
    if let csrfToken { return csrfToken }
    // A token asked for before signing in would be nobody's.
    _ = try await signedInUser()
    let token = try await token(.csrf)
    csrfToken = token
    return token
  }
}

extension IntendedEdit {
  /// An edit on top of a page as it was read.
  package init(_ edit: Edit, base: WikiPage, user: String) {
    self.init(
      title: edit.title, baseRevision: base.revision?.id, sha1: StoredText(edit.text).sha1, summary: edit.summary,
      user: user, sign: edit.sign, meaning: edit.meaning)
  }
}

extension EditFate {
  fileprivate init(_ result: SaveResult) {
    switch result {
    case .saved(let revision): self = .saved(revision: revision)
    case .unchanged: self = .unchanged
    }
  }
}

private struct EditAnswer: Decodable {
  let edit: Outcome

  struct Outcome: Decodable {
    let result: String
    let nochange: Bool?
    let newrevid: Int?
    let captcha: Captcha?
    let code: String?
    let info: String?

    struct Captcha: Decodable { let type: String? }

    /// What became of the edit; nil when it was refused.
    var saveResult: SaveResult? {
      guard result == "Success" else { return nil }
      if nochange == true { return .unchanged }
      return newrevid.map { .saved(revision: $0) }
    }

    /// Why an edit was refused without an error of the API, as extensions do.
    var refusal: WikiError.Cause {
      if result == "Success" { return .badAnswer(.unexpected("a success without its revision")) }
      if captcha != nil { return .api(APIMessage(code: "captcha", text: "the edit needs a captcha"), retryAfter: nil) }
      return .api(APIMessage(code: code ?? result, text: info ?? "no reason given"), retryAfter: nil)
    }
  }
}
