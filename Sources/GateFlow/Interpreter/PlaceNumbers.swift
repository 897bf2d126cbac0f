import GateSyntax

/// The numbers of places.
struct PlaceTable {
  private struct Place: Hashable {
    var root: Int
    var path: String
  }

  private var numbers: [Place: Int32] = [:]
  /// By root, with the path.
  private var byRoot: [Int: [(path: String, number: Int32)]] = [:]

  var isEmpty: Bool { numbers.isEmpty }

  func number(_ root: Int, _ path: String) -> Int32? { numbers[Place(root: root, path: path)] }

  mutating func add(_ root: Int, _ path: String, _ number: Int32) {
    numbers[Place(root: root, path: path)] = number
    byRoot[root, default: []].append((path, number))
  }

  /// Those that begin with a path.
  func numbers(of root: Int, under path: String) -> [Int32] {
    (byRoot[root] ?? []).filter { $0.path.hasPrefix(path) }.map(\.number)
  }
}

/// What conditions say of `a.b["c"]` holds for the next `a.b["c"]`, although each time a new value is read.
extension Interpreter {
  /// An operand of a condition, under a number that what the condition says can hang on.
  func operand(_ node: Int) -> Value { handled(evaluate(node), node) }

  func handled(_ value: Value, _ node: Int) -> Value {
    guard isDeep, value.number == 0, !value.taints.isEmpty else { return value }
    if tree[node].kind == .name, ownField(node) == nil {
      let variable = variable(of: node)
      guard let held = state.variables[variable], held.number == 0 else { return value }
      let value = numbered(held)
      state.variables[variable] = value
      return refined(value)
    }
    guard let (root, path) = place(at: node) else { return value }
    var value = value
    if let known = program.places.number(root, path) {
      value.number = known
    } else {
      value.number = program.newNumber()
      program.places.add(root, path, value.number)
    }
    return refined(value)
  }

  /// What was read at a place that conditions have spoken of.
  func placed(_ value: Value, _ node: Int) -> Value {
    guard value.number == 0, !program.places.isEmpty, !value.taints.isEmpty, !state.facts.isEmpty,
      [.member, .index, .call, .name].contains(tree[node].kind), let (root, path) = place(at: node),
      let number = program.places.number(root, path), state.facts[number] != nil
    else { return value }
    var value = value
    value.number = number
    return refined(value)
  }

  /// Something new is at a place: what was said of it is over.
  func forget(_ root: Int, under path: String = "") {
    guard !program.places.isEmpty, !state.facts.isEmpty else { return }
    for number in program.places.numbers(of: root, under: path) { state.facts[number] = nil }
  }

  func forget(placeAt node: Int) {
    guard !program.places.isEmpty, !state.facts.isEmpty, let (root, path) = place(at: node) else { return }
    forget(root, under: path)
  }

  /// Methods that give the same each time they are asked the same.
  private static let askers: Set<String> = [
    "get", "getParameter", "getHeader", "getAttribute", "getString", "getQueryParam", "Get", "Query", "Param",
    "FormValue", "PostFormValue", "header", "param", "query", "trim", "strip", "toString", "lower", "toLowerCase",
  ]

  /// A place by its variable and the way from there; nil for what may be something else the next time.
  private func place(at node: Int) -> (root: Int, path: String)? {
    var path = ""
    var inner = node
    for _ in 0..<12 {
      switch tree[inner].kind {
      case .name:
        let text = unit.text(inner)
        if let word = unit.dialect.receiver, text == word {
          return receiver.onlyObject.map { (Int($0) &+ 1 << 62, path) }
        }
        if let field = ownField(inner) {
          return receiver.onlyObject.map { (Int($0) &+ 1 << 62, ".\(tree.symbols.string(field))" + path) }
        }
        return path.isEmpty ? nil : (variable(of: inner), path)
      case .member:
        guard let object = tree.child(inner, .object), let field = tree.child(inner, .field) else { return nil }
        path = ".\(unit.text(field))" + path
        inner = object
      case .index:
        guard let object = tree.child(inner, .object), let index = tree.child(inner, .index),
          let key = step(by: index)
        else { return nil }
        path =
          unit.dialect.fieldsAreKeys && tree[index].kind == .string ? ".\(unit.text(index))" + path : "[\(key)]" + path
        inner = object
      case .call:
        guard let callee = tree.child(inner, .callee), tree[callee].kind == .member,
          let object = tree.child(callee, .object), let field = tree.child(callee, .field),
          Self.askers.contains(unit.text(field))
        else { return nil }
        var arguments = ""
        for argument in tree.children(inner) where tree[argument].role == .argument {
          guard let key = step(by: argument) else { return nil }
          arguments += "\(key),"
        }
        path = ".\(unit.text(field))(\(arguments))" + path
        inner = object
      case .unary where unit.text(inner) == "postfix !":
        guard let operand = tree.child(inner, .operand) else { return nil }
        inner = operand
      default: return nil
      }
    }
    return nil
  }

  /// A key that says the same each time.
  private func step(by node: Int) -> String? {
    switch tree[node].kind {
    case .string, .number: return "\(tree[node].kind)\(unit.text(node))"
    case .name:
      let value = state.variables[variable(of: node)]
      if let value, value.constant != 0 { return "=\(value.constant)" }
      // Of a variable the value counts, as far as it has a number.
      return value.flatMap { $0.number == 0 ? nil : "#\($0.number)" }
    default: return nil
    }
  }
}
