import Foundation

/// Tells a disk without room from other reasons why a file can't be written: more room is all that it takes.
package enum NoRoom {
  /// What to do, as the end of a sentence.
  package static let mend = "make room on its disk and run again"

  /// Whether a file could not be written for want of room, for bytes or for one more file, or of more of a quota.
  package static func isReason(_ error: any Error) -> Bool {
    let error = error as NSError
    if error.domain == NSPOSIXErrorDomain { return isReason(Int32(clamping: error.code)) }
    if error.domain == NSCocoaErrorDomain, error.code == CocoaError.fileWriteOutOfSpace.rawValue { return true }
    return (error.userInfo[NSUnderlyingErrorKey] as? any Error).map(isReason) ?? false
  }

  /// Whether that is what the system says.
  package static func isReason(_ code: Int32) -> Bool { code == ENOSPC || code == EDQUOT }

  /// Whether a folder's disk takes nothing more; SQLite, for one, says no more than that it can't open a file there.
  static func isAt(_ folder: String) -> Bool {
    var disk = statvfs()
    guard statvfs(folder, &disk) == 0 else { return false }
    return disk.f_bavail == 0 || (disk.f_files > 0 && disk.f_favail == 0)
  }
}
