package import GateModel
package import GateText
import Synchronization

/// A rule set made ready to run: which of its rules can fire in some bytes is found out first, by one pass.
/// Immutable; all workers share it.
package struct CompiledRules: Sendable {
  /// How the one pass is made.
  package enum Prefilter: Sendable {
    /// The patterns themselves, in the order of `ruleSet.rules`.
    case database(PatternDatabase, LiteralFilter)
    /// Literals that must occur; rules that have none always run.
    case literals(LiteralFilter)
  }

  package let ruleSet: RuleSet
  package let prefilter: Prefilter

  package init(_ ruleSet: RuleSet, database: PatternDatabase) {
    self.ruleSet = ruleSet
    prefilter = .database(database, LiteralFilter(ruleSet))
  }

  /// For a rule set without a compiled database: costs a fraction of a millisecond, scans at half the speed.
  package init(literalsOf ruleSet: RuleSet) {
    self.ruleSet = ruleSet
    prefilter = .literals(LiteralFilter(ruleSet))
  }

  /// The patterns that a database for this rule set is made of.
  package static func patterns(of ruleSet: RuleSet) -> [String] { ruleSet.rules.map(\.secret.pattern) }

  /// Compiles every pattern and allow-list. Throws the first that is refused, with the rule's index. A scan asks PCRE2 alone,
  /// some ten microseconds a pattern; `thoroughly` also asks Vectorscan and makes machine code.
  package static func check(_ rules: [Rule], thoroughly: Bool = true) throws(TextError) {
    for (index, rule) in rules.enumerated() {
      do throws(TextError) {
        for pattern in [rule.secret.pattern] + rule.secret.allow.patterns {
          _ = try Regex(pattern, compiled: thoroughly)
        }
        if thoroughly { try PatternDatabase.check(rule.secret.pattern) }
      } catch {
        var error = error
        error.index = index
        throw error
      }
    }
  }
}

extension Rule {
  package var secret: SecretMatcher {
    switch matcher {
    case .secret(let matcher): matcher
    }
  }
}

/// Which rules have one of their keywords in some bytes. Made when it is first asked: most files of most scans never ask.
package final class LiteralFilter: Sendable {
  private let ruleSet: RuleSet
  private let made: Mutex<(scanner: LiteralScanner, always: [Int])?> = Mutex(nil)

  init(_ ruleSet: RuleSet) { self.ruleSet = ruleSet }

  /// In rising order; rules without keywords always are among them.
  func admitted(in text: Span<UInt8>) -> [Int] {
    let (scanner, always) = made.withLock { made in
      if let made { return made }
      let keywords = ruleSet.rules.map { $0.secret.keywords.filter { !$0.isEmpty } }
      let literals = keywords.enumerated().flatMap { index, words in words.map { (text: $0, owner: index) } }
      let fresh = (scanner: LiteralScanner(literals), always: keywords.indices.filter { keywords[$0].isEmpty })
      made = fresh
      return fresh
    }
    return (scanner.fired(in: text) + always).sorted()
  }
}
