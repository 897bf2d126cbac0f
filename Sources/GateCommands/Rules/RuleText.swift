import GateModel
import GateReport
import GateRules

/// A rule in words and as JSON.
enum RuleText {
  static func explanation(of rule: Rule) -> String {
    var lines = [rule.id, "  \(rule.severity.name), confidence \(rule.confidence.name)", "", rule.message]
    if let why = rule.lesson.why { lines += ["", "Why: \(why)"] }
    if let remediation = rule.remediation { lines += ["", "What to do: \(remediation)"] }
    for (title, code) in [("Before:", rule.lesson.before), ("After:", rule.lesson.after)] {
      if let code { lines += ["", title] + code.split(separator: "\n").map { "    \($0)" } }
    }
    lines += ["", "How it is found:"]
    var outside = rule.paths.exclude
    switch rule.matcher {
    case .secret(let secret):
      lines += found(by: secret)
      outside += secret.allow.paths
    case .search(let search): lines += found(by: search)
    case .taint(let taint): lines += TaintText.lines(of: taint).map { $0.isEmpty ? "" : "  \($0)" }
    }
    if !rule.paths.include.isEmpty {
      lines.append("  only in   \(rule.paths.include.map(\.pattern).joined(separator: ", "))")
    }
    if !outside.isEmpty { lines.append("  not in    \(outside.map(\.pattern).joined(separator: ", "))") }
    let classes = rule.cwe + rule.owasp + rule.attack
    if !classes.isEmpty { lines += ["", classes.joined(separator: ", ")] }
    lines += rule.references
    return lines.map { Escape.visible($0) }.joined(separator: "\n") + "\n"
  }

  private static func found(by secret: SecretMatcher) -> [String] {
    var lines = ["  pattern   \(secret.pattern)"]
    if !secret.keywords.isEmpty { lines.append("  needs     \(secret.keywords.joined(separator: " or "))") }
    if let entropy = secret.entropy { lines.append("  entropy   at least \(entropy) bits a character") }
    if !secret.allow.patterns.isEmpty { lines.append("  not       \(secret.allow.patterns.joined(separator: "  "))") }
    if !secret.allow.stopwords.isEmpty { lines.append("  not with  \(secret.allow.stopwords.joined(separator: ", "))") }
    return lines
  }

  private static func found(by search: SearchMatcher) -> [String] {
    ["  in        \(search.languages.map(\.name).joined(separator: ", "))"]
      + FormulaText.lines(of: search.formula).map { "  \($0)" }
  }

  /// Secrets are looked for in any text, so their rules name none.
  static func languages(of rule: Rule) -> [String] {
    rule.languages.map(\.name)
  }

  static func json(_ rule: Rule) -> JSON {
    func texts(_ items: [String]) -> JSON { .array(items.map { .string($0) }) }
    return .object([
      .init("id", .string(rule.id)),
      .init("severity", .string(rule.severity.name)),
      .init("confidence", .string(rule.confidence.name)),
      .init("languages", texts(languages(of: rule))),
      .init("message", .string(rule.message)),
      .init("why", .optional(rule.lesson.why) { .string($0) }),
      .init("remediation", .optional(rule.remediation) { .string($0) }),
      .init("before", .optional(rule.lesson.before) { .string($0) }),
      .init("after", .optional(rule.lesson.after) { .string($0) }),
      .init("cwe", texts(rule.cwe)),
      .init("owasp", texts(rule.owasp)),
      .init("attack", texts(rule.attack)),
      .init("references", texts(rule.references)),
    ])
  }

  static func json(_ rule: RefusedRule) -> JSON {
    .object([
      .init("id", .optional(rule.id) { .string($0) }),
      .init("file", .string(rule.file)),
      .init("line", .integer(Int64(rule.line))),
      .init("reason", .string(rule.reason)),
    ])
  }
}
