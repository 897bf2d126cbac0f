package import GateModel

/// Makes text from a stranger's repository safe to show: what would move the cursor, reorder the line, hide itself
/// or end the line is spelled out, as `\x1b` or `\u{202E}`.
///
/// Made for eyes, not for reading back: a backslash stays as it is, so `\n` may be two characters of the original.
package enum Escape {
  package static func visible(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    var out = ""
    for scalar in text.unicodeScalars { append(scalar, to: &out) }
    return out
  }

  /// The path with every byte that is not UTF-8 as `\xff`, so that paths of different bytes do not look alike for
  /// want of characters.
  package static func visible(_ path: TreePath) -> String {
    if path.isUTF8 { return visible(path.description) }
    var out = ""
    var rest = path.bytes[...]
    var parser = UTF8.ForwardParser()
    var bytes = path.bytes.makeIterator()
    while true {
      switch parser.parseScalar(from: &bytes) {
      case .valid(let encoded):
        append(UTF8.decode(encoded), to: &out)
        rest = rest.dropFirst(encoded.count)
      case .error(let length):
        for byte in rest.prefix(length) { out += "\\x\(Hex.encode([byte]))" }
        rest = rest.dropFirst(length)
      case .emptyInput:
        return out
      }
    }
  }

  /// As `visible`, with each run of blanks and line breaks as one blank: prose, for one line.
  package static func oneLine(_ text: String) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }
    return text.unicodeScalars.split(whereSeparator: isBlank).map { visible(String($0)) }.joined(separator: " ")
  }

  /// Without what runners of GitHub and Azure obey wherever on a line it stands: `##[` and `##vso[`. As wide as it was.
  static func forRunners(_ text: String) -> String {
    text.contains("##") ? text.replacing("##[", with: "##(").replacing("##vso[", with: "##vso(") : text
  }

  /// How the scalar is spelled out; nil where it may stand as it is.
  package static func spelling(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\0"..<" ", "\u{7F}": "\\x\(Hex.encode([UInt8(truncatingIfNeeded: scalar.value)]))"
    case _ where isTreacherous(scalar): "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: nil
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to out: inout String) {
    if let spelling = spelling(of: scalar) {
      out += spelling
    } else {
      out.unicodeScalars.append(scalar)
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) }

  /// Beyond ASCII: C1 controls, line and paragraph separators, and what reorders text or takes no room in it.
  /// The joiners U+200C and U+200D stay: scripts and emoji need them.
  private static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80...0x9F, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
