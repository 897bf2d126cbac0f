import GateDocument
import GateModel

/// Reads one rule in Semgrep's language. As lenient as Semgrep is with keys that it does not know, and as strict with
/// operators: what would change the answer is a reason to refuse, all else is noted.
struct SemgrepRule {
  /// What is passed over.
  var notes: [String] = []
  private let map: YAMLMapping

  subscript(key name: String) -> YAMLNode? { map[name] }

  static func read(_ map: YAMLMapping) -> Result<LoadedRule, RuleError> {
    do throws(RuleError) {
      var reader = SemgrepRule(map: map)
      return .success(try reader.rule())
    } catch {
      return .failure(error)
    }
  }

  private init(map: YAMLMapping) { self.map = map }

  /// Keys at the top of a rule that speak for themselves or are read below.
  private static let known: Set<String> =
    Set(["id", "mode", "message", "severity", "languages", "paths", "options", "fix", "fix-regex", "metadata"])
    .union(formulas)

  private static let formulas: Set<String> = ["pattern", "patterns", "pattern-either", "pattern-regex", "match"]

  /// A rule that says one of these says less than it means without it.
  private static let unsupported: [String: String] = [
    "pattern-sources": "taint analysis", "pattern-sinks": "taint analysis", "pattern-sanitizers": "taint analysis",
    "pattern-propagators": "taint analysis", "taint": "taint analysis", "join": "rules that join others",
    "extract": "rules that extract code", "steps": "rules in steps", "dest-language": "rules that extract code",
    "project-depends-on": "dependencies of a project", "r2c-internal-project-depends-on": "dependencies of a project",
    "pattern-where-python": "Python code in a rule", "depends-on-either": "dependencies of a project",
  ]

  private mutating func rule() throws(RuleError) -> LoadedRule {
    let id = try map.required("id").string("`id`")
    guard !id.isEmpty else { throw try map.required("id").error("`id` must not be empty") }
    try checkMode()
    try checkKeys()
    let severity = try Self.severity(map.required("severity"))
    let message = try map.required("message").string("`message`")
    let (languages, leftOut) = try SemgrepLanguages.runnable(map.required("languages"))
    if !leftOut.isEmpty { notes.append("not run on \(leftOut.joined(separator: ", "))") }
    let written = try formula(in: map)
    let formula = languages == [.regex] ? written.asText : written
    let matcher = SearchMatcher(
      languages: languages, formula: formula, options: try options(map["options"]), fix: try fix())
    let paths = try paths(map["paths"])
    var about = SemgrepMetadata()
    about.read(map["metadata"], notes: &notes)
    return LoadedRule(
      rule: Rule(
        id: id, severity: severity, confidence: about.confidence, message: message, matcher: .search(matcher),
        paths: paths, cwe: about.cwe, owasp: about.owasp, attack: about.attack, remediation: about.remediation,
        references: about.references),
      file: map.node.file, line: map.node.line, notes: notes)
  }

  private func checkMode() throws(RuleError) {
    guard let node = map["mode"] else { return }
    let mode = try node.string("`mode`")
    if mode != "search" { throw node.error("rules with `mode: \(mode)` are not run by this version") }
  }

  private mutating func checkKeys() throws(RuleError) {
    for (name, key, _) in map.entries where !Self.known.contains(name) {
      if let what = Self.unsupported[name] { throw key.error("`\(name)`: \(what) is not run by this version") }
      // Beside the formula an operator would be without effect, which nobody can have meant.
      if name.hasPrefix("pattern-") || name.hasPrefix("metavariable-") || name == "focus-metavariable" {
        throw key.error("`\(name)` has no place beside the rule's formula; it belongs into `patterns`")
      }
      notes.append("`\(name)` is ignored")
    }
  }

  private mutating func formula(in map: YAMLMapping) throws(RuleError) -> Formula {
    let present = map.entries.filter { Self.formulas.contains($0.name) }
    guard let (name, key, value) = present.first else {
      throw map.node.error("the rule has no pattern: one of pattern, patterns, pattern-either, pattern-regex, match")
    }
    if present.count > 1 {
      throw present[1].key.error("a rule has one formula; `\(name)` and `\(present[1].name)` are two")
    }
    if name == "match" { return try matchFormula(value) }
    return try formula(operator: name, key: key, value: value, inMetavariable: false).alone
  }

  /// Semgrep's own names as its documentation equates them.
  private static func severity(_ node: YAMLNode) throws(RuleError) -> Severity {
    let text = try node.string("`severity`")
    switch text.uppercased() {
    case "CRITICAL": return .critical
    case "HIGH", "ERROR": return .high
    case "MEDIUM", "WARNING": return .medium
    case "LOW", "INFO": return .low
    case "INVENTORY", "EXPERIMENT": return .info
    default: throw node.error("`\(text)` is no severity; one of CRITICAL, HIGH, MEDIUM, LOW, ERROR, WARNING, INFO")
    }
  }
}

extension Formula {
  /// As a formula in its own right: `inside` by itself is where its code is, and what only takes away, legal within a
  /// metavariable, takes away from the value as a whole.
  var alone: Formula {
    switch self {
    case .inside, .not, .notInside: .all(parts: [self], conditions: [], focus: [])
    case .pattern, .regex, .all, .any: self
    }
  }

  /// Gives ranges, where the others only take some away.
  var isPositive: Bool {
    switch self {
    case .pattern, .regex, .all, .any, .inside: true
    case .not, .notInside: false
    }
  }

  /// With regular expressions for patterns: text as it is has no others, so Semgrep reads them as such.
  var asText: Formula {
    switch self {
    case .pattern(let text): .regex(text)
    case .regex: self
    case .all(let parts, let conditions, let focus):
      .all(parts: parts.map(\.asText), conditions: conditions.map(\.asText), focus: focus)
    case .any(let parts): .any(parts.map(\.asText))
    case .inside(let inner): .inside(inner.asText)
    case .not(let inner): .not(inner.asText)
    case .notInside(let inner): .notInside(inner.asText)
    }
  }
}

extension Condition {
  fileprivate var asText: Condition {
    // A condition that names its language has been read in that one.
    guard case .pattern(let name, nil, let formula) = self else { return self }
    return .pattern(name, language: nil, formula.asText)
  }
}
