import CLibcurl

/// What runs on the transfer thread: one libcurl multi handle, its transfers and its cookies.
struct TransferLoop: ~Copyable {
  private let queue: TransferQueue
  private let userAgent: String
  private let limits: HTTPLimits
  private var transfers: [Int: Transfer] = [:]
  // A jar for each origin: two wikis on two ports of one host must not overwrite each other's session.
  private var cookieJars: [String: UnsafeMutableRawPointer] = [:]

  /// Makes the loop of a queue, to be run on a thread of its own.
  init(queue: TransferQueue, userAgent: String, limits: HTTPLimits) {
    self.queue = queue
    self.userAgent = userAgent
    self.limits = limits
  }

  /// Drives transfers until it is told to shut down.
  mutating func run() {
    // libcurl's own timers wake the poll earlier than this.
    let longest: Int32 = 3_600_000
    var running: Int32 = 0
    while obey(queue.take()) {
      guard curl_multi_perform(queue.multi, &running) == CURLM_OK else { break }
      finishTransfers()
      guard curl_multi_poll(queue.multi, nil, 0, longest, nil) == CURLM_OK else { break }
    }
    shutDown()
  }

  /// Carries out commands; false once one of them says to shut down.
  private mutating func obey(_ commands: [TransferCommand]) -> Bool {
    var goesOn = true
    for command in commands {
      switch command {
      case .start(let id, let request, let finish): start(id, request, finish)
      case .cancel(let id): end(id) { $0.failure(.cancelled) }
      case .shutDown: goesOn = false
      }
    }
    return goesOn
  }

  private mutating func start(_ id: Int, _ request: HTTPRequest, _ finish: @escaping Transfer.Finish) {
    let transfer = Transfer(request: request, limits: limits, finish: finish)
    transfers[id] = transfer
    do throws(HTTPFailure) {
      try transfer.prepare(userAgent: userAgent, cookies: cookieJar(for: request))
      guard curl_multi_add_handle(queue.multi, transfer.easy) == CURLM_OK else {
        throw transfer.unsent(.other("libcurl took no further transfer"))
      }
    } catch {
      end(id) { _ in error }
    }
  }

  private mutating func finishTransfers() {
    var remaining: Int32 = 0
    while let message = curl_multi_info_read(queue.multi, &remaining)?.pointee {
      guard message.msg == CURLMSG_DONE, let id = transfers.first(where: { $1.easy == message.easy_handle })?.key
      else { continue }
      let code = message.data.result
      end(id) { code == CURLE_OK ? nil : $0.failure(code) }
    }
  }

  /// Takes a transfer out and answers its task: with the failure, or with the response when there is none.
  private mutating func end(_ id: Int, _ failure: (Transfer) -> HTTPFailure?) {
    guard let transfer = transfers.removeValue(forKey: id) else { return }
    let result = failure(transfer).map(Result.failure) ?? .success(transfer.response())
    curl_multi_remove_handle(queue.multi, transfer.easy)
    transfer.finish(result)
  }

  private mutating func cookieJar(for request: HTTPRequest) -> UnsafeMutableRawPointer? {
    let origin = request.address.split(separator: "/").prefix(2).joined(separator: "//")
    if let jar = cookieJars[origin] { return jar }
    let jar = curl_share_init()
    curl_share_setopt_data(jar, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE)
    cookieJars[origin] = jar
    return jar
  }

  private mutating func shutDown() {
    _ = obey(queue.close())
    for id in Array(transfers.keys) { end(id) { $0.failure(.cancelled) } }
    for jar in cookieJars.values { curl_share_cleanup(jar) }
    curl_multi_cleanup(queue.multi)
  }
}
