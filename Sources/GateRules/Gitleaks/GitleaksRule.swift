import GateDocument
import GateModel

/// One table `rules` of a file of Gitleaks' or Betterleaks', before files that extend each other are joined.
struct GitleaksRule {
  let id: String
  var description: String?
  /// As they are written, in Go's syntax.
  var regex: String?
  var path: String?
  var group = 0
  var entropy = 0.0
  var keywords: [String] = []
  var exceptions: [SecretException] = []
  var required: [GitleaksTerms.Requirement] = []
  var isSilent = false
  var notes: [String] = []
  let node: YAMLNode

  private static let known: Set<String> = [
    "id", "description", "path", "regex", "secretgroup", "entropy", "keywords", "tags", "allowlist", "allowlists",
    "required", "skipreport",
  ]

  /// What Betterleaks says beyond Gitleaks.
  private static let betterleaks: [String: String] = [
    "filter": "its `filter` is an expression that is not evaluated, so more may be found",
    "validate": "its `validate` is never called: no value is sent anywhere",
    "tokenefficiency": "`tokenEfficiency` is not looked at, so more may be found",
    "specificity": "`specificity` is not looked at",
  ]

  init(_ table: GitleaksTable) throws(RuleError) {
    node = table.node
    guard let id = try table.text("id")?.trimmed, !id.isEmpty else { throw node.error("a rule needs the key `id`") }
    self.id = id
    description = try table.text("description")
    regex = try table.text("regex")
    path = try table.text("path")
    group = try table.count("secretGroup") ?? 0
    entropy = try table["entropy"]?.decimal("`entropy`") ?? 0
    keywords = try table.texts("keywords").filter { !$0.isEmpty }
    isSilent = try table.flag("skipReport")
    if table["allowlist"] != nil, table["allowlists"] != nil {
      throw node.error("`\(id)` has `allowlist` and `allowlists`; the first is the old form of the second, keep one")
    }
    for list in try table.tables("allowlists") + table.tables("allowlist") {
      exceptions.append(try Self.exception(list, &notes))
    }
    for other in try table.tables("required") {
      guard let rule = try other.text("id") else { throw other.node.error("`required` needs the key `id`") }
      required.append(
        .init(rule: rule, lines: try other.count("withinLines"), columns: try other.count("withinColumns")))
    }
    for name in table.others(than: Self.known) {
      notes.append(Self.betterleaks[name.lowercased()] ?? "`\(name)` is not known and has no effect")
    }
  }

  static func exception(_ table: GitleaksTable, _ notes: inout [String]) throws(RuleError) -> SecretException {
    var exception = SecretException()
    switch try table.text("condition")?.uppercased() ?? "OR" {
    case "OR", "||": exception.needsAll = false
    case "AND", "&&": exception.needsAll = true
    default: throw table["condition"]!.error("`condition` must be OR or AND")
    }
    if let target = try table.text("regexTarget") {
      guard let known = SecretException.Target(rawValue: target) else {
        throw table["regexTarget"]!.error("`regexTarget` must be secret, match or line")
      }
      exception.target = known
    }
    exception.commits = try table.texts("commits").map { $0.lowercased().trimmed }
    exception.paths = try table.texts("paths").map { translated($0, &notes) }
    exception.patterns = try table.texts("regexes").map { translated($0, &notes) }
    exception.stopwords = Set(try table.texts("stopwords").map { $0.lowercased() }.filter { !$0.isEmpty }).sorted()
    guard
      !(exception.commits.isEmpty && exception.paths.isEmpty && exception.patterns.isEmpty
        && exception.stopwords.isEmpty)
    else {
      throw table.node.error("an allow-list needs one of `commits`, `paths`, `regexes`, `stopwords`")
    }
    return exception
  }

  static func translated(_ pattern: String, _ notes: inout [String]) -> String {
    let translated = GoPattern(pattern)
    for note in translated.notes where !notes.contains(note) { notes.append(note) }
    return translated.text
  }

  /// A rule of the same id in the file that this one's file extends, changed by what this one says.
  func changing(_ base: GitleaksRule) -> GitleaksRule {
    var rule = base
    rule.description = description ?? base.description
    rule.regex = regex ?? base.regex
    rule.path = path ?? base.path
    if group != 0 { rule.group = group }
    if entropy != 0 { rule.entropy = entropy }
    rule.keywords += keywords
    rule.exceptions += exceptions
    rule.notes += notes
    return rule
  }

  var saysWhatToFind: Bool { regex != nil || path != nil }

  /// As a rule of ours; `global` are the allow-lists of the whole file.
  func loaded(under global: [SecretException], place: YAMLNode) throws(RuleError) -> LoadedRule {
    var notes = notes
    guard saysWhatToFind else { throw node.error("`\(id)` has neither `regex` nor `path`") }
    let pattern = regex.map { Self.translated($0, &notes) }
    var terms = GitleaksTerms(
      group: group, path: path.map { Self.translated($0, &notes) }, isSilent: isSilent)
    terms.required = required.map {
      .init(rule: GitleaksFile.prefix + $0.rule, lines: $0.lines, columns: $0.columns)
    }
    var words = Set(keywords.map { $0.lowercased() }).sorted()
    if words.isEmpty, let regex { words = Keywords.derived(from: regex) }
    let matcher = SecretMatcher(
      pattern: pattern ?? "", keywords: words, entropy: entropy == 0 ? nil : entropy, decodes: pattern != nil,
      exceptions: exceptions + global, gitleaks: terms)
    let rule = Rule(
      id: GitleaksFile.prefix + id, severity: .high, confidence: .medium, message: description ?? id,
      matcher: .secret(matcher), cwe: pattern == nil ? ["CWE-538"] : ["CWE-798"], owasp: ["A07:2021", "A07:2025"],
      remediation: pattern == nil
        ? "Take the file out of the repository, and renew what it holds."
        : "Revoke the value where it was issued and use a new one that is read from outside the repository.")
    return LoadedRule(rule: rule, file: node.file, line: node.line, notes: notes)
  }
}

extension String {
  fileprivate var trimmed: String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
