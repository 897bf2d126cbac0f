/// Whether a regular expression may take exponential time on a text made for it.
///
/// As crude as Semgrep's analyser, which it follows: a group is suspect when it may repeat many times and holds something
/// that repeats too, as in `(a+)+`, or two alternatives for one character, as in `(a|a)*`. It takes something behind the
/// group that can fail to match, `$` or a letter, for the search to go back into it. What is found need not be
/// vulnerable: `(a+,)*$` is not, but is told.
package enum RegexDenial {
  /// What is known of an open group, or of the whole.
  private struct Group {
    /// A quantifier in it allows more than one repetition.
    var repeats = false
    /// The last part of the alternative is suspect, or ends with what is.
    var isSuspect = false
    var alternatives: [[UInt8]] = []
    /// The alternative so far.
    var start: Int
    /// It gives nothing back once it has matched.
    var isAtomic = false

    /// Ends an alternative. Long ones are not compared: groups in groups would be copied over and over.
    mutating func end(_ text: [UInt8], _ position: Int) {
      if position - start <= 64 { alternatives.append(Array(text[start..<position])) }
    }
  }

  private struct Quantifier {
    var most: Int?
    var length: Int
    var isPossessive: Bool

    var repeats: Bool { !isPossessive && most.map { $0 > 1 } ?? true }
    var repeatsOften: Bool { !isPossessive && most.map { $0 >= RegexDenial.many } ?? true }
  }

  /// Repetitions up to a bound count from here on.
  private static let many = 10

  package static func isVulnerable(_ pattern: String) -> Bool {
    let text = Array(pattern.utf8)
    var groups = [Group(start: 0)]
    var position = 0
    while position < text.count {
      let top = groups.count - 1
      switch text[position] {
      case UInt8(ascii: "("):
        if groups[top].isSuspect { return true }
        let prefix = prefix(text, position)
        position += prefix.length
        groups.append(Group(start: position, isAtomic: prefix.isAtomic))
        continue
      case UInt8(ascii: "|"):
        groups[top].end(text, position)
        groups[top].start = position + 1
        groups[top].isSuspect = false
        position += 1
        continue
      case UInt8(ascii: ")") where groups.count > 1:
        var group = groups.removeLast()
        group.end(text, position)
        position += 1
        let quantifier = quantifier(text, position)
        position += quantifier?.length ?? 0
        close(group, quantifier, into: &groups[groups.count - 1])
        continue
      default: break
      }
      if groups[top].isSuspect { return true }
      position = atomEnd(text, position)
      if let quantifier = quantifier(text, position) {
        position += quantifier.length
        if quantifier.repeats { groups[top].repeats = true }
      }
    }
    return false
  }

  private static func close(_ group: Group, _ quantifier: Quantifier?, into outer: inout Group) {
    guard !group.isAtomic else { return }
    let isAmbiguous = group.repeats || overlap(group.alternatives)
    outer.isSuspect = group.isSuspect || isAmbiguous && quantifier?.repeatsOften == true
    outer.repeats = outer.repeats || group.repeats || quantifier?.repeats == true
  }

  // MARK: Syntax

  /// `(?:`, `(?<name>`, `(?=` and the like.
  private static func prefix(_ text: [UInt8], _ start: Int) -> (length: Int, isAtomic: Bool) {
    let rest = text[start...].prefix(64)
    guard rest.dropFirst().first == UInt8(ascii: "?") else { return (1, false) }
    let kind = rest.dropFirst(2).first
    if let kind, ":=!>|".utf8.contains(kind) { return (3, kind == UInt8(ascii: ">")) }
    if let end = rest.firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: ":") }),
      !rest[..<end].contains(UInt8(ascii: ")"))
    {
      return (end - start + 1, false)
    }
    return (2, false)
  }

  /// Behind the character, escape or class that begins here.
  private static func atomEnd(_ text: [UInt8], _ start: Int) -> Int {
    if text[start] == UInt8(ascii: "\\") { return min(start + 2, text.count) }
    guard text[start] == UInt8(ascii: "[") else { return start + 1 }
    var position = start + 1
    if position < text.count, text[position] == UInt8(ascii: "^") { position += 1 }
    // A bracket in front is a member.
    if position < text.count, text[position] == UInt8(ascii: "]") { position += 1 }
    while position < text.count, text[position] != UInt8(ascii: "]") {
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(position + 1, text.count)
  }

  private static func quantifier(_ text: [UInt8], _ start: Int) -> Quantifier? {
    guard start < text.count else { return nil }
    var end = start + 1
    var most: Int?
    switch text[start] {
    case UInt8(ascii: "*"), UInt8(ascii: "+"): break
    case UInt8(ascii: "?"): most = 1
    case UInt8(ascii: "{"):
      let body = text[end...].prefix(16).prefix { $0 != UInt8(ascii: "}") }
      let bounds = body.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard end + body.count < text.count, text[end + body.count] == UInt8(ascii: "}"),
        let least = bounds.first, Int(String(decoding: least, as: UTF8.self)) != nil, bounds.count <= 2
      else { return nil }
      end += body.count + 1
      most = bounds.last.flatMap { $0.isEmpty ? nil : Int(String(decoding: $0, as: UTF8.self)) }
    default: return nil
    }
    let mark = end < text.count ? text[end] : 0
    let hasMark = mark == UInt8(ascii: "+") || mark == UInt8(ascii: "?")
    return Quantifier(most: most, length: end - start + (hasMark ? 1 : 0), isPossessive: mark == UInt8(ascii: "+"))
  }

  // MARK: Alternatives

  /// Two of them are the same, or take one and the same character.
  private static func overlap(_ alternatives: [[UInt8]]) -> Bool {
    var taken = Array(repeating: false, count: 128)
    var texts: Set<[UInt8]> = []
    for alternative in alternatives where !alternative.isEmpty {
      if !texts.insert(alternative).inserted { return true }
      guard atomEnd(alternative, 0) == alternative.count else { continue }
      for byte in 0..<128 where takes(alternative[...], UInt8(byte)) {
        if taken[byte] { return true }
        taken[byte] = true
      }
    }
    return false
  }

  /// Whether an atom takes a character.
  private static func takes(_ atom: ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
    guard let first = atom.first else { return false }
    switch first {
    case UInt8(ascii: "."): return byte != 0x0A
    case UInt8(ascii: "\\"): return takesEscape(atom.dropFirst().first ?? first, byte)
    case UInt8(ascii: "["): break
    default: return first == byte && !"^$(".utf8.contains(first)
    }
    var members = atom.dropFirst().dropLast()
    let isNegated = members.first == UInt8(ascii: "^")
    if isNegated { members.removeFirst() }
    var isMember = false
    while let low = members.popFirst() {
      if low == UInt8(ascii: "\\"), let escaped = members.popFirst() {
        isMember = isMember || takesEscape(escaped, byte)
      } else if members.count > 1, members.first == UInt8(ascii: "-"), let high = members.dropFirst().first {
        isMember = isMember || low <= byte && byte <= high
        members.removeFirst(2)
      } else {
        isMember = isMember || low == byte
      }
    }
    return isMember != isNegated
  }

  private static func takesEscape(_ escaped: UInt8, _ byte: UInt8) -> Bool {
    let isDigit = (0x30...0x39).contains(byte)
    let isWord = isDigit || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
    let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
    return switch escaped {
    case UInt8(ascii: "d"): isDigit
    case UInt8(ascii: "D"): !isDigit
    case UInt8(ascii: "w"): isWord
    case UInt8(ascii: "W"): !isWord
    case UInt8(ascii: "s"): isSpace
    case UInt8(ascii: "S"): !isSpace
    case UInt8(ascii: "n"): byte == 0x0A
    case UInt8(ascii: "t"): byte == 0x09
    case UInt8(ascii: "r"): byte == 0x0D
    // Word borders and references to groups take nothing of their own.
    case UInt8(ascii: "b"), UInt8(ascii: "B"), 0x31...0x39: false
    default: escaped == byte
    }
  }
}
