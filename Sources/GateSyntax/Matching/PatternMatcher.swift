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
  private let symbols: [Symbol]
  private let textTest: TextTest
  private var bindings: [Binding] = []
  private var matches: [SyntaxMatch] = []
  /// The end of what the statements of a sequence have reached.
  private var reached = 0
  private var fuel: Int
  /// Of the pattern's operators that are more than their two sides in order.
  private var groupings: [Int: Grouping] = [:]
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

  private func single(_ root: Int) {
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
    for kind in candidates(root) {
      for index in file.nodes(kind) { self.try(root, Int(index)) }
    }
    if case .metavariable = pattern.tree[root].kind { matches.sort { $0.range.lowerBound < $1.range.lowerBound } }
  }

  private func `try`(_ root: Int, _ index: Int) {
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
  private func isPartOfName(_ index: Int) -> Bool {
    let parent = tree.nodes[Int(tree.nodes[index].parent)]
    return tree.nodes[index].role == .object && parent.kind == .member && parent.symbol != .none
  }

  private func isMember(_ index: Int) -> Bool {
    let parent = Int(tree[index].parent)
    return tree[parent].kind == .dictionary || tree[Int(tree[parent].parent)].kind == .classDeclaration
  }

  private func report(_ range: Range<Int>) {
    matches.append(SyntaxMatch(range: range, bindings: bindings))
  }

  /// The kinds of node that a root can match.
  private func candidates(_ root: Int) -> [Kind] {
    switch pattern.tree[root].kind {
    case .metavariable, .typedMetavariable, .deep, .ellipsis: Self.expressions
    case .name, .member: [.name, .member]
    case .string, .number, .boolean, .null, .regex:
      options.constants
        ? [pattern.tree[root].kind, .name, .member, .binary, .ternary, .unary] : [pattern.tree[root].kind]
    case .forLoop where pattern.tree[root].flags.contains(.open): Self.loops
    case .function: [.function, .pair, .assign]
    case .list: [.list, .comprehension]
    case .dictionary, .set: [.dictionary, .set, .comprehension]
    case .template: [.template, .string]
    case .returnStatement where file.language.traits.lastValueIsResult: [.returnStatement] + Self.expressions
    default: [pattern.tree[root].kind]
    }
  }

  private static let loops: [Kind] = [.forLoop, .forEach]

  private static let expressions: [Kind] = [
    .call, .member, .index, .binary, .unary, .ternary, .list, .dictionary, .tuple, .set, .comprehension, .await,
    .spread, .new, .cast, .typeTest, .string, .template, .number, .boolean, .null, .regex, .lambda, .assign,
    .augmentedAssign, .yield, .element, .slice, .other, .name, .function,
  ]

  // MARK: Sequences

  private func sequences() {
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
        report(Int(tree[first].from)..<reached)
      }
    }
  }

  /// Statements against statements side by side, and where there is an ellipsis also against all that lie in them.
  private func statements(
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

  private func sequence(
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

  private func reaching(_ end: Int, _ found: () -> Void) {
    let saved = reached
    reached = max(reached, end)
    found()
    reached = saved
  }

  /// One statement; an expression is also looked for in what the statement itself computes.
  private func statement(_ p: Int, _ t: Int, _ found: () -> Void) {
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
  private static func isTransparent(_ kind: Kind) -> Bool {
    switch kind {
    case .call, .keyword, .member, .new, .binary, .unary, .template, .list, .tuple, .set, .dictionary, .pair, .await,
      .yield, .cast, .spread, .assign, .augmentedAssign:
      true
    default: false
    }
  }

  // MARK: Nodes

  private func spend() -> Bool {
    fuel -= 1
    if fuel <= 0 { isOutOfFuel = true }
    return fuel > 0
  }

  private func symbol(_ p: Int) -> Symbol { symbols[Int(pattern.tree[p].symbol.number)] }

  private func match(_ p: Int, _ t: Int, _ found: () -> Void) {
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
    case .chain: break
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

  private func isDeclaration(_ index: Int, _ tree: Tree) -> Bool {
    tree[index].flags.contains(.declaration) || tree.child(index, .type) != nil || tree.child(index, .modifier) != nil
  }

  /// `x = 1` in `x, y = 1, 2`
  private func pairs(_ p: Int, _ t: Int, _ found: () -> Void) {
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
  private func collection(_ p: Int, _ t: Int, _ found: () -> Void) {
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

  // MARK: Operators

  private enum Grouping {
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

  private func operands(_ p: Int, _ t: Int, _ grouping: Grouping, _ found: () -> Void) {
    if grouping == .symmetric {
      guard let left = pattern.tree.child(p, .left), let right = pattern.tree.child(p, .right),
        let first = tree.child(t, .left), let second = tree.child(t, .right)
      else { return children(p, t, found) }
      match(left, first) { match(right, second, found) }
      return match(left, second) { match(right, first, found) }
    }
    let wanted = Self.operands(of: p, in: pattern.tree)
    let targets = Self.operands(of: t, in: tree)
    if grouping == .associative {
      grouped(wanted[...], targets[...], found)
    } else {
      anyOrder(wanted[...], targets, found)
    }
  }

  /// The operands of a chain of one operator, from left to right.
  private static func operands(of node: Int, in tree: Tree) -> [Int] {
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
  private func grouped(_ wanted: ArraySlice<Int>, _ targets: ArraySlice<Int>, _ found: () -> Void) {
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
  private func anyOrder(_ wanted: ArraySlice<Int>, _ targets: [Int], _ found: () -> Void) {
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

  private func take(_ metavariable: Int, _ targets: ArraySlice<Int>, _ found: () -> Void) {
    guard let first = targets.first, let last = targets.last else { return }
    if targets.count == 1 { return match(metavariable, first, found) }
    // The whole of them, where it is a node.
    var whole = first
    while Int(tree[whole].to) < Int(tree[last].to), whole != 0 { whole = Int(tree[whole].parent) }
    let range = Int(tree[first].from)..<Int(tree[last].to)
    if tree[whole].range == range { return match(metavariable, whole, found) }
    bind(name(metavariable), BoundValue(content: .text, range: range), found)
  }

  /// `a: (x) => {}` and `a(x) {}`: one of them in the pattern, the other in the file.
  private func method(_ p: Int, _ t: Int, pair: Int, in holder: Tree, _ found: () -> Void) {
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
  private func isSilent(_ p: Int, of role: Role, in t: Int) -> Bool {
    pattern.tree.child(p, role) == nil && tree.child(t, role) != nil
  }

  /// A branch without braces is like a block of one statement, and like no other.
  private func isAlone(_ p: Int, _ t: Int) -> Bool {
    guard tree.nodes[Int(tree.nodes[t].parent)].kind == .ifStatement, let first = pattern.tree.firstChild(p) else {
      return true
    }
    return pattern.tree.sibling(first) == nil
  }

  private static func isLoop(_ kind: Kind) -> Bool {
    kind == .forLoop || kind == .forEach || kind == .whileLoop || kind == .doLoop
  }

  /// A pattern that does not speak of casts matches what was cast.
  private static func seesCasts(_ kind: Kind) -> Bool {
    switch kind {
    case .cast, .ellipsis, .metavariable, .metavariableList, .typedMetavariable, .deep, .chain: true
    default: false
    }
  }

  /// Anywhere in an expression, but not in the statements and parameters of a function that stands in it.
  private func deep(_ p: Int, _ t: Int, level: Int = 0, _ found: () -> Void) {
    var inner = t
    let end = Int(tree[t].end)
    while inner < end {
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

  private func name(_ p: Int) -> String { pattern.tree.symbols.string(pattern.tree[p].symbol) }

  /// A name of the file as what it was imported from.
  private func aliased(_ p: Int, _ t: Int, _ found: () -> Void) {
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

  private func isConcrete(_ p: Int) -> Bool {
    (p..<Int(pattern.tree[p].end)).allSatisfy { [.name, .member].contains(pattern.tree[$0].kind) }
  }

  private func path(_ p: Int, _ path: ArraySlice<Symbol>, _ t: Int, _ found: () -> Void) {
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
  private func constant(_ p: Int, _ t: Int, _ found: () -> Void) {
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
  private func propagated(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard options.symbolic, let expression = file.constants.expression(of: t), expression != t else { return }
    match(p, expression, found)
  }

  private func string(_ p: Int, _ t: Int, _ found: () -> Void) {
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
      let range = isWritten ? Int(node.from) + Int(node.opening)..<Int(node.to) - Int(node.closing) : node.range
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

  private func hasType(_ t: Int, _ type: Int, _ found: () -> Void) {
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

  private func isVariable(_ kind: Kind) -> Bool { kind == .name || kind == .member || kind == .ternary }

  /// `import a` also speaks of `from a import b` and of `import a.b`.
  private func importation(_ p: Int, _ t: Int, _ found: () -> Void) {
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
  private func folder(_ p: Int, _ t: Int, _ found: () -> Void) {
    guard pattern.tree.child(p, .alias) == nil, pattern.tree.child(p, .item) == nil,
      let wanted = pattern.tree.child(p, .module) ?? pattern.tree.child(p, .value),
      let module = tree.child(t, pattern.tree[wanted].role), pattern.tree[wanted].kind == .string,
      tree[module].kind == .string
    else { return }
    let prefix = pattern.tree.symbols.text(pattern.tree[wanted].symbol) + [UInt8(ascii: "/")]
    if tree.symbols.text(tree[module].symbol).starts(with: prefix) { found() }
  }

  /// Module and item as one path; nil where a hole is in it.
  private func path(of node: Int, in tree: Tree) -> [Symbol]? {
    guard let module = tree.child(node, .module) else { return nil }
    var path = Names.path(module, tree)
    guard !path.isEmpty else { return nil }
    if let item = tree.child(node, .item) {
      guard tree[item].kind == .name else { return nil }
      path.append(tree[item].symbol)
    }
    return path
  }

  // MARK: Children

  private func children(_ p: Int, _ t: Int, _ found: () -> Void) {
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
  private func roles(_ p: Int, _ t: Int, without left: [Role] = [], from place: Int, _ found: () -> Void) {
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

  private func compare(_ p: Int, _ t: Int, _ group: RoleGroup, _ targets: [Int], _ found: () -> Void) {
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
  private func targets(_ t: Int, _ role: Role) -> [Int] {
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
  private func only(_ t: Int, _ role: Role) -> Int? {
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

  private func ordered(_ wanted: ArraySlice<Int>, _ targets: ArraySlice<Int>, parent: Int, _ found: () -> Void) {
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

  private func isBody(_ t: Int, of kind: Kind) -> Bool {
    tree[t].role == .body && tree[Int(tree[t].parent)].kind == kind
  }

  private func isClassBody(_ p: Int) -> Bool {
    pattern.tree[p].kind == .block && !file.language.traits.classBodiesAreOrdered
      && pattern.tree[Int(pattern.tree[p].parent)].kind == .classDeclaration
  }

  private func isEmptyBody(_ p: Int) -> Bool {
    pattern.tree[p].kind == .block && pattern.tree[p].role == .body
      && pattern.tree[Int(pattern.tree[p].parent)].kind != .forEach
      && pattern.tree.children(p).allSatisfy { pattern.tree[$0].kind == .ellipsis }
  }

  private func list(_ nodes: ArraySlice<Int>, parent: Int) -> BoundValue {
    guard let first = nodes.first, let last = nodes.last else {
      let place = Int(tree[parent].to)
      return BoundValue(content: .nodes(first: 0, count: 0), range: place..<place)
    }
    return BoundValue(
      content: .nodes(first: first, count: nodes.count), range: Int(tree[first].from)..<Int(tree[last].to))
  }

  private func arguments(_ wanted: [Int], _ targets: [Int], parent: Int, _ found: () -> Void) {
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
  private func subset(_ wanted: ArraySlice<Int>, _ targets: [Int], taken: [Int] = [], _ found: () -> Void) {
    guard spend() else { return }
    guard let first = wanted.first else { return found() }
    if pattern.tree[first].kind == .ellipsis { return subset(wanted.dropFirst(), targets, taken: taken, found) }
    for index in targets.indices where !taken.contains(index) {
      if isOutOfFuel { return }
      match(first, targets[index]) { subset(wanted.dropFirst(), targets, taken: taken + [index], found) }
    }
  }

  /// `$X. ... .f`: the receiver itself, or the receiver of what it was got from, and so on.
  private func chain(_ p: Int, _ target: Int, _ found: () -> Void) {
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

  // MARK: Metavariables

  private func bind(_ name: String, _ value: BoundValue, _ found: () -> Void) {
    if name == "$_" { return found() }
    if let known = bindings.first(where: { $0.name == name }) {
      if file.isEqual(known.value, value) { found() }
      return
    }
    bindings.append(Binding(name: name, value: value))
    found()
    bindings.removeLast()
  }
}

extension SyntaxFile {
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
