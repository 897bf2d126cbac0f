import GateDocument
import GateModel

/// Reads `requires`: labels with `and`, `or`, `not` and parentheses.
struct LabelText {
  private var words: ArraySlice<Substring>
  private let node: YAMLNode
  private let what: String

  /// Operators and parentheses within each other, at most.
  private static let mostNested = 40

  static func condition(_ node: YAMLNode, _ what: String) throws(RuleError) -> LabelCondition {
    if case .sequence = node.content {
      throw node.error("\(what) as a list, metavariable by metavariable, is not run by this version")
    }
    var reader = LabelText(words: words(of: try node.string(what))[...], node: node, what: what)
    let condition = try reader.alternatives(depth: 0)
    if let rest = reader.words.first { throw reader.error("`\(rest)` is out of place") }
    // An `and` or `or` of many labels nests as well.
    guard condition.depth <= LabelCondition.mostNested else { throw reader.error("it is too long") }
    return condition
  }

  private static func words(of text: String) -> [Substring] {
    var words: [Substring] = []
    var rest = text[...].drop { $0.isWhitespace }
    while let first = rest.first {
      let word = first.isLabelCharacter ? rest.prefix { $0.isLabelCharacter } : rest.prefix(1)
      words.append(word)
      rest = rest.dropFirst(word.count).drop { $0.isWhitespace }
    }
    return words
  }

  private func error(_ problem: String) -> RuleError {
    node.error("\(what) cannot be read, \(problem); write labels with `and`, `or`, `not` and parentheses")
  }

  private mutating func take(_ word: String) -> Bool {
    guard words.first.map({ $0 == word }) == true else { return false }
    words.removeFirst()
    return true
  }

  private mutating func alternatives(depth: Int) throws(RuleError) -> LabelCondition {
    guard depth < Self.mostNested else { throw error("it nests too deeply") }
    var condition = try conjunction(depth: depth)
    while take("or") { condition = .or(condition, try conjunction(depth: depth)) }
    return condition
  }

  private mutating func conjunction(depth: Int) throws(RuleError) -> LabelCondition {
    var condition = try single(depth: depth)
    while take("and") { condition = .and(condition, try single(depth: depth)) }
    return condition
  }

  private mutating func single(depth: Int) throws(RuleError) -> LabelCondition {
    var isNegated = false
    while take("not") { isNegated.toggle() }
    let condition: LabelCondition
    if take("(") {
      condition = try alternatives(depth: depth + 1)
      guard take(")") else { throw error("a parenthesis is not closed") }
    } else {
      guard let word = words.popFirst() else { throw error("a label is missing") }
      guard let first = word.first, first.isLabelCharacter, !first.isNumber, !["and", "or"].contains(word) else {
        throw error("`\(word)` is no label")
      }
      condition = .label(String(word))
    }
    return isNegated ? .not(condition) : condition
  }
}

extension Character {
  fileprivate var isLabelCharacter: Bool { self == "_" || isLetter || isNumber }
}

extension LabelCondition {
  var labels: [String] {
    switch self {
    case .label(let name): [name]
    case .not(let inner): inner.labels
    case .and(let first, let second), .or(let first, let second): first.labels + second.labels
    }
  }

  fileprivate var depth: Int {
    switch self {
    case .label: 0
    case .not(let inner): inner.depth + 1
    case .and(let first, let second), .or(let first, let second): max(first.depth, second.depth) + 1
    }
  }
}
