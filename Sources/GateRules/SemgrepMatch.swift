import GateDocument
import GateModel

/// Semgrep's newer syntax: `match:` with `all`, `any`, `inside`, `not`, `regex` and `where`.
extension SemgrepRule {
  private static let operators: Set<String> = ["pattern", "regex", "all", "any", "inside", "not"]

  mutating func matchFormula(_ node: YAMLNode, _ what: String = "`match`") throws(RuleError) -> Formula {
    let formula = try operand(node, what, inMetavariable: false)
    guard formula.isPositive else { throw node.error("\(what) needs an operator that finds something; `not` does not") }
    return formula.alone
  }

  private mutating func operand(
    _ node: YAMLNode, _ what: String, inMetavariable: Bool
  ) throws(RuleError) -> Formula {
    guard case .mapping = node.content else { return .pattern(try Self.text(node, what)) }
    let map = try node.mapping(what)
    let (name, key, value) = try Self.operation(of: map)
    for (other, key, _) in map.entries where other != name && other != "where" {
      throw key.error("`\(other)` beside `\(name)` is not run by this version")
    }
    let base: Formula? = name == "all" ? nil : try formula(name, value, inMetavariable: inMetavariable)
    // The conditions of a negation are of what it negates.
    if case .not(let inner)? = base, let node = map["where"] {
      return .not(try narrowed([inner.alone], node, "`not`", key, inMetavariable))
    }
    if case .notInside(let inner)? = base, let node = map["where"] {
      return .notInside(try narrowed([inner.alone], node, "`not`", key, inMetavariable))
    }
    if let base {
      return try map["where"].map { (node) throws(RuleError) in
        try narrowed([base], node, "`\(name)`", key, inMetavariable)
      } ?? base
    }
    var parts: [Formula] = []
    for item in try value.list("`all`") {
      parts.append(try operand(item, "each of `all`", inMetavariable: inMetavariable))
    }
    return try narrowed(parts, map["where"], "`all`", key, inMetavariable)
  }

  private static func operation(of map: YAMLMapping) throws(RuleError) -> (name: String, key: YAMLNode, value: YAMLNode)
  {
    let present = map.entries.filter { operators.contains($0.name) }
    guard let (name, key, value) = present.first else {
      if let unknown = map.entries.first {
        throw unknown.key.error("the operator `\(unknown.name)` in \(map.what) is not known")
      }
      throw map.node.error("\(map.what) holds an empty mapping")
    }
    return (name, key, value)
  }

  private mutating func formula(
    _ name: String, _ value: YAMLNode, inMetavariable: Bool
  ) throws(RuleError) -> Formula {
    switch name {
    case "pattern": return .pattern(try Self.text(value, "`pattern`"))
    case "regex": return .regex(try Self.text(value, "`regex`"))
    case "inside": return .inside(try positive(value, "`inside`", inMetavariable).alone)
    case "not":
      let inner = try positive(value, "`not`", inMetavariable)
      if case .inside(let place) = inner { return .notInside(place) }
      return .not(inner)
    default:
      var parts: [Formula] = []
      for item in try value.list("`any`") { parts.append(try positive(item, "each of `any`", inMetavariable).alone) }
      guard !parts.isEmpty else { throw value.error("`any` has no alternatives") }
      return .any(parts)
    }
  }

  private mutating func positive(
    _ node: YAMLNode, _ what: String, _ inMetavariable: Bool
  ) throws(RuleError) -> Formula {
    let formula = try operand(node, what, inMetavariable: inMetavariable)
    guard formula.isPositive else { throw node.error("`not` cannot stand alone in \(what): it only takes away") }
    return formula
  }

  private mutating func narrowed(
    _ parts: [Formula], _ node: YAMLNode?, _ what: String, _ key: YAMLNode, _ inMetavariable: Bool
  ) throws(RuleError) -> Formula {
    var conditions: [Condition] = []
    var focus: [Focus] = []
    for item in try node?.list("`where`") ?? [] {
      let map = try item.mapping("each of `where`")
      if let node = map["focus"] ?? map["focus-metavariable"] {
        ignore(in: map, but: ["focus", "focus-metavariable"])
        focus.append(try Self.focus(node))
      } else {
        conditions.append(try condition(map))
      }
    }
    return try Self.all(parts, conditions, focus, of: what, at: key, inMetavariable: inMetavariable)
  }

  /// One of `where`: what it is shows by its keys.
  private mutating func condition(_ map: YAMLMapping) throws(RuleError) -> Condition {
    if map["comparison"] != nil {
      ignore(in: map, but: ["metavariable", "comparison", "base", "strip"])
      return try comparison(map)
    }
    if map["analyzer"] != nil {
      ignore(in: map, but: ["metavariable", "analyzer"])
      return try analysis(map)
    }
    if map["type"] != nil || map["types"] != nil {
      ignore(in: map, but: ["metavariable", "type", "types"])
      return try type(map)
    }
    if map["regex"] != nil {
      ignore(in: map, but: ["metavariable", "regex", "constant-propagation"])
      return try regexCondition(map, resolving: true)
    }
    guard map["metavariable"] != nil else {
      throw map.node.error("a condition names a `metavariable`, a `comparison` or a `focus`")
    }
    // What is left beside the metavariable is a formula, and a `where` beside it is of that formula.
    let members = map.entries.filter { !["metavariable", "language"].contains($0.name) }.map { ($0.key, $0.value) }
    let node = map.node.with(.mapping(members))
    return try Self.patternCondition(map, try operand(node, "the condition", inMetavariable: true).alone)
  }
}
