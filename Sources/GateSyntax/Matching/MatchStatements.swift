/// Statements: sequences of them, and expressions within one.
extension PatternMatcher {
  func sequences() {
    let roots = pattern.roots[...]
    for index in file.statements {
      let first = Int(index)
      let parent = Int(tree[first].parent)
      if pattern.tree[roots.first!].kind == .ellipsis {
        // A sequence that begins with an ellipsis begins with its block.
        if tree.child(parent, .statement) != first { continue }
      } else {
        var begins = false
        statement(roots.first!, first) { begins = true }
        if !begins { continue }
      }
      var siblings: [Int32] = [index]
      var next = first
      while let sibling = tree.sibling(next) {
        if tree[sibling].role == .statement { siblings.append(Int32(sibling)) }
        next = sibling
      }
      statements(roots, siblings, within: first..<Int(tree[parent].end), mayStopEarly: true) {
        // What stands at the head of a statement may be placed behind it (Go).
        report(min(Int(tree[first].from), reached)..<max(reached, Int(tree[first].to)))
      }
    }
  }

  /// Statements against statements side by side, and where there is an ellipsis also against all that lie in them.
  func statements(
    _ patterns: ArraySlice<Int>, _ targets: [Int32], within range: Range<Int>, mayStopEarly: Bool, _ found: () -> Void
  ) {
    let saved = reached
    defer { reached = saved }
    reached = 0
    sequence(patterns, targets[...], mayStopEarly, found)
    guard options.deepStatements, patterns.count > 1, patterns.contains(where: { pattern.tree[$0].kind == .ellipsis })
    else { return }
    let all = file.statements(in: range)
    guard all.count > targets.count else { return }
    sequence(patterns, all, mayStopEarly) {
      // What was found inside a statement of the list reaches to that statement's end.
      let outer = targets.first { tree[Int($0)].from < reached && reached <= tree[Int($0)].to }
      reaching(outer.map { Int(tree[Int($0)].to) } ?? reached, found)
    }
  }

  func sequence(
    _ patterns: ArraySlice<Int>, _ targets: ArraySlice<Int32>, _ mayStopEarly: Bool, _ found: () -> Void
  ) {
    guard spend() else { return }
    guard let first = patterns.first else {
      if mayStopEarly || targets.isEmpty { found() }
      return
    }
    let rest = patterns.dropFirst()
    if pattern.tree[first].kind == .ellipsis || pattern.tree[first].kind == .metavariableList {
      if rest.isEmpty { return reaching(targets.map { Int(tree[Int($0)].to) }.max() ?? 0, found) }
      for start in targets.startIndex...targets.endIndex {
        sequence(rest, targets[start...], mayStopEarly, found)
      }
      return
    }
    guard let target = targets.first else { return }
    statement(first, Int(target)) {
      reaching(Int(tree[Int(target)].to)) { sequence(rest, targets.dropFirst(), mayStopEarly, found) }
    }
  }

  func reaching(_ end: Int, _ found: () -> Void) {
    let saved = reached
    reached = max(reached, end)
    found()
    reached = saved
  }

  /// One statement; an expression is also looked for in what the statement itself computes.
  func statement(_ p: Int, _ t: Int, _ found: () -> Void) {
    let kind = pattern.tree[p].kind
    if kind == .metavariable { return match(p, t, found) }
    if kind == .importation, tree[t].kind == .assign {
      for child in tree.children(t) where tree[child].kind == .importation { match(p, child, found) }
      return
    }
    guard options.deepStatements, Self.expressions.contains(kind) || kind == .typedMetavariable else {
      return match(p, t, found)
    }
    match(p, t, found)
    guard tree[t].kind == .returnStatement || Self.isTransparent(tree[t].kind) else { return }
    var index = t + 1
    let end = Int(tree[t].end)
    while index < end {
      if file.isExpression(index) { match(p, index, found) }
      index = Self.isTransparent(tree[index].kind) ? index + 1 : Int(tree[index].end)
    }
  }

  /// Whether what a statement computes is also looked for inside such an expression. The reference looks into calls,
  /// containers and operators, and not into subscripts, conditional expressions, lambdas and comprehensions.
  static func isTransparent(_ kind: Kind) -> Bool {
    switch kind {
    case .call, .keyword, .member, .new, .binary, .unary, .template, .list, .tuple, .set, .dictionary, .pair, .await,
      .yield, .cast, .spread, .assign, .augmentedAssign:
      true
    default: false
    }
  }
}
