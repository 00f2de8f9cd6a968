extension Wiki {
  /// The latest revision of a page that a user saved, and those that came after it, oldest first; empty where the user
  /// never saved the page.
  ///
  /// Revisions whose text is hidden are left out, and of very many the newest are.
  ///
  /// - Throws: ``WikiError``.
  package func revisions(of title: String, sinceLastBy user: String) async throws -> [WikiPage.Revision] {
    guard let first = try await revisions(of: title, by: user).first else { return [] }
    return try await revisions(of: title, since: first.id)
  }

  /// A revision of a page and those that came after it, oldest first; of very many the newest.
  ///
  /// - Throws: ``WikiError``.
  package func revisions(of title: String, since revision: Int) async throws -> [WikiPage.Revision] {
    let parameters = [
      "action": "query", "titles": title, "prop": "revisions", "rvprop": "ids|user|timestamp|content",
      "rvslots": "main", "rvendid": "\(revision)", "rvlimit": "50",
    ]
    return try await texts(parameters, task: "reading the latest revisions of '\(title)'").reversed()
  }
}
