import GRDB

extension FactStore {
  /// The content model of the extension StructuredDiscussions.
  package static let boardModel = "flow-board"

  /// The eleventh migration.
  static func addBoards(_ database: Database) throws {
    try database.execute(
      sql: """
        -- What a page holds that is no wikitext: 'flow-board'; null: wikitext.
        ALTER TABLE page ADD COLUMN content_model TEXT;
        -- When the log of moves was asked for boards that once had the title; null: never.
        ALTER TABLE source ADD COLUMN sought_boards INTEGER;
        -- Whether a thread is marked as resolved; null: its page does not tell.
        ALTER TABLE thread ADD COLUMN resolved INTEGER;

        -- Who wrote a post can be hidden, and is no actor then.
        CREATE TABLE signed_comment (
          thread INTEGER NOT NULL REFERENCES thread ON DELETE CASCADE,
          place INTEGER NOT NULL,     -- from 0, in the thread's order
          actor INTEGER NOT NULL,     -- 0: the author is hidden
          timestamp INTEGER NOT NULL, -- of the signature, to the minute
          level INTEGER NOT NULL,     -- of indentation, from 1
          PRIMARY KEY (thread, place)
        ) WITHOUT ROWID;
        INSERT INTO signed_comment SELECT thread, place, actor, timestamp, level FROM comment;
        DROP TABLE comment;
        ALTER TABLE signed_comment RENAME TO comment;

        -- The topics of a board that are listed, as they were when they were last read. What is measured is made of them:
        -- each post is a revision of the board, each topic a thread.
        CREATE TABLE board_topic (
          id INTEGER PRIMARY KEY,
          page INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
          topic TEXT NOT NULL,        -- the wiki's id, which begins with the time
          revision TEXT NOT NULL,     -- the id of its title's newest version
          updated INTEGER,            -- when anything in it last changed; null: perhaps something did since
          heading TEXT NOT NULL,
          locked INTEGER NOT NULL,
          UNIQUE (page, topic)
        );

        CREATE TABLE board_post (
          topic INTEGER NOT NULL REFERENCES board_topic ON DELETE CASCADE,
          post TEXT NOT NULL,         -- the wiki's id, which begins with the time
          actor INTEGER NOT NULL,     -- who wrote it; 0: hidden
          hidden INTEGER NOT NULL,
          level INTEGER NOT NULL,     -- of answers, from 1
          PRIMARY KEY (topic, post)
        ) WITHOUT ROWID;
        """)
  }
}
