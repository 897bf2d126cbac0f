/// Literals that a match of a pattern must hold, for the scan before any pattern runs.
package enum Keywords {
  private static let shortest = 3

  /// The longest literal that every match holds, in a list of one; empty where the pattern has alternatives at its top
  /// or no literal of three bytes. Errs on the side of "none".
  package static func derived(from pattern: String) -> [String] {
    // In extended syntax blanks and comments are none of the text.
    if pattern.split(separator: "(?", omittingEmptySubsequences: false).dropFirst().contains(where: {
      $0.prefix { $0.isLetter || $0 == "-" }.contains("x")
    }) {
      return []
    }
    var best: [UInt8] = []
    var run: [UInt8] = []
    let bytes = Array(pattern.utf8)
    var index = 0
    func keep() {
      if run.count > best.count { best = run }
      run = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "|"): return []
      case UInt8(ascii: "("):
        // A group may be optional or hold alternatives: what it holds is not looked at.
        keep()
        guard let end = skipGroup(bytes, from: index) else { return [] }
        index = end
        continue
      case UInt8(ascii: "["):
        keep()
        guard let end = skipClass(bytes, from: index) else { return [] }
        index = end
        continue
      case UInt8(ascii: "\\"):
        guard index + 1 < bytes.count else { return [] }
        let next = bytes[index + 1]
        // Codes that take further characters, references, quoting: what follows is not what it looks like.
        if "xcoukgpPNQE0123456789".utf8.contains(next) { return [] }
        // An escaped letter or digit is a class, an assertion or a code; an escaped sign is itself.
        if next.isAlphanumeric { keep() } else { run.append(next) }
        index += 2
        continue
      case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "{"):
        // The character before may be missing.
        if !run.isEmpty { run.removeLast() }
        keep()
        if byte == UInt8(ascii: "{") { index = bytes[index...].firstIndex(of: UInt8(ascii: "}")) ?? index }
      case UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "$"): keep()
      // The pattern works on bytes, so a quantifier behind a character outside ASCII speaks of its last byte alone.
      default: if byte < 0x80 { run.append(byte) } else { keep() }
      }
      index += 1
    }
    keep()
    return best.count >= shortest ? [String(decoding: best, as: UTF8.self)] : []
  }

  private static func skipClass(_ bytes: [UInt8], from open: Int) -> Int? {
    var index = open + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1 }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "]"): return index + 1
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "[") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ":"):
        // `[:alpha:]`
        index = (bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "]")) ?? index) + 1
      default: index += 1
      }
    }
    return nil
  }

  private static func skipGroup(_ bytes: [UInt8], from open: Int) -> Int? {
    var depth = 0
    var index = open
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["):
        guard let end = skipClass(bytes, from: index) else { return nil }
        index = end
        continue
      default: break
      }
      index += 1
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
