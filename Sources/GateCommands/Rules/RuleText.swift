import GateModel
import GateReport
import GateRules

/// A rule in words and as JSON.
enum RuleText {
  /// What a person needs in order to judge a finding and to mend it; with `patterns` also all that is looked for.
  static func explanation(of rule: Rule, patterns: Bool) -> String {
    let classes = (rule.cwe + rule.owasp + rule.attack).joined(separator: ", ")
    let inDoubt =
      rule.content.value.confidenceInDoubt.map { " (\($0.name) where signs of a false alarm are seen)" } ?? ""
    var lines = [rule.id, "  \(rule.severity.name), confidence \(rule.confidence.name)\(inDoubt)"]
    if !classes.isEmpty { lines.append("  \(classes)") }
    lines += ["", rule.message]
    if let why = rule.lesson.why { lines += ["", "Why: \(why)"] }
    if let remediation = rule.remediation { lines += ["", "What to do: \(remediation)"] }
    for (title, code) in [("Before:", rule.lesson.before), ("After:", rule.lesson.after)] {
      if let code { lines += ["", title] + code.split(separator: "\n").map { "    \($0)" } }
    }
    if fixes(rule) { lines += ["", "`gatebook scan --autofix` can write the change."] }
    lines += ["", "How it is found:"] + (patterns ? whole(rule) : short(rule))
    var outside = rule.paths.exclude
    if case .secret(let secret) = rule.matcher { outside += secret.allow.paths }
    if !rule.paths.include.isEmpty {
      lines.append("  only in   \(rule.paths.include.map(\.pattern).joined(separator: ", "))")
    }
    if !outside.isEmpty { lines.append("  not in    \(outside.map(\.pattern).joined(separator: ", "))") }
    if !rule.references.isEmpty { lines += ["", "To read on:"] + rule.references.map { "  \($0)" } }
    return lines.map { Escape.visible($0) }.joined(separator: "\n") + "\n"
  }

  static func fixes(_ rule: Rule) -> Bool {
    switch rule.matcher {
    case .secret: false
    case .search(let search): search.fix != nil
    case .taint(let taint): taint.fix != nil
    }
  }

  private static func whole(_ rule: Rule) -> [String] {
    switch rule.matcher {
    case .secret(let secret): found(by: secret)
    case .search(let search): found(by: search)
    case .taint(let taint): TaintText.lines(of: taint).map { $0.isEmpty ? "" : "  \($0)" }
    }
  }

  /// More lines of patterns than this teach nobody.
  private static let mostLines = 14

  private static func short(_ rule: Rule) -> [String] {
    if case .taint(let taint) = rule.matcher { return TaintText.summary(of: taint).map { "  \($0)" } }
    let lines = whole(rule)
    guard lines.count > mostLines + 1 else { return lines }
    return lines.prefix(mostLines) + ["  … and \(lines.count - mostLines) lines more, told by --patterns"]
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
      .init("fixes", .bool(fixes(rule))),
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
