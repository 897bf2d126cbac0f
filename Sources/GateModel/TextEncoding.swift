/// How the bytes of a file become text. Detection looks at the first 8 KiB, as git does.
package enum TextEncoding: Equatable, Sendable {
  /// UTF-8, or any single-byte text: the bytes are the text, after `skip` bytes of byte order mark.
  case bytes(skip: Int)
  case utf16(bigEndian: Bool, skip: Int)
  case utf32(bigEndian: Bool, skip: Int)
  case binary

  private static let sample = 8192

  package static func detect(_ bytes: Span<UInt8>) -> TextEncoding {
    func starts(_ mark: [UInt8]) -> Bool {
      bytes.count >= mark.count && mark.indices.allSatisfy { bytes[$0] == mark[$0] }
    }
    if starts([0xEF, 0xBB, 0xBF]) { return .bytes(skip: 3) }
    if starts([0xFF, 0xFE, 0, 0]) { return .utf32(bigEndian: false, skip: 4) }
    if starts([0, 0, 0xFE, 0xFF]) { return .utf32(bigEndian: true, skip: 4) }
    if starts([0xFF, 0xFE]) { return .utf16(bigEndian: false, skip: 2) }
    if starts([0xFE, 0xFF]) { return .utf16(bigEndian: true, skip: 2) }

    let count = min(bytes.count, sample)
    var zeros = [0, 0, 0, 0]
    var controls = 0
    for index in 0..<count {
      let byte = bytes[index]
      if byte == 0 { zeros[index & 3] += 1 }
      if byte < 32 && byte != 0x09 && byte != 0x0A && byte != 0x0D && byte != 0x0C && byte != 0x1B { controls += 1 }
    }
    guard zeros.reduce(0, +) > 0 else {
      return isBinary(bytes, count, controls) ? .binary : .bytes(skip: 0)
    }
    return wide(zeros: zeros, units: count / 4) ?? (isBinary(bytes, count, controls) ? .binary : .bytes(skip: 0))
  }

  /// Few controls is text in some encoding. Random and compressed data holds a tenth of them, and is never UTF-8 for long;
  /// text in a single-byte encoding holds hardly any.
  private static func isBinary(_ bytes: Span<UInt8>, _ count: Int, _ controls: Int) -> Bool {
    if controls * 10 > count { return true }
    guard controls * 25 > count else { return false }
    var end = count
    // A character that the sample cuts is not ill-formed.
    while end > 0, count - end < 3, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
    if end > 0, bytes[end - 1] >= 0xC0 { end -= 1 }
    return String(validating: (0..<end).map { bytes[$0] }, as: UTF8.self) == nil
  }

  /// Text in Latin letters leaves a zero in every second byte of UTF-16 and three of four of UTF-32.
  private static func wide(zeros: [Int], units: Int) -> TextEncoding? {
    guard units > 0 else { return nil }
    func mostly(_ index: Int) -> Bool { zeros[index] * 10 >= units * 7 }
    func hardly(_ index: Int) -> Bool { zeros[index] * 20 <= units }
    switch (mostly(0), mostly(1), mostly(2), mostly(3)) {
    case (false, true, true, true) where hardly(0): return .utf32(bigEndian: false, skip: 0)
    case (true, true, true, false) where hardly(3): return .utf32(bigEndian: true, skip: 0)
    case (false, true, false, true) where hardly(0) && hardly(2): return .utf16(bigEndian: false, skip: 0)
    case (true, false, true, false) where hardly(1) && hardly(3): return .utf16(bigEndian: true, skip: 0)
    default: return nil
    }
  }

  /// The text as UTF-8; nil where the bytes are the text already, or there is none.
  package func transcoded(_ bytes: Span<UInt8>) -> [UInt8]? {
    switch self {
    case .bytes, .binary: return nil
    case .utf16(let bigEndian, let skip):
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count / 2)
      func unit(at index: Int) -> UInt32 {
        let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
        return bigEndian ? first << 8 | second : second << 8 | first
      }
      var index = skip
      while index + 1 < bytes.count {
        var scalar = unit(at: index)
        index += 2
        if scalar & 0xFC00 == 0xD800, index + 1 < bytes.count, unit(at: index) & 0xFC00 == 0xDC00 {
          scalar = 0x10000 + (scalar & 0x3FF) << 10 + unit(at: index) & 0x3FF
          index += 2
        }
        Self.append(scalar, to: &text)
      }
      return text
    case .utf32(let bigEndian, let skip):
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count / 4)
      var index = skip
      while index + 3 < bytes.count {
        var unit: UInt32 = 0
        for step in 0..<4 { unit |= UInt32(bytes[index + step]) << UInt32(8 * (bigEndian ? 3 - step : step)) }
        Self.append(unit, to: &text)
        index += 4
      }
      return text
    }
  }

  /// Straight into UTF-8: a list of units between would take twice the file once more.
  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    if scalar < 0x80 {
      text.append(UInt8(truncatingIfNeeded: scalar))
    } else {
      text.append(contentsOf: UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}")!)
    }
  }
}
