import GRDB

extension FactStore {
  /// The twelfth migration.
  static func addRights(_ database: Database) throws {
    try database.execute(
      sql: """
        -- Whether a name is in a bot group of the wiki, and in the one of all wikis.
        ALTER TABLE bot ADD COLUMN local INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE bot ADD COLUMN global INTEGER NOT NULL DEFAULT 0;
        UPDATE bot SET local = 0, global = 1 WHERE user_id IS NULL;
        -- When the bots were last listed.
        ALTER TABLE wiki ADD COLUMN bots_seen INTEGER;
        -- The wiki that logs the rights on all wikis; null: none is known.
        ALTER TABLE wiki ADD COLUMN central INTEGER REFERENCES wiki;

        -- How far a log of user rights was read.
        CREATE TABLE rights_log (
          wiki INTEGER NOT NULL REFERENCES wiki,
          scope TEXT NOT NULL CHECK (scope IN ('local', 'global')),
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

        -- The entries that put an account into a bot group, or took it out of one.
        CREATE TABLE rights_change (
          wiki INTEGER NOT NULL REFERENCES wiki,
          scope TEXT NOT NULL,
          id INTEGER NOT NULL,        -- the wiki's number of the entry
          name TEXT NOT NULL,         -- the account
          timestamp INTEGER NOT NULL,
          was_bot INTEGER,            -- null: the entry does not tell
          bot_until INTEGER,          -- null: no bot from then on
          PRIMARY KEY (wiki, scope, id)
        ) WITHOUT ROWID;
        CREATE INDEX rights_change_name ON rights_change (wiki, scope, name);

        -- The accounts of which every entry was asked for, or has to be.
        CREATE TABLE rights_account (
          wiki INTEGER NOT NULL REFERENCES wiki,
          scope TEXT NOT NULL,
          name TEXT NOT NULL,
          is_due INTEGER NOT NULL,
          PRIMARY KEY (wiki, scope, name)
        ) WITHOUT ROWID;
        """)
  }
}
