package import GateModel
import GateSyntax

/// Finds the comments of a file that ask for findings to be let pass.
package struct IgnoreReader: Sendable {
  private let forms: [InlineIgnore.Form]

  /// `forms` are whose words are heeded; Gatebook's own always are.
  package init(_ forms: Set<InlineIgnore.Form> = []) {
    self.forms = InlineIgnore.Form.allCases.filter { forms.contains($0) || $0 == .gatebook }
  }

  /// Beyond this nobody reads a file for its comments.
  private static let longest = CodeRules.maximumParsedSize
  private static let most = 10_000

  /// One search of the text for each form; whatever else it costs, it costs only files that hold such words.
  ///
  /// Sorted by place. `hidden` are values that must not be shown: words that hold one are no words of a rule or a reason.
  func ignores(
    raw: Span<UInt8>, text: Span<UInt8>, path: TreePath, hidden: @autoclosure () -> [Range<Int>] = []
  ) -> [InlineIgnore] {
    var places: [(offset: Int, form: InlineIgnore.Form)] = []
    for form in forms {
      for offset in Self.places(of: form.marker, in: text) { places.append((offset, form)) }
    }
    guard !places.isEmpty, text.count <= Self.longest else { return [] }
    let comments = Comments.holding(
      places.map(\.offset), in: text, grammar: SourceLanguage.of(path)?.syntax(of: path)?.grammar,
      marks: CommentMarks.of(fileName: path.name))
    var drafts: [(draft: Draft, comment: Range<Int>)] = []
    for (place, comment) in zip(places, comments) {
      guard let comment, let draft = Draft(place.form, at: place.offset, in: text, comment) else { continue }
      drafts.append((draft, comment))
    }
    guard !drafts.isEmpty else { return [] }
    drafts.sort { $0.draft.range.lowerBound < $1.draft.range.lowerBound }
    let hidden = hidden()
    for index in drafts.indices where hidden.contains(where: { $0.overlaps(drafts[index].draft.range) }) {
      (drafts[index].draft.rules, drafts[index].draft.reason) = ([], nil)
      drafts[index].draft.fault = "it holds a value that must not be shown"
    }
    let offsets = Places(drafts.flatMap { [$0.draft.range.lowerBound, $0.draft.range.upperBound] }, in: text)
    let hashes = LineHashes(
      of: raw, lines: Set(drafts.map { offsets[$0.draft.range.lowerBound].position.line }))
    return drafts.map { draft, comment in
      let (start, end) = (offsets[draft.range.lowerBound], offsets[draft.range.upperBound])
      return InlineIgnore(
        path: path, range: SourceRange(start: start.position, end: end.position),
        columns: HostColumns(start: start.utf16Column, end: end.utf16Column), lineHash: hashes[start.position.line],
        isAlone: Self.isAlone(comment, in: text) || draft.speaksOfNext, form: draft.form, rules: draft.rules,
        reason: draft.reason, until: draft.until, fault: draft.fault)
    }
  }

  /// Nothing but blanks stands before it on its line.
  private static func isAlone(_ comment: Range<Int>, in text: Span<UInt8>) -> Bool {
    var index = comment.lowerBound
    while index > 0, text[index - 1] == 0x20 || text[index - 1] == 0x09 { index -= 1 }
    return index == 0 || text[index - 1] == 0x0A
  }

  /// Horspool's search: most bytes of a text are never looked at.
  private static func places(of marker: String, in text: Span<UInt8>) -> [Int] {
    let marker = Array(marker.utf8)
    let last = marker.count - 1
    var steps = Array(repeating: marker.count, count: 256)
    for (index, byte) in marker.dropLast().enumerated() { steps[Int(byte)] = last - index }
    var places: [Int] = []
    var start = 0
    while start + last < text.count, places.count < most {
      let byte = text[start + last]
      if byte == marker[last], marker.indices.allSatisfy({ text[start + $0] == marker[$0] }) { places.append(start) }
      start += steps[Int(byte)]
    }
    return places
  }
}

