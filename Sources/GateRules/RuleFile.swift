import GateDocument
import GateModel

/// One rule file in Semgrep's form, with `mode: secret` as a mode of ours.
package enum RuleFile {
  /// All rules of a file. Throws where the file is malformed, and for the first secret rule that is; a rule in Semgrep's
  /// language that cannot run is among the refused: never dropped silently, and in no other rule's way.
  /// `models` are what taint rules may name.
  package static func parse(
    _ bytes: [UInt8], file: String, models: TaintModels = .none
  ) throws(RuleError) -> LoadedRules {
    let loaded = try rules(of: YAMLParser.parse(bytes, file: file), models)
    guard !loaded.isEmpty else {
      throw RuleError(file: file, message: "holds no rules; a rule file begins with `rules:` and a list")
    }
    return loaded
  }

  /// Nil where the file is YAML of another kind.
  static func parseIfRules(
    _ bytes: [UInt8], file: String, models: TaintModels
  ) throws(RuleError) -> LoadedRules? {
    let documents = try YAMLParser.parse(bytes, file: file)
    guard documents.contains(where: { $0.hasKey("rules") }) else { return nil }
    return try rules(of: documents, models)
  }

  private static func rules(of documents: [YAMLNode], _ models: TaintModels) throws(RuleError) -> LoadedRules {
    var loaded = LoadedRules()
    for document in documents {
      let top = try document.mapping("a rule file")
      let nodes = try top["rules"]?.list("`rules`") ?? []
      // Semgrep's files may say more at the top; in a file of ours it is a mistake.
      if nodes.isEmpty || nodes.contains(where: isSecret) { try top.allow(["rules"]) }
      let notes = top.entries.filter { $0.name != "rules" }.map { "the file's `\($0.name)` is ignored" }
      for node in nodes {
        let map = try node.mapping("a rule")
        if isSecret(node) {
          loaded.rules.append(try rule(map))
        } else {
          switch SemgrepRule.read(map, models: models) {
          case .success(var rule):
            rule.notes = notes + rule.notes
            loaded.rules.append(rule)
          case .failure(let error):
            loaded.refused.append(
              RefusedRule(
                id: try? map["id"]?.string("`id`"), file: error.file, line: error.line, reason: error.message))
          }
        }
      }
    }
    return loaded
  }

  private static func isSecret(_ node: YAMLNode) -> Bool {
    guard case .mapping(let members) = node.content else { return false }
    return members.contains { key, value in
      if case .scalar("mode", _) = key.content, case .scalar("secret", _) = value.content { true } else { false }
    }
  }

  private static func rule(_ map: YAMLMapping) throws(RuleError) -> LoadedRule {
    let id = try filled(map, "id")
    try map.allow(
      [
        "id", "mode", "languages", "severity", "message", "pattern-regex", "keywords", "entropy", "allow", "paths",
        "metadata", "examples", "decode", "checksum",
      ])
    let about = try Metadata(map["metadata"])
    return LoadedRule(
      rule: Rule(
        id: id, severity: try severity(map.required("severity")), confidence: about.confidence,
        message: try filled(map, "message"), matcher: .secret(try secret(map)),
        paths: try paths(map["paths"]), cwe: about.cwe, owasp: about.owasp, attack: about.attack,
        remediation: about.remediation, references: about.references, confidenceInDoubt: about.confidenceInDoubt),
      examples: try examples(map["examples"]), file: map.node.file, line: map.node.line)
  }

  private static func severity(_ node: YAMLNode) throws(RuleError) -> Severity {
    let text = try node.string("`severity`")
    if let severity = Severity(name: text) { return severity }
    switch text.uppercased() {
    case "ERROR": return .high
    case "WARNING": return .medium
    default: throw node.error("`\(text)` is no severity; one of CRITICAL, HIGH, MEDIUM, LOW, INFO")
    }
  }

  private static func filled(_ map: YAMLMapping, _ key: String) throws(RuleError) -> String {
    let node = try map.required(key)
    let text = try node.string("`\(key)`")
    guard !text.isEmpty else { throw node.error("`\(key)` must not be empty") }
    return text
  }

  /// Rounded as the pack keeps it, so that a rule is the same wherever it comes from.
  private static func entropy(_ node: YAMLNode) throws(RuleError) -> Double {
    let bits = try node.decimal("`entropy`")
    guard (0...8).contains(bits) else { throw node.error("`entropy` is bits a byte, from 0 to 8") }
    return (bits * 1000).rounded() / 1000
  }

  private static func secret(_ map: YAMLMapping) throws(RuleError) -> SecretMatcher {
    let pattern = try filled(map, "pattern-regex")
    let keywords = try map["keywords"]?.strings("`keywords`") ?? Keywords.derived(from: pattern)
    var matcher = SecretMatcher(pattern: pattern, keywords: keywords, entropy: try map["entropy"].map(entropy))
    matcher.decodes = try map["decode"]?.boolean("`decode`") ?? false
    matcher.checksum = try map["checksum"].map(checksum)
    if let node = map["allow"] {
      let allow = try node.mapping("`allow`")
      try allow.allow(["regex", "paths", "stopwords"])
      matcher.allow.patterns = try allow["regex"]?.strings("`regex`") ?? []
      matcher.allow.paths = try allow["paths"]?.globs("`paths`") ?? []
      matcher.allow.stopwords = try (allow["stopwords"]?.strings("`stopwords`") ?? []).map { $0.lowercased() }
    }
    return matcher
  }

  private static func checksum(_ node: YAMLNode) throws(RuleError) -> ChecksumKind {
    let text = try node.string("`checksum`")
    guard let kind = ChecksumKind(rawValue: text) else {
      let known = ChecksumKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw node.error("`\(text)` is no checksum (known: \(known))")
    }
    return kind
  }

  private static func paths(_ node: YAMLNode?) throws(RuleError) -> PathFilter {
    guard let map = try node?.mapping("`paths`") else { return PathFilter() }
    try map.allow(["include", "exclude"])
    return PathFilter(
      include: try map["include"]?.globs("`include`") ?? [],
      exclude: try map["exclude"]?.globs("`exclude`") ?? [])
  }

  private static func examples(_ node: YAMLNode?) throws(RuleError) -> LoadedRule.Examples {
    guard let map = try node?.mapping("`examples`") else { return .init() }
    try map.allow(["match", "miss"])
    return .init(
      match: try map["match"]?.strings("`match`") ?? [], miss: try map["miss"]?.strings("`miss`") ?? [])
  }

  /// What Semgrep's rules keep under `metadata`; other keys there are anybody's and are left alone.
  private struct Metadata {
    var cwe: [String] = []
    var owasp: [String] = []
    var attack: [String] = []
    var references: [String] = []
    var remediation: String?
    var confidence = Confidence.medium
    var confidenceInDoubt: Confidence?

    init(_ node: YAMLNode?) throws(RuleError) {
      guard let map = try node?.mapping("`metadata`") else { return }
      for text in try map["cwe"]?.strings("`cwe`") ?? [] {
        // `CWE-89: Improper …` is reported by its id alone.
        let id = text.prefix { $0 != ":" && $0 != " " }
        guard id.hasPrefix("CWE-"), id.count > 4, id.dropFirst(4).allSatisfy({ $0.isASCII && $0.isNumber }) else {
          throw try map.required("cwe").error("`\(text)` is no CWE id; write CWE-798")
        }
        cwe.append(String(id))
      }
      owasp = try map["owasp"]?.strings("`owasp`") ?? []
      attack = try map["attack"]?.strings("`attack`") ?? []
      references = try map["references"]?.strings("`references`") ?? []
      remediation = try map["remediation"]?.string("`remediation`")
      confidence = try Self.confidence(map, "confidence") ?? confidence
      confidenceInDoubt = try Self.confidence(map, "confidence-in-doubt")
    }

    private static func confidence(_ map: YAMLMapping, _ key: String) throws(RuleError) -> Confidence? {
      guard let node = map[key] else { return nil }
      guard let value = Confidence(name: try node.string("`\(key)`")) else {
        throw node.error("`\(key)` must be HIGH, MEDIUM or LOW")
      }
      return value
    }
  }
}

extension YAMLNode {
  fileprivate func hasKey(_ name: String) -> Bool {
    guard case .mapping(let members) = content else { return false }
    return members.contains { if case .scalar(name, _) = $0.key.content { true } else { false } }
  }
}
