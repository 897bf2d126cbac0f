package import GateModel

/// What one file says about one finding; the value itself is gone.
package struct Sighting: Sendable {
  /// Index into the rule set.
  package var rule: Int
  package var range: SourceRange
  package var excerpt: Excerpt
  package var fingerprint: Fingerprint
  /// What the first version called it, by which older books and baselines may know it.
  package var former: Fingerprint
  /// The fingerprint of the first of those that are alike in everything but which of them they are.
  package var kin: Fingerprint
  package var host: HostPlace
  /// The rule's message with its metavariables filled in; nil where the rule's own stands.
  package var message: String?
  /// What would stand in place of the range.
  package var fix: String?
  /// The fix tells a value that must not be shown.
  package var hidesFix: Bool
  /// From a source to this place, where the rule follows data. Steps may lie in other files.
  package var trace: [Step] = []
  package var doubt = Doubt()

  /// `masking` are all values known in the file: none may show in any excerpt, also not in a neighbour's.
  static func make(
    of candidates: [Candidate], masking: [Candidate], raw: Span<UInt8>, text: Span<UInt8>, path: TreePath,
    rules: [Rule],
    fingerprints: FingerprintKey
  ) -> [Sighting] {
    let places = Places(candidates.flatMap { [$0.secret.lowerBound, $0.secret.upperBound] }, in: text)
    let hashes = LineHashes(
      of: raw, lines: Set(candidates.map { places[$0.secret.lowerBound].position.line }))
    let masker = Masker(masking.flatMap(\.hidden), in: text)
    let signs = FileSigns(path, text).indicators
    var counters = (former: Counter(), own: Counter())
    return candidates.map { candidate in
      let (start, end) = (places[candidate.secret.lowerBound], places[candidate.secret.upperBound])
      let value = candidate.decoded?.value ?? candidate.secret.map { text[$0] }
      let code = candidate.code == nil ? nil : (normalised(candidate.secret, text), layoutless(candidate.secret, text))
      let id = rules[candidate.rule].id
      // Of a path alone nothing else is known.
      let symbol = candidate.secret.isEmpty ? path.description : candidate.code?.symbol ?? ""
      let former = counters.former.next(id, code?.0 ?? value, "")
      let counted = counters.own.next(id, code?.1 ?? value, symbol)
      func print(_ occurrence: Int) -> Fingerprint {
        fingerprints.v1(rule: id, value: code?.1 ?? value, symbol: symbol, occurrence: occurrence)
      }
      let own = print(candidate.code?.occurrence?.inSymbol ?? counted)
      return Sighting(
        rule: candidate.rule, range: SourceRange(start: start.position, end: end.position),
        excerpt: candidate.code == nil
          ? masker.excerpt(around: candidate.secret, in: text) : masker.excerpt(ofCode: candidate.secret, in: text),
        fingerprint: own,
        former: fingerprints.v0(
          rule: id, value: code?.0 ?? value, path: path, occurrence: candidate.code?.occurrence?.inFile ?? former),
        kin: print(0),
        host: HostPlace(
          startColumn: start.utf16Column, endColumn: end.utf16Column, lineHash: hashes[start.position.line]),
        message: Self.message(of: candidate, rules[candidate.rule]), fix: candidate.code?.fix,
        hidesFix: candidate.code?.fix.map { masker.isTold(in: Array($0.utf8).span) } ?? false,
        trace: candidate.code?.trace ?? [], doubt: Doubt(signs + PlaceSigns.indicators(candidate, in: text)))
    }
  }

  /// How often each was seen.
  private struct Counter {
    private var seen: [[UInt8]: Int] = [:]

    mutating func next(_ rule: String, _ value: [UInt8], _ symbol: String) -> Int {
      let key = Array(rule.utf8) + [0] + Array(symbol.utf8) + [0] + value
      defer { seen[key, default: 0] += 1 }
      return seen[key, default: 0]
    }
  }

  private static func message(of candidate: Candidate, _ rule: Rule) -> String? {
    let remarks = candidate.remarks
    if remarks.isEmpty { return candidate.code?.message }
    return ([candidate.code?.message ?? rule.message] + remarks).joined(separator: " ")
  }

  /// Of long code the beginning is enough: findings may lie within each other by the thousand.
  private static let longest = 2048

  /// Code without its layout, so that reformatting is no new finding: spaces stay only between words.
  static func layoutless(_ range: Range<Int>, _ text: Span<UInt8>) -> [UInt8] {
    func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "_") || byte >= 0x80
    }
    var result: [UInt8] = []
    var isAfterSpace = false
    for index in range where result.count < longest {
      let byte = text[index]
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        isAfterSpace = true
        continue
      }
      if isAfterSpace, let last = result.last, isWord(last), isWord(byte) { result.append(0x20) }
      isAfterSpace = false
      result.append(byte)
    }
    return result
  }

  /// As v0 has it: any layout is one space, and of long code the length counts too.
  static func normalised(_ range: Range<Int>, _ text: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = range.count > longest ? Array("\(range.count) ".utf8) : []
    for index in range.prefix(longest) {
      let byte = text[index]
      let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
      if !isSpace { result.append(byte) } else if result.last != 0x20 { result.append(0x20) }
    }
    return result
  }
}

