import GateText
import Glibc

/// Finds the value of an expression; nil where it has none.
struct ComparisonEvaluation {
  let value: (String) -> ComparisonValue?
  let text: (String) -> String?
  let now: Int

  func value(of expression: ComparisonExpression) -> ComparisonValue? {
    switch expression {
    case .value(let value): return value
    case .none: return nil
    case .metavariable(let name): return value(name)
    case .list(let items):
      let values = items.compactMap { value(of: $0) }
      return values.count == items.count ? .list(values) : nil
    case .unary(let sign, let operand): return value(of: operand).flatMap { Self.unary(sign, $0) }
    case .binary(let operation, let left, let right):
      guard let left = value(of: left), let right = value(of: right) else { return nil }
      return Self.binary(operation, left, right)
    case .call(.str, let arguments):
      guard arguments.count == 1 else { return nil }
      if let value = value(of: arguments[0]) { return Self.string(value) }
      if case .metavariable(let name) = arguments[0] { return text(name).map { .string($0) } }
      return nil
    case .call(let function, let arguments):
      let values = arguments.compactMap { value(of: $0) }
      return values.count == arguments.count ? call(function, values) : nil
    }
  }

  // MARK: Operators

  private static func unary(_ sign: ComparisonExpression.UnaryOperator, _ operand: ComparisonValue) -> ComparisonValue?
  {
    switch (sign, operand) {
    case (.not, .boolean(let value)): .boolean(!value)
    case (.minus, .integer(let value)): value == .min ? nil : .integer(-value)
    case (.minus, .float(let value)): .float(-value)
    case (.plus, .integer), (.plus, .float): operand
    case (.invert, .integer(let value)): .integer(~value)
    default: nil
    }
  }

  private static func binary(
    _ operation: ComparisonExpression.BinaryOperator, _ left: ComparisonValue, _ right: ComparisonValue
  ) -> ComparisonValue? {
    switch (operation, left, right) {
    case (.or, .boolean(let left), .boolean(let right)): .boolean(left || right)
    case (.and, .boolean(let left), .boolean(let right)): .boolean(left && right)
    case (.or, _, _), (.and, _, _): nil
    case (.contained, let item, .list(let items)): .boolean(items.contains(item))
    case (.contained, .string(let part), .string(let whole)): .boolean(part.isEmpty || whole.contains(part))
    case (.contained, _, _): nil
    case (_, .integer(let left), .integer(let right)): integers(operation, left, right)
    case (_, .integer(let left), .float(let right)): floats(operation, Double(left), right)
    case (_, .float(let left), .integer(let right)): floats(operation, left, Double(right))
    case (_, .float(let left), .float(let right)): floats(operation, left, right)
    case (.equal, _, _): .boolean(left == right)
    case (.unequal, _, _): .boolean(left != right)
    // As in Semgrep, strings have no order and no sum.
    default: nil
    }
  }

  private static func integers(_ operation: ComparisonExpression.BinaryOperator, _ left: Int, _ right: Int)
    -> ComparisonValue?
  {
    func checked(_ result: (partialValue: Int, overflow: Bool)) -> ComparisonValue? {
      result.overflow ? nil : .integer(result.partialValue)
    }
    switch operation {
    case .add: return checked(left.addingReportingOverflow(right))
    case .subtract: return checked(left.subtractingReportingOverflow(right))
    case .multiply: return checked(left.multipliedReportingOverflow(by: right))
    // Both report a division by zero as an overflow.
    case .divide: return checked(left.dividedReportingOverflow(by: right))
    case .remainder: return checked(left.remainderReportingOverflow(dividingBy: right))
    case .floorDivide:
      let (quotient, overflow) = left.dividedReportingOverflow(by: right)
      if overflow { return nil }
      return .integer(left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient)
    case .power: return power(left, right)
    case .bitAnd: return .integer(left & right)
    case .bitOr: return .integer(left | right)
    case .bitXor: return .integer(left ^ right)
    case .shiftLeft:
      guard (0..<Int.bitWidth).contains(right), (left << right) >> right == left else { return nil }
      return .integer(left << right)
    case .shiftRight: return right < 0 ? nil : .integer(left >> right)
    default: return order(operation, left, right)
    }
  }

