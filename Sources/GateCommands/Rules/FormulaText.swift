import GateModel

/// A formula as an indented list, an operator a line; patterns of several lines stand below their operator.
enum FormulaText {
  static func lines(of formula: Formula) -> [String] {
    switch formula {
    case .pattern(let text): labelled("pattern", text)
    case .regex(let text): labelled("regex", text)
    case .all(let parts, let conditions, let focus):
      ["all of"]
        + indented(
          parts.flatMap(lines) + conditions.flatMap(lines)
            + focus.map { "focus     \($0.metavariables.joined(separator: " or "))" })
    case .any(let parts): ["any of"] + indented(parts.flatMap(lines))
    case .inside(let inner): under("inside", inner)
    case .not(let inner): under("not", inner)
    case .notInside(let inner): under("not inside", inner)
    }
  }

  /// The patterns that something must match, in order; what must not is none.
  static func patterns(of formula: Formula) -> [String] {
    switch formula {
    case .pattern(let text), .regex(let text): [text]
    case .all(let parts, _, _), .any(let parts): parts.flatMap(patterns)
    case .inside, .not, .notInside: []
    }
  }

  private static func lines(of condition: Condition) -> [String] {
    switch condition {
    case .regex(let name, let pattern, let resolvingConstants):
      return labelled("where \(name) \(resolvingConstants ? "or its constant value " : "")begins with", pattern)
    case .pattern(let name, let language, let formula):
      let tongue = language.map { ", read as \($0.name)," } ?? ""
      return ["where \(name)\(tongue) holds"] + indented(lines(of: formula))
    case .comparison(_, let expression, let base, let strip):
      let number = base.map { ", in base \($0)" } ?? ""
      return labelled("where\(number)\(strip ? ", without quotes" : "")", expression)
    case .entropy(let name): return ["where \(name) looks random"]
    case .redos(let name): return ["where \(name) is a regular expression that can take exponential time"]
    case .type(let name, let types): return ["where \(name) is of type \(types.joined(separator: " or "))"]
    }
  }

  private static func under(_ label: String, _ inner: Formula) -> [String] {
    switch inner {
    case .pattern(let text): labelled(label, text)
    case .regex(let text): labelled("\(label) regex", text)
    default: [label] + indented(lines(of: inner))
    }
  }

  private static func labelled(_ label: String, _ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let body = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
    guard body.count > 1 else { return [padded(label) + (body.first ?? "")] }
    return [label] + indented(Array(body))
  }

  private static func padded(_ label: String) -> String {
    label + String(repeating: " ", count: max(1, 10 - label.count))
  }

  private static func indented(_ lines: [String]) -> [String] { lines.map { "  \($0)" } }
}
