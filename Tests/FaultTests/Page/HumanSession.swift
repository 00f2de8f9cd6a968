import Foundation
import LocalWiki

/// A session of a human on the wiki.
struct HumanSession: Sendable {
  private let client: RawClient
  private var cookies: [String: String] = [:]
  private var token = ""

  /// Signs in.
  init(_ client: RawClient, _ password: LocalWiki.BotPassword) async throws {
    self.client = client
    let first = try await call(["action": "query", "meta": "tokens", "type": "login"])
    cookies.merge(first.cookies) { $1 }
    let login = try await call([
      "action": "login", "lgname": password.username, "lgpassword": password.password,
      "lgtoken": first.content.query?.tokens?.logintoken ?? "",
    ])
    guard login.content.login?.result == "Success" else { throw Human.Failure(description: "the human can't sign in") }
    cookies.merge(login.cookies) { $1 }
    token = try await call(["action": "query", "meta": "tokens"]).content.query?.tokens?.csrftoken ?? ""
  }

  /// Sends an edit.
  func edit(_ parameters: [String: String]) async throws -> Content {
    try await call(parameters.merging(["token": token]) { $1 }).content
  }

  /// What a page says now.
  func text(of title: String) async throws -> String? {
    let answer = try await call([
      "action": "query", "prop": "revisions", "rvprop": "content", "rvslots": "main", "titles": title,
    ])
    return answer.content.query?.pages?.first?.revisions?.first?.slots.main.content
  }

  private func call(_ parameters: [String: String]) async throws -> (content: Content, cookies: [String: String]) {
    let fields = parameters.merging(["format": "json", "formatversion": "2"]) { own, _ in own }
    let form = fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
    let head = [
      "POST /api.php HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Content-Length: \(form.utf8.count)",
      "Content-Type: application/x-www-form-urlencoded",
      "Cookie: " + cookies.map { "\($0)=\($1)" }.joined(separator: "; "),
    ]
    let answer = try await client.exchange(Array((head.joined(separator: "\r\n") + "\r\n\r\n" + form).utf8))
    guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)) else { throw URLError(.badServerResponse) }
    let lines = String(decoding: answer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    let cookies = lines.compactMap { $0.wholeMatch(of: /(?i)set-cookie: *([^=]+)=([^;]*).*/) }
    return (
      try JSONDecoder().decode(Content.self, from: Data(answer[end.upperBound...])),
      Dictionary(cookies.map { (String($0.1), String($0.2)) }) { $1 }
    )
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  /// What the API answers, as far as a human looks.
  struct Content: Decodable {
    struct Edit: Decodable { let result: String }
    struct Login: Decodable { let result: String }
    struct Problem: Decodable {
      let code: String
      let info: String
    }
    struct Query: Decodable {
      struct Tokens: Decodable {
        let logintoken: String?
        let csrftoken: String?
      }
      struct Page: Decodable { let revisions: [Revision]? }
      struct Revision: Decodable { let slots: Slots }
      struct Slots: Decodable { let main: Slot }
      struct Slot: Decodable { let content: String }
      let tokens: Tokens?
      let pages: [Page]?
    }

    let edit: Edit?
    let login: Login?
    let query: Query?
    let error: Problem?
  }
}
