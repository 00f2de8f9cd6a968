import FlyingFox
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A server before a wiki that passes requests on, except those that a test answers itself, and remembers them all.
package final class WikiProxy: Sendable {
  /// What a test answers in the wiki's place.
  package enum Answer: Sendable {
    /// A status without the API's content.
    case status(Int)
    /// An answer of the API in JSON.
    case json(String)
  }

  /// The fields of a request.
  package typealias Fields = [String: String]

  /// The address of the wiki's api.php through the proxy.
  package let api: String
  private let task: Task<Void, any Error>
  private let seen: Log

  private final class Log: Sendable {
    let requests = Mutex<[Fields]>([])
  }

  /// The requests so far.
  package var requests: [Fields] { seen.requests.withLock { $0 } }

  /// Forgets the requests so far.
  package func forgetRequests() { seen.requests.withLock { $0 = [] } }

  /// Starts a proxy; where `instead` gives nothing, the wiki answers.
  package init(to wiki: LocalWiki, instead: @escaping @Sendable (Fields) -> Answer? = { _ in nil }) async throws {
    let (log, target) = (Log(), wiki.api)
    seen = log
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("*") { request in
      let body = String(decoding: try await request.bodyData, as: UTF8.self)
      let fields = Self.fields(request, form: body)
      log.requests.withLock { $0.append(fields) }
      switch instead(fields) {
      case .status(let status): return HTTPResponse(statusCode: HTTPStatusCode(status, phrase: "Failing"))
      case .json(let text): return Self.json(Data(text.utf8))
      case nil: return Self.json(try await Self.forward(fields, to: target))
      }
    }
    task = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else { throw POSIXError(.EADDRNOTAVAIL) }
    api = "http://127.0.0.1:\(port)/api.php"
  }

  deinit { task.cancel() }

  private static func fields(_ request: HTTPRequest, form: String) -> Fields {
    let posted = form.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1).map { $0.replacing("+", with: " ").removingPercentEncoding }
      return ((parts.first ?? nil) ?? "", parts.count > 1 ? parts[1] ?? "" : "")
    }
    return Dictionary(request.query.map { ($0.name, $0.value) } + posted) { $1 }
  }

  private static func forward(_ fields: Fields, to api: String) async throws -> Data {
    guard let url = URL(string: api) else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    let encode = { (text: String) in text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text }
    request.httpBody = Data(fields.map { "\(encode($0.key))=\(encode($0.value))" }.joined(separator: "&").utf8)
    return try await URLSession.shared.data(for: request).0
  }

  private static func json(_ body: Data) -> HTTPResponse {
    HTTPResponse(statusCode: .ok, headers: [.contentType: "application/json"], body: body)
  }
}
