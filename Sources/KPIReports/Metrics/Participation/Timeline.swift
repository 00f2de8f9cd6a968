import MediaWiki

/// The edits by people to some pages, in the order of time.
package struct Timeline: Sendable {
  /// The edits, each with its person's number in the place of the actor.
  package let edits: [PackedEdit]

  /// Takes the edits to one page that people made before a time.
  package init(_ history: [PackedEdit], people: People, before end: Instant) {
    let limit = UInt32(clamping: end.seconds)
    var edits: [PackedEdit] = []
    edits.reserveCapacity(history.count)
    for edit in history {
      if edit.seconds >= limit { break }
      let person = people.person(of: edit)
      if person == People.nobody { continue }
      edits.append(edit.made(by: person))
    }
    self.edits = edits
  }

  /// Takes the edits of several timelines together.
  package init(merging timelines: [Timeline]) {
    var lists = timelines.map(\.edits)
    // Pairwise, so that each edit is moved only log2(timelines) times.
    while lists.count > 1 {
      let pairs = lists
      lists = Array(stride(from: 0, to: pairs.count, by: 2)).concurrentMap { index in
        index + 1 < pairs.count ? Self.merge(pairs[index], pairs[index + 1]) : pairs[index]
      }
    }
    edits = lists.first ?? []
  }

  private static func merge(_ left: [PackedEdit], _ right: [PackedEdit]) -> [PackedEdit] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    return [PackedEdit](unsafeUninitializedCapacity: left.count + right.count) { buffer, count in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          var (inLeft, inRight, out) = (0, 0, 0)
          while inLeft < left.count && inRight < right.count {
            let takesRight = right[inRight] < left[inLeft]
            buffer[out] = takesRight ? right[inRight] : left[inLeft]
            inRight += takesRight ? 1 : 0
            inLeft += takesRight ? 0 : 1
            out += 1
          }
          while inLeft < left.count {
            buffer[out] = left[inLeft]
            inLeft += 1
            out += 1
          }
          while inRight < right.count {
            buffer[out] = right[inRight]
            inRight += 1
            out += 1
          }
          count = out
        }
      }
    }
  }
}

extension PackedEdit {
  /// The same edit with another number for its author.
  func made(by person: UInt32) -> PackedEdit {
    PackedEdit(bits: bits & 0xFFFF_FFFF_8000_0000 | UInt64(person))
  }
}
