extension Wiki {
  /// Signs in and gives who the wiki says the bot is; a wrong password is never tried twice.
  @discardableResult
  package func signIn() async throws -> SignedInUser { try await signIn(retrier) }

  /// Signs in, once for all who want it meanwhile.
  @discardableResult
  func signIn(_ retrier: Retrier) async throws -> SignedInUser {
    if let refusal { throw refusal }
    if let signingIn { return try await signingIn.value }
    let task = Task {
      try await retrier.run {
        do {
          return try await self.signInOnce()
        } catch let error as WikiError where error.cause.isLostSignIn {
          return try await self.signInOnce()
        }
      }
    }
    signingIn = task
    defer { signingIn = nil }
    do {
      return try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    } catch let error as WikiError where error.category == .refused && credentials != nil {
      refusal = error
      throw error
    }
  }

  /// Who the bot is; signs in first when it has not yet.
  package func signedInUser() async throws -> SignedInUser {
    if let user { return user }
    return try await signIn()
  }

  /// How many requests signing in takes; 0 where the bot does not sign in.
  package var signInRequests: Int {
    guard refusal == nil else { return 0 }
    return switch credentials {
    case .botPassword: 3
    case .oauth2: 1
    case nil: 0
    }
  }

  /// Signs in before something is read, where there is something to sign in with and the wiki takes it.
  func signInToRead(_ retrier: Retrier) async throws {
    guard signsInToRead, credentials != nil, user == nil, refusal == nil else { return }
    do {
      try await signIn(retrier)
    } catch let error as WikiError where error.category == .refused {
      log.notice("\(name): read as by anyone, because \(error.cause.problem)")
    }
  }

  // Neither `assertuser` nor `maxlag` is sent here: other bots fell into endless login loops that way.
  private func signInOnce() async throws -> SignedInUser {
    user = nil
    csrfToken = nil
    switch credentials {
    case .botPassword(let username, let password): try await logIn(username, password)
    case .oauth2: break
    case nil: throw signInError(.noCredentials)
    }
    let parameters = ["action": "query", "meta": "userinfo", "uiprop": "rights|groups|blockinfo"]
    let info: UserInfoAnswer.UserInfo
    do {
      info = try await exchange(parameters, as: UserInfoAnswer.self, task: Self.signInTask).query.userinfo
    } catch let error as WikiError where error.meaning == .privateWiki {
      throw signInError(.signInFailed(reason: "the wiki does not let the bot read", isLost: true))
    }
    guard info.anon != true else {
      throw signInError(.signInFailed(reason: "the wiki still takes the bot for anonymous", isLost: true))
    }
    let user = SignedInUser(name: info.name, rights: Set(info.rights), groups: Set(info.groups), block: info.block)
    self.user = user
    sessionNumber += 1
    return user
  }

  private func logIn(_ username: String, _ password: Secret) async throws {
    // A wiki refuses a login within the session of another.
    let token = try await token(.login, inNewSession: true)
    let parameters = [
      "action": "login", "lgname": username, "lgpassword": password.reveal(), "lgtoken": token,
    ]
    let login = try await exchange(parameters, as: LoginAnswer.self, task: Self.signInTask, asForm: true).login
    guard login.result == "Success" else {
      if let refusal = login.refusal { throw signInError(refusal) }
      let lost = "the session was lost between its token and the login"
      let reason = login.isLost ? lost : login.reason?.text ?? login.result
      throw signInError(.signInFailed(reason: reason, isLost: login.isLost))
    }
  }

  /// Asks for a token; the wiki gives one even to those whom it does not know.
  func token(_ kind: TokenKind, inNewSession: Bool = false) async throws -> String {
    var parameters = ["action": "query", "meta": "tokens", "type": kind.rawValue]
    parameters["assertuser"] = user?.name
    let answer = try await exchange(
      parameters, as: TokensAnswer.self, task: Self.signInTask, inNewSession: inNewSession)
    guard let token = answer.query.tokens["\(kind.rawValue)token"] else {
      throw signInError(.badAnswer(.unexpected("no token")))
    }
    keepSecret(token)
    return token
  }

  private func signInError(_ cause: WikiError.Cause) -> WikiError {
    WikiError(wiki: name, task: Self.signInTask, cause: cause.redacted(redact))
  }

  private static var signInTask: String { "signing in" }
}

extension WikiError.Cause {
  /// Whether signing in may succeed when it is begun anew.
  fileprivate var isLostSignIn: Bool {
    if case .signInFailed(_, isLost: true) = self { true } else { false }
  }
}

/// What a token is for.
enum TokenKind: String {
  /// Logging in.
  case login
  /// Editing.
  case csrf
}

private struct TokensAnswer: Decodable {
  struct Query: Decodable { let tokens: [String: String] }
  let query: Query
}

private struct LoginAnswer: Decodable {
  struct Login: Decodable {
    let result: String
    let reason: APIMessage?
    /// The seconds until the next login, as older wikis tell them.
    let wait: Int?

    /// Whether the session was lost between the token and the login, which says nothing of the password.
    var isLost: Bool {
      ["NeedToken", "WrongToken"].contains(result)
        || ["sessionlost", "sessionfailure"].contains(reason?.code)
    }

    /// What the wiki says where it did not look at the password, or would not take it from here; nil otherwise.
    var refusal: WikiError.Cause? {
      if result == "Throttled" || reason?.code == APIMessage.loginThrottled {
        // Each login that comes too early is one more of too many.
        let message = APIMessage(code: APIMessage.loginThrottled, text: reason?.text ?? "too many logins of late")
        return .api(message, retryAfter: .seconds(max(wait ?? 0, 60)))
      }
      guard let reason, reason.meaning != .other else { return nil }
      return .api(reason, retryAfter: nil)
    }
  }
  let login: Login
}

private struct UserInfoAnswer: Decodable {
  struct Query: Decodable { let userinfo: UserInfo }
  struct UserInfo: Decodable {
    let name: String
    let anon: Bool?
    let groups: [String]
    let rights: [String]
    let blockid: Int?
    let blockedby: String?
    let blockreason: String?
    let blockpartial: Bool?

    var block: SignedInUser.Block? {
      guard blockid != nil || blockedby != nil else { return nil }
      return SignedInUser.Block(
        by: blockedby ?? "somebody", reason: blockreason ?? "no reason given", isPartial: blockpartial ?? false)
    }
  }
  let query: Query
}
