import GateDocument
import GateModel
import GatePolicy
import Testing

@Suite struct `A policy file` {
  private func parse(_ text: String) throws(DocumentError) -> Policy {
    try PolicyFile.parse(Array(text.utf8), file: ".gatebook.yml")
  }

  private func failure(_ text: String) -> String {
    do throws(DocumentError) {
      _ = try parse(text)
      return "nothing is wrong"
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }

  /// The contract's example without the keys whose features are not built.
  @Test func `the contract's example is read`() throws {
    let text = """
      rules: [builtin, ./security-rules]
      thresholds: {critical: 0, high: 0, medium: 20}        # new findings allowed; absent = no limit
      agents:
        "*": {thresholds: {high: 0}}                        # every author, people too
        claude-code: {thresholds: {medium: 0}}
        unknown: {thresholds: {high: 0}}                     # a kind may stand in place of an id
      severity: {python.sql-injection: critical}
      paths: {exclude: ["vendor/**"]}
      incomplete: fail            # warn | fail
      """
    #expect(
      try parse(text)
        == Policy(
          rules: ["builtin", "security-rules"], thresholds: [.critical: 0, .high: 0, .medium: 20],
          scopes: [.each: [.high: 0], .agent("claude-code"): [.medium: 0], .kind(.unknown): [.high: 0]],
          severities: ["python.sql-injection": .critical], excludes: [Glob("vendor/**")], incomplete: .fail))
  }

  @Test(arguments: [
    "", "# nothing\n", "---\n", "{}", "rules:\n", "agents:\n", "severity: ~\n", "paths:\n", "incomplete:\n",
  ])
  func `what a policy leaves out has its default`(_ text: String) throws {
    #expect(try parse(text) == Policy())
    #expect(try parse(text).thresholds == [.critical: 0, .high: 0])
  }

  @Test func `empty thresholds mean no limit, and a severity not named has none`() throws {
    #expect(try parse("thresholds: {}").thresholds.isEmpty)
    #expect(try parse("thresholds: {low: 3}").thresholds == [.low: 3])
    #expect(try parse("agents: {x: {thresholds: {}}}").scopes == [.agent("x"): [:]])
  }

  @Test(arguments: Attribution.Kind.allCases)
  func `a kind may stand in place of an id`(_ kind: Attribution.Kind) throws {
    #expect(try parse("agents: {\(kind.rawValue): {thresholds: {high: 1}}}").scopes == [.kind(kind): [.high: 1]])
  }

  @Test(arguments: [
    ("thresholds:\n", "1:12: `thresholds` is empty; write `thresholds: {}` for no limit at all"),
    ("thresholds: 0", "1:13: `thresholds` must be a mapping, not a single value"),
    ("thresholds:\n  severe: 0", "2:3: `severe` is no severity (known: critical, high, medium, low, info)"),
    ("thresholds: {high: -1}", "1:20: a threshold is 0 or more"),
    ("thresholds: {high: none}", "1:20: the threshold of `high` must be a whole number"),
    ("thresholds: {high: '0'}", "1:20: the threshold of `high` must be a whole number"),
    ("thresholds: {high: 0.5}", "1:20: the threshold of `high` must be a whole number"),
    ("thresholds: {high: }", "1:20: the threshold of `high` must be a whole number"),
    ("thresholds: {high: 0, high: 9}", "1:23: the key `high` stands twice"),
    ("\nthreshold: {high: 0}", "2:1: unknown key `threshold` in the policy; did you mean `thresholds`?"),
    (
      "ledger: none",
      "1:1: unknown key `ledger` in the policy (known: rules, thresholds, agents, severity, paths, incomplete, suppressions, audit)"
    ),
    (
      "suppressions: {by-agents: perhaps}", "1:27: `by-agents` must be allow or deny"
    ),
    ("suppressions: {max-days: 0}", "1:26: `max-days` is 1 or more"),
    (
      "suppressions: {read: [semgrep]}",
      "1:23: `semgrep` is nobody's comment that is known (known: nosemgrep, gitleaks, kingfisher, nosec, detect-secrets)"
    ),
    (
      "paths: {tests: ['**/test/**']}",
      "1:9: `tests` in `paths` is not supported by this version yet; take it out, it would have no effect"
    ),
    ("paths: {include: [x]}", "1:9: unknown key `include` in `paths`; did you mean `exclude`?"),
    ("paths: [x]", "1:8: `paths` must be a mapping, not a list"),
    ("paths: {exclude: [[x]]}", "1:19: each of `exclude` must be a text, not a list"),
    ("agents: [x]", "1:9: `agents` must be a mapping, not a list"),
    ("agents: {x: }", "1:13: the policy of `x` must be a mapping, not a single value"),
    ("agents: {x: {}}", "1:13: the policy of `x` needs `thresholds`"),
    ("agents: {x: {thresholds: }}", "1:26: `thresholds` is empty; write `thresholds: {}` for no limit at all"),
    ("agents: {x: {high: 0}}", "1:14: unknown key `high` in the policy of `x` (known: thresholds)"),
    ("severity: {a.b: severe}", "1:17: the severity of `a.b` must be one of critical, high, medium, low, info"),
    ("severity: {a.b: [high]}", "1:17: the severity of `a.b` must be a text, not a list"),
    ("incomplete: maybe", "1:13: `incomplete` must be warn or fail"),
    ("incomplete: [fail]", "1:13: `incomplete` must be a text, not a list"),
    ("rules: builtin", "1:8: `rules` must be a list, not a single value"),
    ("rules: []", "1:8: `rules` names no rules; a gate without rules would always be open"),
    ("rules: [builtin, ~]", "1:18: each of `rules` must be a text, not empty"),
    ("[thresholds]", "1:1: the policy must be a mapping, not a list"),
    ("a policy", "1:1: the policy must be a mapping, not a single value"),
    ("{}\n---\n{}", "3:1: a policy is one document; take out the second"),
  ])
  func `a mistake is told with its place and what would be right`(_ text: String, _ message: String) {
    #expect(failure(text) == message)
  }

  @Test(arguments: ["/etc", "../x", "x/../../y", "x/..", "~/rules", "~root", "./../x", ".."])
  func `rules that lead out of the tree are refused`(_ source: String) {
    #expect(
      failure("rules: [builtin, '\(source)']")
        == "1:18: `\(source)` leads out of the repository; a policy names `builtin` or a path below its root")
  }

  @Test func `a path of rules is made plain`() throws {
    #expect(try parse("rules: [./a//b/./c/, builtin, '..x', 'x..y']").rules == ["a/b/c", "builtin", "..x", "x..y"])
  }

  /// Whichever of two spellings were to win, somebody would be surprised.
  @Test func `a severity that stands twice in two spellings is refused`() {
    #expect(failure("thresholds: {high: 0, HIGH: 99}").hasPrefix("1:23: "))
  }

  @Test(arguments: [
    ("severity: {r: low}", Severity.low), ("severity: {other: low}", .high), ("", .high),
    ("severity: {r: CRITICAL}", .critical),
  ])
  func `a severity of the project's stands in place of the rule's`(_ text: String, _ severity: Severity) throws {
    let rule = Rule(
      id: "r", severity: .high, confidence: .high, message: "", matcher: .secret(SecretMatcher(pattern: "x")))
    #expect(try parse(text).severity(of: rule) == severity)
  }
}
