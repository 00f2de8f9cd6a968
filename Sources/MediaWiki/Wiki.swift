import Logging

/// A MediaWiki, reached through its api.php.
///
/// Its pacer lets a few requests through at once, and temporary failures are retried as the policy says. With
/// credentials, the bot signs in before the first request.
package actor Wiki {
  /// The wiki's name in the report.
  package nonisolated let name: String
  /// The address of api.php.
  package nonisolated let api: WikiURL

  /// Who the bot is, once it has signed in.
  var user: SignedInUser?
  /// Why the wiki does not take the credentials, once it said so: it is then read as by anyone.
  var refusal: WikiError?
  /// The sign-in that is under way.
  var signingIn: Task<SignedInUser, any Error>?
  /// How often the bot has signed in.
  var sessionNumber = 0
  /// The token that an edit needs, once it was asked for.
  var csrfToken: String?
  /// What the wiki says of itself, once it was asked.
  var limits: SiteLimits?
  /// How to sign in.
  let credentials: Credentials?
  /// What repeats the requests that fail in passing.
  let retrier: Retrier
  /// Whether the bot signs in before it reads.
  var signsInToRead: Bool
  private let maxlag: Int?
  private let client: HTTPClient
  let log: Logger
  private let pacer: Pacer
  private var seenWarnings: Set<APIMessage> = []
  private var sessionSecrets: Set<String> = []

  /// Makes the wiki without asking anything of it.
  ///
  /// - Parameters:
  ///   - name: Its name in logs and errors.
  ///   - api: The address of api.php.
  ///   - client: What carries the requests.
  ///   - credentials: How to sign in, nil to read as anyone.
  ///   - retry: When to repeat what failed.
  ///   - patience: How long to go on, together with all others that share it.
  ///   - pacer: What lets the requests through, those of others to the same host included.
  ///   - maxlag: The lag of the wiki's databases, in seconds, from which requests wait; nil not to mind it in reads.
  ///   - signsInToRead: Whether the bot signs in before it reads; else it does where only accounts may read.
  ///   - log: Where requests, warnings and repeats are told.
  package init(
    name: String, api: WikiURL, client: HTTPClient, credentials: Credentials? = nil, retry: RetryPolicy = .standard,
    patience: Patience = Patience(), pacer: Pacer? = nil, maxlag: Int? = 5, signsInToRead: Bool = true, log: Logger
  ) {
    self.name = name
    self.api = api
    self.client = client
    self.credentials = credentials
    self.pacer = pacer ?? Pacer(clock: patience.clock, log: log)
    self.maxlag = maxlag
    self.signsInToRead = signsInToRead
    self.log = log
    retrier = Retrier(policy: retry, patience: patience, log: log)
  }

  /// Calls any action that changes nothing and decodes the whole answer; without a patience of its own, it goes on as
  /// long as the wiki's lasts.
  package func call<Answer: Decodable & Sendable>(
    _ parameters: [String: String], as type: Answer.Type = Answer.self, patience: Patience? = nil
  ) async throws -> Answer {
    try await call(parameters, as: type, task: Self.task(of: parameters), patience: patience)
  }

  /// Calls an action that changes nothing, for a task that errors name.
  func call<Answer: Decodable & Sendable>(
    _ parameters: [String: String], as type: Answer.Type, task: String, patience: Patience? = nil
  ) async throws -> Answer {
    let retrier = patience.map(retrier.with) ?? retrier
    return try await retrying(retrier) {
      do {
        return try await self.exchange(self.session(parameters), as: type, task: task)
      } catch let error as WikiError where error.meaning == .privateWiki {
        if credentials != nil, !signsInToRead {
          log.notice("\(name) is private, so the bot signs in to read it")
          signsInToRead = true
          try await signInToRead(retrier)
          if user != nil { return try await self.exchange(self.session(parameters), as: type, task: task) }
        }
        // Then it matters why the credentials were not taken.
        throw self.refusal ?? error
      }
    }
  }

  /// Repeats an attempt as the policy says, signing in before the first, if at all, and again when the session is lost.
  func retrying<Answer: Sendable>(
    _ retrier: Retrier? = nil, _ attempt: () async throws -> Answer
  ) async throws -> Answer {
    let retrier = retrier ?? self.retrier
    var used = sessionNumber
    return try await retrier.run(
      signsInAgain: credentials != nil,
      // Another request may have found out, too.
      signIn: { if sessionNumber == used { _ = try await signIn(retrier) } },
      {
        try await signInToRead(retrier)
        used = sessionNumber
        return try await attempt()
      })
  }

  /// The parameters with those that every request has once the session is set up.
  func session(_ parameters: [String: String]) -> [String: String] {
    var all = parameters
    all["assertuser"] = user?.name
    if let maxlag { all["maxlag"] = String(maxlag) }
    return all
  }

  /// Sends one request and reads its answer; a form when it must be, or when the address would be long.
  func exchange<Answer: Decodable & Sendable>(
    _ parameters: [String: String], as type: Answer.Type, task: String, asForm: Bool = false,
    inNewSession: Bool = false
  ) async throws -> Answer {
    let format = ["format": "json", "formatversion": "2", "errorformat": "plaintext", "utf8": "1"]
    let form = PercentEncoding.form(parameters.merging(format) { own, _ in own })
    let longest = 2_000
    let isForm = asForm || api.text.utf8.count + 1 + form.count > longest
    let request = HTTPRequest(
      isForm ? .post(body: form) : .get, url: isForm ? api.text : "\(api)?\(String(decoding: form, as: UTF8.self))",
      headers: authorization, forgetsCookies: inNewSession)
    do throws(WikiError.Cause) {
      let response = try await send(request, summary: Self.task(of: parameters))
      for cookie in response.headers.all("Set-Cookie").compactMap(Cookie.init) { keepSecret(cookie.secret) }
      return try response.apiContent(as: type) { tell($0) }
    } catch {
      throw error.redacted(redact).thrown(wiki: name, task: task)
    }
  }

  /// Who the bot is, if it has signed in.
  package var knownUser: SignedInUser? { user }

  /// How many requests the host is known to take in a minute; nil while nothing is known.
  package func knownLimit() async -> Int? { await pacer.mostInMinute }

  /// Keeps a token or cookie out of every text from now on.
  func keepSecret(_ secret: String?) {
    if let secret { sessionSecrets.insert(secret) }
  }

  /// A text of the server without the bot's secrets: a server can repeat what it was sent.
  func redact(_ text: String) -> String {
    var secrets = sessionSecrets.sorted { ($1.count, $0) < ($0.count, $1) }
    switch credentials {
    case .botPassword(_, let password): secrets.append(password.reveal())
    case .oauth2(let token): secrets.append(token.reveal())
    case nil: break
    }
    let forms = secrets.filter { !$0.isEmpty }.flatMap {
      [$0, String(decoding: PercentEncoding.encode($0), as: UTF8.self)]
    }
    return forms.reduce(text) { $0.replacing($1, with: "<redacted>") }
  }

  /// Sends a request in its turn and gives its answer, whatever it is.
  func send(_ request: HTTPRequest, summary: String) async throws(WikiError.Cause) -> HTTPResponse {
    try await pacer.pass(to: request.address, patience: retrier.patience.remaining) { [client, log, name] in
      let begin = ContinuousClock.now
      let result: Result<HTTPResponse, HTTPFailure>
      do throws(HTTPFailure) { result = .success(try await client.send(request)) } catch { result = .failure(error) }
      let time = (ContinuousClock.now - begin) / .milliseconds(1)
      log.debug("\(name): \(summary): \(result.summary), \(Int(time)) ms")
      return result
    }
  }

  /// What says who the bot is, where that is not a cookie.
  var authorization: [(name: String, value: String)] {
    guard refusal == nil, case .oauth2(let token) = credentials else { return [] }
    return [("Authorization", "Bearer \(token.reveal())")]
  }

  /// Logs each warning once; what the wiki does not know to answer is what the bot found out by asking for it.
  private func tell(_ warnings: [APIMessage]) {
    for warning in warnings where seenWarnings.insert(warning).inserted {
      let isExpected = ["unrecognizedvalues", "unrecognizedparams", "moduleswithoutvars"].contains(warning.code)
      let level: Logger.Level = isExpected ? .debug : .warning
      log.log(level: level, "\(name): \(redact(warning.text)) (\(warning.code))")
    }
  }

  /// What parameters ask for, without the values that could be secret.
  static func task(of parameters: [String: String]) -> String {
    let modules = ["prop", "list", "meta"].compactMap { key in parameters[key].map { "\(key)=\($0)" } }
    let titles = (parameters["titles"] ?? parameters["page"] ?? "").split(separator: "|")
    let more = titles.count > 1 ? " and \(titles.count - 1) more" : ""
    let about = titles.first.map { [" for '\($0)'\(more)"] } ?? []
    return "asking action=\((["\(parameters["action"] ?? "query")"] + modules).joined(separator: " "))" + about.joined()
  }
}

extension Result where Success == HTTPResponse, Failure == HTTPFailure {
  /// The outcome in a few words, for the log.
  fileprivate var summary: String {
    switch self {
    case .success(let response): "\(response.status), \(response.body.count) bytes"
    case .failure(let failure): "\(failure)"
    }
  }
}
