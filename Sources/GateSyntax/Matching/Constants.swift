/// What names hold where they are used, found by walking every function once in the order of its statements. Both constants
/// and the expressions that names stand for follow from it.
package struct Constants: Sendable {
  package struct Value: Equatable, Sendable {
    package var kind: Kind
    /// Nil where only the kind is known: one of several constants.
    package var text: ArraySlice<UInt8>?
  }

  private let tree: Tree
  /// The expression that a use of a name surely has the value of.
  private let held: [Int: Int]
  /// The kind of constant that a use of a name surely is, where it is one of several.
  private let kinds: [Int: Kind]

  init(_ tree: Tree, _ names: Names, _ traits: Language.Traits) {
    self.tree = tree
    var walk = Walk(tree: tree, names: names, traits: traits)
    walk.run()
    held = walk.held
    kinds = walk.kinds
  }

  /// The expression that a name's value was computed by, where it is one for sure.
  package func expression(of node: Int) -> Int? { held[node] }

  /// The value of an expression that is no literal itself.
  package func value(of node: Int) -> Value? {
    switch tree[node].kind {
    case .name: fold(node, depth: 0) ?? kinds[node].map { Value(kind: $0, text: nil) }
    case .binary, .template, .ternary, .unary, .number, .member: fold(node, depth: 0)
    default: nil
    }
  }

  private func fold(_ node: Int, depth: Int) -> Value? { Self.fold(node, tree, depth: depth) { held[$0] } }

  static func fold(_ node: Int, _ tree: Tree, depth: Int, _ held: (Int) -> Int?) -> Value? {
    guard depth < 60 else { return nil }
    switch tree[node].kind {
    case .string, .number, .boolean, .null:
      return Value(kind: tree[node].kind, text: tree.symbols.text(tree[node].symbol))
    case .name, .member: return held(node).flatMap { fold($0, tree, depth: depth + 1, held) }
    case .ternary:
      guard let first = tree.child(node, .body), let second = tree.child(node, .orElse),
        let a = fold(first, tree, depth: depth + 1, held), let b = fold(second, tree, depth: depth + 1, held),
        a.kind == b.kind
      else { return nil }
      return a == b ? a : Value(kind: a.kind, text: nil)
    case .unary:
      guard let operand = tree.child(node, .operand), let value = fold(operand, tree, depth: depth + 1, held) else {
        return nil
      }
      return unary(value, tree.symbols.string(tree[node].symbol))
    case .template:
      var text: [UInt8] = []
      for part in tree.children(node) {
        guard let value = fold(part, tree, depth: depth + 1, held), let piece = value.text, text.count < 10_000 else {
          return nil
        }
        text += piece
      }
      return Value(kind: .string, text: text[...])
    case .binary:
      guard let left = tree.child(node, .left), let right = tree.child(node, .right),
        let a = fold(left, tree, depth: depth + 1, held), let b = fold(right, tree, depth: depth + 1, held)
      else { return nil }
      return sum(a, b, tree.symbols.string(tree[node].symbol))
    case .augmentedAssign:
      let operation = tree.symbols.string(tree[node].symbol)
      guard let target = tree.child(node, .target), let value = tree.child(node, .value), operation.hasSuffix("="),
        let a = fold(target, tree, depth: depth + 1, held), let b = fold(value, tree, depth: depth + 1, held)
      else { return nil }
      return sum(a, b, String(operation.dropLast()))
    default: return nil
    }
  }

  /// What is left after it, where it counts up or down.
  private static func unary(_ value: Value, _ operation: String) -> Value? {
    switch (operation, value.kind) {
    case ("!", .boolean):
      guard let text = value.text else { return nil }
      return Value(kind: .boolean, text: Array((text.elementsEqual("true".utf8) ? "false" : "true").utf8)[...])
    case ("+", .number): return value
    case ("++", .number), ("x++", .number), ("--", .number), ("x--", .number):
      guard let number = value.text.flatMap({ integer($0) }), abs(number) < 1 << 60 else { return nil }
      return Value(kind: .number, text: Array("\(number + (operation.hasSuffix("+") ? 1 : -1))".utf8)[...])
    default: return nil
    }
  }

  /// Of numbers, that they are the same however they are written.
  static func isEqual(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, _ kind: Kind) -> Bool {
    if a == b { return true }
    guard kind == .number else { return false }
    if let x = integer(a), let y = integer(b) { return x == y }
    guard a.contains(UInt8(ascii: ".")), b.contains(UInt8(ascii: ".")) else { return false }
    guard let x = Double(String(decoding: a, as: UTF8.self)), let y = Double(String(decoding: b, as: UTF8.self)) else {
      return false
    }
    return x == y
  }

  private static func sum(_ a: Value, _ b: Value, _ operation: String) -> Value? {
    if a.kind == .string, b.kind == .string, operation == "+" || operation == "." {
      guard let first = a.text, let second = b.text, first.count + second.count < 10_000 else {
        return Value(kind: .string, text: nil)
      }
      return Value(kind: .string, text: first + second)
    }
    if operation == "+", [a.kind, b.kind] == [.string, .number] {
      guard let first = a.text, let second = b.text, let number = integer(second), first.count < 10_000 else {
        return Value(kind: .string, text: nil)
      }
      return Value(kind: .string, text: first + Array("\(number)".utf8))
    }
    if a.kind == .string, operation == "%" || operation == "*" && b.kind == .number {
      return Value(kind: .string, text: nil)
    }
    guard a.kind == .number, b.kind == .number, let first = a.text, let second = b.text, let x = integer(first),
      let y = integer(second)
    else { return nil }
    let (result, isOver) =
      switch operation {
      case "+": x.addingReportingOverflow(y)
      case "-": x.subtractingReportingOverflow(y)
      case "*": x.multipliedReportingOverflow(by: y)
      case "/", "//": y != 0 && x % y == 0 ? x.dividedReportingOverflow(by: y) : (0, true)
      case "%": x.remainderReportingOverflow(dividingBy: y)
      case "<<": (0..<32).contains(y) && abs(x) < 1 << 30 ? (x << y, false) : (0, true)
      default: (0, true)
      }
    return isOver ? nil : Value(kind: .number, text: Array("\(result)".utf8)[...])
  }

  private static func integer(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first, (0x30...0x39).contains(first) || first == UInt8(ascii: "-"), text.count < 40 else {
      return nil
    }
    let digits = String(decoding: text, as: UTF8.self).replacing("_", with: "")
    guard digits.hasPrefix("0"), digits.utf8.count > 1 else { return Int(digits) }
    let rest = digits.dropFirst(2)
    switch digits.utf8.dropFirst().first {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return Int(rest, radix: 16)
    case UInt8(ascii: "b"), UInt8(ascii: "B"): return Int(rest, radix: 2)
    case UInt8(ascii: "o"), UInt8(ascii: "O"): return Int(rest, radix: 8)
    default: return Int(digits, radix: 8)
    }
  }
}
