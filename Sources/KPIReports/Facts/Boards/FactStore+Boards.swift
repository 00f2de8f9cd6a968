import GRDB
import MediaWiki

extension FactStore {
  /// How the topics of a board were when they were last read, by their ids.
  package func topicMarks(page: Int64) async throws -> [BoardID: TopicFact.Mark] {
    try await database.read { database in
      var marks: [BoardID: TopicFact.Mark] = [:]
      let rows = try Row.fetchCursor(
        database, sql: "SELECT topic, revision, updated FROM board_topic WHERE page = ?", arguments: [page])
      while let row = try rows.next() {
        guard let id = BoardID(row[0]) else { continue }
        marks[id] = TopicFact.Mark(revision: row[1], updated: (row[2] as Int64?).map(Instant.init(seconds:)))
      }
      return marks
    }
  }

  /// Keeps topics of a board in the place of what was kept of them, and forgets those that are listed no more.
  ///
  /// The board is whole then, as was seen at a time; compared from its beginning, if it was.
  package func keep(
    _ topics: [TopicFact], listed: Set<BoardID>, page: Int64, wiki: Int64, lastRevisionID: Int, checked: Instant,
    compared: Instant?
  ) async throws {
    let known = actors.withLock { $0 }
    let seen = try await database.write { database in
      let former = try Row.fetchAll(
        database, sql: "SELECT id, topic FROM board_topic WHERE page = ?", arguments: [page])
      let replaced = Set(topics.map(\.id))
      let outdated = former.filter { row in
        BoardID(row[1]).map { replaced.contains($0) || !listed.contains($0) } ?? true
      }
      for row in outdated {
        try database.execute(sql: "DELETE FROM board_topic WHERE id = ?", arguments: [row[0] as Int64])
      }
      var actors = ActorTable(wiki: wiki, known: known, database: database)
      for topic in topics where listed.contains(topic.id) {
        try Self.insert(topic, page: page, actors: &actors, in: database)
      }
      let isFirst = try Bool.fetchOne(
        database, sql: "SELECT content_model IS NULL FROM page WHERE id = ?", arguments: [page])
      if isFirst != false || !outdated.isEmpty || !topics.isEmpty { try Self.spread(board: page, in: database) }
      try database.execute(
        sql: """
          UPDATE page SET content_model = ?, last_revision_id = ?, checked = ?, compared = coalesce(?, compared),
            problem = NULL
          WHERE id = ?
          """,
        arguments: [Self.boardModel, lastRevisionID, checked.seconds, compared?.seconds, page])
      try database.execute(
        sql: "INSERT OR REPLACE INTO discussion_page (page, revision, checked) VALUES (?, ?, ?)",
        arguments: [page, lastRevisionID, checked.seconds])
      return actors.known
    }
    actors.withLock { $0 = seen }
  }

  private static func insert(
    _ topic: TopicFact, page: Int64, actors: inout ActorTable, in database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO board_topic (page, topic, revision, updated, heading, locked) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        page, topic.id.text, topic.mark.revision, topic.mark.updated?.seconds, topic.heading, topic.isLocked,
      ])
    let id = database.lastInsertedRowID
    let insert = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO board_post (topic, post, actor, hidden, level) VALUES (?, ?, ?, ?, ?)")
    for post in topic.posts {
      try insert.execute(
        arguments: [id, post.id.text, Int64(try actors.id(of: post.author)), post.isHidden, post.level])
    }
  }

  private struct Post {
    let id: BoardID
    let actor: UInt32
    let isHidden: Bool
    let level: Int
  }

  /// Makes of a board's topics what is measured: a revision of each post, a thread of each topic.
  private static func spread(board page: Int64, in database: Database) throws {
    for table in ["revision", "revision_block", "thread"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE page = ?", arguments: [page])
    }
    let rows = try Row.fetchAll(
      database, sql: "SELECT id, topic, heading, locked FROM board_topic WHERE page = ?", arguments: [page])
    let topics = rows.compactMap { row in BoardID(row[1]).map { (id: $0, row: row) } }.sorted { $0.id < $1.id }
    var edits: [PackedEdit] = []
    for (place, topic) in topics.enumerated() {
      let posts = try posts(of: topic.row[0], in: database)
      edits += try insertRevisions(posts, page: page, in: database)
      // What is hidden is on the page no more, as an edit that was undone.
      try insertThread(
        posts.filter { !$0.isHidden }, heading: topic.row[2], isLocked: topic.row[3], page: page, place: place,
        in: database)
    }
    edits.sort()
    try pack(edits, page: page, replacingFrom: nil, in: database)
    try database.execute(
      sql: "UPDATE page SET created = ? WHERE id = ?", arguments: [edits.first.map { Int64($0.seconds) }, page])
  }

  private static func posts(of topic: Int64, in database: Database) throws -> [Post] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT post, actor, hidden, level FROM board_post WHERE topic = ?", arguments: [topic])
    return rows.compactMap { row in
      BoardID(row[0]).map { Post(id: $0, actor: row[1], isHidden: row[2], level: row[3]) }
    }.sorted { $0.id < $1.id }
  }

  private static func insertRevisions(_ posts: [Post], page: Int64, in database: Database) throws -> [PackedEdit] {
    let insert = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO revision (page, timestamp, id, actor, reverted) VALUES (?, ?, ?, ?, ?)")
    return try posts.map { post in
      try insert.execute(arguments: [page, post.id.time.seconds, post.id.short, Int64(post.actor), post.isHidden])
      return PackedEdit(timestamp: post.id.time, actor: post.actor, reverted: post.isHidden)
    }
  }

  private static func insertThread(
    _ posts: [Post], heading: String, isLocked: Bool, page: Int64, place: Int, in database: Database
  ) throws {
    guard !posts.isEmpty else { return }
    try database.execute(
      sql: "INSERT INTO thread (page, place, heading, resolved) VALUES (?, ?, ?, ?)",
      arguments: [page, place, heading, isLocked])
    let thread = database.lastInsertedRowID
    let insert = try database.cachedStatement(
      sql: "INSERT INTO comment (thread, place, actor, timestamp, level) VALUES (?, ?, ?, ?, ?)")
    for (place, post) in posts.enumerated() {
      // To the minute, as signatures have it: what was copied to a page of wikitext is known again by that.
      let minute = post.id.time.seconds / 60 * 60
      try insert.execute(arguments: [thread, place, Int64(post.actor), minute, post.level])
    }
  }
}
