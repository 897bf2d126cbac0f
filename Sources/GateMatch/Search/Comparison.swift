/// The expression of a `metavariable-comparison`, as Semgrep evaluates it. Python's syntax, precedence and operators, but:
/// - numbers are 64 bits; `/` of integers gives an integer and rounds to zero, and `%` has the sign of its left side
/// - only booleans have a truth value; a string never equals a number, nor a list's float an integer
/// - `and` and `or` look at both sides
/// - what has no value (a name that is not bound, an overflow, a wrong type) leaves the whole without one, and does not hold
package struct Comparison: Sendable {
  private let expression: ComparisonExpression
  /// With their dollar signs, in order, each once.
  package let metavariables: [String]

  package init(_ text: String) throws(ComparisonError) {
    var parser = ComparisonParser(text)
    expression = try parser.parse()
    metavariables = parser.metavariables
  }

  package func holds(_ value: (String) -> ComparisonValue?) -> Bool {
    holds(value, text: { _ in nil }, now: ComparisonDate.now())
  }

  /// `text` is what `str($X)` gives for code without a value. `now` is in seconds since 1970.
  package func holds(
    _ value: (String) -> ComparisonValue?, text: (String) -> String?, now: Int = ComparisonDate.now()
  ) -> Bool {
    // The evaluation asks while it runs, and is gone after it.
    withoutActuallyEscaping(value) { value in
      withoutActuallyEscaping(text) { text in
        ComparisonEvaluation(value: value, text: text, now: now).value(of: expression) == .boolean(true)
      }
    }
  }
}

package enum ComparisonValue: Equatable, Sendable {
  case integer(Int)
  case float(Double)
  case string(String)
  case boolean(Bool)
  case list([ComparisonValue])
}

/// Why a text is no comparison.
package struct ComparisonError: Error, Equatable, CustomStringConvertible {
  package let description: String
}

indirect enum ComparisonExpression: Equatable, Sendable {
  case value(ComparisonValue)
  case none
  case list([ComparisonExpression])
  case metavariable(String)
  case unary(UnaryOperator, ComparisonExpression)
  case binary(BinaryOperator, ComparisonExpression, ComparisonExpression)
  case call(Function, [ComparisonExpression])

  enum UnaryOperator: Sendable { case not, minus, plus, invert }

  enum BinaryOperator: String, Sendable {
    case or, and
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contained = "in"
    case bitOr = "|"
    case bitXor = "^"
    case bitAnd = "&"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case remainder = "%"
    case power = "**"

    /// Python's, from loose to tight; `not` is between `and` and the comparisons.
    var precedence: Int {
      switch self {
      case .or: 1
      case .and: 2
      case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained: 4
      case .bitOr: 5
      case .bitXor: 6
      case .bitAnd: 7
      case .shiftLeft, .shiftRight: 8
      case .add, .subtract: 9
      case .multiply, .divide, .floorDivide, .remainder: 10
      case .power: 12
      }
    }
  }

  enum Function: String, Sendable {
    case int, float, str, len, today, strptime
    case match = "re.match"
    case search = "re.search"
  }
}
