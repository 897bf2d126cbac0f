/// Operators whose operands may be grouped or ordered otherwise.
extension PatternMatcher {
  enum Grouping {
    case associative, commutative
    /// Two sides in any order.
    case symmetric

    init?(_ operation: String, _ options: Options) {
      switch operation {
      case "&&", "||", "and", "or":
        if !options.associative { return nil }
        self = options.commutativeBooleans ? .commutative : .associative
      case "|", "&", "^":
        if !options.associative { return nil }
        self = .commutative
      case "==", "!=":
        if !options.symmetricEquality { return nil }
        self = .symmetric
      default: return nil
      }
    }
  }

  func operands(_ p: Int, _ t: Int, _ grouping: Grouping, _ found: () -> Void) {
    if grouping == .symmetric {
      guard let left = pattern.tree.child(p, .left), let right = pattern.tree.child(p, .right),
        let first = tree.child(t, .left), let second = tree.child(t, .right)
      else { return children(p, t, found) }
      match(left, first) { match(right, second, found) }
      return match(left, second) { match(right, first, found) }
    }
    let wanted = Self.operands(of: p, in: pattern.tree)
    let targets = Self.operands(of: t, in: tree)
    guard spend(targets.count) else { return }
    if grouping == .associative {
      grouped(wanted[...], targets[...], found)
    } else {
      anyOrder(wanted[...], targets, found)
    }
  }

  /// The operands of a chain of one operator, from left to right.
  static func operands(of node: Int, in tree: Tree) -> [Int] {
    var list: [Int] = []
    var open = [node]
    while let next = open.popLast(), list.count < 1000 {
      if tree[next].kind == .binary, tree[next].symbol == tree[node].symbol {
        open += tree.children(next).reversed()
      } else {
        list.append(next)
      }
    }
    return list
  }

  /// In order; a metavariable may take several.
  func grouped(_ wanted: ArraySlice<Int>, _ targets: ArraySlice<Int>, _ found: () -> Void) {
    guard spend() else { return }
    guard let first = wanted.first else {
      if targets.isEmpty { found() }
      return
    }
    let rest = wanted.dropFirst()
    let most = targets.count - rest.count { pattern.tree[$0].kind != .ellipsis }
    switch pattern.tree[first].kind {
    case .ellipsis:
      guard most >= 0 else { return }
      for count in 0...most { grouped(rest, targets.dropFirst(count), found) }
    case .metavariable:
      guard most > 0 else { return }
      for count in 1...most where !rest.isEmpty || count == targets.count {
        take(first, targets.prefix(count)) { grouped(rest, targets.dropFirst(count), found) }
      }
    default:
      guard let target = targets.first else { return }
      match(first, target) { grouped(rest, targets.dropFirst(), found) }
    }
  }

  /// In any order; the last metavariable takes what is left.
  func anyOrder(_ wanted: ArraySlice<Int>, _ targets: [Int], _ found: () -> Void) {
    guard spend() else { return }
    guard let first = wanted.first else {
      if targets.isEmpty { found() }
      return
    }
    let rest = wanted.dropFirst()
    switch pattern.tree[first].kind {
    case .ellipsis: if rest.isEmpty { found() } else { anyOrder(rest + [first], targets, found) }
    case .metavariable where rest.isEmpty:
      if !targets.isEmpty { take(first, targets[...], found) }
    default:
      for index in targets.indices {
        var others = targets
        others.remove(at: index)
        match(first, targets[index]) { anyOrder(rest, others, found) }
      }
    }
  }

  func take(_ metavariable: Int, _ targets: ArraySlice<Int>, _ found: () -> Void) {
    guard let first = targets.first, let last = targets.last else { return }
    if targets.count == 1 { return match(metavariable, first, found) }
    // The whole of them, where it is a node.
    var whole = first
    while Int(tree[whole].to) < Int(tree[last].to), whole != 0 { whole = Int(tree[whole].parent) }
    let range = Int(tree[first].from)..<max(Int(tree[first].from), Int(tree[last].to))
    if tree[whole].range == range { return match(metavariable, whole, found) }
    bind(name(metavariable), BoundValue(content: .text, range: range), found)
  }
}
