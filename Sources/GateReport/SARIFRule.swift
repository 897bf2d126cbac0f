import GateModel

/// A rule as the hosts show it beside its results.
struct SARIFRule {
  let id: String
  let severity: Severity
  let confidence: Confidence
  let message: String
  let classes: [String]
  let remediation: String?
  let references: [String]

  init(_ rule: Rule) {
    id = rule.id
    severity = rule.severity
    confidence = rule.confidence
    message = rule.message
    classes = SARIFRule.tags(cwe: rule.cwe, owasp: rule.owasp, attack: rule.attack)
    remediation = rule.remediation
    references = rule.references
  }

  /// The rule of a finding whose rule is not among those in force: one of the gate's own.
  init(of finding: Finding) {
    id = finding.ruleID
    severity = finding.severity
    confidence = finding.confidence
    message = finding.message
    classes = SARIFRule.tags(cwe: finding.cwe, owasp: finding.owasp, attack: finding.attack)
    remediation = finding.remediation
    references = []
  }

  var json: JSON {
    let description = SARIFText.sentences(message) ?? "Found by a rule that does not describe itself."
    let addresses = references.compactMap(URIText.webAddress)
    let help = help(description, addresses)
    return .record([
      "id": SARIFText.label(id),
      "name": SARIFText.label(SARIFRule.name(for: id)),
      "shortDescription": text(SARIFText.firstSentence(of: description)),
      "fullDescription": text(description),
      "help": .record([
        "text": .string(help),
        "markdown": .string(SARIFText.markdown(help)),
      ]),
      "helpUri": .string(addresses.first ?? "\(Tool.informationURI)/blob/main/docs/rules.md"),
      "defaultConfiguration": .record(["level": .string(severity.sarifLevel)]),
      "properties": .record([
        "precision": .string(confidence.name),
        "security-severity": .string(severity.score),
        // GitHub refuses more than twenty and shows ten.
        "tags": .texts(Array((["security"] + classes).prefix(10))),
      ]),
    ])
  }

  /// In PascalCase, of the last two parts of the id: `secrets.aws.access-key` is AwsAccessKey. SARIF wants a name that
  /// is not the id again.
  static func name(for id: String) -> String {
    let words = id.split(separator: ".").suffix(2).flatMap { $0.split { !$0.isLetter && !$0.isNumber } }
    let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined().prefix(200)
    return name.isEmpty || name == id ? "\(name)Rule" : String(name)
  }

  private func text(_ text: String) -> JSON {
    .record(["text": .string(SARIFText.shortened(text, to: 1024))])
  }

  private func help(_ description: String, _ addresses: [String]) -> String {
    var paragraphs = [description]
    if let remediation = remediation.flatMap(SARIFText.sentences) { paragraphs.append("What to do: \(remediation)") }
    if !addresses.isEmpty { paragraphs.append(addresses.map { "- \($0)" }.joined(separator: "\n")) }
    return paragraphs.joined(separator: "\n\n")
  }

  /// The forms that GitHub and GitLab know: `external/cwe/cwe-079`, `OWASP-A03:2021`.
  private static func tags(cwe: [String], owasp: [String], attack: [String]) -> [String] {
    let weaknesses = cwe.map { id in
      let number = id.drop { !$0.isNumber }
      return "external/cwe/cwe-\(String(repeating: "0", count: max(0, 3 - number.count)))\(number)"
    }
    var seen: Set<String> = []
    return (weaknesses + owasp.map { "OWASP-\($0)" } + attack.map { "ATTACK-\($0)" }).map(Escape.visible)
      .filter { seen.insert($0).inserted }
  }
}

/// The rules of a run, each once, found again by id.
struct SARIFRuleList {
  private(set) var rules: [SARIFRule] = []
  private var places: [String: Int] = [:]

  /// All the rules in force, and those of findings that name another.
  init(_ inForce: [Rule], and findings: [Finding]) {
    for rule in inForce where places[rule.id] == nil { add(SARIFRule(rule)) }
    for finding in findings where places[finding.ruleID] == nil { add(SARIFRule(of: finding)) }
  }

  /// Of a rule that was given to the initialiser, by itself or by a finding.
  func index(of id: String) -> Int { places[id] ?? -1 }

  private mutating func add(_ rule: SARIFRule) {
    places[rule.id] = rules.count
    rules.append(rule)
  }
}

extension Severity {
  var sarifLevel: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// From 0 to 100, within the band that hosts give the severity.
  var rank: Int {
    switch self {
    case .critical: 95
    case .high: 80
    case .medium: 55
    case .low: 25
    case .info: 5
    }
  }

  /// The rank as hosts want it of a rule: a decimal from 0 to 10, as text.
  var score: String { "\(rank / 10).\(rank % 10)" }
}
