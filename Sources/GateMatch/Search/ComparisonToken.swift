/// A word of a comparison.
enum ComparisonToken: Equatable, CustomStringConvertible {
  case value(ComparisonValue)
  /// With its dollar sign.
  case metavariable(String)
  case name(String)
  case symbol(String)

  var description: String {
    switch self {
    case .value(let value): "\(value)"
    case .metavariable(let text), .name(let text), .symbol(let text): text
    }
  }

  /// Longer ones first.
  private static let symbols = [
    "**", "//", "==", "!=", "<=", ">=", "<<", ">>", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "~", "(", ")",
    "[", "]", ",",
  ].map { (text: $0, bytes: Array($0.utf8)) }

  static func tokens(of text: [UInt8]) throws(ComparisonError) -> [ComparisonToken] {
    var rest = text[...]
    var tokens: [ComparisonToken] = []
    while let byte = rest.first {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        rest.removeFirst()
      } else if let token = try token(&rest) {
        tokens.append(token)
      } else {
        let character = String(decoding: rest.prefix(1), as: UTF8.self)
        throw ComparisonError(description: "`\(character)` is no part of a comparison")
      }
    }
    return tokens
  }

  private static func token(_ rest: inout ArraySlice<UInt8>) throws(ComparisonError) -> ComparisonToken? {
    guard let byte = rest.first else { return nil }
    if let prefix = stringPrefix(rest) { return .value(.string(try string(&rest, prefix))) }
    if isDigit(byte) || byte == UInt8(ascii: ".") && rest.dropFirst().first.map(isDigit) == true {
      return .value(try number(&rest))
    }
    if byte == UInt8(ascii: "$") { return metavariable(&rest) }
    if isWord(byte) {
      let name = rest.prefix { isWord($0) || $0 == UInt8(ascii: ".") }
      rest.removeFirst(name.count)
      return .name(String(decoding: name, as: UTF8.self))
    }
    guard let symbol = symbols.first(where: { rest.starts(with: $0.bytes) }) else { return nil }
    rest.removeFirst(symbol.bytes.count)
    return .symbol(symbol.text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 || byte == 0x5F
  }

  private static func metavariable(_ rest: inout ArraySlice<UInt8>) -> ComparisonToken? {
    let dots = rest.dropFirst().prefix { $0 == UInt8(ascii: ".") }.count
    let name = rest.dropFirst(1 + dots).prefix(while: isWord)
    guard !name.isEmpty, dots == 0 || dots == 3 else { return nil }
    defer { rest.removeFirst(1 + dots + name.count) }
    return .metavariable(String(decoding: rest.prefix(1 + dots + name.count), as: UTF8.self))
  }

  // MARK: Numbers

  private static func number(_ rest: inout ArraySlice<UInt8>) throws(ComparisonError) -> ComparisonValue {
    var body = rest.prefix { isWord($0) || $0 == UInt8(ascii: ".") }
    // The sign of an exponent.
    if let last = body.last, last | 0x20 == UInt8(ascii: "e"), !body.dropFirst().contains(UInt8(ascii: "x")),
      let sign = rest.dropFirst(body.count).first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    {
      body = rest.prefix(body.count + 1 + rest.dropFirst(body.count + 1).prefix(while: isDigit).count)
    }
    let text = String(decoding: body, as: UTF8.self)
    rest.removeFirst(body.count)
    guard let value = ComparisonNumber.read(text) else { throw ComparisonError(description: "`\(text)` is no number") }
    return value
  }

  // MARK: Strings

  /// How long the string's prefix is, and whether its backslashes are plain.
  private static func stringPrefix(_ rest: ArraySlice<UInt8>) -> (length: Int, isRaw: Bool)? {
    func isQuote(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
    if isQuote(rest.first) { return (0, false) }
    guard let first = rest.first, isQuote(rest.dropFirst().first) else { return nil }
    return first | 0x20 == UInt8(ascii: "r") ? (1, true) : nil
  }

  private static func string(
    _ rest: inout ArraySlice<UInt8>, _ prefix: (length: Int, isRaw: Bool)
  ) throws(ComparisonError) -> String {
    rest.removeFirst(prefix.length)
    let quote = rest.removeFirst()
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        text.append(byte)
        continue
      }
      switch escaped {
      case quote where !prefix.isRaw, UInt8(ascii: "\\") where !prefix.isRaw: text.append(escaped)
      case UInt8(ascii: "n") where !prefix.isRaw: text.append(0x0A)
      case UInt8(ascii: "t") where !prefix.isRaw: text.append(0x09)
      case UInt8(ascii: "r") where !prefix.isRaw: text.append(0x0D)
      // As in Python, what means nothing stays: `\d` of a regular expression.
      default: text += [byte, escaped]
      }
    }
    throw ComparisonError(description: "a string of the comparison is not closed")
  }
}

/// Numbers as text.
enum ComparisonNumber {
  /// Decimal, `0x`, `0o`, `0b`, with underscores; an integer beyond 64 bits is a float.
  static func read(_ text: String) -> ComparisonValue? {
    if let integer = integer(text) { return .integer(integer) }
    let text = text.replacing("_", with: "")
    // Swift would read `0x1p3` and `nan` too.
    guard text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let value = Double(text), value.isFinite else {
      return nil
    }
    return .float(value)
  }

  static func integer(_ text: String) -> Int? {
    var digits = Substring(text.replacing("_", with: ""))
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    guard let first = digits.utf8.first, (0x30...0x39).contains(first) else { return nil }
    let radix = ["0x": 16, "0o": 8, "0b": 2][digits.prefix(2).lowercased()]
    if radix != nil { digits.removeFirst(2) }
    return Int((isNegative ? "-" : "") + digits, radix: radix ?? 10)
  }
}
