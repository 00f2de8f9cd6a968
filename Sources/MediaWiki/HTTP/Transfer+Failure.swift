import CLibcurl

extension Transfer {
  /// The failure of a transfer that ended with libcurl's code.
  func failure(_ code: CURLcode) -> HTTPFailure { failure(kind(code)) }

  /// A failure of this transfer.
  func failure(_ kind: HTTPFailure.Kind) -> HTTPFailure {
    HTTPFailure(kind: kind, address: request.address, mayHaveArrived: hasBegunSending)
  }

  /// A failure before anything was sent.
  func unsent(_ kind: HTTPFailure.Kind) -> HTTPFailure {
    HTTPFailure(kind: kind, address: request.address, mayHaveArrived: false)
  }

  private var hasBegunSending: Bool { offset(CURLINFO_PRETRANSFER_TIME_T) > 0 }

  private func kind(_ code: CURLcode) -> HTTPFailure.Kind {
    switch code {
    case CURLE_URL_MALFORMAT: .badURL
    case CURLE_UNSUPPORTED_PROTOCOL: hasBegunSending ? .notHTTP : .badURL
    case CURLE_WEIRD_SERVER_REPLY: .notHTTP
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .cannotResolve
    case CURLE_COULDNT_CONNECT: .cannotConnect
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      .tls
    case CURLE_OPERATION_TIMEDOUT: timeout
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR: .reset
    case CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM: offset(CURLINFO_SIZE_DOWNLOAD_T) > 0 ? .cutShort : .reset
    case CURLE_PARTIAL_FILE, CURLE_BAD_CONTENT_ENCODING: .cutShort
    case CURLE_WRITE_ERROR: exceededLimit.map { .tooLarge(limit: $0) } ?? .cutShort
    default: .other(String(cString: curl_easy_strerror(code)))
    }
  }

  /// Which of the limits on time was met: libcurl has one code for all.
  private var timeout: HTTPFailure.Kind {
    if !hasBegunSending { return .cannotConnect }
    // The two clocks begin a little apart.
    let whole = Duration.microseconds(offset(CURLINFO_TOTAL_TIME_T)) + .milliseconds(50)
    return whole >= limits.whole ? .timedOut : .stalled
  }
}
