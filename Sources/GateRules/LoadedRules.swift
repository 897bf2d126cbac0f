import GateDocument
package import GateModel

/// What rule files hold: the rules that can run and those that cannot, in the order of the files.
package struct LoadedRules: Sendable {
  package var rules: [LoadedRule] = []
  package var refused: [RefusedRule] = []
  /// Files of a folder that look like no rule file.
  package var passedOver: [String] = []
  /// What files say that has no effect, or another than it says.
  package var remarks: [String] = []
  /// The built-in rules about secrets are asked for besides, but for what these allow; nil where they are not.
  package var secretsBesides: [SecretException]?

  package init() {}

  package var isEmpty: Bool { rules.isEmpty && refused.isEmpty }

  package static func += (a: inout Self, b: Self) {
    a.rules += b.rules
    a.refused += b.refused
    a.passedOver += b.passedOver
    a.remarks += b.remarks
    if let besides = b.secretsBesides { a.secretsBesides = (a.secretsBesides ?? []) + besides }
  }

  /// Adds one file of a folder that may hold other YAML: the targets of rule tests, configuration. Throws where the
  /// file is no YAML, and for a bad secret rule.
  /// `opening` leads to files that a configuration of Gitleaks' extends.
  package mutating func addFile(
    _ bytes: [UInt8], named file: String, at path: TreePath, models: TaintModels = .none,
    opening: GitleaksFile.Opening = GitleaksFile.nowhere
  ) throws(RuleError) {
    if Self.isTestTarget(path) {
      passedOver.append(file)
    } else if path.description.hasSuffix(".toml") {
      if let loaded = try GitleaksFile.parseIfRules(bytes, file: file, opening: opening) {
        self += loaded
      } else {
        passedOver.append(file)
      }
    } else if let loaded = try RuleFile.parseIfRules(bytes, file: file, models: models) {
      self += loaded
    } else {
      passedOver.append(file)
    }
  }

  /// Semgrep keeps what the rules of `x.yaml` are tested on in `x.test.yaml`, and how it looks when fixed beside it.
  static func isTestTarget(_ path: TreePath) -> Bool {
    let name = String(decoding: path.name, as: UTF8.self)
    return [".test.yaml", ".test.yml", ".fixed.yaml", ".fixed.yml"].contains { name.hasSuffix($0) }
  }

  /// No two rules may share an id: a policy could not tell them apart. Throws where a secret rule is one of the two. Of
  /// others, which come from collections of many hands, the first stays: the same rule again is left out, another
  /// one is refused.
  package mutating func settleRepeats() throws(RuleError) {
    var first: [String: LoadedRule] = [:]
    var kept: [LoadedRule] = []
    for rule in rules {
      guard let known = first[rule.rule.id] else {
        first[rule.rule.id] = rule
        kept.append(rule)
        continue
      }
      let reason = "the rule id `\(rule.rule.id)` stands already in \(known.file):\(known.line)"
      if known.rule.isSecret || rule.rule.isSecret, !rule.rule.id.hasPrefix(GitleaksFile.prefix) {
        throw RuleError(file: rule.file, line: rule.line, column: 1, message: reason)
      }
      if known.rule != rule.rule {
        refused.append(RefusedRule(id: rule.rule.id, file: rule.file, line: rule.line, reason: reason))
      }
    }
    rules = kept
  }
}

extension Rule {
  var isSecret: Bool { kind == .secret }
}
