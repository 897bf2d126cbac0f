import GateModel
import GateText
import Glibc

/// A place where a rule holds, before anything is said about it.
struct Candidate {
  /// What a rule about code says beside the place.
  struct Code {
    var message: String
    /// Values within or near the place that must not be shown.
    var hidden: [Range<Int>]
    var fix: String?
    /// From the source to this place, where data was followed.
    var trace: [Step] = []
    /// How many places with the same text come before; nil where the candidates themselves are counted.
    var occurrence: Int?
  }

  var rule: Int
  var whole: Range<Int>
  /// The place that is reported: of a secret rule its value.
  var secret: Range<Int>
  var code: Code?

  /// What no excerpt may show.
  var hidden: [Range<Int>] { code?.hidden ?? [secret] }
}

/// Confirms one rule in one text: PCRE2, then entropy, stop words and the allow-list. Belongs to one worker.
final class SecretSearch {
  private let matcher: SecretMatcher
  private let pattern: Regex
  private let allowed: [Regex]

  init(_ matcher: SecretMatcher) throws(TextError) {
    self.matcher = matcher
    pattern = try Regex(matcher.pattern)
    var allowed: [Regex] = []
    for text in matcher.allow.patterns { allowed.append(try Regex(text)) }
    self.allowed = allowed
  }

  enum Outcome {
    case candidates([Candidate])
    /// The pattern was given up: what it would have found is not known.
    case matchLimit([Candidate])
  }

  func candidates(in text: Span<UInt8>, path: TreePath, rule: Int) -> Outcome {
    if matcher.allow.paths.contains(where: { $0.matches(path) }) { return .candidates([]) }
    var found: [Candidate] = []
    var start = 0
    while start < text.count {
      switch pattern.firstMatch(in: text, from: start) {
      case .none: return .candidates(found)
      case .matchLimit: return .matchLimit(found)
      case .match(let match):
        if isSecret(text.extracting(match.secret)) {
          found.append(Candidate(rule: rule, whole: match.whole, secret: match.secret))
        }
        // What ends one match may begin the next, so the search goes on behind the value, not behind the match.
        start = max(match.secret.upperBound, match.whole.lowerBound + 1)
      }
    }
    return .candidates(found)
  }

  private func isSecret(_ value: Span<UInt8>) -> Bool {
    guard !value.isEmpty else { return false }
    if let least = matcher.entropy, Entropy.bits(of: value) < least { return false }
    if !matcher.allow.stopwords.isEmpty {
      let text = lowercased(value)
      if matcher.allow.stopwords.contains(where: { text.contains($0) }) { return false }
    }
    return !allowed.contains { $0.occurs(in: value) }
  }

  private func lowercased(_ value: Span<UInt8>) -> String {
    String(decoding: value.indices.map { value[$0] }, as: UTF8.self).lowercased()
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
}
