extension SyntaxFile {
  /// The number of nodes to compare.
  func size(of value: BoundValue) -> Int {
    if case .node(let node) = value.content { Int(tree.nodes[node].end) - node } else { value.range.count / 8 }
  }

  /// Whether two values of a metavariable are the same code.
  package func isEqual(_ a: BoundValue, _ b: BoundValue) -> Bool {
    switch (a.content, b.content) {
    case (.node(let x), .node(let y)): return isSame(x, y)
    case (.nodes(let x, let m), .nodes(let y, let n)):
      guard m == n else { return false }
      var (x, y) = (Optional(x), Optional(y))
      for _ in 0..<m {
        guard let a = x, let b = y, isSame(a, b) else { return false }
        (x, y) = (tree.sibling(a), tree.sibling(b))
      }
      return true
    default: return text(a) == text(b)
    }
  }

  /// Of two declarations of one name, one is a class and the other a member of it.
  private func isConstructor(_ a: Int, of b: Int) -> Bool {
    let holder = Int(tree[names.declarations[b].node].parent)
    let scope = names.declarations[a].scope
    return tree[holder].kind == .classDeclaration && (scope == holder || Int(tree[scope].parent) == holder)
  }

  /// The same code, and its names mean the same where it is known what they mean.
  private func isSame(_ a: Int, _ b: Int) -> Bool {
    guard tree.isEqual(a, b) else { return false }
    for step in 0..<Int(tree[a].end) - a where tree[a + step].kind == .name {
      let (x, y) = (names.declaration(of: a + step), names.declaration(of: b + step))
      if x != y, x != 0, y != 0, !isConstructor(x, of: y), !isConstructor(y, of: x) { return false }
    }
    return true
  }

  /// What a value reads as; a string without its quotes where it is compared with text.
  package func text(_ value: BoundValue) -> ArraySlice<UInt8> {
    switch value.content {
    case .constant(let text): return text
    case .node(let node) where tree[node].kind == .string: return tree.symbols.text(tree[node].symbol)
    default: return source[value.range]
    }
  }
}
