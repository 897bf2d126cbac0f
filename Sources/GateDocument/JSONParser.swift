import GateModel

/// JSON (RFC 8259) as values that know where they start, for files that a service writes; a stranger's, so size and depth are
/// bounded and a name that stands twice is refused.
package struct JSONParser {
  private static let maximumDepth = 64
  private static let maximumValues = 1_000_000

  let bytes: [UInt8]
  private let file: String
  var position = 0
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

  func error(_ message: String) -> DocumentError {
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
    guard ["true", "false", "null"].contains(text) || Self.isNumber(text) else {
      position = start
      throw error("is no JSON here")
    }
    return text
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "E")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// `-1.5e+3`: no needless zero before it, digits on both sides of the point.
  private static func isNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func take(_ bytes: String) -> Bool {
      guard let first = rest.first, bytes.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    func digits() -> Bool {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count > 0
    }
    _ = take("-")
    guard take("0") || digits() else { return false }
    if take("."), !digits() { return false }
    if take("eE") {
      _ = take("+-")
      guard digits() else { return false }
    }
    return rest.isEmpty
  }
}
