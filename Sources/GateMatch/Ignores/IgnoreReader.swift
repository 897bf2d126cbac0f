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
    let values = hidden()
    let (hidden, masker) = (Hidden(values), Masker(values, in: text))
    for index in drafts.indices {
      let isTouched = hidden.touch(drafts[index].draft.range)
      if isTouched { drafts[index].draft.rules = [] }
      // It may stand there once more, where no rule sees it. The name of a rule tells nothing.
      guard isTouched || masker.isTold(in: drafts[index].draft.freeWords.span) else { continue }
      drafts[index].draft.reason = nil
      drafts[index].draft.fault = "it holds a value that must not be shown"
    }
    let offsets = Places(drafts.flatMap { [$0.draft.range.lowerBound, $0.draft.range.upperBound] }, in: text)
    let hashes = LineHashes(
      of: raw, lines: Set(drafts.map { offsets[$0.draft.range.lowerBound].position.line }))
    // Of a comment that many of them stand in once: before it there may be many blanks.
    var alone: [Int: Bool] = [:]
    return drafts.map { draft, comment in
      let isAlone = alone[comment.lowerBound] ?? Self.isAlone(comment, in: text)
      alone[comment.lowerBound] = isAlone
      let (start, end) = (offsets[draft.range.lowerBound], offsets[draft.range.upperBound])
      return InlineIgnore(
        path: path, range: SourceRange(start: start.position, end: end.position),
        columns: HostColumns(start: start.utf16Column, end: end.utf16Column), lineHash: hashes[start.position.line],
        isAlone: isAlone || draft.speaksOfNext, form: draft.form, rules: draft.rules,
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

/// Values that must not be shown, merged and in order.
private struct Hidden {
  private var ranges: [Range<Int>] = []

  init(_ values: [Range<Int>]) {
    for value in values.sorted(by: { $0.lowerBound < $1.lowerBound }) where !value.isEmpty {
      if let last = ranges.last, value.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, value.upperBound)
      } else {
        ranges.append(value)
      }
    }
  }

  func touch(_ place: Range<Int>) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= place.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].overlaps(place)
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

  /// Longer words are nobody's, and a line may hold thousands of markers.
  private static let most = 2_000

  /// Nil where the marker is the beginning of another word.
  init?(_ form: InlineIgnore.Form, at offset: Int, in text: Span<UInt8>, _ comment: Range<Int>) {
    self.form = form
    // What stands right before it must not make it part of a word.
    if offset > comment.lowerBound, Self.isWordByte(text[offset - 1]) { return nil }
    if form == .gatebook, !Self.beginsComment(offset, in: text, comment) { return nil }
    let limit = min(comment.upperBound, offset + Self.most)
    var end = offset
    while end < limit, text[end] != 0x0A { end += 1 }
    // What is cut off may be its last day.
    var isCut = end == limit && limit < comment.upperBound && text[limit] != 0x0A
    for index in (offset + form.marker.utf8.count)..<max(end, offset + form.marker.utf8.count) {
      guard text[index] == UInt8(ascii: "*") || text[index] == UInt8(ascii: "-"),
        ["*/", "-->", "--%>"].contains(where: { text.holds($0, at: index) })
      else { continue }
      (end, isCut) = (index, false)
      break
    }
    let words = String(decoding: (offset..<end).map { text[$0] }, as: UTF8.self).dropFirst(form.marker.count)
    let said = words.trimmed
    // All of it, blanks in between too, but for those behind it.
    var last = end
    while last > offset, text[last - 1] <= 0x20 { last -= 1 }
    range = offset..<last
    defer { if isCut { fault = "it is longer than \(Self.most) bytes" } }
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

  /// What it says in words of its own.
  var freeWords: [UInt8] { Array("\(reason ?? "")\n\(fault ?? "")".utf8) }

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
