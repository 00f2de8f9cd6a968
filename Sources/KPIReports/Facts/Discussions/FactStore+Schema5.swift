import GRDB

extension FactStore {
  /// The fifth migration.
  static func addDiscussions(_ database: Database) throws {
    try database.execute(
      sql: """
        -- How far the threads of a feedback page are known.
        CREATE TABLE discussion_page (
          page INTEGER PRIMARY KEY REFERENCES page ON DELETE CASCADE,
          revision INTEGER,           -- the threads are those of this revision; null: never read
          checked INTEGER,            -- they are known up to this time
          problem TEXT                -- why the last try to read them failed
        );

        -- The threads of a page as its newest revision has them. A thread that stands on two pages, because it is being
        -- moved to an archive, stands here twice: measuring tells that they are one.
        CREATE TABLE thread (
          id INTEGER PRIMARY KEY,
          page INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
          place INTEGER NOT NULL,     -- from 0, in the page's order
          heading TEXT NOT NULL,      -- plain text; empty: before the first heading
          UNIQUE (page, place)
        );

        CREATE TABLE comment (
          thread INTEGER NOT NULL REFERENCES thread ON DELETE CASCADE,
          place INTEGER NOT NULL,     -- from 0, in the thread's order
          actor INTEGER NOT NULL REFERENCES actor,
          timestamp INTEGER NOT NULL, -- of the signature, to the minute
          level INTEGER NOT NULL,     -- of indentation, from 1
          PRIMARY KEY (thread, place)
        ) WITHOUT ROWID;
        """)
  }
}
