import Foundation

/// Finds a port of this machine that nobody listens on.
package enum FreePort {
  /// Below the range from which the system takes the ports of outgoing connections.
  private static let range: ClosedRange<UInt16> = 15_000...32_000

  /// A port that was free a moment ago.
  package static func find() throws -> Int {
    for _ in 0..<100 {
      let port = UInt16.random(in: range)
      if isFree(port) { return Int(port) }
    }
    throw POSIXError(.EADDRINUSE)
  }

  private static func isFree(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
