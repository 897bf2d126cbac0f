import GateMatch
import GateModel
import GateRules

/// What can be told of a rule that its file does not show: whether its patterns can be used.
enum RuleCheck {
  enum Problem {
    /// The rule does not run.
    case unsupported(String)
    /// It runs, but not as written.
    case degraded(String)
  }

  /// Asked for every rule in Semgrep's language: its patterns are compiled for each of its languages.
  static let problems: @Sendable (Rule) -> [Problem] = { rule in
    guard rule.kind != .secret else { return [] }
    let failed = SearchPlan(RuleSet([rule])).problems.map { "not run on \($0.language.name): \($0.message)" }
    return failed.map { failed.count == rule.languages.count ? .unsupported($0) : .degraded($0) }
  }
}
