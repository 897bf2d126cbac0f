/// The children of two nodes, role by role.
extension PatternMatcher {
  func children(_ p: Int, _ t: Int, _ found: () -> Void) {
    // What the node has and the pattern does not speak of.
    let (spoken, kind) = (pattern.roles[p], tree.nodes[t].kind)
    var child = t + 1
    let end = Int(tree.nodes[t].end)
    while child < end {
      let role = tree.nodes[child].role
      if spoken & 1 << UInt64(role.rawValue) == 0, !Discipline.mayBeLeftOut(kind, role),
        !(kind == .dictionary && pattern.tree.nodes[p].flags.contains(.open)),
        // A method without a body is one with nothing in it.
        !(role == .body && kind == .function && Int(tree.nodes[child].end) == child + 1)
      {
        return
      }
      child = Int(tree.nodes[child].end)
    }
    roles(p, t, from: 0, found)
  }

  /// Role by role, in the order in which the pattern first names them.
  func roles(_ p: Int, _ t: Int, without left: [Role] = [], from place: Int, _ found: () -> Void) {
    guard place < pattern.groups[p].count else { return found() }
    let group = pattern.groups[p][place]
    if left.contains(group.role) { return roles(p, t, without: left, from: place + 1, found) }
    if group.isSingle {
      // By far the most: one child here, one there.
      guard let only = only(t, group.role) else { return }
      return match(group.children[0], only) { roles(p, t, without: left, from: place + 1, found) }
    }
    let targets = targets(t, group.role)
    compare(p, t, group, targets) { roles(p, t, without: left, from: place + 1, found) }
  }

  func compare(_ p: Int, _ t: Int, _ group: RoleGroup, _ targets: [Int], _ found: () -> Void) {
    let kind = pattern.tree[p].kind
    // There is a value, whatever it is.
    if group.role == .value, kind == .assign, targets.isEmpty { return }
    let wanted = group.children
    switch group.discipline {
    case .ordered:
      if targets.isEmpty, Discipline.isNeeded(kind, group.role) { return }
      ordered(wanted[...], targets[...], parent: t, found)
    case .arguments: arguments(wanted, targets, parent: t, found)
    case .subset: subset(wanted[...], targets, found)
    case .unordered:
      if pattern.tree[p].flags.contains(.open) || group.hasEllipsis {
        subset(wanted.filter { pattern.tree[$0].kind != .ellipsis }[...], targets, found)
      } else if wanted.count == targets.count {
        subset(wanted[...], targets, found)
      }
    case .statements where isClassBody(p):
      // Members in any order, and there may be more.
      subset(wanted.filter { pattern.tree[$0].kind != .metavariableList }[...], targets, found)
    case .statements:
      statements(
        wanted[...], targets.map { Int32($0) }, within: t + 1..<Int(tree[t].end), mayStopEarly: group.hasEllipsis,
        found)
    }
  }

  /// The node's children in a role.
  func targets(_ t: Int, _ role: Role) -> [Int] {
    var targets: [Int] = []
    var child = t + 1
    let end = Int(tree.nodes[t].end)
    while child < end {
      if tree.nodes[child].role == role { targets.append(child) }
      child = Int(tree.nodes[child].end)
    }
    return targets
  }

  /// The node's child in a role where there is exactly one.
  func only(_ t: Int, _ role: Role) -> Int? {
    var only: Int?
    var child = t + 1
    let end = Int(tree.nodes[t].end)
    while child < end {
      if tree.nodes[child].role == role {
        if only != nil { return nil }
        only = child
      }
      child = Int(tree.nodes[child].end)
    }
    return only
  }

  func ordered(_ wanted: ArraySlice<Int>, _ targets: ArraySlice<Int>, parent: Int, _ found: () -> Void) {
    guard spend() else { return }
    guard let first = wanted.first else {
      if targets.isEmpty { found() }
      return
    }
    let rest = wanted.dropFirst()
    switch pattern.tree[first].kind {
    case .ellipsis:
      if rest.isEmpty { return found() }
      for start in targets.startIndex...targets.endIndex { ordered(rest, targets[start...], parent: parent, found) }
    case .metavariableList:
      for end in targets.startIndex...targets.endIndex {
        if rest.isEmpty, end != targets.endIndex { continue }
        bind(name(first), list(targets[..<end], parent: parent)) {
          ordered(rest, targets[end...], parent: parent, found)
        }
      }
    default:
      // A body that says nothing matches where there is none.
      guard let target = targets.first else {
        if isEmptyBody(first), !tree.nodes[parent].flags.contains(.bare) {
          ordered(rest, targets, parent: parent, found)
        }
        return
      }
      if pattern.tree[first].kind == .chain { return chain(first, target, found) }
      if tree[target].kind == .keyword, pattern.tree[first].kind != .keyword { return }
      match(first, target) { ordered(rest, targets.dropFirst(), parent: parent, found) }
    }
  }

