/// Writes the compact form of the built-in pack and of caches: unsigned LEB128 numbers, length-prefixed texts.
package struct ByteWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func write(_ data: [UInt8]) {
    write(data.count)
    bytes += data
  }

  package mutating func write(_ text: String) { write(Array(text.utf8)) }

  package mutating func write<T>(_ items: [T], each: (inout ByteWriter, T) -> Void) {
    write(items.count)
    for item in items { each(&self, item) }
  }

  package mutating func write(_ texts: [String]) { write(texts) { $0.write($1) } }

  package mutating func write<T>(_ value: T?, each: (inout ByteWriter, T) -> Void) {
    write(value.map { [$0] } ?? [], each: each)
  }
}

/// The bytes are not what this version writes.
package struct MalformedBytes: Error {
  package init() {}
}

/// Reads what `ByteWriter` wrote; throws on anything else, and never reads past the end.
package struct ByteReader {
  private var rest: ArraySlice<UInt8>

  package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  package var isAtEnd: Bool { rest.isEmpty }

  package mutating func number() throws(MalformedBytes) -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      // Neither bits beyond the number's nor a needless last byte: the writer writes none.
      guard shift < 63 || (shift == 63 && byte <= 1), byte != 0 || shift == 0 else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(Int64(bitPattern: value)) }
      shift += 7
    }
    throw MalformedBytes()
  }

  package mutating func data() throws(MalformedBytes) -> ArraySlice<UInt8> {
    let count = try number()
    guard count >= 0, count <= rest.count else { throw MalformedBytes() }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  package mutating func text() throws(MalformedBytes) -> String {
    guard let text = String(validating: try data(), as: UTF8.self) else { throw MalformedBytes() }
    return text
  }

  package mutating func list<T>(
    _ each: (inout ByteReader) throws(MalformedBytes) -> T
  ) throws(MalformedBytes) -> [T] {
    let count = try number()
    // Each item is at least one byte, so a count beyond the rest is a lie.
    guard count >= 0, count <= rest.count else { throw MalformedBytes() }
    var items: [T] = []
    items.reserveCapacity(count)
    for _ in 0..<count { items.append(try each(&self)) }
    return items
  }

  package mutating func texts() throws(MalformedBytes) -> [String] {
    try list { (reader) throws(MalformedBytes) in try reader.text() }
  }

  package mutating func optional<T>(
    _ each: (inout ByteReader) throws(MalformedBytes) -> T
  ) throws(MalformedBytes) -> T? {
    let items = try list(each)
    guard items.count <= 1 else { throw MalformedBytes() }
    return items.first
  }
}
