package import GateModel
import GateRules
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
  /// Indices of the rules that look for secrets by a pattern: the database's patterns are theirs, in this order.
  let secrets: [Int]
  /// Those that look at paths alone.
  let pathRules: [Int]
  package let plan: SearchPlan

  package init(_ ruleSet: RuleSet, database: PatternDatabase, plan: SearchPlan? = nil) {
    self.ruleSet = ruleSet
    self.plan = plan ?? SearchPlan(ruleSet)
    prefilter = .database(database, LiteralFilter(ruleSet))
    (secrets, pathRules) = Self.secrets(of: ruleSet)
  }

  /// For a rule set without a compiled database: costs a fraction of a millisecond, scans at half the speed.
  package init(literalsOf ruleSet: RuleSet, plan: SearchPlan? = nil) {
    self.ruleSet = ruleSet
    self.plan = plan ?? SearchPlan(ruleSet)
    prefilter = .literals(LiteralFilter(ruleSet))
    (secrets, pathRules) = Self.secrets(of: ruleSet)
  }

  private static func secrets(of ruleSet: RuleSet) -> (byPattern: [Int], byPath: [Int]) {
    let all = ruleSet.rules.indices.filter { ruleSet.rules[$0].kind == .secret }
    // What a built-in rule says need not be read for this.
    let byPath = all.filter { ruleSet.rules[$0].isImportedSecret && ruleSet.rules[$0].secret?.pattern.isEmpty == true }
    return byPath.isEmpty ? (all, []) : (all.filter { !byPath.contains($0) }, byPath)
  }

  /// The patterns that a database for this rule set is made of.
  package static func patterns(of ruleSet: RuleSet) -> [String] {
    secrets(of: ruleSet).byPattern.compactMap { ruleSet.rules[$0].secret.map(prefilter) }
  }

  /// The pattern itself, or its keywords where Vectorscan 5.4.9 cannot be relied on: of patterns that begin with a counted run of
  /// a class it overlooks matches, now and then, as the text happens to lie in memory. PCRE2 confirms in any case.
  private static func prefilter(_ secret: SecretMatcher) -> String {
    var rest = secret.pattern[...]
    while let head = ["(?i)", "(?-m)", "\\b"].first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(head.count) }
    let words = secret.keywords.filter { !$0.isEmpty }
    guard !words.isEmpty, ["^", "[", "(?:^"].contains(where: { rest.hasPrefix($0) }) else { return secret.pattern }
    return "(?i)(?:" + words.map(escaped).joined(separator: "|") + ")"
  }

  private static func escaped(_ word: String) -> String {
    word.reduce(into: "") { text, character in
      let isPlain = character.isASCII && (character.isLetter || character.isNumber) || !character.isASCII
      text += isPlain ? String(character) : "\\\(character)"
    }
  }

  /// Compiles every pattern and allow-list. Throws the first that is refused, with the rule's index. A scan asks PCRE2 alone,
  /// some ten microseconds a pattern; `thoroughly` also asks Vectorscan and makes machine code.
  package static func check(_ rules: [Rule], thoroughly: Bool = true) throws(TextError) {
    for (index, rule) in rules.enumerated() {
      guard let secret = rule.secret else { continue }
      do throws(TextError) {
        for pattern in secret.allPatterns { _ = try Regex(pattern, compiled: thoroughly) }
        if thoroughly, !secret.pattern.isEmpty { try PatternDatabase.check(secret.pattern) }
      } catch {
        var error = error
        error.index = index
        throw error
      }
    }
  }
}

extension Rule {
  package var secret: SecretMatcher? {
    guard kind == .secret, case .secret(let matcher) = matcher else { return nil }
    return matcher
  }
}

extension Rule {
  /// From a file of Gitleaks'.
  var isImportedSecret: Bool { id.hasPrefix(GitleaksFile.prefix) && kind == .secret }
}

extension SecretMatcher {
  fileprivate var allPatterns: [String] {
    [pattern] + allow.patterns + exceptions.flatMap { $0.paths + $0.patterns }
      + [gitleaks?.path].compactMap { $0 }
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
      let keywords = ruleSet.rules.map { rule in
        rule.secret.flatMap { $0.pattern.isEmpty ? nil : $0.keywords.filter { !$0.isEmpty } }
      }
      let literals = keywords.enumerated().flatMap { index, words in (words ?? []).map { (text: $0, owner: index) } }
      let fresh = (scanner: LiteralScanner(literals), always: keywords.indices.filter { keywords[$0]?.isEmpty == true })
      made = fresh
      return fresh
    }
    return (scanner.fired(in: text) + always).sorted()
  }
}
