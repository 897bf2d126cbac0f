/// Words of which each match of a pattern holds one, and how far before it the match begins at most: where none stands, PCRE2 need not
/// try. It tries each place of a text otherwise, and a pattern that begins with a choice of names or with a run takes twenty times as
/// long over a text as looking for the words.
struct PatternWords: Equatable {
  /// Lower case; they are looked for in either.
  var words: Set<[UInt8]>
  /// Bytes.
  var lead: Int

  /// Shorter words stand nearly everywhere, and so do beginnings of this length.
  private static let shortest = 3
  private static let farthest = 200

  /// Nil where there are no such words, or where a pattern begins with one of them or with a sign of its own: PCRE2 looks for those itself.
  init?(_ pattern: String) {
    var parser = PatternParser(Array(pattern.utf8))
    guard let alternatives = parser.alternatives(), parser.isAtEnd, !Self.beginsNarrowly(alternatives),
      let best = Self.best(of: alternatives),
      best.shortest >= Self.shortest, best.lead <= Self.farthest, best.lead > 0 || best.words.count > 1
    else { return nil }
    self = best
  }

  private static func beginsNarrowly(_ alternatives: [[PatternPart]]) -> Bool {
    guard alternatives.count == 1, let first = alternatives[0].first(where: { $0.width != 0 }) else { return false }
    switch first.kind {
    case .character: return first.isNeededCharacter
    // One of two: a quote of either kind.
    case .set:
      return first.quantifier.isEmpty && first.text.utf8.count <= 4 && first.text.hasPrefix("[")
        && !first.text.hasPrefix("[^")
    default: return false
    }
  }

  private init(_ words: Set<[UInt8]>, lead: Int) { (self.words, self.lead) = (words, lead) }

  private var shortest: Int { words.lazy.map(\.count).min() ?? 0 }

  private func isBetter(than other: PatternWords) -> Bool {
    let (mine, others) = (min(shortest, 5), min(other.shortest, 5))
    return mine != others ? mine > others : words.count < other.words.count
  }

  private static func best(of alternatives: [[PatternPart]]) -> PatternWords? {
    var all = PatternWords([], lead: 0)
    for alternative in alternatives {
      guard let best = best(of: alternative) else { return nil }
      all.words.formUnion(best.words)
      all.lead = max(all.lead, best.lead)
    }
    return all
  }

  private static func best(of parts: [PatternPart]) -> PatternWords? {
    var best: PatternWords?
    var lead = 0
    for (index, part) in parts.enumerated() {
      if var here = here(parts[index...]) {
        here.lead += lead
        if best.map({ here.isBetter(than: $0) }) ?? true { best = here }
      }
      guard let width = part.width else { break }
      lead += width
    }
    return best
  }

  private static func here(_ parts: ArraySlice<PatternPart>) -> PatternWords? {
    guard let first = parts.first, first.quantifier.isEmpty else { return nil }
    if case .group(_, let alternatives) = first.kind { return best(of: alternatives) }
    var word: [UInt8] = []
    for part in parts {
      guard case .character(let byte) = part.kind, part.isNeededCharacter else { break }
      word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      if !part.quantifier.isEmpty { break }
    }
    return word.isEmpty ? nil : PatternWords([word], lead: 0)
  }
}
