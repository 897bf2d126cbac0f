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

  init(_ matcher: SecretMatcher) throws(TextError) {
    self.matcher = matcher
    pattern = try Regex(matcher.pattern)
    var allowed: [Regex] = []
    for text in matcher.allow.patterns { allowed.append(try Regex(text)) }
    self.allowed = allowed
    var exceptions: [SecretExceptions] = []
    for exception in matcher.exceptions { exceptions.append(try SecretExceptions(exception)) }
    self.exceptions = exceptions
    if let text = matcher.gitleaks?.path { path = try Regex(text) } else { path = nil }
  }

  enum Outcome {
    case candidates([Candidate])
    /// The pattern was given up: what it would have found is not known.
    case matchLimit([Candidate])
  }

  /// Whether the rule speaks of a file at all. `commit` is the one that brought it, where it is known.
  func admits(_ place: TreePath, commit: ObjectID?) -> Bool {
    if matcher.allow.paths.contains(where: { $0.matches(place) }) { return false }
    if exceptions.contains(where: { $0.coverFile(place, commit: commit) }) { return false }
    return path?.occurs(in: place.bytes.span) ?? true
  }

  func candidates(in text: Span<UInt8>, path: TreePath, commit: ObjectID? = nil, rule: Int) -> Outcome {
    guard admits(path, commit: commit) else { return .candidates([]) }
    var found: [Candidate] = []
    var start = 0
    while start < text.count {
      switch match(in: text, from: start) {
      case .none: return .candidates(found)
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

  private func match(in text: Span<UInt8>, from start: Int) -> Found {
    guard let terms = matcher.gitleaks else {
      switch pattern.firstMatch(in: text, from: start) {
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
