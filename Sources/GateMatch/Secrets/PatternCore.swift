/// The part of a regular expression that the one pass before the patterns looks for: from the first words that a match must hold
/// to its end. What stands before them (anchors, blanks, the beginnings of names) says little, fits nearly everywhere, and is dropped:
/// a text with a match has a match of the core, so the pass still overlooks nothing, and PCRE2 confirms with the whole pattern.
enum PatternCore {
  /// Nil where a pattern has no such words, or is written in a way that is not taken apart here (numbers of groups, conditions, verbs).
  static func of(_ pattern: String) -> String? {
    var parser = PatternParser(Array(pattern.utf8))
    guard let alternatives = parser.alternatives(), parser.isAtEnd, let core = core(of: alternatives) else {
      return nil
    }
    return alternatives.count == 1 ? core.text : "(?:\(core.text))"
  }

  private struct Core {
    var text: String
    /// Nothing was dropped.
    var isWhole: Bool
  }

  private static func core(of alternatives: [[PatternPart]]) -> Core? {
    var cores: [Core] = []
    for alternative in alternatives {
      // Flags within one of several hold for those behind it as well.
      guard alternatives.count == 1 || !alternative.contains(where: \.isFlags), let core = core(of: alternative) else {
        return nil
      }
      cores.append(core)
    }
    return Core(text: cores.map(\.text).joined(separator: "|"), isWhole: cores.allSatisfy(\.isWhole))
  }

  private static func core(of parts: [PatternPart]) -> Core? {
    var flags = ""
    var isWhole = true
    for (index, part) in parts.enumerated() {
      if let firm = firm(parts, at: index) {
        // The edge of a word right before it is worth keeping.
        let edge = index > 0 && firm.isWhole && parts[index - 1].isEdge ? parts[index - 1].text : ""
        let rest = parts[(index + 1)...].map(\.text).joined()
        return Core(text: flags + edge + firm.text + rest, isWhole: isWhole && firm.isWhole)
      }
      if part.isFlags { flags += part.text } else { isWhole = false }
    }
    return nil
  }

  /// What a match must hold at a place, where that is words: two plain characters in a row, a sign, or a choice of such.
  private static func firm(_ parts: [PatternPart], at index: Int) -> Core? {
    let part = parts[index]
    guard part.quantifier.isEmpty else { return nil }
    switch part.kind {
    case .character(let byte):
      guard PatternPart.isSign(byte) || parts[index...].dropFirst().first?.isNeededCharacter == true else { return nil }
      return Core(text: part.text, isWhole: true)
    case .group(let opening, let alternatives):
      return core(of: alternatives).map { Core(text: "\(opening)\($0.text))", isWhole: $0.isWhole) }
    case .set, .anchor, .flags, .lookaround: return nil
    }
  }
}

/// One part of a sequence in a pattern, with what says how often it stands there.
struct PatternPart {
  indirect enum Kind {
    case character(UInt8)
    /// One character of several.
    case set
    case anchor
    /// `(?i)`: it holds for what follows in its group.
    case flags
    case lookaround
    case group(opening: String, alternatives: [[PatternPart]])
  }

  var kind: Kind
  var text: String
  var quantifier: Substring = ""

  /// A character that stands there once at least.
  var isNeededCharacter: Bool {
    guard case .character = kind else { return false }
    return quantifier.isEmpty || quantifier.first == "+"
  }

  /// Neither a letter nor a digit nor a blank: it stands less often.
  static func isSign(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
      || (0x7B...0x7E).contains(byte)
  }

  /// The bytes that it takes at most; nil for as many as there are.
  var width: Int? {
    let once: Int?
    switch kind {
    case .character, .set: once = 1
    case .anchor, .flags, .lookaround: once = 0
    case .group(_, let alternatives):
      once = alternatives.map { Self.width(of: $0) }.reduce(0) { a, b in a.flatMap { a in b.map { max(a, $0) } } }
    }
    guard let once, let times else { return once == 0 ? 0 : nil }
    return once * times
  }

  static func width(of parts: some Sequence<PatternPart>) -> Int? {
    parts.reduce(0) { sum, part in sum.flatMap { sum in part.width.map { sum + $0 } } }
  }

  /// At most; nil for without end.
  private var times: Int? {
    switch quantifier.first {
    case nil, "?": return 1
    case "{":
      let numbers = quantifier.dropFirst().prefix { $0 != "}" }
      return numbers.last == "," ? nil : numbers.split(separator: ",").last.flatMap { Int($0) }
    default: return nil
    }
  }

  var isFlags: Bool { if case .flags = kind { true } else { false } }

  /// It takes one character at most, so that little is lost and much is gained by asking for it.
  var isEdge: Bool {
    guard quantifier.isEmpty else { return false }
    switch kind {
    case .anchor, .set, .character: return true
    case .group(_, let alternatives): return alternatives.allSatisfy { $0.count == 1 && $0[0].isEdge }
    case .flags, .lookaround: return false
    }
  }
}

