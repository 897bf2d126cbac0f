/// What stands behind names, literals and types.
extension PatternMatcher {
  func name(_ p: Int) -> String { pattern.tree.symbols.string(pattern.tree[p].symbol) }

  /// A name of the file as what it was imported from.
  func aliased(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard
      file.isExpression(t) || tree[t].role == .type || tree[t].role == .base || tree[t].role == .decorator
        || [.child, .callee, .interface, .returnType, .typeParameter].contains(tree[t].role)
    else { return }
    for path in file.names.possiblePaths(of: t, named: tree[t].symbol) where isConcrete(p) {
      self.path(p, path[...], t, found)
    }
    if let path = file.names.path(of: t), path != [tree[t].symbol] { self.path(p, path[...], t, found) }
    guard !file.names.wildcards.isEmpty, pattern.tree[p].kind == .member, file.names.mayBeImported(t, tree),
      let field = pattern.tree.child(p, .field), symbol(field) == tree[t].symbol, pattern.tree[field].kind == .name,
      let object = pattern.tree.child(p, .object)
    else { return }
    let wanted = Names.path(object, pattern.tree).map { symbols[Int($0.number)] }
    if file.names.wildcards.contains(where: { $0.path == wanted && $0.node < t }) { found() }
  }

  func isConcrete(_ p: Int) -> Bool {
    (p..<Int(pattern.tree[p].end)).allSatisfy { [.name, .member].contains(pattern.tree[$0].kind) }
  }

  func path(_ p: Int, _ path: ArraySlice<Symbol>, _ t: Int, _ found: () -> Void) {
    guard let last = path.last else { return }
    switch pattern.tree[p].kind {
    case .name: if path.count == 1, symbol(p) == last { found() }
    case .metavariable: bind(name(p), BoundValue(content: .node(t), range: tree[t].range), found)
    case .ellipsis: found()
    case .member:
      guard path.count > 1, let object = pattern.tree.child(p, .object), let field = pattern.tree.child(p, .field)
      else { return }
      if pattern.tree[field].kind == .metavariable {
        bind(name(field), BoundValue(content: .constant(tree.symbols.text(last)), range: tree[t].range)) {
          self.path(object, path.dropLast(), t, found)
        }
      } else if symbol(field) == last {
        self.path(object, path.dropLast(), t, found)
      }
    default: break
    }
  }

  /// A literal of the pattern against an expression whose value is known.
  func constant(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard options.constants else { return }
    switch pattern.tree[p].kind {
    case .number, .boolean, .null:
      if let value = file.constants.value(of: t), value.kind == pattern.tree[p].kind,
        let text = value.text, Constants.isEqual(text, pattern.tree.symbols.text(pattern.tree[p].symbol), value.kind)
      {
        found()
      }
    default: break
    }
  }

  /// An expression of the pattern against a name that holds such an expression's value.
  func propagated(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard options.symbolic, let expression = file.constants.expression(of: t), expression != t else { return }
    match(p, expression, found)
  }

  func string(_ p: Int, _ t: Int, _ found: () -> Void) {
    let node = tree[t]
    let value: ArraySlice<UInt8>?
    var isWritten = false
    if node.kind == .string || node.kind == .regex && pattern.tree[p].kind == .regex {
      value = tree.symbols.text(node.symbol)
      isWritten = true
    } else if options.constants, let constant = file.constants.value(of: t), constant.kind == .string {
      value = constant.text
    } else {
      return
    }
    let marks = pattern.tree[p].flags.intersection([.bytes, .raw])
    guard marks.isEmpty || node.flags.isSuperset(of: marks) else { return }
    switch pattern.strings[p] {
    case .metavariable where value == nil: return
    case .any: found()
    case .regex(let regex): if let value, textTest(regex, value) { found() }
    case .metavariable(let name):
      let range =
        isWritten
        ? Int(node.from) + Int(node.opening)..<max(Int(node.from) + Int(node.opening), Int(node.to) - Int(node.closing))
        : node.range
      if let value { bind(name, BoundValue(content: .constant(value), range: range), found) }
    case .none: if value == pattern.tree.symbols.text(pattern.tree[p].symbol) { found() }
    }
  }

  /// Whether what a value is of is the pattern's type.
  package func isOfType(_ value: BoundValue) -> Bool {
    guard case .node(let node) = value.content else { return false }
    var type = pattern.roots[0]
    if pattern.tree[type].kind == .typedMetavariable { type = pattern.tree.firstChild(type) ?? type }
    var found = false
    hasType(node, type) { found = true }
    return found
  }

