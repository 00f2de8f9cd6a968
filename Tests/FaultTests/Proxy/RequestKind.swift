import LocalWiki

/// What a request of the bot is for.
enum RequestKind: String, CaseIterable, Sendable {
  case loginToken = "login token"
  case login
  case userInfo = "userinfo"
  case pageRead = "page read"
  case csrfToken = "edit token"
  case edit
  case verification
  case other

  /// Tells a request from its parameters.
  ///
  /// A run that has sent an edit reads the page to see what became of it, and so does one that asks for the revisions of a
  /// user.
  init(_ request: RawServer.Request, hasEdited: Bool) {
    let fields = request.fields
    switch (fields["action"], fields["meta"], fields["type"]) {
    case ("login", _, _): self = .login
    case ("edit", _, _): self = .edit
    case (_, "tokens", "login"): self = .loginToken
    case (_, "tokens", _): self = .csrfToken
    case (_, "userinfo", _): self = .userInfo
    case (_, _, _) where fields["prop"]?.contains("revisions") == true:
      self = hasEdited || fields["rvuser"] != nil ? .verification : .pageRead
    default: self = .other
    }
  }
}
