import GateModel

/// Text as RFC 3986 wants it.
enum URIText {
  /// A path as a relative reference: never absolute, never climbing, never a scheme, whatever a hostile tree calls
  /// its entries. Readers decode a reference before they use it, so what would climb or lead to the root is encoded
  /// twice: it then names no file instead of the wrong one.
  static func reference(_ path: TreePath) -> String {
    if path.isEmpty { return "%252E" }
    var out: [UInt8] = []
    for (index, segment) in path.bytes.split(separator: slash, omittingEmptySubsequences: false).enumerated() {
      // A first slash or two would make it absolute.
      if index > 0 { out += out.isEmpty ? Array("%252F".utf8) : [slash] }
      if segment.elementsEqual([dot]) || segment.elementsEqual([dot, dot]) {
        out += segment.flatMap { _ in Array("%252E".utf8) }
      } else {
        for byte in segment { append(byte, kept: isUnreserved(byte), to: &out) }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A reference of a rule: nil unless it is a web address. Brackets are encoded with what may not stand in a URI, as
  /// it will stand in Markdown.
  static func webAddress(_ text: String) -> String? {
    guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return nil }
    return encoded(text, keeping: ":/?#@!$&'*+,;=")
  }

  /// A remote as a URI: without user, and nil for what names a place on this machine. `host:path`, ssh's short form,
  /// is spelled out.
  static func remote(_ text: String) -> String? {
    if let scheme = text.firstRange(of: "://") {
      let name = text[..<scheme.lowerBound]
      return name == "file" ? nil : "\(encoded(name))://\(encoded(withoutUser(text[scheme.upperBound...])))"
    }
    guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/"), colon != text.startIndex else {
      return nil
    }
    let path = text[text.index(after: colon)...].drop { $0 == "/" }
    return "ssh://\(encoded(withoutUser(text[..<colon])))/\(encoded(path))"
  }

  private static func withoutUser(_ text: Substring) -> Substring {
    let authority = text.prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return text }
    return text[text.index(after: at)...]
  }

  /// Keeps the reserved characters, and the percent sign of what is encoded already.
  private static func encoded(_ text: some StringProtocol, keeping kept: String = ":/?#[]@!$&'()*+,;=") -> String {
    var out: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let isEscape = byte == UInt8(ascii: "%") && Hex.decode(rest.prefix(2))?.count == 1
      append(byte, kept: isEscape || isUnreserved(byte) || kept.utf8.contains(byte), to: &out)
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func append(_ byte: UInt8, kept: Bool, to out: inout [UInt8]) {
    if kept {
      out.append(byte)
    } else {
      let digits = Array("0123456789ABCDEF".utf8)
      out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), dot, UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }

  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")
}