  /// By squares, so that an exponent of any size ends at once or overflows.
  private static func power(_ base: Int, _ exponent: Int) -> ComparisonValue? {
    guard exponent >= 0 else { return base == 0 ? nil : finite(pow(Double(base), Double(exponent))) }
    var (result, square, rest) = (1, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: square)
        if overflow { return nil }
        result = product
      }
      rest >>= 1
      if rest > 0 {
        let (product, overflow) = square.multipliedReportingOverflow(by: square)
        if overflow { return nil }
        square = product
      }
    }
    return .integer(result)
  }

  private static func floats(
    _ operation: ComparisonExpression.BinaryOperator, _ left: Double, _ right: Double
  ) -> ComparisonValue? {
    switch operation {
    case .add: finite(left + right)
    case .subtract: finite(left - right)
    case .multiply: finite(left * right)
    case .divide: finite(left / right)
    case .floorDivide: finite((left / right).rounded(.down))
    case .remainder: finite(left.truncatingRemainder(dividingBy: right))
    case .power: finite(pow(left, right))
    default: order(operation, left, right)
    }
  }

  private static func finite(_ value: Double) -> ComparisonValue? { value.isFinite ? .float(value) : nil }

  private static func order<T: Comparable>(
    _ operation: ComparisonExpression.BinaryOperator, _ left: T, _ right: T
  ) -> ComparisonValue? {
    switch operation {
    case .equal: .boolean(left == right)
    case .unequal: .boolean(left != right)
    case .less: .boolean(left < right)
    case .lessOrEqual: .boolean(left <= right)
    case .greater: .boolean(left > right)
    case .greaterOrEqual: .boolean(left >= right)
    default: nil
    }
  }

  // MARK: Functions

  private func call(_ function: ComparisonExpression.Function, _ arguments: [ComparisonValue]) -> ComparisonValue? {
    switch (function, arguments.first, arguments.count) {
    case (.int, let value?, 1): Self.integer(value)
    case (.float, let value?, 1): Self.float(value)
    case (.len, .string(let text), 1): .integer(text.unicodeScalars.count)
    case (.len, .list(let items), 1): .integer(items.count)
    case (.today, nil, 0): .integer(now)
    case (.strptime, .string(let text), 1): ComparisonDate.read(text, format: "%Y-%m-%d").map { .integer($0) }
    case (.strptime, .string(let text), 2):
      if case .string(let format) = arguments[1] {
        ComparisonDate.read(text, format: format).map { .integer($0) }
      } else {
        nil
      }
    case (.match, .string(let pattern), 2), (.search, .string(let pattern), 2):
      if case .string(let text) = arguments[1] {
        Self.matches(pattern, text, isAnchored: function == .match).map { .boolean($0) }
      } else {
        nil
      }
    default: nil
    }
  }

  private static func string(_ value: ComparisonValue) -> ComparisonValue? {
    switch value {
    case .string: value
    case .integer(let value): .string(String(value))
    case .float(let value): .string(String(value))
    // As Semgrep writes them.
    case .boolean(let value): .string(value ? "true" : "false")
    case .list: nil
    }
  }

  private static func integer(_ value: ComparisonValue) -> ComparisonValue? {
    switch value {
    case .integer: value
    case .float(let value): Int(exactly: value.rounded(.towardZero)).map { .integer($0) }
    case .string(let text): ComparisonNumber.integer(text).map { .integer($0) }
    case .boolean, .list: nil
    }
  }

  private static func float(_ value: ComparisonValue) -> ComparisonValue? {
    switch value {
    case .integer(let value): .float(Double(value))
    case .float: value
    case .string(let text):
      switch ComparisonNumber.read(text) {
      case .integer(let value)?: .float(Double(value))
      case let value: value
      }
    case .boolean, .list: nil
    }
  }

  /// Nil for what is no regular expression, or takes too long. Our engine finds no empty match, so the second try gives it
  /// a line break behind the text to take in, before which all is as at the end.
  private static func matches(_ pattern: String, _ text: String, isAnchored: Bool) -> Bool? {
    let start = isAnchored ? "\\A" : ""
    for (end, text) in [("", text), ("(?s:.)", text + "\n")] {
      guard let regex = try? Regex("\(start)(?:\(pattern))\(end)", compiled: false) else { return nil }
      switch regex.firstMatch(in: Array(text.utf8).span, from: 0) {
      case .match: return true
      case .none: continue
      case .matchLimit: return nil
      }
    }
    return false
  }
}
