/// What is known of an expression's type without knowing the libraries.
enum KnownType {
  /// As it is written somewhere.
  case node(Int)
  /// A pointer to a type as it is written somewhere.
  case pointer(Int)
  /// A literal's, by its usual name.
  case named(String)
}

extension SyntaxFile {
  /// Looks through so many expressions and declarations, which may lead to each other, and no further.
  private static let deepestType = 30

  func type(of node: Int) -> KnownType? {
    guard typeDepth < Self.deepestType else { return nil }
    typeDepth += 1
    defer { typeDepth -= 1 }
    switch tree[node].kind {
    case .name: return declared(names.declaration(of: node))
    case .member:
      // A field of the object at hand.
      guard let object = tree.child(node, .object), let field = tree.child(node, .field) else { return nil }
      if language.traits.fieldsAreNames { return names.fields[tree[field].symbol].flatMap { declared($0) } }
      guard ["this", "self"].contains(tree.symbols.string(tree[object].symbol)),
        let holder = classAround(node)
      else { return nil }
      return declared(names.declaration(named: tree[field].symbol, in: holder))
        ?? parameter(named: tree[field].symbol, in: holder)
    case .new:
      // With a body of its own it is a class without a name.
      return tree.child(node, .child) == nil ? tree.child(node, .callee).map { .node($0) } : nil
    case .cast: return tree.child(node, .type).map { .node($0) }
    case .string, .template: return language.traits.stringType.map { .named($0) }
    case .number:
      let text = tree.symbols.text(tree[node].symbol)
      return text.contains(UInt8(ascii: "."))
        ? language.traits.decimalType.map { .named($0) }
        : language.traits.integerType.map { .named($0) }
    case .unary where tree.symbols.string(tree[node].symbol) == "!":
      return language.traits.fieldsAreNames ? language.traits.booleanType.map { .named($0) } : nil
    case .boolean: return language.traits.booleanType.map { .named($0) }
    case .binary:
      guard let left = tree.child(node, .left), let right = tree.child(node, .right) else { return nil }
      if ["==", "!=", "<", ">", "<=", ">=", "&&", "||"].contains(tree.symbols.string(tree[node].symbol)) {
        return language.traits.fieldsAreNames ? language.traits.booleanType.map { .named($0) } : nil
      }
      if tree[right].kind == .number, case .node(let type) = type(of: left), tree[type].kind == .name,
        isNumber(tree.symbols.string(tree[type].symbol))
      {
        return .node(type)
      }
      guard tree[left].kind == .number, case .named(let a) = type(of: left), case .named(let b) = type(of: right),
        a == b
      else { return nil }
      return .named(a)
    default: return nil
    }
  }

  /// A parameter with modifiers is a field too.
  private func parameter(named name: Symbol, in holder: Int) -> KnownType? {
    guard let body = tree.child(holder, .body) else { return nil }
    for member in tree.children(body) where tree[member].kind == .function {
      for parameter in tree.children(member)
      where tree[parameter].kind == .parameter && tree.child(parameter, .modifier) != nil {
        if let own = tree.child(parameter, .name), tree[own].symbol == name {
          return tree.child(parameter, .type).map { .node($0) }
        }
      }
    }
    return nil
  }

  private func isNumber(_ name: String) -> Bool {
    let name = language.traits.literalTypes[name] ?? language.traits.narrowTypes[name] ?? name
    return name == language.traits.integerType || name == language.traits.decimalType
  }

  private func declared(_ id: Int) -> KnownType? {
    guard id != 0 else { return nil }
    let declaration = names.declarations[id]
    if let type = declaration.type, !["var", "let", "auto", "val"].contains(tree.symbols.string(tree[type].symbol)) {
      return .node(type)
    }
    let initial = language.traits.assignmentDeclares ? declaration.value : declaration.initial
    guard let value = initial, tree[value].kind != .name, tree[value].kind != .member else { return nil }
    if tree[value].kind == .unary, tree.symbols.string(tree[value].symbol) == "&",
      let operand = tree.child(value, .operand),
      tree[operand].kind == .new, let made = tree.child(operand, .callee)
    {
      return .pointer(made)
    }
    return type(of: value)
  }

  private func classAround(_ node: Int) -> Int? {
    var current = Int(tree[node].parent)
    while current != 0 {
      if tree[current].kind == .classDeclaration { return current }
      current = Int(tree[current].parent)
    }
    return nil
  }
}
