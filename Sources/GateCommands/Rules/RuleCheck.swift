import GateMatch
import GateModel

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
    guard case .search(let search) = rule.matcher else { return [] }
    let rule = SearchRule(rule, search)
    let failed = search.languages.compactMap { language in
      rule.problem(language).map { "not run on \(language.name): \($0)" }
    }
    return failed.map { failed.count == search.languages.count ? .unsupported($0) : .degraded($0) }
  }
}
