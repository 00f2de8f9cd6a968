import GRDB

/// The fact store could not be opened, read or written.
package struct FactStoreError: Error, CustomStringConvertible {
  /// What is wrong with it.
  package enum Kind: Sendable {
    /// The file is damaged, or no fact store.
    case damaged
    /// There is no room for more.
    case full
    /// It can't be opened: it is a folder, or somebody else's.
    case closed
  }

  /// What is wrong with it.
  package let kind: Kind
  /// The file; nil where that is not known.
  let path: String?
  let cause: String

  /// Takes what went wrong while a file was opened.
  init(_ error: any Error, path: String) {
    let failure = FactStoreError(error)
    kind = failure?.kind ?? .closed
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
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY: kind = .closed
    default: return nil
    }
    path = nil
    cause = error.message ?? "\(error.resultCode)"
  }

  /// What went wrong and what to do.
  package var description: String {
    let name = "the fact store" + (path.map { " \($0)" } ?? "")
    switch kind {
    case .damaged:
      return "\(name) is damaged, or is none (\(cause)). Move it away and run again: the facts are read anew from the "
        + "wikis, and nothing is lost of them. Lost is what readers were told before, on which notes on revised values "
        + "and the guard against large changes rest"
    case .full:
      return "\(name) can't be written (\(cause)): make room on its disk and run again. Keep the file"
    case .closed: return "\(name) can't be opened (\(cause)): check that it is yours, or name another one with --store"
    }
  }
}
