import GateDocument
import GateModel

extension SemgrepRule {
  mutating func options(_ node: YAMLNode?) throws(RuleError) -> SearchOptions {
    var options = SearchOptions()
    guard let map = try node?.mapping("`options`") else { return options }
    for (name, _, value) in map.entries where !value.isNull {
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
