/// A git object id: SHA-1, twenty bytes.
package struct ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  private let a: UInt64, b: UInt64, c: UInt32

  /// The first and second eight bytes and the last four, each as a big-endian number.
  package init(_ a: UInt64, _ b: UInt64, _ c: UInt32) { (self.a, self.b, self.c) = (a, b, c) }

  package var words: (UInt64, UInt64, UInt32) { (a, b, c) }

  /// Nil unless there are exactly twenty bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 20 else { return nil }
    var words: (UInt64, UInt64, UInt32) = (0, 0, 0)
    for (index, byte) in bytes.enumerated() {
      switch index {
      case 0..<8: words.0 = words.0 << 8 | UInt64(byte)
      case 8..<16: words.1 = words.1 << 8 | UInt64(byte)
      default: words.2 = words.2 << 8 | UInt32(byte)
      }
    }
    (a, b, c) = words
  }

  package init?(hex: some StringProtocol) {
    guard hex.utf8.count == 40, let bytes = Hex.decode(hex.utf8) else { return nil }
    self.init(bytes: bytes)
  }

  package var bytes: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: a >> (56 - 8 * $0)) }
      + (0..<8).map { UInt8(truncatingIfNeeded: b >> (56 - 8 * $0)) }
      + (0..<4).map { UInt8(truncatingIfNeeded: c >> (24 - 8 * $0)) }
  }

  package var description: String { Hex.encode(bytes) }
  package var short: String { String(description.prefix(10)) }

  /// The id that stands for "no object".
  package var isZero: Bool { a == 0 && b == 0 && c == 0 }

  package static func < (x: Self, y: Self) -> Bool { (x.a, x.b, x.c) < (y.a, y.b, y.c) }
}

/// A SHA-256 digest, thirty-two bytes.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  package let bytes: [UInt8]

  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.bytes = Array(bytes)
  }

  package init?(hex: some StringProtocol) {
    guard let bytes = Hex.decode(hex.utf8) else { return nil }
    self.init(bytes: bytes)
  }

  package var description: String { Hex.encode(bytes) }
}

package enum Hex {
  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for an odd number of digits or a character that is none. Takes capitals too.
  package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text {
      let digit: UInt8
      switch character {
      case 0x30...0x39: digit = character - 0x30
      case 0x41...0x46: digit = character - 0x41 + 10
      case 0x61...0x66: digit = character - 0x61 + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? bytes : nil
  }
}
