package import GateModel
package import GateText

/// A rule set made ready to run: which of its rules can fire in some bytes is found out first, by one pass.
/// Immutable; all workers share it.
package struct CompiledRules: Sendable {
  /// How the one pass is made.
  package enum Prefilter: Sendable {
    /// The patterns themselves, in the order of `ruleSet.rules`.
    case database(PatternDatabase)
    /// Literals that must occur; rules that have none always run.
    case literals(LiteralScanner, always: [Int])
  }

  package let ruleSet: RuleSet
  package let prefilter: Prefilter

  package init(_ ruleSet: RuleSet, database: PatternDatabase) {
    self.ruleSet = ruleSet
    prefilter = .database(database)
  }

  /// For a rule set without a compiled database: costs a fraction of a millisecond, scans at half the speed.
  package init(literalsOf ruleSet: RuleSet) {
    self.ruleSet = ruleSet
    var literals: [(text: String, owner: Int)] = []
    var always: [Int] = []
    for (index, rule) in ruleSet.rules.enumerated() {
      let keywords = rule.secret.keywords.filter { !$0.isEmpty }
      if keywords.isEmpty { always.append(index) }
      literals += keywords.map { ($0, index) }
    }
    prefilter = .literals(LiteralScanner(literals), always: always)
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
