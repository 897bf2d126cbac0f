/// What may be written in more than one way, and what lies deep inside.
extension PatternMatcher {
  /// `a: (x) => {}` and `a(x) {}`: one of them in the pattern, the other in the file.
  func method(_ p: Int, _ t: Int, pair: Int, in holder: Tree, _ found: () -> Void) {
    guard let value = holder.child(pair, .value), holder[value].kind == .lambda,
      let key = holder.child(pair, .key) ?? holder.child(pair, .target)
    else { return }
    let isWanted = pattern.tree[p].kind != .function
    let (wanted, target) = isWanted ? (value, t) : (p, value)
    guard let name = isWanted ? tree.child(t, .name) : pattern.tree.child(p, .name),
      !isSilent(wanted, of: .parameter, in: target)
    else { return }
    let modifiers = pattern.tree.children(p).filter { pattern.tree[$0].role == .modifier }
    match(isWanted ? key : name, isWanted ? name : key) {
      subset(modifiers[...], targets(t, .modifier)) {
        roles(wanted, target, without: [.name, .modifier, .decorator], from: 0, found)
      }
    }
  }

  /// Whether a node has children of a role that the pattern does not mention.
  func isSilent(_ p: Int, of role: Role, in t: Int) -> Bool {
    pattern.tree.child(p, role) == nil && tree.child(t, role) != nil
  }

  /// A branch without braces is like a block of one statement, and like no other.
  func isAlone(_ p: Int, _ t: Int) -> Bool {
    guard tree.nodes[Int(tree.nodes[t].parent)].kind == .ifStatement, let first = pattern.tree.firstChild(p) else {
      return true
    }
    return pattern.tree.sibling(first) == nil
  }

  static func isLoop(_ kind: Kind) -> Bool {
    kind == .forLoop || kind == .forEach || kind == .whileLoop || kind == .doLoop
  }

  /// A pattern that does not speak of casts matches what was cast.
  static func seesCasts(_ kind: Kind) -> Bool {
    switch kind {
    case .cast, .ellipsis, .metavariable, .metavariableList, .typedMetavariable, .deep, .chain: true
    default: false
    }
  }

  /// Anywhere in an expression, but not in the statements and parameters of a function that stands in it.
  func deep(_ p: Int, _ t: Int, level: Int = 0, _ found: () -> Void) {
    var inner = t
    let end = Int(tree[t].end)
    while inner < end, spend() {
      switch tree[inner].kind {
      case .block where inner != t && !tree[inner].flags.contains(.implicit), .returnStatement where inner != t,
        .parameter where inner != t:
        inner = Int(tree[inner].end)
        continue
      default: break
      }
      if inner == t || file.isExpression(inner) { match(p, inner, found) }
      if options.symbolic, level < 4, tree[inner].kind == .name,
        let value = file.constants.expression(of: inner), value < inner || value >= end
      {
        deep(p, value, level: level + 1, found)
      }
      inner += 1
    }
  }
}