  func hasType(_ t: Int, _ type: Int, _ found: () -> Void) {
    if let text = file.language.traits.stringType, pattern.tree[type].kind == .name, isVariable(tree[t].kind),
      pattern.tree.symbols.string(pattern.tree[type].symbol) == text, file.constants.value(of: t)?.kind == .string
    {
      return found()
    }
    switch file.type(of: t) {
    case .node(let declared):
      if pattern.tree[type].kind == .name, tree[declared].kind == .name || tree[declared].kind == .typeName {
        // Other words for the same.
        let wanted = pattern.tree.symbols.string(pattern.tree[type].symbol)
        let types = file.language.traits.literalTypes
        let name = tree.symbols.string(tree[declared].symbol)
        if wanted != name, (types[wanted] ?? wanted) == (types[name] ?? file.language.traits.narrowTypes[name] ?? name)
        {
          return found()
        }
      }
      // Any arguments of a generic type, where the pattern has none.
      let isBare = tree[declared].kind == .generic && pattern.tree[type].kind != .generic
      match(type, isBare ? tree.firstChild(declared) ?? declared : declared, found)
    case .pointer(let made):
      guard pattern.tree[type].kind != .metavariable else { return found() }
      if pattern.tree[type].kind == .unary, let pointee = pattern.tree.firstChild(type) { match(pointee, made, found) }
    case .named(let name):
      switch pattern.tree[type].kind {
      case .name:
        let wanted = pattern.tree.symbols.string(pattern.tree[type].symbol)
        if wanted == name || file.language.traits.literalTypes[wanted] == name { found() }
      case .metavariable, .ellipsis: found()
      default: break
      }
    case nil: break
    }
  }

  func isVariable(_ kind: Kind) -> Bool { kind == .name || kind == .member || kind == .ternary }

  /// `import a` also speaks of `from a import b` and of `import a.b`.
  func importation(_ p: Int, _ t: Int, _ found: () -> Void) {
    if let item = pattern.tree.child(p, .item), let other = tree.child(t, .item),
      pattern.tree.child(p, .alias) == nil, let module = pattern.tree.child(p, .module),
      let whole = tree.child(t, .module)
    {
      // What is imported from further inside.
      let wanted = Names.path(module, pattern.tree).map { symbols[Int($0.number)] }
      let path = Names.path(whole, tree)
      if !wanted.isEmpty, path.count > wanted.count, path.starts(with: wanted) {
        let isOther = pattern.tree[item].kind == .name && symbol(item) != tree[other].symbol
        if !isOther { return match(item, other, found) }
      }
    }
    if let module = pattern.tree.child(p, .module), pattern.tree[module].kind == .metavariable,
      pattern.tree.child(p, .item) == nil, pattern.tree.child(p, .alias) == nil, tree.child(t, .item) != nil,
      let other = tree.child(t, .module)
    {
      return match(module, other, found)
    }
    guard pattern.tree.child(p, .alias) == nil, let wanted = path(of: p, in: pattern.tree),
      let path = path(of: t, in: tree),
      path.count > wanted.count || pattern.tree.child(p, .item) == nil && tree.child(t, .item) != nil,
      zip(wanted, path).allSatisfy({ symbols[Int($0.number)] == $1 }), wanted.count <= path.count
    else { return folder(p, t, found) }
    found()
  }

  /// `import "a"` also speaks of `import "a/b"`.
  func folder(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard pattern.tree.child(p, .alias) == nil, pattern.tree.child(p, .item) == nil,
      let wanted = pattern.tree.child(p, .module) ?? pattern.tree.child(p, .value),
      let module = tree.child(t, pattern.tree[wanted].role), pattern.tree[wanted].kind == .string,
      tree[module].kind == .string
    else { return }
    let prefix = pattern.tree.symbols.text(pattern.tree[wanted].symbol) + [UInt8(ascii: "/")]
    if tree.symbols.text(tree[module].symbol).starts(with: prefix) { found() }
  }

  /// Module and item as one path; nil where a hole is in it.
  func path(of node: Int, in tree: Tree) -> [Symbol]? {
    guard let module = tree.child(node, .module) else { return nil }
    var path = Names.path(module, tree)
    guard !path.isEmpty else { return nil }
    if let item = tree.child(node, .item) {
      guard tree[item].kind == .name else { return nil }
      path.append(tree[item].symbol)
    }
    return path
  }
}
