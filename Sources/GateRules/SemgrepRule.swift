import GateDocument
import GateModel

/// Reads one rule in Semgrep's language. As lenient as Semgrep is with keys that it does not know, and as strict with
/// operators: what would change the answer is a reason to refuse, all else is noted.
struct SemgrepRule {
  /// What is passed over.
  var notes: [String] = []
  private let map: YAMLMapping
  private let models: TaintModels

  subscript(key name: String) -> YAMLNode? { map[name] }

  static func read(_ map: YAMLMapping, models: TaintModels) -> Result<LoadedRule, RuleError> {
    do throws(RuleError) {
      var reader = SemgrepRule(map: map, models: models)
      return .success(try reader.rule())
    } catch {
      return .failure(error)
    }
  }

  init(map: YAMLMapping, models: TaintModels) {
    self.map = map
    self.models = models
  }

  /// Keys at the top of a rule that speak for themselves or are read below.
  private static let known: Set<String> =
    Set(["id", "mode", "message", "severity", "languages", "paths", "options", "fix", "fix-regex", "metadata"])
    .union(formulas)

  private static let taintKeys = Set(TaintList.allCases.map(\.key) + ["taint"])

  static let formulas: Set<String> = ["pattern", "patterns", "pattern-either", "pattern-regex", "match"]

  /// A rule that says one of these says less than it means without it.
  private static let unsupported: [String: String] = [
    "join": "rules that join others",
    "extract": "rules that extract code", "steps": "rules in steps", "dest-language": "rules that extract code",
    "project-depends-on": "dependencies of a project", "r2c-internal-project-depends-on": "dependencies of a project",
    "pattern-where-python": "Python code in a rule", "depends-on-either": "dependencies of a project",
  ]

  private mutating func rule() throws(RuleError) -> LoadedRule {
    let id = try map.required("id").string("`id`")
    guard !id.isEmpty else { throw try map.required("id").error("`id` must not be empty") }
    let isTaint = try isTaint()
    try checkKeys(isTaint: isTaint)
    let severity = try Self.severity(map.required("severity"))
    let message = try map.required("message").string("`message`")
    let (languages, leftOut) = try SemgrepLanguages.runnable(map.required("languages"))
    if !leftOut.isEmpty { notes.append("not run on \(leftOut.joined(separator: ", "))") }
    let matcher = isTaint ? Matcher.taint(try taint(languages)) : .search(try search(languages))
    let paths = try paths(map["paths"])
    var about = SemgrepMetadata()
    about.read(map["metadata"], notes: &notes)
    let rule = Rule(
      id: id, severity: severity, confidence: about.confidence, message: message, matcher: matcher,
      paths: paths, cwe: about.cwe, owasp: about.owasp, attack: about.attack, remediation: about.remediation,
      references: about.references, lesson: about.lesson,
      confidenceInDoubt: about.confidenceInDoubt, yieldsTo: about.yieldsTo)
    return LoadedRule(rule: rule, file: map.node.file, line: map.node.line, notes: notes)
  }

  private mutating func search(_ languages: [SourceLanguage]) throws(RuleError) -> SearchMatcher {
    let written = try formula(in: map, of: "the rule")
    return SearchMatcher(
      languages: languages, formula: languages == [.regex] ? written.asText : written,
      options: try options(map["options"]), fix: try fix())
  }

  private mutating func taint(_ languages: [SourceLanguage]) throws(RuleError) -> TaintMatcher {
    let flow = try flowOptions(map["options"])
    let parts = try taint(map, for: languages, models: models, isDeep: flow.isDeep)
    return TaintMatcher(
      languages: languages, sources: parts.sources, sinks: parts.sinks, sanitizers: parts.sanitizers,
      propagators: parts.propagators, guards: parts.guards,
      search: try options(map["options"], passingOver: Self.flowOptions), flow: flow, fix: try fix())
  }

  private func isTaint() throws(RuleError) -> Bool {
    guard let node = map["mode"] else { return map["taint"] != nil }
    switch try node.string("`mode`") {
    case "search": return false
    case "taint": return true
    case let mode: throw node.error("rules with `mode: \(mode)` are not run by this version")
    }
  }

  private mutating func checkKeys(isTaint: Bool) throws(RuleError) {
    for (name, key, _) in map.entries {
      // A formula of its own would be without effect in a taint rule, which nobody can have meant.
      if isTaint, Self.formulas.contains(name) {
        throw key.error(
          "`\(name)` has no place in a taint rule; it belongs into `pattern-sources` or another of its lists")
      }
      if Self.known.contains(name) || isTaint && Self.taintKeys.contains(name) { continue }
      if Self.taintKeys.contains(name) { throw key.error("`\(name)` needs `mode: taint`") }
      if let what = Self.unsupported[name] { throw key.error("`\(name)`: \(what) is not run by this version") }
      // Beside the formula an operator would be without effect, which nobody can have meant.
      if name.hasPrefix("pattern-") || name.hasPrefix("metavariable-") || name == "focus-metavariable" {
        throw key.error("`\(name)` has no place beside the rule's formula; it belongs into `patterns`")
      }
      notes.append("`\(name)` is ignored")
    }
  }

  mutating func formula(in map: YAMLMapping, of what: String) throws(RuleError) -> Formula {
    let present = map.entries.filter { Self.formulas.contains($0.name) }
    guard let (name, key, value) = present.first else {
      throw map.node.error("\(what) has no pattern: one of pattern, patterns, pattern-either, pattern-regex, match")
    }
    if present.count > 1 {
      throw present[1].key.error("\(what) has one formula; `\(name)` and `\(present[1].name)` are two")
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
