/// Reads an expression by precedence. Its depth is bounded, and so is that of the evaluation.
struct ComparisonParser {
  private var tokens: [ComparisonToken] = []
  private var next = 0
  private let failure: ComparisonError?
  private(set) var metavariables: [String] = []

  private static let deepest = 64
  private static let most = 10_000

  init(_ text: String) {
    do throws(ComparisonError) {
      tokens = try ComparisonToken.tokens(of: Array(text.utf8))
      let isLong = tokens.count > Self.most
      failure = isLong ? ComparisonError(description: "the comparison is longer than \(Self.most) words") : nil
    } catch {
      failure = error
    }
  }

  mutating func parse() throws(ComparisonError) -> ComparisonExpression {
    if let failure { throw failure }
    let expression = try parse(1, depth: 0)
    if next < tokens.count { throw unexpected() }
    return expression
  }

  private func unexpected() -> ComparisonError {
    guard next < tokens.count else { return ComparisonError(description: "the comparison ends too early") }
    return ComparisonError(description: "`\(tokens[next])` is out of place in the comparison")
  }

  private mutating func take(_ text: String) -> Bool {
    guard next < tokens.count, tokens[next] == .symbol(text) || tokens[next] == .name(text) else { return false }
    next += 1
    return true
  }

  private mutating func expect(_ text: String) throws(ComparisonError) { if !take(text) { throw unexpected() } }

  /// An expression of operators that bind at least as tightly as `precedence`. A chain of operators of one precedence counts
  /// as depth too, for its tree is as deep.
  private mutating func parse(_ precedence: Int, depth: Int) throws(ComparisonError) -> ComparisonExpression {
    guard depth < Self.deepest else { throw ComparisonError(description: "the comparison is nested too deeply") }
    var left = try operand(precedence, depth: depth)
    var length = depth
    while let (found, isNegated, words) = operation(), found.precedence >= precedence {
      next += words
      length += 1
      guard length < Self.deepest * 4 else { throw ComparisonError(description: "the comparison is too long") }
      // Only the power groups to the right.
      let right = try parse(found == .power ? found.precedence - 1 : found.precedence + 1, depth: depth + 1)
      left = .binary(found, left, right)
      if isNegated { left = .unary(.not, left) }
      if found.precedence == 4, let (another, _, _) = operation(), another.precedence == 4 {
        throw ComparisonError(description: "a chain of comparisons: write `and` between them")
      }
    }
    return left
  }

  /// The operator that comes next; `not in` is two words.
  private func operation() -> (ComparisonExpression.BinaryOperator, isNegated: Bool, words: Int)? {
    guard next < tokens.count else { return nil }
    switch tokens[next] {
    case .symbol(let text), .name(let text):
      if text == "not", next + 1 < tokens.count, tokens[next + 1] == .name("in") { return (.contained, true, 2) }
      return ComparisonExpression.BinaryOperator(rawValue: text).map { ($0, false, 1) }
    case .value, .metavariable: return nil
    }
  }

  private mutating func operand(_ precedence: Int, depth: Int) throws(ComparisonError) -> ComparisonExpression {
    if precedence <= 3, take("not") { return .unary(.not, try parse(3, depth: depth + 1)) }
    for (text, sign) in [("-", ComparisonExpression.UnaryOperator.minus), ("+", .plus), ("~", .invert)] where take(text)
    {
      return .unary(sign, try parse(11, depth: depth + 1))
    }
    if take("(") {
      let inner = try parse(1, depth: depth + 1)
      try expect(")")
      return inner
    }
    if take("[") { return .list(try items(until: "]", depth: depth)) }
    guard next < tokens.count else { throw unexpected() }
    switch tokens[next] {
    case .value(let value):
      next += 1
      return .value(value)
    case .metavariable(let name):
      next += 1
      if !metavariables.contains(name) { metavariables.append(name) }
      return .metavariable(name)
    case .name(let name): return try named(name, depth: depth)
    case .symbol: throw unexpected()
    }
  }

  private static let constants: [String: ComparisonExpression] = [
    "True": .value(.boolean(true)), "true": .value(.boolean(true)), "False": .value(.boolean(false)),
    "false": .value(.boolean(false)), "None": .none, "null": .none,
  ]

  private mutating func named(_ name: String, depth: Int) throws(ComparisonError) -> ComparisonExpression {
    if let constant = Self.constants[name] {
      next += 1
      return constant
    }
    guard let function = ComparisonExpression.Function(rawValue: name) else {
      throw ComparisonError(description: "`\(name)` is no function of comparisons")
    }
    next += 1
    try expect("(")
    return .call(function, try items(until: ")", depth: depth))
  }

  private mutating func items(until end: String, depth: Int) throws(ComparisonError) -> [ComparisonExpression] {
    var items: [ComparisonExpression] = []
    while !take(end) {
      items.append(try parse(1, depth: depth + 1))
      if take(end) { break }
      try expect(",")
    }
    return items
  }
}
