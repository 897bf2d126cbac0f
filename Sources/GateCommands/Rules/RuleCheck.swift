import GateMatch
import GateModel
import GateRules
import GateText

/// What can be told of a rule that its file does not show: whether its patterns can be used.
enum RuleCheck {
  enum Problem {
    /// The rule does not run.
    case unsupported(String)
    /// It runs, but not as written.
    case degraded(String)
  }

  /// Asked for every rule in Semgrep's language, whose patterns are compiled for each of its languages, and for those from files of
  /// Gitleaks'.
  static let problems: @Sendable (Rule) -> [Problem] = { rule in
    if rule.kind == .secret {
      guard rule.id.hasPrefix(GitleaksFile.prefix) else { return [] }
      do throws(TextError) {
        try CompiledRules.check([rule])
        return []
      } catch {
        return [.unsupported(error.message)]
      }
    }
    let failed = SearchPlan(RuleSet([rule])).problems.map { "not run on \($0.language.name): \($0.message)" }
    return failed.map { failed.count == rule.languages.count ? .unsupported($0) : .degraded($0) }
  }
}
