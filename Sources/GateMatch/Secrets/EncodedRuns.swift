import Glibc

/// What stands encoded in a text, and where. What decodes to no text is passed over: it is nobody's secret.
///
/// Every run is judged by its beginning, so text without anything encoded costs little more than a look at every twentieth byte.
struct EncodedRuns {
  struct Run {
    var range: Range<Int>
    var encoding: Encodings
  }

  /// Shorter runs hold no token that has a form of its own.
  private static let shortest = 20
  private static let shortestHex = 32
  private static let longestToken = 64 << 10
  /// Longer runs are looked at in pieces that overlap.
  private static let longest = 256 << 10
  private static let overlap = 4096

  /// In order, none within another.
  static func all(in text: Span<UInt8>) -> [Run] {
    let found =
      base64(in: text) + tokens(in: text, marked: UInt8(ascii: "%")) + tokens(in: text, marked: UInt8(ascii: "\\"))
    var runs: [Run] = []
    var end = 0
    for run in found.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where run.range.lowerBound >= end {
      end = run.range.upperBound
      var start = run.range.lowerBound
      while end - start > longest {
        runs.append(Run(range: start..<start + longest, encoding: run.encoding))
        start += longest - overlap
      }
      runs.append(Run(range: start..<end, encoding: run.encoding))
    }
    return runs
  }

  // MARK: Base64 and hex

  private static func base64(in text: Span<UInt8>) -> [Run] {
    let digits = Digits()
    var runs: [Run] = []
    var floor = 0
    // A run of twenty covers one of every twenty places.
    var probe = shortest - 1
    while probe < text.count {
      guard digits.base64(text[probe]) >= 0 else {
        probe += shortest
        continue
      }
      var (low, high) = (probe, probe + 1)
      while low > floor, digits.base64(text[low - 1]) >= 0 { low -= 1 }
      while high < text.count, digits.base64(text[high]) >= 0 { high += 1 }
      if high - low >= shortest, let run = run(within: low..<high, of: text, digits) { runs.append(run) }
      floor = high
      probe = high + shortest
    }
    return runs
  }

  private static func run(within range: Range<Int>, of text: Span<UInt8>, _ digits: Digits) -> Run? {
    if let run = hex(within: range, of: text, digits) { return run }
    // What stands before it in a path or a name may be taken for its beginning.
    var start = range.lowerBound
    while range.upperBound - start >= shortest {
      let count = digits.readable(text, start..<range.upperBound)
      if count >= shortest { return Run(range: start..<start + count, encoding: .base64) }
      guard let sign = (start..<range.upperBound).first(where: { Digits.isSign(text[$0]) }) else { return nil }
      start = sign + 1
    }
    return nil
  }

  private static func hex(within range: Range<Int>, of text: Span<UInt8>, _ digits: Digits) -> Run? {
    var start = range.lowerBound
    if range.count > 2, text[start] == UInt8(ascii: "0"), text[start + 1] | 0x20 == UInt8(ascii: "x") { start += 2 }
    var end = start
    while end + 1 < range.upperBound, let byte = digits.hexByte(text, at: end), Digits.isReadable(byte) { end += 2 }
    return end - start >= shortestHex ? Run(range: start..<end, encoding: .hex) : nil
  }

  // MARK: Percent and escapes

  /// Words, as blanks and quotes separate them, in which a mark begins something encoded.
  private static func tokens(in text: Span<UInt8>, marked mark: UInt8) -> [Run] {
    let digits = Digits()
    let encoding: Encodings = mark == UInt8(ascii: "%") ? .percent : .escapes
    var runs: [Run] = []
    var floor = 0
    var place = text.firstIndex(of: mark, from: 0)
    while let found = place {
      guard digits.escaped(text, at: found, mark)?.isTelling == true else {
        // The second of two backslashes begins nothing.
        place = text.firstIndex(of: mark, from: found + (mark == UInt8(ascii: "\\") ? 2 : 1))
        continue
      }
      var low = found
      while low > floor, found - low < longestToken, !isEdge(text[low - 1]) { low -= 1 }
      var high = found
      while high < text.count, high - low < longestToken {
        if let escaped = digits.escaped(text, at: high, mark) {
          high += escaped.count
        } else if isEdge(text[high]) {
          break
        } else {
          high += 1
        }
      }
      runs.append(Run(range: low..<min(high, text.count), encoding: encoding))
      floor = high
      place = text.firstIndex(of: mark, from: high)
    }
    return runs
  }

