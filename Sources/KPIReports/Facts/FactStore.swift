import Foundation
import GRDB
import MediaWiki
import Synchronization

/// The facts of a report in one SQLite file: the only state there is.
///
/// Every write is one transaction that leaves the store true, so a run that is killed at any moment leaves facts that
/// the next run completes.
package final class FactStore: Sendable {
  let database: DatabaseQueue
  /// The actors that were looked up so far; a cache of the table, written after each commit.
  let actors = Mutex<[ActorTable.Key: ActorTable.Entry]>([:])
  /// What keeps other runs from writing for as long as the store is used; nil for a run that only reads.
  private let lock: RunLock?
  /// The file; nil for a store in memory.
  private let place: FilePlace?

  /// Opens the store in a file, making the file, its folder and its tables where they are missing.
  ///
  /// A run that writes brings the file's lock.
  ///
  /// - Throws: ``FactStoreError`` when the file cannot be opened, is damaged or is not a fact store.
  package init(path: String, lock: RunLock? = nil) throws {
    self.lock = lock
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      var configuration = GRDB.Configuration()
      configuration.journalMode = .wal
      configuration.busyMode = .timeout(30)
      database = try DatabaseQueue(path: path, configuration: configuration)
      try Self.migrate(database)
      place = FilePlace(path: path)
    } catch {
      throw FactStoreError(error, path: path)
    }
  }

  private static func migrate(_ database: DatabaseQueue) throws {
    let migrator = migrator
    // Another run may make the same tables at this moment: what it has made is seen at the next look.
    for _ in migrator.migrations where (try? migrator.migrate(database)) != nil { return }
    try migrator.migrate(database)
  }

  /// Makes a store in memory, which lives as long as the value.
  package init() throws {
    lock = nil
    place = nil
    database = try DatabaseQueue()
    try Self.migrator.migrate(database)
  }

  /// Makes sure that the next run finds what this one writes.
  ///
  /// - Throws: ``FactStoreError`` when the file was moved or deleted since it was opened.
  func checkPlace() throws(FactStoreError) {
    if let place, !place.isKept { throw FactStoreError(goneFrom: place.path) }
  }
}
