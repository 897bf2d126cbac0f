import GateDocument
import GateModel

/// The conditions on metavariables, in both syntaxes.
extension SemgrepRule {
  /// `metavariable-regex` and its kin.
  mutating func condition(_ name: String, key: YAMLNode, value: YAMLNode) throws(RuleError) -> Condition {
    let what = "`\(name)`"
    switch name {
    case "metavariable-regex":
      let map = try value.mapping(what)
      ignore(in: map, but: ["metavariable", "regex", "constant-propagation"])
      return try regexCondition(map)
    case "metavariable-pattern": return try patternCondition(try value.mapping(what))
    case "metavariable-comparison":
      let map = try value.mapping(what)
      ignore(in: map, but: ["metavariable", "comparison", "base", "strip"])
      return try comparison(map)
    case "metavariable-analysis":
      let map = try value.mapping(what)
      ignore(in: map, but: ["metavariable", "analyzer"])
      return try analysis(map)
    case "metavariable-type":
      let map = try value.mapping(what)
      ignore(in: map, but: ["metavariable", "type", "types"])
      return try type(map)
    default: throw key.error("the operator \(what) is not known")
    }
  }

  mutating func ignore(in map: YAMLMapping, but known: Set<String>) {
    for (name, _, _) in map.entries where !known.contains(name) {
      notes.append("`\(name)` in \(map.what) is ignored")
    }
  }

  static func subject(_ map: YAMLMapping) throws(RuleError) -> String {
    try metavariable(try map.required("metavariable"))
  }

  /// `resolving` is what holds where the rule does not say.
  func regexCondition(_ map: YAMLMapping, resolving: Bool = false) throws(RuleError) -> Condition {
    .regex(
      try Self.subject(map), pattern: try map.required("regex").string("`regex`"),
      resolvingConstants: try map["constant-propagation"]?.boolean("`constant-propagation`") ?? resolving)
  }

  func comparison(_ map: YAMLMapping) throws(RuleError) -> Condition {
    let base = try map["base"]?.integer("`base`")
    if let base, base != 0, !(2...36).contains(base) {
      throw try map.required("base").error("`base` is from 2 to 36, or 0 for the number's own")
    }
    return .comparison(
      try map["metavariable"].map(Self.metavariable),
      expression: try Self.text(map.required("comparison"), "`comparison`"), base: base,
      strip: try map["strip"]?.boolean("`strip`") ?? false)
  }

  func analysis(_ map: YAMLMapping) throws(RuleError) -> Condition {
    let node = try map.required("analyzer")
    switch try node.string("`analyzer`") {
    case "entropy", "entropy_v2": return .entropy(try Self.subject(map))
    case "redos": return .redos(try Self.subject(map))
    case let other: throw node.error("the analyzer `\(other)` is not run by this version")
    }
  }

  func type(_ map: YAMLMapping) throws(RuleError) -> Condition {
    let types = try (map["type"]?.strings("`type`") ?? []) + (map["types"]?.strings("`types`") ?? [])
    guard !types.isEmpty else { throw map.node.error("\(map.what) needs the key `type` or `types`") }
    return .type(try Self.subject(map), types)
  }

  private mutating func patternCondition(_ map: YAMLMapping) throws(RuleError) -> Condition {
    let formulas: Set<String> = ["pattern", "patterns", "pattern-either", "pattern-regex"]
    let present = map.entries.filter { formulas.contains($0.name) }
    for (name, key, _) in map.entries where !formulas.contains(name) && !["metavariable", "language"].contains(name) {
      if name.hasPrefix("pattern") { throw key.error("`\(name)` cannot stand alone in \(map.what)") }
      notes.append("`\(name)` in \(map.what) is ignored")
    }
    guard let (name, key, value) = present.first else { throw map.node.error("\(map.what) needs a pattern") }
    if present.count > 1 {
      throw present[1].key.error("\(map.what) has one formula; `\(name)` and `\(present[1].name)` are two")
    }
    let formula = try formula(operator: name, key: key, value: value, inMetavariable: true)
    return try Self.patternCondition(map, formula)
  }

  static func patternCondition(_ map: YAMLMapping, _ formula: Formula) throws(RuleError) -> Condition {
    let language = try map["language"].map(SemgrepLanguages.one)
    return .pattern(try subject(map), language: language, language == .regex ? formula.asText : formula)
  }
}
