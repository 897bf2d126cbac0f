import GateDocument
import GateModel

/// A configuration of Gitleaks' or Betterleaks': TOML with tables `rules`.
package struct GitleaksFile {
  /// What the ids of imported rules begin with.
  package static let prefix = "gitleaks."
  /// As in Gitleaks: a file, what it extends, and what that extends.
  private static let maximumDepth = 2

  private var rules: [String: GitleaksRule] = [:]
  private var global: [SecretException] = []
  private var remarks: [String] = []
  private var extendsDefault = false

  /// Where `extend.path` leads: the bytes there and the name to show. Throws where there is nothing that may be read.
  package typealias Opening = @Sendable (_ path: String) throws(RuleError) -> (bytes: [UInt8], name: String)

  /// For files that may extend nothing.
  package static let nowhere: Opening = { (path) throws(RuleError) in
    throw RuleError(file: path, message: "a file that is extended cannot be read from here")
  }

  /// By its name, or where that says nothing by what it holds.
  package static func isOne(_ file: String, _ bytes: [UInt8]) -> Bool {
    file.hasSuffix(".toml") || !file.hasSuffix(".yaml") && !file.hasSuffix(".yml") && TOMLParser.isLikely(bytes)
  }

  /// All rules of a file and of those that it extends. Throws where a file is malformed.
  package static func parse(_ bytes: [UInt8], file: String, opening: Opening) throws(RuleError) -> LoadedRules {
    let (parsed, targeted, node) = try read(bytes, file: file, depth: 0, opening: opening)
    var config = parsed
    for (id, exceptions) in targeted {
      guard config.rules[id] != nil else {
        throw node.error("`targetRules` of an allow-list names `\(id)`, which is no rule here")
      }
      config.rules[id]?.exceptions += exceptions
    }
    return try config.loaded(node)
  }

  /// Nil for TOML of another kind, as most is.
  static func parseIfRules(_ bytes: [UInt8], file: String, opening: Opening) throws(RuleError) -> LoadedRules? {
    let top = try GitleaksTable(try TOMLParser.parse(bytes, file: file), "a file of TOML")
    guard ["rules", "extend", "allowlist", "allowlists"].contains(where: { top[$0] != nil }) else { return nil }
    return try parse(bytes, file: file, opening: opening)
  }

  private typealias Targeted = [String: [SecretException]]

  private static let known: Set<String> = [
    "title", "description", "extend", "rules", "allowlist", "allowlists", "minversion", "betterleaksminversion",
  ]

  private static func read(
    _ bytes: [UInt8], file: String, depth: Int, opening: Opening
  ) throws(RuleError) -> (GitleaksFile, Targeted, YAMLNode) {
    let node = try TOMLParser.parse(bytes, file: file)
    let top = try GitleaksTable(node, "a rule file of Gitleaks'")
    var config = GitleaksFile()
    for table in try top.tables("rules") {
      let rule = try GitleaksRule(table)
      if config.rules[rule.id] != nil {
        config.remarks.append("\(file): of several rules `\(rule.id)` the last counts")
      }
      config.rules[rule.id] = rule
    }
    for rule in config.rules.values.sorted(by: { $0.id < $1.id }) {
      for other in rule.required where config.rules[other.rule] == nil {
        throw rule.node.error("`\(rule.id)` requires `\(other.rule)`, which is no rule of this file")
      }
    }
    var targeted: Targeted = [:]
    if top["allowlist"] != nil, top["allowlists"] != nil {
      throw node.error("has `allowlist` and `allowlists`; the first is the old form of the second, keep one")
    }
    for table in try top.tables("allowlists") + top.tables("allowlist") {
      var notes: [String] = []
      let exception = try GitleaksRule.exception(table, &notes)
      config.remarks += notes.map { "\(file): an allow-list of all rules: \($0)" }
      let targets = try table.texts("targetRules")
      if targets.isEmpty { config.global.append(exception) }
      for target in targets { targeted[target, default: []].append(exception) }
    }
    for name in top.others(than: known) {
      config.remarks.append(
        ["filter", "prefilter"].contains(name.lowercased())
          ? "\(file): `\(name)` is an expression that is not evaluated, so more may be found"
          : "\(file): `\(name)` is not known and has no effect")
    }
    if let node = top["extend"] {
      try config.extend(try GitleaksTable(node, "`extend`"), file: file, depth: depth, opening: opening)
    }
    return (config, targeted, node)
  }

  private mutating func extend(
    _ table: GitleaksTable, file: String, depth: Int, opening: Opening
  ) throws(RuleError) {
    let (path, usesDefault) = (try table.text("path"), try table.flag("useDefault"))
    let disabled = Set(try table.texts("disabledRules"))
    if try table.text("url") != nil {
      throw table.node.error("`extend.url`: nothing is read over the network; fetch the file and name it by `path`")
    }
    guard path == nil || !usesDefault else { throw table.node.error("`extend` has `path` and `useDefault`; keep one") }
    if depth == Self.maximumDepth, path != nil || usesDefault {
      remarks.append("\(file): extends another file, which is one too many in a row and is left out")
      return
    }
    if let path {
      let (bytes, name) = try opening(path)
      let (base, _, _) = try Self.read(bytes, file: name, depth: depth + 1, opening: opening)
      join(base, without: disabled, file: file)
    } else if usesDefault {
      extendsDefault = true
      remarks.append(
        "\(file): Gitleaks' own rules are no part of Gatebook, so its rules about secrets stand in for them; "
          + "to have Gitleaks' own, name its default configuration by `extend.path`")
      if !disabled.isEmpty {
        remarks.append("\(file): `disabledRules` names rules of Gitleaks' own and has no effect")
      }
    }
  }

  private mutating func join(_ base: GitleaksFile, without disabled: Set<String>, file: String) {
    for id in disabled.sorted() where base.rules[id] == nil {
      remarks.append("\(file): `disabledRules` names `\(id)`, which is no rule of the file that is extended")
    }
    for (id, rule) in base.rules where !disabled.contains(id) {
      rules[id] = rules[id].map { $0.changing(rule) } ?? rule
    }
    global += base.global
    remarks += base.remarks
    extendsDefault = extendsDefault || base.extendsDefault
  }

  private func loaded(_ node: YAMLNode) throws(RuleError) -> LoadedRules {
    var loaded = LoadedRules()
    loaded.remarks = remarks
    for rule in rules.values.sorted(by: { $0.id < $1.id }) {
      if extendsDefault, !rule.saysWhatToFind {
        loaded.remarks.append(
          "\(rule.node.file):\(rule.node.line): `\(rule.id)` changes a rule of Gitleaks' own and has no effect")
        continue
      }
      do throws(RuleError) {
        loaded.rules.append(try rule.loaded(under: global, place: node))
      } catch {
        loaded.refused.append(
          RefusedRule(
            id: Self.prefix + rule.id, file: error.file, line: error.line, reason: error.message))
      }
    }
    if extendsDefault { loaded.secretsBesides = global }
    guard !loaded.isEmpty || extendsDefault else {
      throw RuleError(file: node.file, message: "holds no rules; a rule file of Gitleaks' has tables [[rules]]")
    }
    return loaded
  }
}