extension InlineIgnore.Form {
  /// What it begins with.
  fileprivate var marker: String {
    switch self {
    case .gatebook: "gatebook:ignore"
    case .nosemgrep: "nosem"
    case .gitleaks: "gitleaks:allow"
    case .kingfisher: "kingfisher:ignore"
    case .nosec: "nosec"
    case .detectSecrets: "pragma: allowlist"
    }
  }
}

/// What one such comment says.
private struct Draft {
  let form: InlineIgnore.Form
  var range: Range<Int>
  var rules: [String] = []
  var reason: String?
  var until: String?
  var fault: String?
  /// Of the line below, wherever it stands itself.
  var speaksOfNext = false

  /// Nil where the marker is the beginning of another word.
  init?(_ form: InlineIgnore.Form, at offset: Int, in text: Span<UInt8>, _ comment: Range<Int>) {
    self.form = form
    var end = offset
    while end < comment.upperBound, text[end] != 0x0A { end += 1 }
    var words = String(decoding: (offset..<end).map { text[$0] }, as: UTF8.self).dropFirst(form.marker.count)
    for close in ["*/", "-->", "--%>"] {
      if let found = words.firstRange(of: close) { words = words[..<found.lowerBound] }
    }
    let said = words.trimmed
    range = offset..<(offset + form.marker.utf8.count + said.utf8.count)
    if range.upperBound > end { range = offset..<end }
    // What stands right before it must not make it part of a word.
    if offset > comment.lowerBound, Self.isWordByte(text[offset - 1]) { return nil }
    if form == .gatebook, !Self.beginsComment(offset, in: text, comment) { return nil }
    switch form {
    case .gatebook:
      if let first = words.first, first.isLetter || first.isNumber || first == "-" { return nil }
      readOwn(said)
    case .nosemgrep:
      // `nosem`, `nosemgrep`, `nosemgrep: rule, rule`.
      let rest = said.hasPrefix("grep") ? said.dropFirst(4) : said
      if let first = rest.first, first.isLetter || first.isNumber { return nil }
      rules = rest.hasPrefix(":") ? Self.names(rest.dropFirst()) : []
    case .nosec:
      if let first = words.first, first.isLetter || first.isNumber { return nil }
      rules = []
    case .gitleaks, .kingfisher: rules = []
    case .detectSecrets:
      speaksOfNext = said.hasPrefix("nextline")
      rules = []
    }
  }

  /// Nothing but the marks of a comment stands before it: who only writes of such words asks for nothing.
  private static func beginsComment(_ offset: Int, in text: Span<UInt8>, _ comment: Range<Int>) -> Bool {
    var index = offset
    while index > comment.lowerBound, text[index - 1] == 0x20 || text[index - 1] == 0x09 { index -= 1 }
    guard index > comment.lowerBound, text[index - 1] != 0x0A else { return true }
    return "#/*-;%!".utf8.contains(text[index - 1])
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// `RULE, RULE -- reason (until 2027-01-31)`.
  private mutating func readOwn(_ said: Substring) {
    var rest = said
    if rest.hasPrefix(":") { rest = rest.dropFirst().trimmed }
    if rest.hasSuffix(")"), let open = rest.lastIndex(of: "("), rest[rest.index(after: open)...].hasPrefix("until") {
      let day = rest[open...].dropFirst("(until".count).dropLast().trimmed
      rest = rest[..<open].trimmed
      if Timestamp.milliseconds("\(day)T00:00:00.000Z") != nil, day.utf8.count == 10 {
        until = String(day)
      } else {
        fault = "`until` wants a day as 2027-01-31"
      }
    }
    var named = rest
    if let dashes = rest.firstRange(of: "--") {
      named = rest[..<dashes.lowerBound]
      let words = rest[dashes.upperBound...].trimmed
      reason = words.isEmpty ? nil : String(words)
    }
    rules = Self.names(named)
    if let odd = rules.first(where: { !$0.utf8.allSatisfy(Self.isIdByte) }) {
      fault = "`\(odd)` is no rule's id; the reason stands behind two dashes"
    } else if rules.isEmpty {
      fault = "it names no rule; name one, or `all`"
    }
  }

  private static func names(_ text: Substring) -> [String] {
    text.split { $0 == "," || $0.isWhitespace }.map(String.init)
  }

  private static func isIdByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":")].contains(byte)
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
