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
      try displace(id, from: name)
    }
    if let own {
      try rename(own, to: name)
    }
    return own
  }

  /// Gives an account that was met before the name that it has now.
  func rename(userID: Int, to name: String) throws {
    let isKnown = try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT 1 FROM actor WHERE wiki = ? AND user_id = ? AND name <> ?"),
      arguments: [wiki, userID, name])
    if isKnown != nil { _ = try stored(userID: userID, name: name) }
  }

  /// Gives what stands below comments with a name to the account whose name it is, or was.
  func identify(_ signer: Signer) throws {
    let found = try Int64.fetchOne(
      database, sql: "SELECT id FROM actor WHERE wiki = ? AND name = ? AND user_id IS NULL",
      arguments: [wiki, signer.name])
    guard let found else { return }
    guard let own = try stored(userID: signer.userID, name: signer.newestName) else {
      try database.execute(sql: "UPDATE actor SET user_id = ? WHERE id = ?", arguments: [signer.userID, found])
      return try rename(found, to: signer.newestName)
    }
    guard own != found else { return }
    try database.execute(sql: "UPDATE comment SET actor = ? WHERE actor = ?", arguments: [own, found])
    guard signer.name != signer.newestName else { return }
    try database.execute(sql: "UPDATE actor SET name = '#' || id WHERE id = ?", arguments: [found])
    try moveRights(from: signer.name, to: signer.newestName)
    try database.execute(
      sql: "INSERT OR REPLACE INTO former_name (wiki, name, actor) VALUES (?, ?, ?)",
      arguments: [wiki, signer.name, own])
  }

  /// Takes a name from the account that had it: it was renamed.
  ///
  /// '#' can't stand in a name, so that the new one meets no other. The rights that are known by the name are the former
  /// account's, as far as they are older than the new one; the wiki has to be asked which.
  private func displace(_ actor: Int64, from name: String) throws {
    try database.execute(sql: "UPDATE actor SET name = '#' || id WHERE id = ?", arguments: [actor])
    try moveRights(from: name, to: "#\(actor)")
    try database.execute(
      sql: "INSERT OR REPLACE INTO rights_account (wiki, scope, name, is_due) VALUES (?, 'local', ?, 1)",
      arguments: [wiki, name])
  }

  /// Brings what is known of an account's rights under its new name, as renaming does in the wiki's log.
  private func moveRights(from name: String, to other: String) throws {
    let central = "(SELECT central FROM wiki WHERE id = :wiki)"
    let scopes = "(scope = 'local' AND wiki = :wiki OR scope = 'global' AND wiki = \(central))"
    for table in ["rights_change", "rights_account"] {
      try database.execute(
        sql: "UPDATE OR REPLACE \(table) SET name = :other WHERE name = :name AND \(scopes)",
        arguments: ["wiki": wiki, "name": name, "other": other])
    }
  }

  /// Keeps a new name, and the former one beside it.
  private func rename(_ actor: Int64, to name: String) throws {
    let former = try String.fetchOne(
      database, sql: "SELECT name FROM actor WHERE id = ? AND name <> ?", arguments: [actor, name])
    guard let former else { return }
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO former_name (wiki, name, actor)
        SELECT wiki, name, id FROM actor WHERE id = ? AND name <> ? AND name NOT LIKE '#%'
        """, arguments: [actor, name])
    try database.execute(sql: "UPDATE actor SET name = ? WHERE id = ?", arguments: [name, actor])
    try moveRights(from: former, to: name)
  }

  private func insert(userID: Int?, name: String, kind: String) throws -> Int64 {
    try database.cachedStatement(sql: "INSERT INTO actor (wiki, user_id, name, kind) VALUES (?, ?, ?, ?)")
      .execute(arguments: [wiki, userID, name, kind])
    return database.lastInsertedRowID
  }
}