  private static func isEdge(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "`")
  }
}

/// Digits of both alphabets of base64 and of hex. Worked out and not looked up: a table held by value was copied at every call.
struct Digits {
  func base64(_ byte: UInt8) -> Int8 {
    switch byte {
    case 0x41...0x5A: Int8(byte) - 0x41
    case 0x61...0x7A: Int8(byte) - 0x61 + 26
    case 0x30...0x39: Int8(byte) - 0x30 + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: -1
    }
  }

  static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
  }

  static func isReadable(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte) }

  func hexByte(_ text: Span<UInt8>, at index: Int) -> UInt8? {
    guard index + 1 < text.count, let high = Self.hex(text[index]), let low = Self.hex(text[index + 1]) else {
      return nil
    }
    return high << 4 | low
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// How many digits of base64 from the beginning decode to text, of one byte a character or two; whole groups but for the last.
  func readable(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    var zeros = 0
    var decoded = 0
    while index + 1 < range.upperBound {
      let group = group(text, index..<min(index + 4, range.upperBound))
      for place in 0..<group.count {
        let byte = group.bytes[place]
        if byte == 0, decoded & 1 == 1, zeros == decoded / 2 {
          zeros += 1
        } else if zeros > 0 && decoded & 1 == 1 || !(Self.isReadable(byte) || (byte >= 0x80 && decoded >= 12)) {
          return index - range.lowerBound
        }
        decoded += 1
      }
      index += 4
    }
    return min(index, range.upperBound) - range.lowerBound
  }

  /// Two to four digits as one to three bytes.
  func group(_ text: Span<UInt8>, _ range: Range<Int>) -> (bytes: [3 of UInt8], count: Int) {
    var word: UInt32 = 0
    for index in range { word = word << 6 | UInt32(UInt8(bitPattern: base64(text[index]))) }
    word <<= UInt32(6 * (4 - range.count))
    return (
      [UInt8(truncatingIfNeeded: word >> 16), UInt8(truncatingIfNeeded: word >> 8), UInt8(truncatingIfNeeded: word)],
      range.count - 1
    )
  }

  struct Escaped {
    var bytes: [UInt8]
    /// Of the text.
    var count: Int
    /// It hides what stands there. A line break or a quote is written like that by everybody.
    var isTelling: Bool
  }

  /// What a mark begins; nil for nothing encoded.
  func escaped(_ text: Span<UInt8>, at index: Int, _ mark: UInt8) -> Escaped? {
    guard text[index] == mark, index + 1 < text.count else { return nil }
    if mark == UInt8(ascii: "%") {
      return hexByte(text, at: index + 1).map { Escaped(bytes: [$0], count: 3, isTelling: Self.isReadable($0)) }
    }
    let next = text[index + 1]
    func plain(_ byte: UInt8, isTelling: Bool = false) -> Escaped {
      Escaped(bytes: [byte], count: 2, isTelling: isTelling)
    }
    switch next {
    case UInt8(ascii: "n"): return plain(0x0A)
    case UInt8(ascii: "r"): return plain(0x0D)
    case UInt8(ascii: "t"): return plain(0x09)
    case UInt8(ascii: "/"): return plain(next, isTelling: true)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return plain(next)
    case UInt8(ascii: "x"):
      return hexByte(text, at: index + 2).map { Escaped(bytes: [$0], count: 4, isTelling: Self.isReadable($0)) }
    case UInt8(ascii: "u"):
      guard let high = hexByte(text, at: index + 2), let low = hexByte(text, at: index + 4) else { return nil }
      let scalar = Unicode.Scalar(UInt16(high) << 8 | UInt16(low)) ?? "?"
      return Escaped(bytes: Array(String(Character(scalar)).utf8), count: 6, isTelling: high == 0)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      guard index + 3 < text.count, (0x30...0x37).contains(text[index + 2]), (0x30...0x37).contains(text[index + 3])
      else { return nil }
      let byte = (next & 3) << 6 | (text[index + 2] & 7) << 3 | text[index + 3] & 7
      return Escaped(bytes: [byte], count: 4, isTelling: Self.isReadable(byte))
    default: return nil
    }
  }
}

extension Span<UInt8> {
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count else { return nil }
    return unsafe withUnsafeBytes { raw in
      guard let base = raw.baseAddress, let found = unsafe memchr(base + start, Int32(byte), raw.count - start) else {
        return nil
      }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
