extension JSONText {
  /// Whether the value is null.
  func isNull(_ index: Int) -> Bool { values[index].kind == .null }

  /// The value as a truth value; throws when it is none.
  func bool(_ index: Int) throws -> Bool {
    guard values[index].kind == .bool else { throw mismatch(Bool.self, index) }
    return bytes[Int(values[index].start)] == UInt8(ascii: "t")
  }

  /// The value as a string; throws when it is none.
  func string(_ index: Int) throws -> String {
    let value = values[index]
    guard value.kind == .string || value.kind == .escapedString else { throw mismatch(String.self, index) }
    return string(value)
  }

  /// The value as an integer; throws when it is none, has a fraction or exponent, or does not fit.
  func integer<Number: FixedWidthInteger>(_ type: Number.Type, _ index: Int) throws -> Number {
    let value = values[index]
    guard value.kind == .number else { throw mismatch(type, index) }
    let isNegative = bytes[Int(value.start)] == UInt8(ascii: "-")
    var number: Number = 0
    for offset in Int(value.start) + (isNegative ? 1 : 0)..<Int(value.end) {
      guard let digit = Number(exactly: Int(bytes[offset]) - 48), 0...9 ~= digit else { throw mismatch(type, index) }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflow) =
        isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      guard !overflow, !sumOverflow else { throw mismatch(type, index) }
      number = sum
    }
    return number
  }

  /// The value as a floating-point number; throws when it is none.
  func floatingPoint<Number: LosslessStringConvertible>(_ type: Number.Type, _ index: Int) throws -> Number {
    guard values[index].kind == .number, let number = Number(plain(values[index])) else { throw mismatch(type, index) }
    return number
  }

  /// The error for a value of another type than the one asked for.
  func mismatch(_ type: Any.Type, _ index: Int) -> DecodingError {
    let description = "a value of type \(type) was expected, not \(values[index].kind)"
    return .typeMismatch(type, DecodingError.Context(codingPath: path(to: index), debugDescription: description))
  }

  /// The text of a string.
  func string(_ value: Value) -> String { value.kind == .string ? plain(value) : unescaped(value) }

  private func plain(_ value: Value) -> String {
    bytes[Int(value.start)..<Int(value.end)].withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// The text of a string with escapes; half a surrogate pair becomes U+FFFD.
  private func unescaped(_ value: Value) -> String {
    var units: [UInt16] = []
    var rest = plain(value).utf16[...]
    while let unit = rest.popFirst() {
      guard unit == UInt16(ascii: "\\"), let escape = rest.popFirst() else {
        units.append(unit)
        continue
      }
      switch escape {
      case UInt16(ascii: "b"): units.append(0x08)
      case UInt16(ascii: "f"): units.append(0x0C)
      case UInt16(ascii: "n"): units.append(0x0A)
      case UInt16(ascii: "r"): units.append(0x0D)
      case UInt16(ascii: "t"): units.append(0x09)
      case UInt16(ascii: "u"):
        units.append(UInt16(String(decoding: rest.prefix(4), as: UTF16.self), radix: 16) ?? 0xFFFD)
        rest = rest.dropFirst(4)
      default: units.append(escape)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}

extension UInt16 {
  fileprivate init(ascii scalar: Unicode.Scalar) { self = UInt16(UInt8(ascii: scalar)) }
}
