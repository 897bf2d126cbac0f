extension Constants {
  /// The walk: a state says what each variable holds; branches are walked apart and joined.
  struct Walk {
    let tree: Tree
    let names: Names
    let traits: Language.Traits
    var held: [Int: Int] = [:]
    var kinds: [Int: Kind] = [:]
    private var state = State()
    private var depth = 0
    /// The body of the innermost class around.
    private var classStart = 0
    private var loops = 0
    /// In a comprehension.
    private var isAside = false
    /// Declarations whose objects the expression at hand may change.
    private var pending: [Int] = []

    private struct State {
      /// By declaration; nil value: not known.
      var values: [Int: Int?] = [:]
      /// Of what is not known: that it is a constant of this kind all the same.
      var kinds: [Int: Kind] = [:]
      /// What follows is never reached.
      var isDead = false
    }

    /// Code nested deeper than this has no known values.
    private static let maximumDepth = 200

    init(tree: Tree, names: Names, traits: Language.Traits) {
      self.traits = traits
      self.tree = tree
      self.names = names
    }

    mutating func run() { visit(0) }

    private mutating func visit(_ node: Int) {
      guard depth < Self.maximumDepth else { return }
      depth += 1
      defer { depth -= 1 }
      switch tree[node].kind {
      case .block where isClassBody(node):
        let outside = classStart
        classStart = node
        children(of: node)
        classStart = outside
      case .file, .block, .with, .classDeclaration, .withItem: children(of: node)
      case .lambda where traits.lambdasAreBlocks: loop(node)
      case .function, .lambda: function(node)
      case .assign: assign(node)
      case .ifStatement: branches(node)
      case .whileLoop, .doLoop, .forLoop, .forEach, .comprehension: loop(node)
      case .tryStatement: attempt(node)
      case .switchStatement: cases(node)
      case .returnStatement, .raise, .breakStatement, .continueStatement:
        children(of: node)
        state.isDead = true
      case .name: use(node)
      case .augmentedAssign: augmented(node)
      default: expression(node)
      }
      if tree[node].kind == .withItem { held(byItem: node) }
    }

    /// `with f() as x`
    private mutating func held(byItem node: Int) {
      forget(writtenIn: node..<Int(tree[node].end))
      if let target = tree.child(node, .target), tree[target].kind == .name { set(target, tree.child(node, .value)) }
    }

    private mutating func children(of node: Int) {
      for child in tree.children(node) { visit(child) }
    }

    /// An expression, in one pass; what has an order of its own inside is visited.
    private mutating func expression(_ node: Int) {
      var index = node
      let end = Int(tree[node].end)
      while index < end {
        switch tree[index].kind {
        case .name: use(index)
        case .member: if traits.fieldsAreNames { field(index) }
        case .unary: count(index)
        case .call: called(index)
        case .function, .lambda, .assign, .augmentedAssign, .block, .comprehension, .classDeclaration, .ifStatement,
          .tryStatement:
          if index != node {
            visit(index)
            index = Int(tree[index].end)
            continue
          }
        default: break
        }
        index += 1
      }
      if !pending.isEmpty {
        for id in pending { unknown(id) }
        pending.removeAll()
      }
    }

    /// An object that a method was called on may be another; a constant is not.
    private mutating func called(_ node: Int) {
      guard traits.assignmentDeclares, let callee = tree.child(node, .callee), tree[callee].kind == .member,
        let object = tree.child(callee, .object), tree[object].kind == .name
      else { return }
      let id = names.declaration(of: object)
      guard id != 0, let known = state.values[id], let value = known else { return }
      use(object)
      if Constants.fold(value, tree, depth: 0, { held[$0] }) == nil { pending.append(id) }
    }

    private mutating func use(_ node: Int) {
      // Counted, it was looked at before it changed.
      if held[node] != nil, isCount(Int(tree[node].parent)) { return }
      let id = names.declaration(of: node)
      guard id != 0 else { return }
      switch tree[node].role {
      case .name, .field, .target, .alias, .item: return
      default: break
      }
      if let known = state.values[id] {
        // A loop's body is walked twice.
        held[node] = known
        kinds[node] = known == nil ? state.kinds[id] : nil
        return
      }
      // Written once in all the file, somewhere outside this function.
      let declaration = names.declarations[id]
      guard declaration.writes == 1, !declaration.isOpenField, let value = declaration.value, value != node,
        declaration.node >= classStart || !isLocal(declaration.scope) || isFinal(id)
      else { return }
      if isLiteral(value) {
        if isInSight(declaration, value, from: node) { held[node] = value }
      } else if traits.assignmentDeclares, value < node, tree[declaration.scope].kind != .classDeclaration, !isAside {
        held[node] = value
      }
    }

    private func isClassBody(_ node: Int) -> Bool {
      let parent = tree[Int(tree[node].parent)].kind
      return parent == .classDeclaration || parent == .new
    }

    /// Of a scope, that it is a function's.
    private func isLocal(_ scope: Int) -> Bool {
      scope != 0 && tree[scope].kind != .classDeclaration && !(tree[scope].kind == .block && isClassBody(scope))
    }

    /// A field of the object at hand that is written once.
    private mutating func field(_ node: Int) {
      guard let object = tree.child(node, .object), let name = tree.child(node, .field),
        tree.symbols.string(tree[object].symbol) == "this", let id = names.fields[tree[name].symbol]
      else { return }
      let declaration = names.declarations[id]
      if declaration.writes == 1, !declaration.isOpenField, let value = declaration.value, isLiteral(value) {
        held[node] = value
      }
    }

    private func isCount(_ node: Int) -> Bool {
      let text = tree.symbols.text(tree[node].symbol)
      return tree[node].kind == .unary && text.count >= 2
        && (text.last == UInt8(ascii: "+") || text.last == UInt8(ascii: "-"))
    }

    /// `x++`, which may be a part of more.
    private mutating func count(_ node: Int) {
      guard isCount(node), let operand = tree.child(node, .operand), tree[operand].kind == .name
      else { return }
      use(operand)
      change(operand, node)
    }

    /// A variable holds what `node` makes of what it held.
    private mutating func change(_ name: Int, _ node: Int) {
      let id = names.declaration(of: name)
      guard id != 0 else { return }
      let value = Constants.fold(node, tree, depth: 0) { held[$0] }
      state.values[id] = value?.text == nil ? .some(nil) : .some(node)
      state.kinds[id] = value?.kind
    }

    /// Where assignments declare, a function sees what the file set before it, and nothing of a function around it.
    private func isInSight(_ declaration: Names.Declaration, _ value: Int, from node: Int) -> Bool {
      guard traits.assignmentDeclares else { return true }
      return value < node && declaration.type == nil && !declaration.isCaptured
        && (declaration.scope == 0 || tree[declaration.scope].kind == .classDeclaration)
    }

    private func isLiteral(_ node: Int) -> Bool {
      Constants.fold(node, tree, depth: 0) { held[$0] ?? once($0) } != nil
    }

    private func once(_ node: Int) -> Int? {
      let declaration = names.declarations[names.declaration(of: node)]
      return declaration.writes == 1 && !declaration.isOpenField ? declaration.value : nil
    }

    /// A function's body knows nothing of the flow around it, and the flow nothing of what it does.
    private mutating func function(_ node: Int) {
      let outside = state
      // A lambda without statements is read where it stands.
      if tree[node].kind == .function || !traits.assignmentDeclares { state = State() }
      // Parameters are not known, whatever their defaults.
      for child in tree.children(node) {
        if tree[child].kind == .parameter, let name = tree.child(child, .name) {
          state.values[names.declaration(of: name)] = .some(nil)
        }
      }
      children(of: node)
      state = outside
    }

    private mutating func assign(_ node: Int) {
      let value = tree.child(node, .value)
      if let value { visit(value) }
      guard let target = tree.child(node, .target) else { return }
      if tree[target].kind == .name {
        set(target, value)
      } else {
        expression(target)
        forget(writtenIn: target..<Int(tree[target].end), byRole: false)
        if traits.assignmentDeclares { change(target) }
        if !traits.assignmentDeclares { pairs(target, value) }
      }
    }

    /// What has a part of it set is not what it was.
    private mutating func change(_ target: Int) {
      var base = target
      while tree[base].kind == .member || tree[base].kind == .index, let object = tree.child(base, .object) {
        base = object
      }
      let id = base == target || tree[base].kind != .name ? 0 : names.declaration(of: base)
      if id != 0 { unknown(id) }
    }

    private mutating func unknown(_ id: Int) {
      state.values[id] = .some(nil)
      state.kinds[id] = nil
    }

    /// `x += 1`
    private mutating func augmented(_ node: Int) {
      if let value = tree.child(node, .value) { visit(value) }
      guard let target = tree.child(node, .target) else { return }
      let id = tree[target].kind == .name ? names.declaration(of: target) : 0
      guard id != 0 else { return expression(target) }
      held[target] = state.values[id] ?? nil
      let kind = self.kind(id, state.values[id] ?? nil, state)
      let added = tree.child(node, .value).flatMap { Constants.fold($0, tree, depth: 0, { held[$0] })?.kind }
      unknown(id)
      if Constants.fold(node, tree, depth: 0, { held[$0] }) != nil {
        state.values[id] = .some(node)
      } else if kind == .string, added == .string {
        state.kinds[id] = .string
      }
    }

    /// `a, b = 1, 2`
    private mutating func pairs(_ target: Int, _ value: Int?) {
      guard traits.listsAreKnown, let value, tree[target].kind == .tuple, tree[value].kind == .tuple else {
        return
      }
      let (targets, values) = (Array(tree.children(target)), Array(tree.children(value)))
      guard targets.count == values.count else { return }
      for (target, value) in zip(targets, values) where tree[target].kind == .name { set(target, value) }
    }

    private mutating func set(_ name: Int, _ value: Int?) {
      var value = value
      while let inner = value, tree[inner].kind == .assign { value = tree.child(inner, .value) }
      // What is waited for or chosen is not the expression itself.
      if let inner = value, [.await, .ternary].contains(tree[inner].kind),
        Constants.fold(inner, tree, depth: 0, { held[$0] }) == nil
      {
        value = nil
      }
      let id = names.declaration(of: name)
      guard id != 0 else { return }
      state.values[id] =
        names.declarations[id].isCaptured && !traits.assignmentDeclares ? .some(nil) : .some(value)
      state.kinds[id] = nil
    }

    /// Variables that are written somewhere in a range of nodes are not known.
    private mutating func forget(writtenIn range: Range<Int>, byRole: Bool = true) {
      for index in range where tree[index].kind == .name {
        let id = names.declaration(of: index)
        guard id != 0 else { continue }
        switch tree[index].role {
        case .target, .name:
          state.values[id] = .some(nil)
          state.kinds[id] = nil
        case .operand:
          if isCount(Int(tree[index].parent)) { state.values[id] = .some(nil) }
        case .child, .value, .part: if !byRole || isInTarget(index, range) { state.values[id] = .some(nil) }
        default: break
        }
      }
    }

    /// Variables that are written somewhere in a range of nodes.
    private func written(in range: Range<Int>) -> Set<Int> {
      var found: Set<Int> = []
      for index in range where tree[index].kind == .name {
        let isWritten: Bool =
          switch tree[index].role {
          case .target, .name: true
          case .child: isInTarget(index, range)
          case .operand: isCount(Int(tree[index].parent))
          default: false
          }
        if isWritten { found.insert(names.declaration(of: index)) }
      }
      found.remove(0)
      return found
    }

    private func isInTarget(_ index: Int, _ range: Range<Int>) -> Bool {
      var node = index
      for _ in 0..<8 where node > range.lowerBound {
        if tree[node].role == .target { return true }
        node = Int(tree[node].parent)
      }
      return false
    }

    private mutating func branches(_ node: Int) {
      if let condition = tree.child(node, .condition) { visit(condition) }
      for child in tree.children(node) where ![.condition, .body, .orElse].contains(tree[child].role) { visit(child) }
      let before = state
      if let body = tree.child(node, .body) { visit(body) }
      let then = state
      state = before
      if let other = tree.child(node, .orElse) { visit(other) }
      join(then)
    }

    /// Walked twice: from what was before, and from what that and the first turn agree on. Deep in loops nothing that is
    /// written in one is known.
    private mutating func loop(_ node: Int) {
      if tree[node].kind == .comprehension, traits.assignmentDeclares { return aside(node) }
      for child in tree.children(node) where tree[child].role == .initial { visit(child) }
      if traits.assignmentDeclares { return turns(node) }
      forget(writtenIn: node..<Int(tree[node].end))
      // Nothing that could be written again is known in a loop, nor after it.
      if tree[node].kind != .doLoop { forgetAll() }
      let before = state
      for child in tree.children(node) where tree[child].role != .initial { visit(child) }
      state.isDead = false
      join(before)
      forget(writtenIn: node..<Int(tree[node].end))
      if tree[node].kind == .doLoop { forgetAll() }
    }

    private mutating func forgetAll() {
      for id in state.values.keys where !isFinal(id) {
        state.values[id] = .some(nil)
        state.kinds[id] = nil
      }
    }

    private func isFinal(_ id: Int) -> Bool {
      let declaration = names.declarations[id]
      return declaration.isFinal || traits.singleWritesAreFinal && declaration.writes == 1
    }

    /// What the first turn left is what the next one begins with.
    private mutating func turns(_ node: Int) {
      guard loops < 3, tree[node].kind != .comprehension else {
        forget(writtenIn: node..<Int(tree[node].end))
        return turn(node)
      }
      loops += 1
      turn(node)
      turn(node)
      loops -= 1
    }

    /// A comprehension knows of its function's variables no more than a function would.
    private mutating func aside(_ node: Int) {
      let (outside, was) = (state, isAside)
      (state, isAside) = (State(), true)
      children(of: node)
      (state, isAside) = (outside, was)
    }

    private mutating func turn(_ node: Int) {
      let before = state
      let target = tree[node].kind == .forEach ? tree.child(node, .target) : nil
      if let target { forget(writtenIn: target..<Int(tree[target].end), byRole: false) }
      for child in tree.children(node) where tree[child].role != .initial { visit(child) }
      state.isDead = false
      join(before)
      if let target { forget(writtenIn: target..<Int(tree[target].end), byRole: false) }
    }

    private mutating func attempt(_ node: Int) {
      let before = state
      guard let body = tree.child(node, .body) else { return children(of: node) }
      for child in tree.children(node) where tree[child].role == .item { visit(child) }
      visit(body)
      let after = state
      for child in tree.children(node) where tree[child].role == .orElse { visit(child) }
      var end = state
      for child in tree.children(node) where tree[child].role == .handler {
        if traits.assignmentDeclares { handled(child, before, after) } else { handled(child, body, before, after) }
        let handled = state
        state = end
        join(handled)
        end = state
      }
      for child in tree.children(node) where tree[child].role == .finally {
        if traits.assignmentDeclares { forget(writtenIn: body..<Int(tree[body].end)) }
        visit(child)
      }
      for child in tree.children(node) {
        switch tree[child].role {
        case .item, .body, .orElse, .handler, .finally: break
        default: visit(child)
        }
      }
    }

    /// A handler where assignments declare: what the body alone has set is taken for set.
    private mutating func handled(_ handler: Int, _ before: State, _ after: State) {
      state = after
      state.isDead = false
      for (id, value) in before.values where !isEqual(value, after.values[id] ?? nil) { unknown(id) }
      visit(handler)
    }

    /// A handler elsewhere: what it did not write itself is, behind it, what the body made of it.
    private mutating func handled(_ handler: Int, _ body: Int, _ before: State, _ after: State) {
      state = before
      let written = self.written(in: body..<Int(tree[body].end))
      for id in written { state.values[id] = .some(nil) }
      visit(handler)
      for id in written.subtracting(self.written(in: handler..<Int(tree[handler].end))) {
        state.values[id] = after.values[id]
        state.kinds[id] = after.kinds[id]
      }
    }

    private func isEqual(_ a: Int?, _ b: Int?) -> Bool {
      guard let a, let b else { return a == nil && b == nil }
      return a == b || isEqual(a, b)
    }

    private mutating func cases(_ node: Int) {
      for child in tree.children(node) where tree[child].role != .caseItem { visit(child) }
      let before = state
      var end: State?
      let items = tree.children(node).filter { tree[$0].role == .caseItem }
      if !items.contains(where: { isDefault($0) }) { end = before }
      for child in items {
        state = before
        forget(writtenIn: node..<child)
        children(of: child)
        state.isDead = false
        if let end { join(end) }
        end = state
      }
      state = end ?? before
    }

    private func isDefault(_ item: Int) -> Bool {
      !tree.children(item).contains { tree[$0].role != .body && tree[$0].role != .orElse }
    }

    /// What both ways agree on.
    private mutating func join(_ other: State) {
      if other.isDead { return }
      if state.isDead {
        state = other
        return
      }
      for id in Set(state.values.keys).union(other.values.keys) {
        let (mine, theirs) = (state.values[id] ?? nil, other.values[id] ?? nil)
        if let mine, let theirs, mine == theirs || isEqual(mine, theirs) { continue }
        let kind = self.kind(id, mine, state)
        state.kinds[id] = kind != nil && kind == self.kind(id, theirs, other) ? kind : nil
        state.values[id] = .some(nil)
      }
    }

    private func kind(_ id: Int, _ value: Int?, _ state: State) -> Kind? {
      guard let value else { return state.kinds[id] }
      return Constants.fold(value, tree, depth: 0, { held[$0] })?.kind
    }

    private func isEqual(_ a: Int, _ b: Int) -> Bool {
      if let x = Constants.fold(a, tree, depth: 0, { held[$0] }),
        let y = Constants.fold(b, tree, depth: 0, { held[$0] })
      {
        return x == y
      }
      return false
    }
  }
}
