import CLibcurl

extension Transfer {
  /// Sets every option of the handle.
  func prepare(userAgent: String, cookies: UnsafeMutableRawPointer?) throws(HTTPFailure) {
    try set(CURLOPT_NOSIGNAL, 1)
    try check(curl_easy_setopt_http_only(easy))
    try set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    try set(CURLOPT_CONNECTTIMEOUT_MS, limits.connecting.milliseconds)
    try set(CURLOPT_LOW_SPEED_LIMIT, 1)
    try set(CURLOPT_LOW_SPEED_TIME, max(1, limits.stalled.milliseconds / 1_000))
    try set(CURLOPT_TIMEOUT_MS, limits.whole.milliseconds)
    try set(CURLOPT_ACCEPT_ENCODING, "")
    try set(CURLOPT_USERAGENT, userAgent)
    try set(CURLOPT_URL, request.url)
    // Plain http stays on this machine, so it never goes through a proxy that the environment names.
    if request.url.lowercased().hasPrefix("http:") { try set(CURLOPT_PROXY, "") }
    try set(CURLOPT_COOKIEFILE, "")
    try check(curl_easy_setopt_pointer(easy, CURLOPT_SHARE, cookies))
    if request.forgetsCookies { try set(CURLOPT_COOKIELIST, "ALL") }
    try setBody()
    try setHeaders()
    receiveAnswer()
  }

  private func setBody() throws(HTTPFailure) {
    guard case .post(let body) = request.method else { return }
    try check(curl_easy_setopt_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
    try check(body.withUnsafeBytes { curl_easy_setopt_pointer(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) })
    // libcurl silently sends a request again when a reused connection dies before the answer: an edit must not be.
    try set(CURLOPT_FRESH_CONNECT, 1)
  }

  private func setHeaders() throws(HTTPFailure) {
    // The empty Expect keeps a large form from waiting a second for "100 Continue".
    for header in request.headers.map({ "\($0.name): \($0.value)" }) + ["Expect:"] {
      guard header.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else { throw unsent(.badHeader) }
      headerList = curl_slist_append(headerList, header)
    }
    try check(curl_easy_setopt_pointer(easy, CURLOPT_HTTPHEADER, headerList))
  }

  private func set(_ option: CURLoption, _ value: Int) throws(HTTPFailure) {
    try check(curl_easy_setopt_long(easy, option, value))
  }

  private func set(_ option: CURLoption, _ value: String) throws(HTTPFailure) {
    try check(curl_easy_setopt_string(easy, option, value))
  }

  private func check(_ code: CURLcode) throws(HTTPFailure) {
    guard code == CURLE_OK else { throw unsent(.other(String(cString: curl_easy_strerror(code)))) }
  }
}

extension Duration {
  /// The time in whole milliseconds, at least one, because libcurl reads 0 as "no limit".
  fileprivate var milliseconds: Int {
    max(1, Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}
