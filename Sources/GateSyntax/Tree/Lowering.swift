/// Turns a grammar's tree into ours, once per file. A language says how in a table (`Shape`); what a table cannot say is a
/// small function that queues what it wants to see. Works off a stack of its own, so depth costs memory and nothing else.
package struct Lowering {
  let language: Language
  let source: [UInt8]
  /// Names that stand for holes are looked for.
  let isPattern: Bool
  private let concrete: ConcreteTree
  private(set) var tree = TreeDraft()
  /// What is to be done, last first.
  private var stack: [Item] = []
  /// What the shape at work has queued, first first.
  private var queue: [Item] = []
  private var open: [Int] = []

  private enum Item {
    case visit(ConcreteNode, Role)
    case begin(Tree.Node)
    case end
  }

  /// Far beyond any real file; what is left is told by `isCutOff`.
  static let maximumNodes = 20_000_000

  private init(_ source: [UInt8], _ language: Language, isPattern: Bool, concrete: ConcreteTree) {
    self.source = source
    self.language = language
    self.isPattern = isPattern
    self.concrete = concrete
  }

  /// Nil where the parser gives up.
  package static func tree(of source: [UInt8], _ language: Language, isPattern: Bool = false) -> Tree? {
    if let reader = language.reader { return reader(source, isPattern) }
    guard let grammar = language.grammar, let concrete = ConcreteTree(source.span, grammar) else { return nil }
    var lowering = Lowering(source, language, isPattern: isPattern, concrete: concrete)
    lowering.run()
    return Tree(lowering.tree)
  }

  private mutating func run() {
    tree.nodes.reserveCapacity(source.count / 4)
    // What did not parse as a file at all has no root of its own, and its parts would have none.
    if concrete.root.isError {
      append(
        Tree.Node(
          kind: .file, role: .none, flags: [], from: UInt32(concrete.root.from), to: UInt32(concrete.root.to),
          parent: 0,
          end: 1, symbol: .none))
    }
    stack.append(.visit(concrete.root, .none))
    while let item = stack.popLast() {
      switch item {
      case .begin(let node): append(node)
      case .end: close()
      case .visit(let node, let role):
        lower(node, role)
        stack.append(contentsOf: queue.reversed())
        queue.removeAll(keepingCapacity: true)
      }
      if tree.nodes.count > Self.maximumNodes {
        tree.isCutOff = true
        break
      }
    }
    while !open.isEmpty { close() }
    // A pattern that is wrong anywhere is wrong, be it where no shape looks.
    if isPattern, tree.unsound.isEmpty, concrete.root.hasError { tree.unsound.append(0..<source.count) }
    if tree.nodes.isEmpty {
      append(Tree.Node(kind: .file, role: .none, flags: [], from: 0, to: 0, parent: 0, end: 1, symbol: .none))
      close()
    }
  }

  private mutating func append(_ node: Tree.Node) {
    var node = node
    node.parent = UInt32(open.last ?? 0)
    open.append(tree.nodes.count)
    tree.nodes.append(node)
  }

  private mutating func close() {
    guard let index = open.popLast() else { return }
    tree.nodes[index].end = UInt32(tree.nodes.count)
  }

  private mutating func lower(_ node: ConcreteNode, _ role: Role) {
    if node.isError || node.isMissing {
      tree.unsound.append(node.from..<node.to)
      if node.isError { through(node, role == .none ? .statement : role) }
      return
    }
    switch language.shapes[node.symbol] {
    case .skip: break
    case .through(let own): through(node, own ?? role)
    case .leaf(let kind): leaf(kind, node, role)
    case .custom(let custom): custom(&self, node, role)
    case .node(let kind, let roles, let rest):
      begin(kind, node, role)
      visitChildren(of: node, roles, rest)
      end()
    case .operation(let kind, let roles, let rest):
      begin(kind, node, role, symbol: operatorText(of: node))
      visitChildren(of: node, roles, rest)
      end()
    case .unknown: unknown(node, role)
    }
  }

  // MARK: What shapes are made of.

  /// The children, in a list that is theirs until the shape is done.
  func children(of node: ConcreteNode) -> [ConcreteTree.Child] {
    concrete.children(of: node)
  }

  func child(of node: ConcreteNode, _ field: String) -> ConcreteNode? {
    guard let number = language.fields[field] else { return nil }
    return children(of: node).first { $0.field == number }?.node
  }

  func isKind(_ node: ConcreteNode, _ kind: String) -> Bool { self.kind(node) == kind }

  /// Errors have a number beyond all of the grammar's.
  func kind(_ node: ConcreteNode) -> String {
    node.symbol < language.kindNames.count ? language.kindNames[node.symbol] : ""
  }

  func string(_ node: ConcreteNode) -> String { String(decoding: source[node.from..<node.to], as: UTF8.self) }

  mutating func symbol(_ node: ConcreteNode) -> Symbol { symbol(at: node.from..<node.to) }

  mutating func symbol(_ text: String) -> Symbol { tree.symbols.intern(text) }

  mutating func symbol(_ text: [UInt8]) -> Symbol { tree.symbols.intern(text.span) }

  mutating func symbol(at range: Range<Int>) -> Symbol {
    let source = source
    return tree.symbols.intern(source.span.extracting(range))
  }

  mutating func begin(
    _ kind: Kind, _ node: ConcreteNode, _ role: Role, symbol: Symbol = .none, flags: Flags = []
  ) {
    begin(kind, node.from..<node.to, role, symbol: symbol, flags: flags)
  }

  mutating func begin(
    _ kind: Kind, _ range: Range<Int>, _ role: Role, symbol: Symbol = .none, flags: Flags = [], opening: Int = 0,
    closing: Int = 0
  ) {
    queue.append(
      .begin(
        Tree.Node(
          kind: kind, role: role, flags: flags, opening: UInt8(min(255, opening)), closing: UInt8(min(255, closing)),
          from: UInt32(range.lowerBound), to: UInt32(range.upperBound), parent: 0, end: 0, symbol: symbol)))
  }

  mutating func end() { queue.append(.end) }

  mutating func visit(_ node: ConcreteNode, _ role: Role) { queue.append(.visit(node, role)) }

  /// A node without children whose symbol is its text; a hole where a pattern has one.
  mutating func leaf(_ kind: Kind, _ node: ConcreteNode, _ role: Role) {
    leaf(kind, node.from..<node.to, role, symbol(node))
  }

  mutating func leaf(_ kind: Kind, _ range: Range<Int>, _ role: Role, _ symbol: Symbol) {
    if isPattern, let hole = Hole.Name(tree.symbols.text(symbol)) {
      begin(hole.kind, range, role, symbol: hole.name.map { tree.symbols.intern($0) } ?? .none)
    } else {
      begin(kind, range, role, symbol: symbol)
    }
    end()
  }

  /// The children take this node's place.
  mutating func through(_ node: ConcreteNode, _ role: Role) {
    let concrete = concrete
    concrete.forEachChild(of: node) { if $0.isNamed || $0.isMissing { visit($0, role) } }
  }

  mutating func visitChildren(of node: ConcreteNode, _ roles: [Role?], _ rest: Role) {
    let concrete = concrete
    concrete.forEachChild(of: node) { if $0.isNamed || $0.isMissing { visit($0, roles[$0.fieldNumber] ?? rest) } }
  }

  /// The children by the roles of the table alone.
  mutating func visitChildren(of node: ConcreteNode, rest: Role = .child) {
    visitChildren(of: node, language.roles, rest)
  }

  /// The anonymous tokens of a node, joined: `+`, `not in`.
  mutating func operatorText(of node: ConcreteNode) -> Symbol {
    var text: [UInt8] = []
    let (concrete, source) = (concrete, source)
    concrete.forEachChild(of: node) { child in
      if child.isNamed { return }
      if !text.isEmpty { text.append(UInt8(ascii: " ")) }
      text += source[child.from..<child.to]
    }
    return symbol(text)
  }

  /// A chain of names `a.b.c` as member accesses; of one name, that name.
  mutating func dotted(_ names: [ConcreteNode], _ role: Role) {
    guard let first = names.first, let last = names.last else { return }
    for index in names.indices.dropFirst().reversed() {
      begin(.member, first.from..<names[index].to, index == names.count - 1 ? role : .object)
    }
    leaf(.name, first, last.from == first.from ? role : .object)
    for name in names.dropFirst() {
      leaf(.name, name, .field)
      end()
    }
  }

  /// A body that need not be a block in the source is one here. `flags` are for those that were none.
  mutating func block(_ node: ConcreteNode, _ role: Role, flags: Flags = .implicit) {
    if language.isBlock(node.symbol) {
      visit(node, role)
    } else {
      begin(.block, node, role, flags: flags)
      visit(node, .statement)
      end()
    }
  }

  /// What no table knows keeps the grammar's name and all its tokens' texts, so that it equals only its like.
  private mutating func unknown(_ node: ConcreteNode, _ role: Role) {
    var name = Array(kind(node).utf8)
    for child in children(of: node) where !child.node.isNamed {
      name.append(UInt8(ascii: " "))
      name += source[child.node.from..<child.node.to]
    }
    let hasChildren = children(of: node).contains { $0.node.isNamed }
    if !hasChildren {
      name.append(UInt8(ascii: " "))
      name += source[node.from..<node.to]
    }
    begin(.other, node, role, symbol: symbol(name))
    visitChildren(of: node)
    end()
  }
}

