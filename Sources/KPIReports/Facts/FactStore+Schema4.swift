import GRDB

extension FactStore {
  /// The fourth migration.
  static func addHowFarAndWho(_ database: Database) throws {
    try database.execute(
      sql: """
        -- The days that were asked for, final or not.
        ALTER TABLE article ADD COLUMN first_asked INTEGER;
        ALTER TABLE article ADD COLUMN last_asked INTEGER;
        UPDATE article SET first_asked = first_day, last_asked = final_day;

        -- Null where the wiki gives none: for bots on all wikis.
        ALTER TABLE bot ADD COLUMN user_id INTEGER;
        CREATE INDEX bot_user_id ON bot (wiki, user_id);

        -- The names that accounts had before they were renamed.
        CREATE TABLE former_name (
          wiki INTEGER NOT NULL REFERENCES wiki,
          name TEXT NOT NULL,
          actor INTEGER NOT NULL REFERENCES actor,
          PRIMARY KEY (wiki, name)
        ) WITHOUT ROWID;
        """)
  }
}
