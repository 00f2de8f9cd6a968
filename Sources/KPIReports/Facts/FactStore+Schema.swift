import GRDB

extension FactStore {
  /// The tables, as they came about.
  ///
  /// A migration that was released never changes; a new one is added.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: wikis, pages, revisions, pageviews") { database in
      try database.execute(
        sql: """
          -- Times are seconds since 1970, days are days since 1970, all UTC.
          CREATE TABLE wiki (
            id INTEGER PRIMARY KEY,
            api TEXT NOT NULL UNIQUE
          );

          -- What a report names: the title of a page, or a prefix that ends in '*'.
          CREATE TABLE source (
            id INTEGER PRIMARY KEY,
            wiki INTEGER NOT NULL REFERENCES wiki,
            name TEXT NOT NULL,
            checked INTEGER,            -- when it was last resolved to pages
            problem TEXT,               -- why the last try to do so failed
            UNIQUE (wiki, name)
          );

          CREATE TABLE page (
            id INTEGER PRIMARY KEY,
            wiki INTEGER NOT NULL REFERENCES wiki,
            page_id INTEGER NOT NULL,
            title TEXT NOT NULL,
            created INTEGER,
            last_revision_id INTEGER,   -- the history is whole through this revision; null: not whole
            checked INTEGER,            -- the history is known up to this time
            problem TEXT,               -- why the last try to read it failed
            UNIQUE (wiki, page_id)
          );

          -- The pages that a source has been, also after they were moved.
          CREATE TABLE source_page (
            source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
            page INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
            PRIMARY KEY (source, page)
          ) WITHOUT ROWID;

          CREATE TABLE actor (
            id INTEGER PRIMARY KEY,
            wiki INTEGER NOT NULL REFERENCES wiki,
            user_id INTEGER,            -- null where the wiki gives none
            name TEXT NOT NULL,         -- the newest one seen
            kind TEXT NOT NULL CHECK (kind IN ('registered', 'temporary', 'anonymous'))
          );
          CREATE UNIQUE INDEX actor_user_id ON actor (wiki, user_id) WHERE user_id IS NOT NULL;
          CREATE UNIQUE INDEX actor_name ON actor (wiki, name);

          -- The names that the wiki lists in its bot groups.
          CREATE TABLE bot (
            wiki INTEGER NOT NULL REFERENCES wiki,
            name TEXT NOT NULL,
            PRIMARY KEY (wiki, name)
          ) WITHOUT ROWID;

          CREATE TABLE revision (
            page INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
            timestamp INTEGER NOT NULL,
            id INTEGER NOT NULL,
            actor INTEGER NOT NULL,     -- 0: the author is hidden
            reverted INTEGER NOT NULL,
            PRIMARY KEY (page, timestamp, id)
          ) WITHOUT ROWID;

          -- The same revisions packed for measuring: 8 bytes each, see PackedEdit.
          CREATE TABLE revision_block (
            id INTEGER PRIMARY KEY,
            page INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
            first INTEGER NOT NULL,     -- time of the block's first edit
            edits BLOB NOT NULL
          );
          CREATE INDEX revision_block_page ON revision_block (page, first);

          CREATE TABLE redirect (
            page INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
            title TEXT NOT NULL,
            PRIMARY KEY (page, title)
          ) WITHOUT ROWID;

          -- A title as the pageviews API counts it; redirects are counted apart.
          CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            project TEXT NOT NULL,
            title TEXT NOT NULL,
            first_day INTEGER,          -- the views are final from this day
            final_day INTEGER,          -- through this one, and are not asked for again
            problem TEXT,
            UNIQUE (project, title)
          );

          CREATE TABLE pageview (
            article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
            day INTEGER NOT NULL,
            views INTEGER NOT NULL,     -- a day without a row had none, if it is final
            PRIMARY KEY (article, day)
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2: saves and published values") { database in
      try database.execute(
        sql: """
          -- Every edit, noted before it was sent, and what became of it.
          CREATE TABLE save (
            id INTEGER PRIMARY KEY,
            run TEXT NOT NULL,          -- the run of the program
            report TEXT NOT NULL,
            wiki INTEGER NOT NULL REFERENCES wiki,
            title TEXT NOT NULL,
            base_revision INTEGER,      -- null: a new page
            sha1 TEXT NOT NULL,         -- of the text as the wiki stores it
            summary TEXT NOT NULL,
            user TEXT NOT NULL,
            begun INTEGER NOT NULL,
            ended INTEGER,
            fate TEXT CHECK (fate IN ('saved', 'unchanged', 'not saved')),  -- null: not known yet
            revision INTEGER
          );

          -- What the page of a save shows: what readers were told.
          CREATE TABLE published_value (
            save INTEGER NOT NULL REFERENCES save ON DELETE CASCADE,
            kpi TEXT NOT NULL,
            definition INTEGER NOT NULL,
            method TEXT NOT NULL,       -- the definition in words, with its options
            product TEXT,               -- null: the whole report
            period TEXT NOT NULL,
            value REAL,
            status TEXT NOT NULL
          );
          CREATE INDEX published_value_save ON published_value (save);
          """)
    }
    migrator.registerMigration("3: features of wikis, revisions of support pages") { database in
      try database.execute(
        sql: """
          -- Whether pages can have labelled sections; null: never asked.
          ALTER TABLE wiki ADD COLUMN labelled_sections INTEGER;

          -- The newest revision of a support page, each time it was another one when the wiki was asked.
          CREATE TABLE newest_revision (
            page INTEGER NOT NULL REFERENCES page ON DELETE CASCADE,
            timestamp INTEGER NOT NULL,
            id INTEGER NOT NULL,
            PRIMARY KEY (page, timestamp, id)
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("4: days asked for, ids of bots, former names", migrate: Self.addHowFarAndWho)
    migrator.registerMigration("5: discussions", migrate: Self.addDiscussions)
    migrator.registerMigration("6: figures and lists on wiki pages") { database in
      try database.execute(sql: tablesSchema)
    }
    migrator.registerMigration("7: what published values rest on") { database in
      try database.execute(
        sql: """
          -- The parts of a rate and the units it rests on, so that it can be shown again as it was; null: not kept.
          ALTER TABLE published_value ADD COLUMN numerator REAL;
          ALTER TABLE published_value ADD COLUMN denominator REAL;
          ALTER TABLE published_value ADD COLUMN n INTEGER;
          CREATE INDEX published_value_period ON published_value (period);
          """)
    }
    migrator.registerMigration("8: charts on wikis") { database in
      try database.execute(
        sql: """
          -- Whether pages can show charts; null: never asked.
          ALTER TABLE wiki ADD COLUMN charts INTEGER;
          """)
    }
    migrator.registerMigration("9: what tells an edit from others") { database in
      try database.execute(
        sql: """
          -- What only this edit brings to its page; null: its summary has to do.
          ALTER TABLE save ADD COLUMN sign TEXT;
          """)
    }
    migrator.registerMigration("10: histories compared from their beginning") { database in
      try database.execute(
        sql: """
          -- When the history was last compared with the wiki's from its beginning; null: never.
          ALTER TABLE page ADD COLUMN compared INTEGER;
          """)
    }
    migrator.registerMigration("11: boards", migrate: Self.addBoards)
    migrator.registerMigration("12: rights as of then", migrate: Self.addRights)
    migrator.registerMigration("13: revisions that nobody wrote") { database in
      try database.execute(
        sql: """
          -- Whether the text is the parent's, as a move or a protection leaves it.
          ALTER TABLE revision ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
          -- Histories that were read without a look at it are read again.
          UPDATE page SET last_revision_id = NULL, checked = NULL
            WHERE content_model IS NULL AND id IN (SELECT page FROM revision);
          DELETE FROM revision_block WHERE page IN (SELECT id FROM page WHERE content_model IS NULL);
          DELETE FROM revision WHERE page IN (SELECT id FROM page WHERE content_model IS NULL);
          """)
    }
    migrator.registerMigration("14: where things stand on pages with tables", migrate: Self.addPlaces)
    migrator.registerMigration("15: edits that wait for a moderator") { database in
      try database.execute(
        sql: """
          -- Whether the wiki keeps the edit until a moderator approves it.
          ALTER TABLE save ADD COLUMN is_queued INTEGER NOT NULL DEFAULT 0;
          -- The SHA-1 digest of what the page would say, whenever it was written; null: only the same text says the same.
          ALTER TABLE save ADD COLUMN meaning TEXT;
          """)
    }
    migrator.registerMigration("16: changes without edits", migrate: Self.addChangesWithoutEdits)
    migrator.registerMigration("17: deleted pages", migrate: Self.addLostPages)
    migrator.registerMigration("18: names below comments", migrate: Self.addSoughtNames)
    migrator.registerMigration("19: former titles of support pages") { database in
      // Their histories are read again, which tell the titles that they had.
      try database.execute(sql: "UPDATE page SET created = NULL WHERE id IN (SELECT page FROM newest_revision)")
    }
    migrator.registerMigration("20: rights that stewards changed", migrate: Self.addStewards)
    return migrator
  }
}
