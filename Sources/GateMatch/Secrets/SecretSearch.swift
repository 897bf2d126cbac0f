import GateModel
import GateText
import Glibc

/// Confirms one rule in one text: PCRE2, then entropy, stop words, checksum and the allow-lists. Belongs to one worker.
final class SecretSearch {
  private let matcher: SecretMatcher
  private let pattern: Regex
  private let allowed: [Regex]
  private let exceptions: [SecretExceptions]
  /// Of an imported rule that speaks of some paths alone.
  private let path: Regex?
  /// Where its matches can begin; nil for anywhere. Imported rules are searched as their own program searches.
  private let words: WordFinder?
  /// The rule's keywords, made when a match asks for them; nil where it has none.
  private lazy var keywords: LiteralScanner? =
    matcher.words.isEmpty ? nil : LiteralScanner(matcher.words.map { (text: $0, owner: 0) })

  /// `byWords`: only where a match can begin; the same is found either way.
  init(_ matcher: SecretMatcher, byWords: Bool = true) throws(TextError) {
    self.matcher = matcher
    pattern = try Regex(matcher.pattern)
    var allowed: [Regex] = []
    for text in matcher.allow.patterns { allowed.append(try Regex(text)) }
    self.allowed = allowed
    words = byWords && matcher.gitleaks == nil ? PatternWords(matcher.pattern).map(WordFinder.init) : nil
    var exceptions: [SecretExceptions] = []
    for exception in matcher.exceptions { exceptions.append(try SecretExceptions(exception)) }
    self.exceptions = exceptions
    if let text = matcher.gitleaks?.path { path = try Regex(text) } else { path = nil }
  }

  enum Outcome {
    case candidates([Candidate])
    /// The pattern was given up: what it would have found is not known.
    case matchLimit([Candidate])

    var found: [Candidate] {
      switch self {
      case .candidates(let found), .matchLimit(let found): found
      }
    }
  }

  /// Whether the rule speaks of a file at all. `commit` is the one that brought it, where it is known.
  func admits(_ place: TreePath, commit: ObjectID?) -> Bool {
    if matcher.allow.paths.contains(where: { $0.matches(place) }) { return false }
    if exceptions.contains(where: { $0.coverFile(place, commit: commit) }) { return false }
    return path?.occurs(in: place.bytes.span) ?? true
  }

  /// A text with a match holds one of the rule's keywords too. What matched does so itself nearly always.
  func hasKeyword(_ outcome: Outcome, in text: Span<UInt8>) -> Bool {
    let found = outcome.found
    if case .candidates = outcome, found.isEmpty { return true }
    guard let keywords else { return true }
    if let first = found.first, !keywords.fired(in: text.extracting(first.whole)).isEmpty { return true }
    return !keywords.fired(in: text).isEmpty
  }

  func candidates(in text: Span<UInt8>, path: TreePath, commit: ObjectID? = nil, rule: Int) -> Outcome {
    guard admits(path, commit: commit) else { return .candidates([]) }
    var found: [Candidate] = []
    var start = 0
    var places = words.map { PlacesOfWords($0) }
    while start < text.count {
      var last: Int?
      if places != nil {
        guard let place = places!.next(in: text, from: start) else { return .candidates(found) }
        (start, last) = (place.lowerBound, place.upperBound - 1)
      }
      switch match(in: text, from: start, beginningBy: last) {
      case .none:
        guard let last else { return .candidates(found) }
        start = last + 1
      case .matchLimit: return .matchLimit(found)
      case .match(let match, let next):
        if isSecret(match, in: text, path: path, commit: commit) {
          found.append(
            Candidate(
              rule: rule, whole: match.whole, secret: match.secret,
              passesChecksum: matcher.checksum.flatMap {
                Checksum.passes($0, match.secret.map { text[$0] })
              }))
        }
        start = next
      }
    }
    return .candidates(found)
  }

  private enum Found {
    case match(Regex.Match, next: Int)
    case none
    case matchLimit
  }

