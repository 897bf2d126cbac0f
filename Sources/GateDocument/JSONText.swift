extension JSONParser {
  /// `position` stands on the opening quote.
  mutating func string() throws(DocumentError) -> String {
    position += 1
    var units: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      let byte = bytes[position]
      guard byte >= 0x20 else { throw error("has a control character in a text") }
      position += 1
      if byte == UInt8(ascii: "\\") { units += try escape() } else { units.append(byte) }
    }
    guard position < bytes.count else { throw error("has a text that does not end") }
    position += 1
    guard let text = String(validating: units, as: UTF8.self) else { throw error("has a text that is not UTF-8") }
    return text
  }

  /// `position` stands behind the backslash.
  private mutating func escape() throws(DocumentError) -> [UInt8] {
    guard position < bytes.count else { throw error("has a text that does not end") }
    defer { position += 1 }
    switch bytes[position] {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
    case let byte where [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(byte): return [byte]
    default: throw error("has an escape that JSON does not know")
    }
  }

  /// `position` stands on the `u`, and is left on the last digit. Half of a pair stands for the replacement character.
  private mutating func scalar() throws(DocumentError) -> Unicode.Scalar {
    let first = try unit()
    guard (0xD800..<0xDC00).contains(first), position + 2 < bytes.count, bytes[position + 1] == UInt8(ascii: "\\"),
      bytes[position + 2] == UInt8(ascii: "u")
    else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    position += 2
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second) else { return "\u{FFFD}" }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(DocumentError) -> UInt32 {
    let digits = bytes.dropFirst(position + 1).prefix(4)
    guard digits.count == 4, let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), digits.first != 0x2B
    else { throw error("has an escape that JSON does not know") }
    position += 4
    return unit
  }
}
