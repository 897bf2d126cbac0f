import GateDocument
import GateModel

extension SemgrepRule {
  mutating func options(_ node: YAMLNode?, passingOver others: Set<String> = []) throws(RuleError) -> SearchOptions {
    var options = SearchOptions()
    guard let map = try node?.mapping("`options`") else { return options }
    for (name, _, value) in map.entries where !value.isNull && !others.contains(name) {
      let what = "`\(name)`"
      switch name {
      case "constant_propagation": options.constantPropagation = try value.boolean(what)
      case "symbolic_propagation": options.symbolicPropagation = try value.boolean(what)
      case "vardef_assign": options.declarationsAsAssignments = try value.boolean(what)
      case "implicit_deep_exprstmt": options.implicitDeepExpressions = try value.boolean(what)
      case "ac_matching": options.associativeOperators = try value.boolean(what)
      case "commutative_boolop": options.commutativeBooleans = try value.boolean(what)
      case "symmetric_eq": options.symmetricEquality = try value.boolean(what)
      case "generic_ellipsis_max_span": options.genericEllipsisSpan = try Self.natural(value, what)
      case "generic_caseless": options.genericCaseless = try value.boolean(what)
      case "generic_multiline": options.genericMultiline = try value.boolean(what)
      case "generic_comment_style": options.genericCommentStyle = try value.string(what)
      case "generic_engine": options.genericEngine = try value.string(what)
      case "generic_extra_word_characters": options.genericExtraWordCharacters = try value.strings(what)
      case "generic_braces": options.genericBraces = try Self.braces(value, what)
      default: notes.append("the option \(what) is ignored")
      }
    }
    return options
  }

  static let flowOptions: Set<String> = [
    "interfile", "taint_intrafile", "analysis", "taint_assume_safe_functions", "taint_assume_safe_booleans",
    "taint_assume_safe_numbers", "taint_assume_safe_comparisons", "taint_assume_safe_indexes",
    "taint_only_propagate_through_assignments", "taint_unify_mvars", "taint_match_on", "taint_focus_on",
  ]

  /// The options of taint rules: how far and how closely data is followed.
  func flowOptions(_ node: YAMLNode?) throws(RuleError) -> FlowOptions {
    var options = FlowOptions()
    guard let map = try node?.mapping("`options`") else { return options }
    func isOn(_ name: String) throws(RuleError) -> Bool { try map[name]?.boolean("`\(name)`") ?? false }
    options.assumesSafeFunctions = try isOn("taint_assume_safe_functions")
    options.assumesSafeBooleans = try isOn("taint_assume_safe_booleans")
    options.assumesSafeNumbers = try isOn("taint_assume_safe_numbers")
    options.assumesSafeComparisons = try isOn("taint_assume_safe_comparisons")
    options.assumesSafeIndexes = try isOn("taint_assume_safe_indexes")
    options.onlyThroughAssignments = try isOn("taint_only_propagate_through_assignments")
    options.unifiesMetavariables = try isOn("taint_unify_mvars")
    if let node = map["analysis"] {
      guard try node.string("`analysis`") == "deep" else { throw node.error("`analysis` can only be `deep`") }
      options.isDeep = true
    }
    for name in ["taint_match_on", "taint_focus_on"] {
      if let node = map[name], try node.string("`\(name)`") != "sink" {
        throw node.error("findings stand at the sink; `\(name)` with another place is not run by this version")
      }
    }
    let reachesFiles = try isOn("interfile")
    let reachesFunctions = try isOn("taint_intrafile")
    options.reach = reachesFiles || options.isDeep ? .project : reachesFunctions ? .file : .function
    return options
  }

  private static func natural(_ node: YAMLNode, _ what: String) throws(RuleError) -> Int {
    let number = try node.integer(what)
    guard number >= 0 else { throw node.error("\(what) must not be negative") }
    return number
  }

  private static func braces(_ node: YAMLNode, _ what: String) throws(RuleError) -> [[String]] {
    var pairs: [[String]] = []
    for item in try node.list(what) {
      let pair = try item.strings("each pair of \(what)")
      guard pair.count == 2, !pair.contains("") else { throw item.error("\(what) are pairs: [open, close]") }
      pairs.append(pair)
    }
    return pairs
  }
}