  private func match(in text: Span<UInt8>, from start: Int, beginningBy last: Int?) -> Found {
    guard let terms = matcher.gitleaks else {
      switch pattern.firstMatch(in: text, from: start, beginningBy: last) {
      case .none: return .none
      case .matchLimit: return .matchLimit
      // What ends one match may begin the next, so the search goes on behind the value, not behind the match.
      case .match(let match): return .match(match, next: max(match.secret.upperBound, match.whole.lowerBound + 1))
      }
    }
    var isGivenUp = false
    guard let groups = pattern.groups(in: text, from: start, isGivenUp: &isGivenUp), let whole = groups[0] else {
      return isGivenUp ? .matchLimit : .none
    }
    var (low, high) = (whole.lowerBound, whole.upperBound)
    while low < high, text[low] == 0x0A { low += 1 }
    while high > low, text[high - 1] == 0x0A { high -= 1 }
    let chosen =
      terms.group > 0
      ? (terms.group < groups.count ? groups[terms.group] : nil)
      : groups.dropFirst().lazy.compactMap { $0 }.first { !$0.isEmpty }
    return .match(
      Regex.Match(whole: low..<high, secret: chosen ?? low..<high),
      next: max(whole.upperBound, whole.lowerBound + 1))
  }

  private func isSecret(_ match: Regex.Match, in text: Span<UInt8>, path: TreePath, commit: ObjectID?) -> Bool {
    let value = text.extracting(match.secret)
    guard !value.isEmpty else { return false }
    if let least = matcher.entropy {
      let isImported = matcher.gitleaks != nil
      if isImported ? Entropy.bitsByCharacter(of: value) <= least : Entropy.bits(of: value) < least { return false }
    }
    if !matcher.allow.stopwords.isEmpty {
      let text = value.lowercased
      if matcher.allow.stopwords.contains(where: { text.contains($0) }) { return false }
    }
    if allowed.contains(where: { $0.occurs(in: value) }) { return false }
    return !exceptions.contains { $0.cover(match, in: text, path: path, commit: commit) }
  }
}

/// Looks for the words of a pattern.
private struct WordFinder {
  let scanner: LiteralScanner
  /// From the end of a word, whichever it is, to where a match begins at most: the same for all, so that places come in order.
  let reach: Int

  init(_ words: PatternWords) {
    reach = words.lead + (words.words.map(\.count).max() ?? 0)
    scanner = LiteralScanner(words.words.map { (text: String(decoding: $0, as: UTF8.self), owner: $0.count) })
  }
}

/// The places of a text where a match of a pattern can begin, by its words, in order.
private struct PlacesOfWords {
  private let finder: WordFinder
  private var walk = LiteralScanner.Walk()
  private var pending: Range<Int>?

  init(_ finder: WordFinder) { self.finder = finder }

  /// The next ones that are not before `start`.
  mutating func next(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    while true {
      if let place = pending, place.upperBound > start { return max(place.lowerBound, start)..<place.upperBound }
      guard let lengths = finder.scanner.advance(&walk, in: text), let shortest = lengths.min() else { return nil }
      pending = max(0, walk.place - finder.reach)..<(walk.place - shortest + 1)
    }
  }
}

package enum Entropy {
  /// Shannon's entropy of the bytes, in bits a byte: 0 for one byte repeated, 8 at most.
  package static func bits(of value: Span<UInt8>) -> Double {
    guard !value.isEmpty else { return 0 }
    var counts: [256 of Int] = .init(repeating: 0)
    for index in value.indices { counts[Int(value[index])] += 1 }
    let total = Double(value.count)
    var bits = 0.0
    for index in counts.indices where counts[index] > 0 {
      let share = Double(counts[index]) / total
      bits -= share * log2(share)
    }
    return bits
  }

  /// As Gitleaks counts: by characters, shares of the number of bytes.
  static func bitsByCharacter(of value: Span<UInt8>) -> Double {
    guard value.indices.contains(where: { value[$0] >= 0x80 }) else { return bits(of: value) }
    var counts: [Unicode.Scalar: Int] = [:]
    let text = String(decoding: value.indices.map { value[$0] }, as: UTF8.self)
    for scalar in text.unicodeScalars { counts[scalar, default: 0] += 1 }
    return counts.values.reduce(0) { bits, count in
      let share = Double(count) / Double(value.count)
      return bits - share * log2(share)
    }
  }
}

extension Span<UInt8> {
  var lowercased: String { String(decoding: indices.map { self[$0] }, as: UTF8.self).lowercased() }
}
