import GRDB

extension FactStore {
  /// The twentieth migration.
  static func addStewards(_ database: Database) throws {
    try database.execute(
      sql: """
        -- The name of its database, by which other wikis call it; null: not known.
        ALTER TABLE wiki ADD COLUMN database TEXT;

        -- The same as before, for logs of any scope.
        CREATE TABLE new_rights_log (
          wiki INTEGER NOT NULL REFERENCES wiki,
          scope TEXT NOT NULL CHECK (scope IN ('local', 'global', 'stewards')),
          groups TEXT NOT NULL,       -- the bot groups that it was read for
          since INTEGER NOT NULL,     -- every entry is known from this time on
          until INTEGER NOT NULL,     -- up to this one
          first INTEGER,              -- the time of the log's oldest entry; null: there is none
          newest_edit INTEGER,        -- the newest edit that was known then
          checked INTEGER,            -- up to when it tells of all edits that are known; null: it was never read
          problem TEXT,               -- why the last try to read it failed
          is_due INTEGER NOT NULL DEFAULT 0,  -- whether other accounts became bots since it was read
          PRIMARY KEY (wiki, scope)
        ) WITHOUT ROWID;
        INSERT INTO new_rights_log (wiki, scope, groups, since, until, first, newest_edit, checked, problem, is_due)
        SELECT wiki, scope, groups, since, until, first, newest_edit, checked, problem, is_due FROM rights_log;
        DROP TABLE rights_log;
        ALTER TABLE new_rights_log RENAME TO rights_log;
        """)
  }
}