/// Lines and columns of some offsets, found in one pass.
struct Places {
  struct Place {
    var position: Position
    var utf16Column: Int
  }

  private var places: [Int: Place] = [:]

  init(_ offsets: [Int], in text: Span<UInt8>) {
    var current = Place(position: Position(line: 1, column: 1, offset: 0), utf16Column: 1)
    for offset in Set(offsets).sorted() {
      // Patterns see bytes, so a place may lie within a character: it has that character's column.
      current.advance(to: max(current.position.offset, Self.boundary(before: offset, in: text)), in: text)
      places[offset] = current
      places[offset]?.position.offset = offset
    }
  }

  private static func boundary(before offset: Int, in text: Span<UInt8>) -> Int {
    guard offset < text.count, text[offset] & 0xC0 == 0x80 else { return offset }
    let lead = (max(0, offset - 3)..<offset).last { text[$0] & 0xC0 != 0x80 }
    return lead.flatMap { text[$0] >= 0xC0 ? $0 : nil } ?? offset
  }

  subscript(offset: Int) -> Place { places[offset]! }
}

extension Places.Place {
  fileprivate mutating func advance(to offset: Int, in text: Span<UInt8>) {
    var lineStart: Int?
    for index in position.offset..<offset where text[index] == 0x0A {
      position.line += 1
      lineStart = index + 1
    }
    if lineStart != nil {
      position.column = 1
      utf16Column = 1
    }
    let segment = (lineStart ?? position.offset)..<offset
    if segment.allSatisfy({ text[$0] < 0x80 }) {
      position.column += segment.count
      utf16Column += segment.count
    } else {
      let (scalars, units) = Self.lengths(text.extracting(segment))
      position.column += scalars
      utf16Column += units
    }
    position.offset = offset
  }

  /// In scalars and in UTF-16 units, ill-formed bytes replaced. Nothing is copied: a line may be as long as the file.
  private static func lengths(_ text: Span<UInt8>) -> (scalars: Int, units: Int) {
    unsafe text.withUnsafeBufferPointer { buffer in
      var bytes = unsafe buffer.makeIterator()
      var decoder = UTF8()
      var (scalars, units) = (0, 0)
      while true {
        switch unsafe decoder.decode(&bytes) {
        case .scalarValue(let scalar):
          scalars += 1
          units += scalar.value > 0xFFFF ? 2 : 1
        case .error:
          scalars += 1
          units += 1
        case .emptyInput: return (scalars, units)
        }
      }
    }
  }
}
