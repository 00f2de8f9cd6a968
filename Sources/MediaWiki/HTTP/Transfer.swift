import CLibcurl

/// One request on its way, used only by the transfer thread.
final class Transfer {
  /// Takes the outcome; called once.
  typealias Finish = @Sendable (Result<HTTPResponse, HTTPFailure>) -> Void

  /// What is asked.
  let request: HTTPRequest
  /// How long and large it may be.
  let limits: HTTPLimits
  /// What its task waits with.
  let finish: Finish
  /// The handle of libcurl.
  let easy: UnsafeMutableRawPointer?
  /// The headers sent, which libcurl reads during the whole transfer.
  var headerList: UnsafeMutablePointer<curl_slist>?
  /// The limit in bytes at which the transfer was stopped.
  private(set) var exceededLimit: Int?

  private var headers = HTTPHeaders()
  private var headerSize = 0
  private var body: [UInt8] = []

  /// Makes a transfer that is not yet set up.
  init(request: HTTPRequest, limits: HTTPLimits, finish: @escaping Finish) {
    self.request = request
    self.limits = limits
    self.finish = finish
    easy = curl_easy_init()
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headerList)
  }

  /// What the server answered, once the transfer has succeeded.
  func response() -> HTTPResponse {
    var status = 0
    curl_easy_getinfo_long(easy, CURLINFO_RESPONSE_CODE, &status)
    let wait = offset(CURLINFO_RETRY_AFTER)
    let hasWait = headers["Retry-After"] != nil
    return HTTPResponse(status: status, headers: headers, retryAfter: hasWait ? .seconds(wait) : nil, body: body)
  }

  /// What libcurl tells of the transfer as a number, 0 when it does not know.
  func offset(_ info: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    curl_easy_getinfo_offset(easy, info, &value)
    return Int64(value)
  }

  /// Has libcurl hand headers and body to this object, which must outlive the transfer.
  func receiveAnswer() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    curl_easy_setopt_pointer(easy, CURLOPT_WRITEDATA, context)
    curl_easy_setopt_pointer(easy, CURLOPT_HEADERDATA, context)
    curl_easy_setopt_write_function(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Transfer.receive(bytes, size * count, context) { $0.append(body: $1) }
    }
    curl_easy_setopt_write_function(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Transfer.receive(bytes, size * count, context) { $0.append(header: $1) }
    }
  }

  /// Gives the transfer what came; the count that libcurl expects, or 0 to stop.
  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ append: (Transfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return append(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
  }

  private func append(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= limits.bodySize else { return stop(at: limits.bodySize) }
    body.append(contentsOf: bytes)
    return true
  }

  private func append(header bytes: UnsafeRawBufferPointer) -> Bool {
    headerSize += bytes.count
    guard headerSize <= limits.headerSize else { return stop(at: limits.headerSize) }
    headers.append(line: String(decoding: bytes, as: UTF8.self))
    return true
  }

  private func stop(at limit: Int) -> Bool {
    exceededLimit = limit
    return false
  }
}
