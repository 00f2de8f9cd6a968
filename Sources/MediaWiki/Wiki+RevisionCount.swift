/// How many revisions a page has.
package struct RevisionCount: Sendable, Decodable {
  /// How many.
  package let count: Int
  /// Whether there are more: a wiki counts only so far.
  package let isCut: Bool

  private enum CodingKeys: String, CodingKey {
    case count
    case isCut = "limit"
  }
}

extension Wiki {
  private static let actionAPI = "api.php"

  /// How many revisions a page has; nil where the wiki does not tell.
  ///
  /// The action API does not count; the REST API does, in MediaWiki 1.35 and later.
  package func revisionCount(of title: String) async throws -> RevisionCount? {
    guard api.text.hasSuffix(Self.actionAPI) else { return nil }
    let page = String(decoding: PercentEncoding.encode(title.replacing(" ", with: "_")), as: UTF8.self)
    let request = HTTPRequest(
      url: "\(api.text.dropLast(Self.actionAPI.count))rest.php/v1/page/\(page)/history/counts/edits",
      headers: authorization)
    return try await retrying {
      do throws(WikiError.Cause) {
        let response = try await self.send(request, summary: "counting revisions")
        if WikiError.transientStatuses.contains(response.status) {
          throw WikiError.Cause.status(response.status, retryAfter: response.retryAfter)
        }
        return response.isSuccess ? try? response.json(as: RevisionCount.self) : nil
      } catch {
        throw error.thrown(wiki: name, task: "counting the revisions of '\(title)'")
      }
    }
  }
}
