import Foundation

/// The MD5 message digest (RFC 1321), with which the wiki checks that a text arrived whole; it secures nothing.
enum MD5 {
  /// The digest in 32 hexadecimal digits.
  static func hexDigest(of message: some Collection<UInt8>) -> String {
    var state: (a: UInt32, b: UInt32, c: UInt32, d: UInt32) = (0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476)
    let padded = padded(message)
    for start in stride(from: 0, to: padded.count, by: 64) {
      let words = (0..<16).map { word(padded, at: start + 4 * $0) }
      var (a, b, c, d) = state
      for step in 0..<64 {
        let mixed: UInt32
        let index: Int
        switch step / 16 {
        case 0: (mixed, index) = ((b & c) | (~b & d), step)
        case 1: (mixed, index) = ((d & b) | (~d & c), (5 * step + 1) % 16)
        case 2: (mixed, index) = (b ^ c ^ d, (3 * step + 5) % 16)
        default: (mixed, index) = (c ^ (b | ~d), (7 * step) % 16)
        }
        let sum = a &+ mixed &+ sines[step] &+ words[index]
        let shift = shifts[step / 16][step % 4]
        (a, b, c, d) = (d, b &+ (sum << shift | sum >> (32 - shift)), b, c)
      }
      state = (state.a &+ a, state.b &+ b, state.c &+ c, state.d &+ d)
    }
    return [state.a, state.b, state.c, state.d].map { hex($0.byteSwapped) }.joined()
  }

  /// The message, a 1 bit, 0 bits up to 56 modulo 64 bytes, and the message's length in bits.
  private static func padded(_ message: some Collection<UInt8>) -> [UInt8] {
    var bytes = Array(message)
    let bitCount = UInt64(bytes.count) &* 8
    bytes.append(0x80)
    bytes += [UInt8](repeating: 0, count: (120 - bytes.count % 64) % 64)
    return bytes + (0..<8).map { UInt8(truncatingIfNeeded: bitCount >> (8 * $0)) }
  }

  private static func word(_ bytes: [UInt8], at index: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << (8 * $1) }
  }

  private static func hex(_ word: UInt32) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static let shifts: [[UInt32]] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]

  // The integer part of 2^32 times |sin(i)|, i from 1 to 64, in radians.
  private static let sines: [UInt32] = (1...64).map { UInt32((abs(sin(Double($0))) * 4_294_967_296).rounded(.down)) }
}
