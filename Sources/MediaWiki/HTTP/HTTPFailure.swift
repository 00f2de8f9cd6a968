/// Why a request got no answer.
package struct HTTPFailure: Error, Sendable, Equatable {
  /// What went wrong.
  package enum Kind: Sendable, Equatable {
    /// The address cannot be used.
    case badURL
    /// A header holds a control character.
    case badHeader
    /// The name has no address.
    case cannotResolve
    /// Nobody listens, or nobody answered in time.
    case cannotConnect
    /// The connection could not be secured.
    case tls
    /// The whole transfer took longer than its limit.
    case timedOut
    /// No byte came for too long.
    case stalled
    /// The connection ended without an answer.
    case reset
    /// The connection ended in the middle of the answer, or its compression is broken.
    case cutShort
    /// The server does not speak HTTP.
    case notHTTP
    /// The answer is larger than its limit, in bytes.
    case tooLarge(limit: Int)
    /// The task was cancelled or the client shut down.
    case cancelled
    /// libcurl gave up for another reason.
    case other(String)
  }

  /// What went wrong.
  package let kind: Kind
  /// The address asked, without its query.
  package let address: String
  /// Whether the server may have received the request and acted on it.
  package let mayHaveArrived: Bool

  /// Whether there was no server to talk to.
  package var isUnreachable: Bool { [.cannotResolve, .cannotConnect, .tls].contains(kind) }
}

extension HTTPFailure: CustomStringConvertible {
  /// The failure as a sentence without its full stop.
  package var description: String {
    switch kind {
    case .badURL: "\(address) is not an address that can be asked"
    case .badHeader: "a header for \(address) holds a control character"
    case .cannotResolve: "the host name in \(address) was not found"
    case .cannotConnect: "\(address) did not accept the connection"
    case .tls: "the connection to \(address) could not be secured (certificate or TLS version)"
    case .timedOut: "\(address) did not finish its answer in time"
    case .stalled: "\(address) stopped answering"
    case .reset: "\(address) closed the connection without an answer"
    case .cutShort: "the answer of \(address) was cut short"
    case .notHTTP: "\(address) does not speak HTTP"
    case .tooLarge(let limit): "the answer of \(address) is larger than \(limit) bytes"
    case .cancelled: "the request to \(address) was cancelled"
    case .other(let reason): "the request to \(address) failed: \(reason)"
    }
  }
}
