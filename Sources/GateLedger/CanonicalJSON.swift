package import GateModel

/// The reader to `JSON.canonical()`: takes what that writes, over integers, and nothing else, so that no two texts
/// have one meaning.
package enum CanonicalJSON {
  package static let maximumDepth = 64
  /// The greatest integer that every reader of JSON takes for what it is: 2^53 - 1.
  package static let maximumInteger: Int64 = 9_007_199_254_740_991

  package static func parse(_ bytes: [UInt8]) throws(LedgerError) -> JSON {
    var reader = Reader()
    let value = try reader.value(bytes.span)
    guard reader.position == bytes.count else { throw reader.refusal("bytes after the value") }
    return value
  }
}

// The bytes are handed from function to function, for a type cannot hold a span yet.
private struct Reader {
  var position = 0
  private var depth = 0

  mutating func value(_ bytes: Span<UInt8>) throws(LedgerError) -> JSON {
    guard position < bytes.count else { throw refusal("the end where a value should stand") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try nested(bytes) { reader, bytes throws(LedgerError) in try reader.object(bytes) }
    case UInt8(ascii: "["): return try nested(bytes) { reader, bytes throws(LedgerError) in try reader.array(bytes) }
    case UInt8(ascii: "\""): return .string(try string(bytes))
    case UInt8(ascii: "n"): return try word("null", .null, bytes)
    case UInt8(ascii: "t"): return try word("true", .bool(true), bytes)
    case UInt8(ascii: "f"): return try word("false", .bool(false), bytes)
    default: return .integer(try integer(bytes))
    }
  }

  func refusal(_ what: String) -> LedgerError {
    LedgerError(.notCanonical, "not canonical JSON: \(what) at byte \(position)")
  }

  private mutating func nested(
    _ bytes: Span<UInt8>, _ read: (inout Reader, Span<UInt8>) throws(LedgerError) -> JSON
  ) throws(LedgerError) -> JSON {
    guard depth < CanonicalJSON.maximumDepth else { throw refusal("a depth over \(CanonicalJSON.maximumDepth)") }
    depth += 1
    defer { depth -= 1 }
    position += 1
    return try read(&self, bytes)
  }

  private mutating func object(_ bytes: Span<UInt8>) throws(LedgerError) -> JSON {
    var members: [JSON.Member] = []
    if take(UInt8(ascii: "}"), bytes) { return .object(members) }
    repeat {
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw refusal("no member's name") }
      let name = try string(bytes)
      if let last = members.last, !Reader.precedes(last.name, name) { throw refusal("a name repeated or out of order") }
      guard take(UInt8(ascii: ":"), bytes) else { throw refusal("no colon") }
      members.append(JSON.Member(name, try value(bytes)))
    } while take(UInt8(ascii: ","), bytes)
    guard take(UInt8(ascii: "}"), bytes) else { throw refusal("an object that does not end") }
    return .object(members)
  }

  private mutating func array(_ bytes: Span<UInt8>) throws(LedgerError) -> JSON {
    var items: [JSON] = []
    if take(UInt8(ascii: "]"), bytes) { return .array(items) }
    repeat { items.append(try value(bytes)) } while take(UInt8(ascii: ","), bytes)
    guard take(UInt8(ascii: "]"), bytes) else { throw refusal("a list that does not end") }
    return .array(items)
  }

  private mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func word(_ text: StaticString, _ value: JSON, _ bytes: Span<UInt8>) throws(LedgerError) -> JSON {
    for byte in text.description.utf8 {
      guard take(byte, bytes) else { throw refusal("no value") }
    }
    return value
  }

  private mutating func integer(_ bytes: Span<UInt8>) throws(LedgerError) -> Int64 {
    let negative = take(UInt8(ascii: "-"), bytes)
    let start = position
    var value: Int64 = 0
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      value = value * 10 + Int64(bytes[position] - 0x30)
      guard value <= CanonicalJSON.maximumInteger else { throw refusal("a number beyond 2^53 - 1") }
      position += 1
    }
    guard position > start else { throw refusal("no value") }
    let zero = bytes[start] == 0x30
    guard !zero || (position == start + 1 && !negative) else { throw refusal("a needless zero or sign") }
    return negative ? -value : value
  }

  /// `position` stands on the opening quote.
  private mutating func string(_ bytes: Span<UInt8>) throws(LedgerError) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") { return try escapedString(bytes, from: start) }
      guard bytes[position] >= 0x20 else { throw refusal("a control character") }
      position += 1
    }
    guard position < bytes.count else { throw refusal("a text that does not end") }
    defer { position += 1 }
    return try text(bytes.extracting(start..<position))
  }

  private mutating func escapedString(_ bytes: Span<UInt8>, from start: Int) throws(LedgerError) -> String {
    var plain: [UInt8] = []
    position = start
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if take(UInt8(ascii: "\\"), bytes) {
        plain.append(try escape(bytes))
      } else {
        guard bytes[position] >= 0x20 else { throw refusal("a control character") }
        plain.append(bytes[position])
        position += 1
      }
    }
    guard position < bytes.count else { throw refusal("a text that does not end") }
    defer { position += 1 }
    return try text(plain.span)
  }

  /// `position` stands after the backslash. Only what must be escaped may be, and in one way.
  private mutating func escape(_ bytes: Span<UInt8>) throws(LedgerError) -> UInt8 {
    guard position < bytes.count else { throw refusal("a text that does not end") }
    defer { position += 1 }
    switch bytes[position] {
    case UInt8(ascii: "\""): return UInt8(ascii: "\"")
    case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "u"): return try unnamedControl(bytes)
    default: throw refusal("a needless escape")
    }
  }

  /// `position` stands on the `u` and is left on the last digit.
  private mutating func unnamedControl(_ bytes: Span<UInt8>) throws(LedgerError) -> UInt8 {
    guard position + 4 < bytes.count, bytes[position + 1] == 0x30, bytes[position + 2] == 0x30,
      bytes[position + 3] == 0x30 || bytes[position + 3] == 0x31
    else { throw refusal("a needless escape") }
    let low: UInt8
    switch bytes[position + 4] {
    case let digit where (0x30...0x39).contains(digit): low = digit - 0x30
    case let digit where (0x61...0x66).contains(digit): low = digit - 0x61 + 10
    default: throw refusal("a needless escape")
    }
    let control = (bytes[position + 3] - 0x30) << 4 | low
    // These five have names of their own.
    guard ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(control) else { throw refusal("a needless escape") }
    position += 4
    return control
  }

  private func text(_ bytes: Span<UInt8>) throws(LedgerError) -> String {
    do { return String(copying: try UTF8Span(validating: bytes)) } catch { throw refusal("a text that is not UTF-8") }
  }

  /// The order of UTF-16 code units, told from UTF-8: it differs where U+E000…U+FFFF meets a supplementary
  /// character, whose surrogates come first.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    func rank(_ byte: UInt8) -> UInt8 { byte < 0xEE ? byte : byte < 0xF0 ? byte + 6 : byte - 2 }
    return a.utf8.lexicographicallyPrecedes(b.utf8) { rank($0) < rank($1) }
  }
}
