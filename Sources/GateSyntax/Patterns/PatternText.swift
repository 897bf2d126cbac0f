/// Rewrites a pattern into text that the language's grammar can read: holes become names.
struct PatternText {
  private let text: [UInt8]
  private let syntax: PatternSyntax
  private let attempt: Int
  private var out: [UInt8] = []
  private var position = 0
  /// Open brackets: position in `text`.
  private var brackets: [Int] = []
  private var deep = 0

  static func rewrite(_ text: [UInt8], _ syntax: PatternSyntax, attempt: Int) -> [UInt8] {
    var rewriting = PatternText(text, syntax, attempt)
    rewriting.run()
    return rewriting.out
  }

  private init(_ text: [UInt8], _ syntax: PatternSyntax, _ attempt: Int) {
    self.text = text
    self.syntax = syntax
    self.attempt = attempt
  }

  private mutating func run() {
    while position < text.count { step() }
  }

  private mutating func step() {
    if stringOrComment() || typed() || hole() { return }
    let byte = text[position]
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets.append(position)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = brackets.popLast()
    default: break
    }
    out.append(byte)
    position += 1
  }

  // MARK: Holes

  private mutating func hole() -> Bool {
    if starts("<...") {
      emit("\(Hole.deep)(", skipping: 4)
      deep += 1
      return true
    }
    if deep > 0, starts("...>") {
      emit(")", skipping: 4)
      deep -= 1
      return true
    }
    if starts("$..."), let name = name(at: position + 4) {
      let hole = syntax.quoted(Hole.list + name)
      let length = 4 + name.utf8.count
      // In parentheses it is what an ellipsis would be.
      if let bracket = brackets.last, text[bracket] == UInt8(ascii: "(") {
        emit(syntax.ellipsis(place(length), attempt).replacing(Hole.ellipsis, with: hole), skipping: length)
      } else {
        emit(hole, skipping: length)
      }
      return true
    }
    if starts("...") {
      ellipsis()
      return true
    }
    if text[position] == UInt8(ascii: "$"), let name = name(at: position + 1) {
      let hole = syntax.quoted(Hole.metavariable + name)
      emit(syntax.metavariable?(hole, out, attempt) ?? hole, skipping: 1 + name.utf8.count)
      return true
    }
    return false
  }

  private mutating func emit(_ text: String, skipping count: Int) {
    out += text.utf8
    position += count
  }

  /// `[A-Z_][A-Z_0-9]*`, and nothing of a name behind it.
  private func name(at start: Int) -> String? {
    var end = start
    while end < text.count, isName(text[end]) { end += 1 }
    guard end > start, end == text.count || !isLower(text[end]), !(0x30...0x39).contains(text[start]) else {
      return nil
    }
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }

  private func isLower(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

  /// The dots on either side are single ones, not ellipses of their own; at the end there need be none.
  private var isAmongMembers: Bool {
    let before = text[..<position].reversed().drop(while: Self.isSpace).prefix { $0 == UInt8(ascii: ".") }
    let after = text[(position + 3)...].drop(while: Self.isSpace).prefix { $0 == UInt8(ascii: ".") }
    return before.count == 1 && after.count < 2
  }

  private mutating func ellipsis() {
    let place = place(3)
    if isAmongMembers {
      return emit(Hole.chain, skipping: 3)
    }
    emit(syntax.ellipsis(place, attempt), skipping: 3)
  }

  /// Where the `length` bytes at hand stand.
  private func place(_ length: Int) -> EllipsisPlace {
    let after = position + length
    var place = EllipsisPlace()
    place.previous = text[..<position].last { !Self.isSpace($0) } ?? 0
    place.next = text[after...].first { !Self.isSpace($0) } ?? 0
    place.previousWord = word(before: position)
    let line = text[after...].prefix { $0 != 0x0A }
    place.endsLine = line.allSatisfy(Self.isSpace)
    place.startsLine = text[..<position].reversed().prefix { $0 != 0x0A }.allSatisfy(Self.isSpace)
    place.touching = after < text.count ? text[after] : 0
    if let bracket = brackets.last {
      place.bracket = text[bracket]
      place.beforeBracket = word(before: bracket)
      place.afterBracket = byteAfterPartner(of: bracket)
      place.header = header(before: bracket)
    }
    return place
  }

  private func word(before bracket: Int) -> String {
    var end = bracket
    while end > 0, Self.isSpace(text[end - 1]) { end -= 1 }
    var start = end
    while start > 0, Self.isWord(text[start - 1]) { start -= 1 }
    if start == end, end > 0 { start = end - 1 }
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private func header(before bracket: Int) -> String {
    let ends = [UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}")]
    let start = text[..<bracket].lastIndex { ends.contains($0) }.map { $0 + 1 } ?? 0
    return String(decoding: text[start..<bracket], as: UTF8.self)
  }

  private func byteAfterPartner(of bracket: Int) -> UInt8 {
    var depth = 0
    for index in bracket..<text.count {
      switch text[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return text[(index + 1)...].first { !Self.isSpace($0) } ?? 0 }
      default: break
      }
    }
    return 0
  }

  // MARK: Typed metavariables

  private mutating func typed() -> Bool {
    guard text[position] == UInt8(ascii: "("), let close = closingParenthesis() else { return false }
    let before = text[..<position].last { !Self.isSpace($0) } ?? 0
    // Behind a name it is a list of parameters or arguments.
    guard !Self.isWord(before) || endsInKeyword(position), before != UInt8(ascii: ")"), before != UInt8(ascii: "]")
    else { return false }
    let inner = Array(text[(position + 1)..<close])
    let after = text[(close + 1)...].first { !Self.isSpace($0) } ?? 0
    switch syntax.typed {
    case .none: return false
    case .typeFirst:
      // The parameters of `(T $X) -> …`.
      if text[(close + 1)...].drop(while: Self.isSpace).starts(with: "->".utf8) { return false }
      guard let dollar = inner.lastIndex(of: UInt8(ascii: "$")), dollar > 0, Self.isSpace(inner[dollar - 1]) else {
        return false
      }
      let type = Self.trimmed(inner[..<dollar])
      let name = Self.trimmed(inner[(dollar + 1)...])
      guard !name.isEmpty, name.allSatisfy(isName), Self.isType(type) else { return false }
      out += "((".utf8
      out += PatternText.rewrite(type, syntax, attempt: attempt)
      out += ") \(Hole.typed)".utf8 + name + [UInt8(ascii: ")")]
      // No grammar takes a cast for a target, but it takes a member of one.
      if isAssigned(behind: close) { out += ".\(Hole.itself)".utf8 }
    case .nameFirst(let separator, let end):
      guard let colon = inner.firstIndex(of: UInt8(ascii: ":")) else { return false }
      let name = Self.trimmed(inner[..<colon])
      let type = Self.trimmed(inner[(colon + 1)...])
      guard name.first == UInt8(ascii: "$"), name.count > 1, name.dropFirst().allSatisfy(isName), !type.isEmpty,
        after != UInt8(ascii: "="), after != UInt8(ascii: "{"), !Self.hasTopComma(type)
      else { return false }
      out += "(\(Hole.typed)".utf8 + name.dropFirst() + Array(separator.utf8)
      out += PatternText.rewrite(type, syntax, attempt: attempt)
      out += "\(end))".utf8
    }
    position = close + 1
    return true
  }

  /// `=` comes next, and not `==`.
  private func isAssigned(behind close: Int) -> Bool {
    let rest = text[(close + 1)...].drop(while: Self.isSpace)
    return rest.first == UInt8(ascii: "=") && rest.dropFirst().first != UInt8(ascii: "=")
  }

  private func endsInKeyword(_ position: Int) -> Bool {
    ["return", "in", "await", "throw", "case", "yield", "range"].contains(word(before: position))
  }

  private func closingParenthesis() -> Int? {
    var depth = 0
    for index in position..<text.count {
      if text[index] == UInt8(ascii: "(") { depth += 1 }
      if text[index] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }

  private static func isType(_ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { isWord($0) || isSpace($0) || ".<>,[]$?&".utf8.contains($0) }
      && !bytes.split(whereSeparator: isSpace).contains { $0.elementsEqual("instanceof".utf8) }
      && !["new", "return", "await", "throw", "typeof"].contains(
        String(decoding: bytes.prefix { isWord($0) }, as: UTF8.self))
  }

  private static func hasTopComma(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ">"): depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return true }
      default: break
      }
    }
    return false
  }

  // MARK: Strings and comments

  /// Copies a comment or a string, in which nothing is a hole but what stands in the language's own interpolation.
  private mutating func stringOrComment() -> Bool {
    if syntax.comments.contains(.hash), text[position] == UInt8(ascii: "#") { return copyLine() }
    if syntax.comments.contains(.slashes), starts("//") { return copyLine() }
    let quote = text[position]
    switch (quote, syntax.strings) {
    case (UInt8(ascii: "\""), .python), (UInt8(ascii: "'"), .python):
      let triple = [quote, quote, quote]
      let isTriple = text[position...].starts(with: triple)
      copyString(delimiter: isTriple ? triple : [quote], holes: isFormatted ? .braces : .none)
    case (UInt8(ascii: "\""), .java):
      let triple = [quote, quote, quote]
      copyString(delimiter: text[position...].starts(with: triple) ? triple : [quote], holes: .none)
    case (UInt8(ascii: "\""), .ruby), (UInt8(ascii: "`"), .ruby): copyString(delimiter: [quote], holes: .hashBraces)
    case (UInt8(ascii: "\""), _), (UInt8(ascii: "'"), .javascript), (UInt8(ascii: "'"), .ruby),
      (UInt8(ascii: "'"), .java), (UInt8(ascii: "'"), .go):
      copyString(delimiter: [quote], holes: .none)
    case (UInt8(ascii: "/"), .ruby):
      guard isRegexStart else { return false }
      copyString(delimiter: [quote], holes: .hashBraces)
    case (UInt8(ascii: "%"), .ruby):
      guard let close = closingDelimiter else { return false }
      out += text[position...(position + 2)]
      position += 3
      copyString(delimiter: [close], holes: .hashBraces, isOpen: true)
    case (UInt8(ascii: "/"), .javascript):
      guard isRegexStart else { return false }
      copyRegex()
    case (UInt8(ascii: "`"), .javascript): copyString(delimiter: [quote], holes: .dollarBraces)
    case (UInt8(ascii: "`"), .go): copyString(delimiter: [quote], holes: .none, escapes: false)
    default: return false
    }
    return true
  }

  /// A slash where an operand is due.
  private var isRegexStart: Bool {
    let before = out.last { !Self.isSpace($0) } ?? UInt8(ascii: ";")
    if Self.isWord(before) { return ["return", "typeof", "case", "in", "of"].contains(word(before: position)) }
    guard before != UInt8(ascii: ")"), before != UInt8(ascii: "]"), before != UInt8(ascii: "}"),
      before != UInt8(ascii: "<"), !"'\"`".utf8.contains(before)
    else { return false }
    return text[(position + 1)...].prefix { $0 != 0x0A }.contains(UInt8(ascii: "/"))
  }

  private mutating func copyRegex() {
    var isClass = false
    repeat {
      if text[position] == UInt8(ascii: "\\"), position + 1 < text.count {
        out.append(text[position])
        position += 1
      }
      if text[position] == UInt8(ascii: "[") { isClass = true }
      if text[position] == UInt8(ascii: "]") { isClass = false }
      out.append(text[position])
      position += 1
    } while position < text.count && text[position] != 0x0A && (isClass || text[position] != UInt8(ascii: "/"))
    if position < text.count {
      out.append(text[position])
      position += 1
    }
  }

  private enum Interpolation { case none, braces, dollarBraces, hashBraces }

  /// The string at hand has an `f` before its quote.
  private var isFormatted: Bool {
    let prefix = out.reversed().prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    return prefix.count <= 2 && prefix.contains { $0 | 0x20 == UInt8(ascii: "f") }
  }

  private mutating func copyLine() -> Bool {
    while position < text.count, text[position] != 0x0A {
      out.append(text[position])
      position += 1
    }
    return true
  }

  /// What ends `%q(`, `%x{` and the like.
  private var closingDelimiter: UInt8? {
    guard position + 2 < text.count, "qQwWiIxrs".utf8.contains(text[position + 1]) else { return nil }
    return switch text[position + 2] {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "|"), UInt8(ascii: "!"): text[position + 2]
    default: nil
    }
  }

  private mutating func copyString(
    delimiter: [UInt8], holes: Interpolation, escapes: Bool = true, isOpen: Bool = false
  ) {
    if !isOpen {
      out += delimiter
      position += delimiter.count
    }
    while position < text.count {
      if escapes, text[position] == UInt8(ascii: "\\"), position + 1 < text.count {
        out += text[position...(position + 1)]
        position += 2
      } else if text[position...].starts(with: delimiter) {
        out += delimiter
        position += delimiter.count
        return
      } else if let opening = opening(of: holes) {
        out += opening.utf8
        position += opening.utf8.count
        interpolated()
      } else {
        out.append(text[position])
        position += 1
      }
    }
  }

  private func opening(of holes: Interpolation) -> String? {
    switch holes {
    case .none: nil
    case .braces: starts("{") && !starts("{{") ? "{" : nil
    case .dollarBraces: starts("${") ? "${" : nil
    case .hashBraces: starts("#{") ? "#{" : nil
    }
  }

  /// Code up to the closing brace.
  private mutating func interpolated() {
    var depth = 1
    while position < text.count {
      if text[position] == UInt8(ascii: "{") { depth += 1 }
      if text[position] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 {
        out.append(text[position])
        position += 1
        return
      }
      step()
    }
  }

  // MARK: Bytes

  private func starts(_ prefix: String) -> Bool { text[position...].starts(with: prefix.utf8) }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