  func isBody(_ t: Int, of kind: Kind) -> Bool {
    tree[t].role == .body && tree[Int(tree[t].parent)].kind == kind
  }

  func isClassBody(_ p: Int) -> Bool {
    pattern.tree[p].kind == .block && !file.language.traits.classBodiesAreOrdered
      && pattern.tree[Int(pattern.tree[p].parent)].kind == .classDeclaration
  }

  func isEmptyBody(_ p: Int) -> Bool {
    pattern.tree[p].kind == .block && pattern.tree[p].role == .body
      && pattern.tree[Int(pattern.tree[p].parent)].kind != .forEach
      && pattern.tree.children(p).allSatisfy { pattern.tree[$0].kind == .ellipsis }
  }

  func list(_ nodes: ArraySlice<Int>, parent: Int) -> BoundValue {
    guard let first = nodes.first, let last = nodes.last else {
      let place = Int(tree[parent].to)
      return BoundValue(content: .nodes(first: 0, count: 0), range: place..<place)
    }
    return BoundValue(
      content: .nodes(first: first, count: nodes.count),
      range: Int(tree[first].from)..<max(Int(tree[first].from), Int(tree[last].to)))
  }

  func arguments(_ wanted: [Int], _ targets: [Int], parent: Int, _ found: () -> Void) {
    let isOpen = wanted.contains {
      pattern.tree[$0].kind == .ellipsis || pattern.tree[$0].kind == .metavariableList
    }
    let named = wanted.filter { pattern.tree[$0].kind == .keyword }
    let keywords = targets.filter { tree[$0].kind == .keyword }
    guard isOpen || named.count == keywords.count, named.count <= keywords.count else { return }
    // What is unpacked behind a keyword is for an ellipsis behind it.
    if let last = wanted.last, pattern.tree[last].kind == .keyword, let end = targets.last, tree[end].kind == .spread {
      return
    }
    if keywords.isEmpty || named.isEmpty { return ordered(wanted[...], targets[...], parent: parent, found) }
    subset(named[...], keywords) {
      let positions = wanted.filter { pattern.tree[$0].kind != .keyword }
      // A list binds whatever is left, keywords too.
      if positions.count == 1, pattern.tree[positions[0]].kind == .metavariableList, named.isEmpty {
        return ordered(positions[...], targets[...], parent: parent, found)
      }
      ordered(positions[...], targets.filter { tree[$0].kind != .keyword }[...], parent: parent, found)
    }
  }

  /// `taken` are the places in `targets` that have their partner.
  func subset(_ wanted: ArraySlice<Int>, _ targets: [Int], taken: [Int] = [], _ found: () -> Void) {
    guard spend() else { return }
    guard let first = wanted.first else { return found() }
    if pattern.tree[first].kind == .ellipsis { return subset(wanted.dropFirst(), targets, taken: taken, found) }
    for index in targets.indices where !taken.contains(index) {
      if isOutOfFuel { return }
      match(first, targets[index]) { subset(wanted.dropFirst(), targets, taken: taken + [index], found) }
    }
  }

  /// `$X. ... .f`: the receiver itself, or the receiver of what it was got from, and so on.
  func chain(_ p: Int, _ target: Int, _ found: () -> Void) {
    guard let object = pattern.tree.firstChild(p) else { return }
    var current = target
    while spend() {
      match(object, current, found)
      switch tree[current].kind {
      case .call:
        guard let callee = tree.child(current, .callee), tree[callee].kind == .member,
          let receiver = tree.child(callee, .object)
        else { return }
        current = receiver
      case .member, .index:
        guard let receiver = tree.child(current, .object) else { return }
        current = receiver
      default: return
      }
    }
  }
}
