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
    case database(PatternDatabase)
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
    prefilter = .database(database)
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

  /// There is something to make a database of.
  package static func hasPatterns(_ ruleSet: RuleSet) -> Bool { !secrets(of: ruleSet).byPattern.isEmpty }

  /// A database for one rule set does for the other too: their rules about secrets are the same, in the same order.
  package static func haveSamePatterns(_ a: RuleSet, _ b: RuleSet) -> Bool {
    let (mine, others) = (secrets(of: a), secrets(of: b))
    guard mine.byPath.isEmpty, others.byPath.isEmpty, mine.byPattern.count == others.byPattern.count else {
      return false
    }
    guard zip(mine.byPattern, others.byPattern).allSatisfy({ a.rules[$0].id == b.rules[$1].id }) else { return false }
    return zip(mine.byPattern, others.byPattern).allSatisfy {
      a.rules[$0].secret?.pattern == b.rules[$1].secret?.pattern
        && a.rules[$0].secret?.keywords == b.rules[$1].secret?.keywords
    }
  }

  /// The patterns that a database for this rule set is made of. Taking them apart costs a millisecond or two for hundreds.
  package static func patterns(of ruleSet: RuleSet) -> [String] {
    secrets(of: ruleSet).byPattern.compactMap { ruleSet.rules[$0].secret.map(prefilter) }
  }

  /// The core of the pattern; its keywords where it has none and begins with a run (see `PatternCore`); else the pattern itself. In
  /// any case something that a text with a match must hold: PCRE2 confirms.
  private static func prefilter(_ secret: SecretMatcher) -> String {
    if let core = PatternCore.of(secret.pattern) { return core }
    var rest = secret.pattern[...]
    while let head = ["(?i)", "(?-m)", "\\b"].first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(head.count) }
    let words = secret.words
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
  /// Keywords that say something.
  var words: [String] { keywords.filter { !$0.isEmpty } }

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
      let keywords = ruleSet.rules.map { rule in rule.secret.flatMap { $0.pattern.isEmpty ? nil : $0.words } }
      let literals = keywords.enumerated().flatMap { index, words in (words ?? []).map { (text: $0, owner: index) } }
      let fresh = (scanner: LiteralScanner(literals), always: keywords.indices.filter { keywords[$0]?.isEmpty == true })
      made = fresh
      return fresh
    }
    return (scanner.fired(in: text) + always).sorted()
  }
}
