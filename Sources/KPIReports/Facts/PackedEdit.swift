import MediaWiki

/// One edit in eight bytes: what the participation metrics need of a revision, and nothing more.
///
/// The high half is the time in seconds since 1970 (until 2106); the low half has the reverted mark in bit 31 and the
/// store's actor id below it. Comparing two values compares their times first, so that a history is sorted as it is.
package struct PackedEdit: Sendable, Hashable, Comparable {
  /// The eight bytes.
  package let bits: UInt64

  /// The actor id of an edit whose author is hidden.
  package static let hiddenActor: UInt32 = 0

  /// The largest actor id that fits.
  package static let largestActor: UInt32 = 0x7FFF_FFFF

  /// Takes eight bytes as they were stored.
  package init(bits: UInt64) { self.bits = bits }

  /// Packs an edit; times before 1970 count as 1970.
  package init(timestamp: Instant, actor: UInt32, reverted: Bool) {
    let seconds = UInt64(UInt32(clamping: timestamp.seconds))
    bits = seconds << 32 | (reverted ? 0x8000_0000 : 0) | UInt64(actor & Self.largestActor)
  }

  /// Seconds since 1970.
  package var seconds: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }

  /// The store's id of the author, or ``hiddenActor``.
  package var actor: UInt32 { UInt32(truncatingIfNeeded: bits) & Self.largestActor }

  /// Whether a later edit undid this one.
  package var isReverted: Bool { bits & 0x8000_0000 != 0 }

  /// Orders edits by time.
  package static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}
