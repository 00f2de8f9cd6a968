import GRDB

/// The actors of one wiki within a transaction: finds or makes the id of an author.
struct ActorTable {
  /// What tells an author from others: the user id where there is one, else the name.
  struct Key: Hashable {
    let wiki: Int64
    let userID: Int?
    let name: String
  }

  /// An actor's id and newest name.
  struct Entry {
    let id: UInt32
    let name: String
  }

  let wiki: Int64
  private(set) var known: [Key: Entry]
  private let database: Database

  init(wiki: Int64, known: [Key: Entry], database: Database) {
    self.wiki = wiki
    self.known = known
    self.database = database
  }

  mutating func id(of author: RevisionFact.Author) throws -> UInt32 {
    switch author {
    case .hidden: PackedEdit.hiddenActor
    case .registered(let id, let name): try self.id(userID: id, name: name, kind: "registered")
    case .temporary(let id, let name): try self.id(userID: id, name: name, kind: "temporary")
    case .anonymous(let address): try id(userID: nil, name: address, kind: "anonymous")
    }
  }

  private mutating func id(userID: Int?, name: String, kind: String) throws -> UInt32 {
    let key = Key(wiki: wiki, userID: userID, name: userID == nil ? name : "")
    if let entry = known[key], entry.name == name { return entry.id }
    let id = try stored(userID: userID, name: name) ?? insert(userID: userID, name: name, kind: kind)
    guard let actor = UInt32(exactly: id), actor <= PackedEdit.largestActor else {
      throw DatabaseError(message: "the store has no room for another author")
    }
    known[key] = Entry(id: actor, name: name)
    return actor
  }

  /// The id of an actor met before, whose name is brought up to date.
  private func stored(userID: Int?, name: String) throws -> Int64? {
    let sameName = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT id, user_id FROM actor WHERE wiki = ? AND name = ?"),
      arguments: [wiki, name])
    guard let userID else { return sameName?[0] }
    let own = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM actor WHERE wiki = ? AND user_id = ?"), arguments: [wiki, userID])
    if let sameName, own != sameName[0] {
      let id: Int64 = sameName[0]
      if own == nil, sameName[1] == nil {
        try database.execute(sql: "UPDATE actor SET user_id = ? WHERE id = ?", arguments: [userID, id])
        return id
      }
      // The account that had this name was renamed; '#' can't stand in a name, so the new one meets no other.
      try database.execute(sql: "UPDATE actor SET name = '#' || id WHERE id = ?", arguments: [id])
    }
    if let own {
      try rename(own, to: name)
    }
    return own
  }

  /// Keeps a new name, and the former one beside it.
  private func rename(_ actor: Int64, to name: String) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO former_name (wiki, name, actor)
        SELECT wiki, name, id FROM actor WHERE id = ? AND name <> ? AND name NOT LIKE '#%'
        """, arguments: [actor, name])
    try database.execute(sql: "UPDATE actor SET name = ? WHERE id = ?", arguments: [name, actor])
  }

  private func insert(userID: Int?, name: String, kind: String) throws -> Int64 {
    try database.cachedStatement(sql: "INSERT INTO actor (wiki, user_id, name, kind) VALUES (?, ?, ?, ?)")
      .execute(arguments: [wiki, userID, name, kind])
    return database.lastInsertedRowID
  }
}
