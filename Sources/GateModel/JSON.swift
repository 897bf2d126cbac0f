/// A JSON value with its members in the order they were given, and the two ways we write one.
///
/// There are no fractions but per mille and bits: a number is an integer or a decimal of at most three places.
package enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// Thousandths, written as a decimal: `950` is `0.95`.
  case thousandths(Int)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  package static func count(_ value: Int) -> JSON { .integer(Int64(value)) }

  /// The value's JSON, or null.
  package static func optional<T>(_ value: T?, _ make: (T) -> JSON) -> JSON { value.map(make) ?? .null }

  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var text: String? { if case .string(let text) = self { text } else { nil } }
  package var number: Int64? { if case .integer(let number) = self { number } else { nil } }
  package var items: [JSON] { if case .array(let items) = self { items } else { [] } }

  /// Members in the order given, two blanks of indentation, for people and hosts; ends without a newline.
  package func pretty() -> [UInt8] {
    var out: [UInt8] = []
    write(to: &out, depth: 0, canonical: false)
    return out
  }

  /// RFC 8785 (JCS) over our number subset: no blanks, members sorted by UTF-16 code units, minimal escapes.
  package func canonical() -> [UInt8] {
    var out: [UInt8] = []
    write(to: &out, depth: nil, canonical: true)
    return out
  }

  /// On one line, members in the order given.
  package func line() -> [UInt8] {
    var out: [UInt8] = []
    write(to: &out, depth: nil, canonical: false)
    return out
  }

  private func write(to out: inout [UInt8], depth: Int?, canonical: Bool) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .integer(let value): out += String(value).utf8
    case .thousandths(let value): JSON.write(thousandths: value, to: &out)
    case .string(let text): JSON.write(text, to: &out, canonical: canonical)
    case .array(let items):
      JSON.write(items, between: "[", "]", to: &out, depth: depth) { item, out, depth in
        item.write(to: &out, depth: depth, canonical: canonical)
      }
    case .object(let members):
      let ordered =
        canonical
        ? members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) } : members
      JSON.write(ordered, between: "{", "}", to: &out, depth: depth) { member, out, depth in
        JSON.write(member.name, to: &out, canonical: canonical)
        out += (depth == nil ? ":" : ": ").utf8
        member.value.write(to: &out, depth: depth, canonical: canonical)
      }
    }
  }

  private static func write<T>(
    _ items: [T], between open: String, _ close: String, to out: inout [UInt8], depth: Int?,
    each: (T, inout [UInt8], Int?) -> Void
  ) {
    out += open.utf8
    func newline(_ depth: Int) {
      out.append(UInt8(ascii: "\n"))
      out += repeatElement(UInt8(ascii: " "), count: 2 * depth)
    }
    for (index, item) in items.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      if let depth { newline(depth + 1) }
      each(item, &out, depth.map { $0 + 1 })
    }
    if let depth, !items.isEmpty { newline(depth) }
    out += close.utf8
  }

  private static func write(thousandths value: Int, to out: inout [UInt8]) {
    if value < 0 { out.append(UInt8(ascii: "-")) }
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 1000)
    out += String(whole).utf8
    guard rest > 0 else { return }
    var digits = Array(String(1000 + rest).utf8.dropFirst())
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    out.append(UInt8(ascii: "."))
    out += digits
  }

  /// The escapes of RFC 8785: only what must be escaped is. Where the form need not be canonical, the second of two number signs
  /// is too: runners of CI services obey `##[` and `##vso[` wherever on a line of a log they stand.
  private static func write(_ text: String, to out: inout [UInt8], canonical: Bool) {
    let mark = UInt8(ascii: "#")
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case mark where !canonical && out.last == mark: out += "\\u0023".utf8
      case UInt8(ascii: "\""): out += "\\\"".utf8
      case UInt8(ascii: "\\"): out += "\\\\".utf8
      case 0x08: out += "\\b".utf8
      case 0x09: out += "\\t".utf8
      case 0x0A: out += "\\n".utf8
      case 0x0C: out += "\\f".utf8
      case 0x0D: out += "\\r".utf8
      case 0..<0x20: out += "\\u00\(Hex.encode([byte]))".utf8
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
