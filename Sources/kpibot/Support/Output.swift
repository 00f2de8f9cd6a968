import Foundation
import KPIReports

/// Standard output, which results go to.
enum Output {
  /// Writes a result as a whole.
  ///
  /// Who reads the first lines alone and leaves has seen enough, which is no failure.
  ///
  /// - Throws: ``OutputError``, such as on a full disk: a result that nobody can read is none.
  static func write(_ text: String) throws(OutputError) {
    // What was printed before, such as questions, comes first.
    fflush(nil)
    do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch {
      let code = errorCode(of: error) ?? EIO
      guard code != EPIPE else { return }
      throw OutputError(code: code)
    }
  }

  private static func errorCode(of error: any Error) -> Int32? {
    let error = error as NSError
    if error.domain == NSPOSIXErrorDomain { return Int32(clamping: error.code) }
    return (error.userInfo[NSUnderlyingErrorKey] as? any Error).flatMap(errorCode)
  }
}

/// A result could not be written where it was to go.
struct OutputError: Error, CustomStringConvertible {
  /// What the system says, as a number.
  let code: Int32

  /// What went wrong and what to do.
  var description: String {
    let mend = NoRoom.isReason(code) ? "make room where it goes" : "write it elsewhere"
    return "standard output could not be written (\(String(cString: strerror(code)))): \(mend), and run again"
  }
}
