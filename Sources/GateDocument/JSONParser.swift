import GateModel

/// JSON (RFC 8259) as values that know where they start, for files that a service writes; a stranger's, so size and depth are
/// bounded and a name that stands twice is refused.
package struct JSONParser {
  private static let maximumDepth = 64
  private static let maximumValues = 1_000_000

  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private var line = 1
  private var lineStart = 0
  private var depth = 0
  private var values = 0

  package static func parse(_ bytes: [UInt8], file: String) throws(DocumentError) -> YAMLNode {
    var parser = JSONParser(bytes: bytes, file: file)
    let value = try parser.value()
    guard parser.next == nil else { throw parser.error("has something after its value") }
    return value
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private func error(_ message: String) -> DocumentError {
    DocumentError(file: file, line: line, column: position - lineStart + 1, message: message)
  }

  /// The next byte that is no blank.
  private var next: UInt8? {
    mutating get {
      while position < bytes.count {
        switch bytes[position] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
        case UInt8(ascii: "\n"): (line, lineStart) = (line + 1, position + 1)
        default: return bytes[position]
        }
        position += 1
      }
      return nil
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(DocumentError) -> YAMLNode {
    let first = next
    values += 1
    guard values <= Self.maximumValues else { throw error("holds more than \(Self.maximumValues) values") }
    let (line, column) = (line, position - lineStart + 1)
    let content: YAMLNode.Content
    switch first {
    case UInt8(ascii: "{"): content = .mapping(try members())
    case UInt8(ascii: "["): content = .sequence(try items())
    case UInt8(ascii: "\""): content = .scalar(try string(), plain: false)
    default: content = .scalar(try word(), plain: true)
    }
    return YAMLNode(content: content, file: file, line: line, column: column)
  }

  private mutating func enter() throws(DocumentError) {
    guard depth < Self.maximumDepth else { throw error("is nested more than \(Self.maximumDepth) deep") }
    (depth, position) = (depth + 1, position + 1)
  }

  private mutating func members() throws(DocumentError) -> [(key: YAMLNode, value: YAMLNode)] {
    try enter()
    defer { depth -= 1 }
    var members: [(key: YAMLNode, value: YAMLNode)] = []
    var names: Set<String> = []
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      guard next == UInt8(ascii: "\"") else { throw error("lacks a name here") }
      let key = try value()
      guard case .scalar(let name, _) = key.content, names.insert(name).inserted else {
        throw key.error("a name stands twice")
      }
      guard take(UInt8(ascii: ":")) else { throw error("lacks a colon here") }
      members.append((key, try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("lacks a closing brace here") }
    return members
  }

  private mutating func items() throws(DocumentError) -> [YAMLNode] {
    try enter()
    defer { depth -= 1 }
    var items: [YAMLNode] = []
    if take(UInt8(ascii: "]")) { return items }
    repeat { items.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("lacks a closing bracket here") }
    return items
  }

  /// A number, `true`, `false` or `null`, as it is written.
  private mutating func word() throws(DocumentError) -> String {
    let start = position
    while position < bytes.count, Self.isOfWord(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard ["true", "false", "null"].contains(text) || Double(text)?.isFinite == true else {
      position = start
      throw error("is no JSON here")
    }
    return text
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "E")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}

extension JSONParser {
  private mutating func string() throws(DocumentError) -> String {
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
