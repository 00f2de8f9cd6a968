import Foundation
import GRDB

/// The fact store could not be opened, read or written.
package struct FactStoreError: Error, CustomStringConvertible {
  /// What is wrong with it.
  package enum Kind: Sendable {
    /// The file is damaged, or no fact store.
    case damaged
    /// There is no room for more, or the disk fails.
    case full
    /// It can't be opened or written: it is a folder, or somebody else's.
    case closed
    /// It was moved or deleted while it was in use.
    case gone
    /// Another program keeps it to itself.
    case busy
  }

  /// What is wrong with it.
  package let kind: Kind
  /// The file; nil where that is not known.
  let path: String?
  let cause: String

  /// Takes what went wrong while a file was opened.
  init(_ error: any Error, path: String) {
    let failure = FactStoreError(error)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let kind = failure?.kind ?? .closed
    let isFull = NoRoom.isReason(error) || (kind == .closed && NoRoom.isAt(folder))
    self.kind = isFull ? .full : kind
    cause = failure?.cause ?? (error as? DatabaseError)?.message ?? error.localizedDescription
    self.path = path
  }

  /// Takes what SQLite says of the file; nil for other errors.
  package init?(_ error: any Error) {
    guard let error = error as? DatabaseError else { return nil }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: kind = .damaged
    // Tables are only ever missing from a file that others wrote, too.
    case .SQLITE_ERROR where error.message?.hasPrefix("no such") ?? false: kind = .damaged
    case .SQLITE_FULL, .SQLITE_IOERR: kind = .full
    case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_DBMOVED: kind = .gone
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY: kind = .closed
    case .SQLITE_BUSY, .SQLITE_LOCKED: kind = .busy
    default: return nil
    }
    path = nil
    cause = error.message ?? "\(error.resultCode)"
  }

  /// A file that is no longer where it was opened.
  init(goneFrom path: String) {
    kind = .gone
    self.path = path
    cause = "moved or deleted"
  }

  /// What went wrong and what to do.
  package var description: String { kind == .damaged ? "\(problem). \(sentence(mend))" : "\(problem): \(mend)" }

  private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

extension FactStoreError: Mendable {
  /// What went wrong.
  package var problem: String {
    let name = "the fact store" + (path.map { " \($0)" } ?? "")
    switch kind {
    case .damaged: return "\(name) is damaged, or is none (\(cause))"
    case .full: return "\(name) can't be written (\(cause))"
    case .closed: return "\(name) can't be opened or written (\(cause))"
    case .gone: return "\(name) was moved or deleted while kpibot worked with it"
    case .busy: return "\(name) is in use by another program (\(cause))"
    }
  }

  /// What to do.
  package var mend: String {
    switch kind {
    case .damaged:
      "move it away and run again: the facts are read anew from the wikis, and nothing is lost of them. Lost is what "
        + "readers were told before, on which notes on revised values and the guard against large changes rest"
    case .full: "\(NoRoom.mend). Keep the file"
    case .closed: "check that it is yours, or name another one with --store"
    case .gone: "put it back where it was, if somebody has it, and run again"
    case .busy: "run again when that has finished"
    }
  }
}