/// The names that stand for the holes of a pattern while it is parsed.
enum Hole {
  static let ellipsis = "gb__ellipsis"
  static let metavariable = "gb__mv_"
  static let list = "gb__mvs_"
  static let typed = "gb__tmv_"
  static let deep = "gb__deep"
  static let chain = "gb__chain"
  /// A member of this name stands for its object.
  static let itself = "gb__itself"
}

extension Hole {
  struct Name {
    var kind: Kind
    var name: String?
  }
}

extension Hole.Name {
  init?(_ text: ArraySlice<UInt8>) {
    guard text.starts(with: "gb__".utf8) else { return nil }
    let text = String(decoding: text, as: UTF8.self)
    if text == Hole.ellipsis {
      self.init(kind: .ellipsis, name: nil)
    } else if text.hasPrefix(Hole.metavariable) {
      self.init(kind: .metavariable, name: "$" + text.dropFirst(Hole.metavariable.count))
    } else if text.hasPrefix(Hole.typed) {
      self.init(kind: .typedMetavariable, name: "$" + text.dropFirst(Hole.typed.count))
    } else if text.hasPrefix(Hole.list) {
      self.init(kind: .metavariableList, name: "$..." + text.dropFirst(Hole.list.count))
    } else {
      return nil
    }
  }
}
