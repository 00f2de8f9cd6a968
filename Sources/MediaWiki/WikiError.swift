/// What kept a wiki, or the service with its pageviews, from doing what was asked.
package struct WikiError: Error, Sendable {
  /// What went wrong.
  package enum Cause: Error, Sendable {
    /// No answer came.
    case http(HTTPFailure)
    /// The server answered with a status that is no success.
    case status(Int, retryAfter: Duration?)
    /// The server sends to another address.
    case redirected(to: String)
    /// The answer is none of the API's.
    case badAnswer(BadAnswer)
    /// The API refused.
    case api(APIMessage, retryAfter: Duration?)
    /// The wiki did not accept the credentials, or lost the session on the way, which says nothing of them.
    case signInFailed(reason: String, isLost: Bool = false)
    /// Signing in is needed and there are no credentials.
    case noCredentials
    /// The title cannot be a page's.
    case invalidTitle(reason: String)
    /// A query went on without end.
    case endlessContinuation
    /// An edit was sent and neither its answer nor the page's history could be read.
    case outcomeUnknown
  }

  /// Why a body is none of the API's.
  package enum BadAnswer: Error, Sendable, Equatable {
    /// It has no bytes.
    case empty
    /// It is a web page.
    case html
    /// It ends too early, or is not JSON at all.
    case notJSON
    /// It is JSON of another shape; the text says where.
    case unexpected(String)
    /// It lacks what the wiki said before is there, as a replica does that is behind; the text says what.
    case incomplete(String)
  }

  /// How a caller can go on, one for each exit code of the program.
  package enum Category: Sendable {
    /// There is no server to talk to.
    case unreachable
    /// The same may succeed later.
    case tryAgainLater
    /// The wiki knows the bot or its edit and does not let it.
    case refused
    /// The report or the credentials must be mended.
    case configuration
  }

  /// The wiki's name in the report.
  package let wiki: String
  /// What was being done, for example "reading 'Help:Contents'".
  package let task: String
  /// What went wrong.
  package let cause: Cause
  /// How often and how long it was tried; nil when once was enough to know.
  package private(set) var attempts: Attempts?

  /// Makes the error of something that was tried once.
  package init(wiki: String, task: String, cause: Cause) {
    self.wiki = wiki
    self.task = task
    self.cause = cause
  }

  /// The same error after several attempts; those told already stay.
  func tried(_ attempts: Attempts) -> WikiError {
    var error = self
    error.attempts = self.attempts ?? attempts
    return error
  }

  /// How a caller can go on.
  package var category: Category {
    switch cause {
    case .http(let failure):
      switch failure.kind {
      case .cannotResolve, .cannotConnect, .tls: .unreachable
      case .badURL, .badHeader, .notHTTP: .configuration
      default: .tryAgainLater
      }
    case .status(401, _), .status(403, _): .refused
    case .status(let status, _): Self.transientStatuses.contains(status) ? .tryAgainLater : .configuration
    case .api(let message, _):
      switch message.meaning {
      case .overloaded, .editConflict, .internalError: .tryAgainLater
      case .invalidTitle, .tooLong, .wrongModel: .configuration
      default: .refused
      }
    case .badAnswer(.unexpected), .redirected, .invalidTitle: .configuration
    case .badAnswer, .endlessContinuation, .outcomeUnknown: .tryAgainLater
    case .signInFailed, .noCredentials: .refused
    }
  }

  /// What the API's error means, when it is one.
  package var meaning: APIMessage.Meaning? {
    guard case .api(let message, _) = cause else { return nil }
    return message.meaning
  }

  /// Whether an edit that ended so may have been saved.
  var mayHaveBeenSaved: Bool {
    switch cause {
    case .http(let failure): failure.mayHaveArrived
    case .status(let status, _): status == 408 || status >= 500
    case .badAnswer: true
    case .api(let message, _): message.meaning == .internalError
    default: false
    }
  }

  /// Whether somebody, maybe the bot itself, changed the page first.
  var isOvertaken: Bool { meaning == .editConflict || meaning == .pageGone }

  /// Whether an edit that ended so was most likely refused, by what may not know of it: something before the wiki that
  /// answers in its place, or code that runs after the edit.
  var isVague: Bool {
    switch cause {
    case .status(let status, _): status != 429
    case .redirected: true
    case .api(let message, _): message.meaning == .other
    default: false
    }
  }

  /// The statuses that say that the same request may succeed later.
  static let transientStatuses: Set<Int> = Set(500...599).union([408, 425, 429])
}

/// How often something was tried, and how long.
package struct Attempts: Sendable, Equatable {
  /// How often it was tried.
  package let count: Int
  /// The time from the first attempt to the end of the last one.
  package let duration: Duration
}

extension WikiError.Cause {
  /// Whether it could not be found out what became of an edit.
  var isUnknownOutcome: Bool { if case .outcomeUnknown = self { true } else { false } }

  /// The cause with every text that comes from the server passed through a function.
  func redacted(_ redact: (String) -> String) -> WikiError.Cause {
    switch self {
    case .redirected(let address): .redirected(to: redact(address))
    case .badAnswer(.unexpected(let place)): .badAnswer(.unexpected(redact(place)))
    case .api(let message, let wait):
      .api(
        APIMessage(code: redact(message.code), text: redact(message.text), module: message.module), retryAfter: wait)
    case .signInFailed(let reason, let isLost): .signInFailed(reason: redact(reason), isLost: isLost)
    case .invalidTitle(let reason): .invalidTitle(reason: redact(reason))
    default: self
    }
  }

  /// The error to throw: a request that was cancelled is nobody's fault.
  func thrown(wiki: String, task: String) -> any Error {
    if case .http(let failure) = self, failure.kind == .cancelled { return CancellationError() }
    return WikiError(wiki: wiki, task: task, cause: self)
  }
}