/// Takes a pattern in the common syntax of PCRE2 and Vectorscan apart, as far as `PatternCore` asks. Whatever it does not know
/// makes it give up.
struct PatternParser {
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  /// Up to the end or the closing bracket.
  mutating func alternatives() -> [[PatternPart]]? {
    var all: [[PatternPart]] = [[]]
    while let byte = peek, byte != UInt8(ascii: ")") {
      if byte == UInt8(ascii: "|") {
        place += 1
        all.append([])
        continue
      }
      guard let part = part() else { return nil }
      all[all.count - 1].append(part)
    }
    return all
  }

  private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func isNext(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

  private func text(from start: Int) -> String { String(decoding: bytes[start..<place], as: UTF8.self) }

  private mutating func part() -> PatternPart? {
    let start = place
    guard let kind = kind() else { return nil }
    let single = place
    quantifier()
    return PatternPart(
      kind: kind, text: text(from: start), quantifier: Substring(decoding: bytes[single..<place], as: UTF8.self))
  }

  private mutating func kind() -> PatternPart.Kind? {
    let byte = bytes[place]
    place += 1
    switch byte {
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .anchor
    case UInt8(ascii: "."): return .set
    case UInt8(ascii: "["): return set() ? .set : nil
    case UInt8(ascii: "\\"): return escape()
    case UInt8(ascii: "("): return group()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: ")"), UInt8(ascii: "|"): return nil
    case 0x80...: return nil
    default: return .character(byte)
    }
  }

  /// Behind the backslash.
  private mutating func escape() -> PatternPart.Kind? {
    guard let byte = peek else { return nil }
    place += 1
    switch byte {
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "Z"): return .anchor
    case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "w"),
      UInt8(ascii: "W"):
      return .set
    case UInt8(ascii: "n"): return .character(0x0A)
    case UInt8(ascii: "r"): return .character(0x0D)
    case UInt8(ascii: "t"): return .character(0x09)
    case UInt8(ascii: "f"): return .character(0x0C)
    case UInt8(ascii: "x"):
      guard place + 2 <= bytes.count, bytes[place..<place + 2].allSatisfy(Self.isHex),
        let byte = UInt8(String(decoding: bytes[place..<place + 2], as: UTF8.self), radix: 16)
      else { return nil }
      place += 2
      return .character(byte)
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: return nil
    default: return .character(byte)
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// Behind the opening bracket of a class.
  private mutating func set() -> Bool {
    if peek == UInt8(ascii: "^") { place += 1 }
    if peek == UInt8(ascii: "]") { place += 1 }
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "]"):
        place += 1
        return true
      case UInt8(ascii: "\\"):
        guard place + 1 < bytes.count, bytes[place + 1] != UInt8(ascii: "Q"), bytes[place + 1] != UInt8(ascii: "E")
        else {
          return false
        }
        place += 2
      case UInt8(ascii: "[") where isNext("[:") || isNext("[=") || isNext("[."):
        guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "]")) else { return false }
        place = end + 1
      default: place += 1
      }
    }
    return false
  }

  /// Behind the opening bracket of a group.
  private mutating func group() -> PatternPart.Kind? {
    // Deeper ones nobody writes.
    guard depth < 50 else { return nil }
    depth += 1
    defer { depth -= 1 }
    guard let opening = opening() else { return nil }
    if case .flags = opening { return .flags }
    guard let alternatives = alternatives(), peek == UInt8(ascii: ")") else { return nil }
    place += 1
    if case .group(let text, _) = opening { return .group(opening: text, alternatives: alternatives) }
    return opening
  }

  private mutating func opening() -> PatternPart.Kind? {
    guard peek == UInt8(ascii: "?") else {
      // Verbs: (*FAIL) and the like.
      return peek == UInt8(ascii: "*") ? nil : .group(opening: "(?:", alternatives: [])
    }
    for look in ["?=", "?!", "?<=", "?<!"] where isNext(look) {
      place += look.utf8.count
      return .lookaround
    }
    for plain in ["?:", "?>"] where isNext(plain) {
      place += 2
      return .group(opening: "(?:", alternatives: [])
    }
    for named in ["?<", "?P<"] where isNext(named) {
      guard let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
      place = end + 1
      return .group(opening: "(?:", alternatives: [])
    }
    let start = place
    place += 1
    while let byte = peek, byte == UInt8(ascii: "-") || [UInt8]("ims".utf8).contains(byte) { place += 1 }
    let flags = text(from: start)
    switch peek {
    case UInt8(ascii: ")"):
      place += 1
      return .flags
    case UInt8(ascii: ":"):
      place += 1
      return .group(opening: "(\(flags):", alternatives: [])
    default: return nil
    }
  }

  private mutating func quantifier() {
    switch peek {
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): place += 1
    case UInt8(ascii: "{"):
      var end = place + 1
      while end < bytes.count, (0x30...0x39).contains(bytes[end]) || bytes[end] == UInt8(ascii: ",") { end += 1 }
      // Without a number it is a character like any other.
      guard end < bytes.count, bytes[end] == UInt8(ascii: "}"), end > place + 1, bytes[place + 1] != UInt8(ascii: ",")
      else {
        return
      }
      place = end + 1
    default: return
    }
    if peek == UInt8(ascii: "?") || peek == UInt8(ascii: "+") { place += 1 }
  }
}
