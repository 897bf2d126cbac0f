/// Makes a tree from outside: for languages that another parser reads. Nodes are opened and closed in the order of the source.
package struct TreeBuilder {
  private var tree = TreeDraft()
  private var path: [Int] = []

  package init() {}

  /// The number of nodes that are open.
  package var depth: Int { path.count }

  /// No more nodes are taken: what is left of the file is not seen.
  package var isFull: Bool { tree.nodes.count > Lowering.maximumNodes }

  package mutating func symbol(_ text: [UInt8]) -> Symbol { tree.symbols.intern(text.span) }

  package mutating func symbol(_ text: String) -> Symbol { tree.symbols.intern(text) }

  /// `opening` and `closing` are the lengths of a string's quotes.
  package mutating func open(
    _ kind: Kind, _ role: Role, from: Int, symbol: Symbol = .none, opening: Int = 0, closing: Int = 0
  ) {
    guard !isFull else {
      tree.isCutOff = true
      path.append(-1)
      return
    }
    path.append(tree.nodes.count)
    tree.nodes.append(
      Tree.Node(
        kind: kind, role: role, flags: [], opening: UInt8(min(255, opening)), closing: UInt8(min(255, closing)),
        from: UInt32(from), to: UInt32(from), parent: UInt32(path.dropLast().last(where: { $0 >= 0 }) ?? 0), end: 0,
        symbol: symbol))
  }

  /// Closes the node opened last. Without `to` it ends with its last child.
  package mutating func close(to: Int? = nil) {
    guard let index = path.popLast(), index >= 0 else { return }
    tree.nodes[index].end = UInt32(tree.nodes.count)
    if let to { tree.nodes[index].to = UInt32(to) }
    guard let parent = path.last(where: { $0 >= 0 }) else { return }
    tree.nodes[parent].to = max(tree.nodes[parent].to, tree.nodes[index].to)
  }

  package mutating func leaf(
    _ kind: Kind, _ role: Role, _ range: Range<Int>, symbol: Symbol = .none, opening: Int = 0, closing: Int = 0
  ) {
    open(kind, role, from: range.lowerBound, symbol: symbol, opening: opening, closing: closing)
    close(to: range.upperBound)
  }

  package mutating func finish() -> Tree {
    while !path.isEmpty { close() }
    if tree.nodes.isEmpty { leaf(.file, .none, 0..<0) }
    return Tree(tree)
  }
}

extension Tree {
  /// The tree without a node whose only child takes its place.
  package func without(_ node: Int) -> Tree {
    var draft = TreeDraft(nodes: nodes, symbols: symbols, unsound: unsound, isCutOff: isCutOff)
    draft.nodes.remove(at: node)
    for index in draft.nodes.indices {
      draft.nodes[index].end -= 1
      draft.nodes[index].hash = 0
      if index > node { draft.nodes[index].parent -= 1 }
    }
    draft.nodes[node].parent = nodes[node].parent
    return Tree(draft)
  }
}
