import GateDocument
import GateModel

/// The operators as `pattern-…` keys.
extension SemgrepRule {
  private static let operators: Set<String> = [
    "pattern", "patterns", "pattern-either", "pattern-regex", "pattern-not", "pattern-not-regex", "pattern-inside",
    "pattern-not-inside",
  ]

  /// One operator. `inMetavariable`: within a `metavariable-pattern`, where only taking away is legal: it starts from
  /// the value as a whole.
  mutating func formula(
    operator name: String, key: YAMLNode, value: YAMLNode, inMetavariable: Bool
  ) throws(RuleError) -> Formula {
    let what = "`\(name)`"
    switch name {
    case "pattern": return .pattern(try Self.text(value, what))
    case "pattern-regex": return .regex(try Self.text(value, what))
    case "pattern-not-regex": return .not(.regex(try Self.text(value, what)))
    case "patterns": return try all(value, key: key, inMetavariable: inMetavariable)
    case "pattern-either": return .any(try alternatives(value, key: key, inMetavariable: inMetavariable))
    case "pattern-inside": return .inside(try operand(value, what, inMetavariable))
    case "pattern-not-inside": return .notInside(try operand(value, what, inMetavariable))
    case "pattern-not":
      let inner = try nested(value, what, inMetavariable)
      if case .inside(let place) = inner { return .notInside(place) }
      return .not(inner)
    default: throw key.error("the operator \(what) is not known")
    }
  }

  static func text(_ node: YAMLNode, _ what: String) throws(RuleError) -> String {
    let text = try node.string(what)
    guard text.contains(where: { !$0.isWhitespace }) else { throw node.error("\(what) must not be empty") }
    return text
  }

  private mutating func operand(_ node: YAMLNode, _ what: String, _ inMetavariable: Bool) throws(RuleError) -> Formula {
    try nested(node, what, inMetavariable).alone
  }

  /// What an operator is of: a pattern as text, or one operator in a mapping.
  private mutating func nested(_ node: YAMLNode, _ what: String, _ inMetavariable: Bool) throws(RuleError) -> Formula {
    guard case .mapping = node.content else { return .pattern(try Self.text(node, what)) }
    let (name, key, value) = try Self.only(in: node, what)
    let formula = try formula(operator: name, key: key, value: value, inMetavariable: inMetavariable)
    guard formula.isPositive else { throw key.error("`\(name)` cannot stand alone in \(what): it only takes away") }
    return formula
  }

  private static func only(
    in node: YAMLNode, _ what: String
  ) throws(RuleError) -> (name: String, key: YAMLNode, value: YAMLNode) {
    let entries = try node.mapping("each item of \(what)").entries
    guard let (name, key, value) = entries.first else { throw node.error("\(what) holds an empty mapping") }
    if entries.count > 1 {
      throw entries[1].key.error("`\(name)` and `\(entries[1].name)` stand in one item of \(what); each is an item")
    }
    return (name, key, value)
  }

  private mutating func alternatives(
    _ node: YAMLNode, key: YAMLNode, inMetavariable: Bool
  ) throws(RuleError) -> [Formula] {
    var parts: [Formula] = []
    for item in try node.list("`pattern-either`") {
      let (name, key, value) = try Self.only(in: item, "`pattern-either`")
      guard Self.operators.contains(name) else { throw key.error("`\(name)` is no alternative of `pattern-either`") }
      let part = try formula(operator: name, key: key, value: value, inMetavariable: inMetavariable)
      guard part.isPositive else {
        throw key.error("`\(name)` cannot be an alternative of `pattern-either`: it only takes away")
      }
      parts.append(part.alone)
    }
    guard !parts.isEmpty else { throw key.error("`pattern-either` has no alternatives") }
    return parts
  }

  private mutating func all(_ node: YAMLNode, key: YAMLNode, inMetavariable: Bool) throws(RuleError) -> Formula {
    var parts: [Formula] = []
    var conditions: [Condition] = []
    var focus: [Focus] = []
    for item in try node.list("`patterns`") {
      let (name, key, value) = try Self.only(in: item, "`patterns`")
      if Self.operators.contains(name) {
        parts.append(try formula(operator: name, key: key, value: value, inMetavariable: inMetavariable))
      } else if name == "focus-metavariable" {
        focus.append(try Self.focus(value))
      } else {
        conditions.append(try condition(name, key: key, value: value))
      }
    }
    return try Self.all(parts, conditions, focus, of: "`patterns`", at: key, inMetavariable: inMetavariable)
  }

  static func all(
    _ parts: [Formula], _ conditions: [Condition], _ focus: [Focus], of what: String, at key: YAMLNode,
    inMetavariable: Bool
  ) throws(RuleError) -> Formula {
    guard inMetavariable || parts.contains(where: \.isPositive) else {
      throw key.error("\(what) needs at least one operator that finds something; these only take away")
    }
    return .all(parts: parts, conditions: conditions, focus: focus)
  }

  static func focus(_ node: YAMLNode) throws(RuleError) -> Focus {
    let names: [YAMLNode] = if case .sequence(let items) = node.content { items } else { [node] }
    guard !names.isEmpty else { throw node.error("`focus-metavariable` names none") }
    var metavariables: [String] = []
    for name in names { metavariables.append(try metavariable(name)) }
    return Focus(metavariables)
  }

  static func metavariable(_ node: YAMLNode) throws(RuleError) -> String {
    let name = try node.string("a metavariable")
    guard name.hasPrefix("$"), name.count > 1 else { throw node.error("`\(name)` is no metavariable; write `$NAME`") }
    return name
  }
}
