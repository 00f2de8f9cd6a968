import LocalWiki

/// What the bot gets instead of the wiki's answer.
enum SpoiltAnswer: String, CaseIterable, Sendable {
  case closed = "connection closed"
  case reset = "connection reset"
  case resetInside = "reset inside the answer"
  case cut = "answer cut off"
  case badGateway = "502"
  case unavailable = "503"
  case tooManyRequests = "429, wait 1 s"
  case tooManyRequestsNow = "429, wait 0 s"
  case empty = "empty answer"
  case halfJSON = "half a JSON text"
  case webPage = "200 and a web page"
  case maxlag = "maxlag"
  case readOnly = "readonly"
  case databaseError = "DBQueryError"
  case rateLimited = "ratelimited"

  /// What the server does, in place of an answer that the wiki gave or would have given.
  func steps(insteadOf answer: [UInt8]?) -> [RawServer.Step] {
    switch self {
    case .closed: [.close]
    case .reset: [.reset]
    case .resetInside: [.send(Self.half(of: answer)), .pause(.milliseconds(20)), .reset]
    case .cut: [.send(Self.half(of: answer)), .close]
    case .badGateway: .answer("<html>Bad gateway</html>", status: 502)
    case .unavailable: .answer("<!DOCTYPE html><title>Unavailable</title>", status: 503)
    case .tooManyRequests: .answer("<html>Too many</html>", status: 429, headers: ["Retry-After: 1"])
    case .tooManyRequestsNow: .answer("<html>Too many</html>", status: 429, headers: ["Retry-After: 0"])
    case .empty: .answer("")
    case .halfJSON: .answer(#"{"batchcomplete":true,"query":{"tok"#)
    case .webPage: .answer("<!DOCTYPE html><title>Maintenance</title>")
    case .maxlag: .error("maxlag", headers: ["Retry-After: 1"])
    case .readOnly: .error("readonly")
    case .databaseError: .error("internal_api_error_DBQueryError", status: 500)
    case .rateLimited: .error("ratelimited")
    }
  }

  /// The head of an answer and half of its body, which ends before the head says it does.
  private static func half(of answer: [UInt8]?) -> [UInt8] {
    guard let answer, let head = answer.firstRange(of: Array("\r\n\r\n".utf8)) else {
      return Array("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"batchcomplete\":true,".utf8)
    }
    let body = answer[head.upperBound...]
    let length = Array("\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
    return answer[..<head.lowerBound] + length + body.prefix(body.count / 2)
  }
}

extension [RawServer.Step] {
  /// An error of the API.
  fileprivate static func error(_ code: String, status: Int = 200, headers: [String] = []) -> Self {
    .answer(
      #"{"errors":[{"code":"\#(code)","text":"a fault of the test","module":"main"}]}"#, status: status,
      headers: ["MediaWiki-API-Error: \(code)"] + headers)
  }
}
