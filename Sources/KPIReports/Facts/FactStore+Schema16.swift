import GRDB

extension FactStore {
  /// The sixteenth migration.
  static func addChangesWithoutEdits(_ database: Database) throws {
    try database.execute(
      sql: """
        -- Up to when the log of renamed accounts was read; null: never.
        ALTER TABLE wiki ADD COLUMN renames_read INTEGER;
        -- The time of the newest edit that undoes others; null: none is known.
        ALTER TABLE page ADD COLUMN undoing INTEGER;
        -- When the wiki was last asked which edits are undone; null: only while the history was read.
        ALTER TABLE page ADD COLUMN undone_read INTEGER;
        """)
  }
}
