/// Finds all matches of one pattern in one file. Recursion goes by the pattern's depth, never by the file's; a continuation
/// is called for every way to match.
package final class PatternMatcher {
  /// How a string of the file is compared with the regular expression of a pattern.
  package typealias TextTest = (_ pattern: String, _ text: ArraySlice<UInt8>) -> Bool

  let file: SyntaxFile
  let tree: Tree
  let pattern: Pattern
  let options: Options
  /// Of the pattern's symbols, by number, in the file's table.
  let symbols: [Symbol]
  let textTest: TextTest
  var bindings: [Binding] = []
  var matches: [SyntaxMatch] = []
  /// The end of what the statements of a sequence have reached.
  var reached = 0
  var fuel: Int
  /// Of the pattern's operators that are more than their two sides in order.
  var groupings: [Int: Grouping] = [:]
  /// The search was given up: there may be more matches.
  package private(set) var isOutOfFuel = false

  package struct Options: Sendable {
    package var constants = true
    package var symbolic = false
    package var declarationsAsAssignments = true
    package var deepStatements = true
    /// `a && b` whatever the grouping; `a | b` and its like whatever the order, too.
    package var associative = true
    package var commutativeBooleans = false
    package var symmetricEquality = false

    package init() {}

    /// Equal for equal options.
    package var key: String {
      let all = [
        constants, symbolic, declarationsAsAssignments, deepStatements, associative, commutativeBooleans,
        symmetricEquality,
      ]
      return String(all.map { $0 ? "1" : "0" })
    }
  }

  package init(_ pattern: Pattern, in file: SyntaxFile, options: Options, textTest: @escaping TextTest) {
    self.file = file
    tree = file.tree
    self.pattern = pattern
    self.options = options
    self.textTest = textTest
    symbols = (0..<pattern.tree.symbols.count).map { number in
      number == 0 ? .none : file.tree.symbols.find(pattern.tree.symbols.text(Symbol(number: UInt32(number))).span)
    }
    fuel = 2_000_000 + 40 * file.tree.nodes.count
    for (index, node) in pattern.tree.nodes.enumerated() where node.kind == .binary {
      groupings[index] = Grouping(pattern.tree.symbols.string(node.symbol), options)
    }
  }

  /// Whether the file holds the words without which there is no match.
  package static func mayMatch(_ pattern: Pattern, in file: SyntaxFile) -> Bool {
    pattern.requiredWords.allSatisfy { file.tree.symbols.find($0.span) != .absent }
  }

  /// In the order of the file's nodes. Each place once for every way the metavariables can be bound.
  package func run() -> [SyntaxMatch] {
    if pattern.isSequence { sequences() } else { single(pattern.roots[0]) }
    return matches
  }

  func single(_ root: Int) {
    // A pattern of which nothing remained.
    let isOpen = pattern.tree[root].kind == .metavariable && pattern.tree[root].flags.contains(.open)
    if pattern.isStatement && options.deepStatements || isOpen {
      for index in file.statements { statement(root, Int(index)) { report(tree[Int(index)].range) } }
      // What is opened at the head of a `try` stands in no block.
      for index in file.nodes(.assign) where tree[Int(index)].role == .item {
        statement(root, Int(index)) { report(tree[Int(index)].range) }
      }
      return
    }
    let wanted = lastName(root)
    for kind in candidates(root) {
      let nodes = wanted.flatMap { file.nodes(kind, lastNamed: $0) } ?? file.nodes(kind)
      for index in nodes { self.try(root, Int(index)) }
    }
    if case .metavariable = pattern.tree[root].kind { matches.sort { $0.range.lowerBound < $1.range.lowerBound } }
  }

  /// The name that a call, or what is asked of something, ends in: `f` of `$X.f(…)`. Nil where it may be any.
  private func lastName(_ root: Int) -> Symbol? {
    guard !options.symbolic else { return nil }
    var node = root
    if [.call, .new].contains(pattern.tree[node].kind), let callee = pattern.tree.child(node, .callee) {
      node = callee
      if pattern.tree[node].kind == .name { return symbol(node) }
    }
    guard pattern.tree[node].kind == .member, let field = pattern.tree.child(node, .field),
      pattern.tree[field].kind == .name
    else { return nil }
    return symbol(field)
  }

  func `try`(_ root: Int, _ index: Int) {
    let kind = pattern.tree[root].kind
    switch kind {
    case .metavariable, .typedMetavariable: if !file.isExpression(index) { return }
    case .name, .member:
      // What is imported is no expression.
      if tree[index].role == .module || tree[index].role == .item { return }
    case .block where !pattern.tree[root].flags.contains(.implicit):
      // What braces hold as statements.
      if tree[index].flags.contains(.implicit) || isBody(index, of: .classDeclaration) { return }
    default: if pattern.strings[root] != .none, !file.isExpression(index) { return }
    }
    if pattern.isMember, !isMember(index) { return }
    if kind == .name || kind == .member, isPartOfName(index) { return }
    match(root, index) { report(tree[index].range) }
  }

  /// What a qualified name begins with is no expression.
  func isPartOfName(_ index: Int) -> Bool {
    let parent = tree.nodes[Int(tree.nodes[index].parent)]
    return tree.nodes[index].role == .object && parent.kind == .member && parent.symbol != .none
  }

  func isMember(_ index: Int) -> Bool {
    let parent = Int(tree[index].parent)
    return tree[parent].kind == .dictionary || tree[Int(tree[parent].parent)].kind == .classDeclaration
  }

  func report(_ range: Range<Int>) {
    // What is kept costs more than what is looked at.
    guard spend(100) else { return }
    matches.append(SyntaxMatch(range: range, bindings: bindings))
  }

  /// The kinds of node that a root can match.
  func candidates(_ root: Int) -> [Kind] {
    switch pattern.tree[root].kind {
    case .metavariable, .typedMetavariable, .deep, .ellipsis: Self.expressions
    case .chain: [.call, .member, .name]
    case .name, .member: [.name, .member]
    case .string, .number, .boolean, .null, .regex:
      options.constants
        ? [pattern.tree[root].kind, .name, .member, .binary, .ternary, .unary] : [pattern.tree[root].kind]
    case .forLoop where pattern.tree[root].flags.contains(.open): Self.loops
    case .function: isOfAnyName(root) ? [.function, .lambda, .pair, .assign] : [.function, .pair, .assign]
    case .list: [.list, .comprehension]
    case .dictionary, .set: [.dictionary, .set, .comprehension]
    case .template: [.template, .string]
    case .returnStatement where file.language.traits.lastValueIsResult: [.returnStatement] + Self.expressions
    default: [pattern.tree[root].kind]
    }
  }

  /// `function ... (…) {…}`: a function with a name or without.
  func isOfAnyName(_ p: Int) -> Bool {
    pattern.tree.child(p, .name).map { pattern.tree[$0].kind == .ellipsis } ?? false
  }

  static let loops: [Kind] = [.forLoop, .forEach]

  static let expressions: [Kind] = [
    .call, .member, .index, .binary, .unary, .ternary, .list, .dictionary, .tuple, .set, .comprehension, .await,
    .spread, .new, .cast, .typeTest, .string, .template, .number, .boolean, .null, .regex, .lambda, .assign,
    .augmentedAssign, .yield, .element, .slice, .other, .name, .function,
  ]

  // MARK: Nodes

  func spend(_ cost: Int = 1) -> Bool {
    fuel -= cost
    if fuel <= 0 { isOutOfFuel = true }
    return fuel > 0
  }

  func symbol(_ p: Int) -> Symbol { symbols[Int(pattern.tree[p].symbol.number)] }

  func match(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard spend() else { return }
    let wanted = pattern.tree.nodes[p]
    let node = tree.nodes[t]
    if node.kind == .call, node.flags.contains(.implicit), wanted.kind != .call, wanted.kind != .ellipsis,
      wanted.kind != .deep, wanted.kind != .returnStatement
    {
      // A decorator without arguments is the call that it amounts to.
      return match(p, t + 1, found)
    }
    if node.kind == .cast, !Self.seesCasts(wanted.kind), let value = tree.child(t, .value) {
      return match(p, value, found)
    }
    if node.kind == .function, wanted.kind == .pair || wanted.kind == .assign && wanted.flags.contains(.declaration) {
      return method(p, t, pair: p, in: pattern.tree, found)
    }
    if wanted.kind == .function, node.kind == .pair || node.kind == .assign && node.flags.contains(.declaration) {
      return method(p, t, pair: t, in: tree, found)
    }
    switch wanted.kind {
    case .ellipsis: found()
    case .block where node.flags.contains(.implicit) && node.kind == .block && !isAlone(p, t): break
    case .metavariable:
      // All that a module has is no item of it.
      if node.role == .item, node.kind == .other, tree[Int(node.parent)].kind == .importation { return }
      // A decorator's name is not its call, and what stands between tags is text.
      if wanted.parent != UInt32(p) {
        switch pattern.tree[Int(wanted.parent)].kind {
        case .decorator where node.kind == .call: return
        case .element where wanted.role == .child && node.kind != .text: return
        default: break
        }
      }
      // A hole of a template is not the text between holes.
      if wanted.role == .part, node.role == .part, node.kind == .string, node.opening == 0 { return }
      bind(name(p), BoundValue(content: .node(t), range: node.range), found)
    case .metavariableList:
      bind(name(p), BoundValue(content: .nodes(first: t, count: 1), range: node.range), found)
    case .deep:
      deep(p + 1, t, found)
    case .typedMetavariable:
      guard let type = pattern.tree.firstChild(p) else { return }
      hasType(t, type) { bind(name(p), BoundValue(content: .node(t), range: node.range), found) }
    case .string: string(p, t, found)
    case .name:
      if node.kind == .name || node.kind == .typeName {
        if node.symbol == symbol(p) { return found() }
        aliased(p, t, found)
      }
      constant(p, t, found)
    case .member:
      if node.kind == .member { children(p, t, found) }
      if node.kind == .name { aliased(p, t, found) }
      propagated(p, t, found)
    case .chain: chain(p, t, found)
    case .regex:
      if node.kind == .name, options.constants, let value = file.constants.expression(of: t), tree[value].kind == .regex
      {
        return match(p, value, found)
      }
      guard node.kind == .regex else { return }
      let flags = pattern.tree.child(p, .modifier)
      guard flags.map({ flags in tree.child(t, .modifier).map { tree[$0].symbol == symbol(flags) } ?? false }) ?? true
      else { return }
      // One that is put together of parts has no text.
      if let part = tree.child(t, .part), pattern.strings[p] != .any {
        if let wanted = pattern.tree.child(p, .part) { match(wanted, part, found) }
        return
      }
      string(p, t, found)
    case .block
    where node.kind == .block && node.flags.contains(.implicit) && !wanted.flags.contains(.implicit)
      && Self.isLoop(tree[Int(node.parent)].kind):
      // The braces of a loop are asked for.
      return
    case .function where node.kind == .lambda:
      if isOfAnyName(p), !isSilent(p, of: .parameter, in: t) { roles(p, t, without: [.name], from: 0, found) }
    case .importation:
      if node.kind == .importation {
        children(p, t, found)
        importation(p, t, found)
      }
    case .returnStatement where node.kind != .returnStatement:
      if let value = pattern.tree.child(p, .value), file.isResult(t) { match(value, t, found) }
    case .forLoop where wanted.flags.contains(.open):
      // Any loop, whatever its head.
      if Self.loops.contains(node.kind),
        let body = pattern.tree.child(p, .body), let other = tree.child(t, .body)
      {
        match(body, other, found)
      }
    case .assign:
      guard node.kind == .assign, node.symbol == symbol(p) || wanted.symbol == .none && node.symbol == .none else {
        return propagated(p, t, found)
      }
      if !options.declarationsAsAssignments, isDeclaration(t, tree) != isDeclaration(p, pattern.tree) { return }
      children(p, t, found)
      pairs(p, t, found)
    case .binary where node.kind == .binary && node.symbol == symbol(p) && groupings[p] != nil:
      guard let grouping = groupings[p] else { return }
      operands(p, t, grouping, found)
    default:
      if node.kind == wanted.kind, node.symbol == symbol(p) || wanted.symbol == .none && node.symbol == .none {
        children(p, t, found)
        // `a + ...` is the beginning of any longer sum, too.
        if node.kind == .binary, let rest = pattern.tree.child(p, .right), pattern.tree[rest].kind == .ellipsis,
          let left = tree.child(t, .left), tree[left].kind == .binary
        {
          match(p, left, found)
        }
      } else if node.kind == .comprehension || node.kind == .set || node.flags.contains(.formatted) {
        collection(p, t, found)
      } else {
        constant(p, t, found)
        propagated(p, t, found)
      }
    }
  }

  func isDeclaration(_ index: Int, _ tree: Tree) -> Bool {
    tree[index].flags.contains(.declaration) || tree.child(index, .type) != nil || tree.child(index, .modifier) != nil
  }

  /// `x = 1` in `x, y = 1, 2`
  func pairs(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard let target = tree.child(t, .target), tree[target].kind == .tuple, let value = tree.child(t, .value),
      tree[value].kind == .tuple, let wanted = pattern.tree.child(p, .target),
      pattern.tree[wanted].kind != .tuple, !isDeclaration(p, pattern.tree),
      let wantedValue = pattern.tree.child(p, .value)
    else { return }
    var (one, other) = (tree.firstChild(target), tree.firstChild(value))
    while let left = one, let right = other {
      match(wanted, left) { match(wantedValue, right, found) }
      (one, other) = (tree.sibling(left), tree.sibling(right))
    }
  }

  /// `[...]` also is a list that is made by a loop, `{...}` also a set; `f"..."` is any such string.
  func collection(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard let only = pattern.tree.firstChild(p), pattern.tree[only].kind == .ellipsis,
      pattern.tree.sibling(only) == nil
    else { return }
    let bracket = tree.symbols.text(tree[t].symbol).first
    switch pattern.tree[p].kind {
    case .dictionary where tree[t].kind == .set: found()
    case .template: if tree[t].kind == .string { found() }
    case .list: if bracket == UInt8(ascii: "[") { found() }
    case .set, .dictionary: if bracket == UInt8(ascii: "{") { found() }
    default: break
    }
  }

  // MARK: Metavariables

  func bind(_ name: String, _ value: BoundValue, _ found: () -> Void) {
    if name == "$_" { return found() }
    if let known = bindings.first(where: { $0.name == name }) {
      if spend(1 + file.size(of: value) / 8), file.isEqual(known.value, value) { found() }
      return
    }
    bindings.append(Binding(name: name, value: value))
    found()
    bindings.removeLast()
  }
}
