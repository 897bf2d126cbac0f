/// Takes the wrappings off holes: what is written `...` in a list of parameters was parsed as a parameter of that name, and
/// shall be an ellipsis. Patterns are short, so this may recurse.
enum Hoisting {
  static func simplified(_ tree: Tree) -> Tree? {
    var result = TreeDraft(symbols: tree.symbols)
    guard copy(0, of: tree, role: .none, parent: 0, into: &result, depth: 0) else { return nil }
    return Tree(result)
  }

  private static let maximumDepth = 300

  private static func copy(
    _ index: Int, of tree: Tree, role: Role, parent: Int, into result: inout TreeDraft, depth: Int
  ) -> Bool {
    guard depth < maximumDepth else { return false }
    var node = tree[index]
    if isNamed(Hole.itself, node, index, in: tree, role: .field), node.kind == .member {
      guard let object = tree.child(index, .object) else { return false }
      return copy(object, of: tree, role: role, parent: parent, into: &result, depth: depth + 1)
    }
    var children = Array(tree.children(index))
    if let hole = list(index, in: tree) {
      node = tree[hole]
      children = []
    } else if isNamed(Hole.deep, node, index, in: tree, role: .callee), node.kind == .call {
      node.kind = .deep
      node.symbol = .none
      children = children.filter { tree[$0].role == .argument }
      guard children.count == 1 else { return false }
    } else if isNamed(Hole.chain, node, index, in: tree, role: .field), node.kind == .member {
      node.kind = .chain
      node.symbol = .none
      children = children.filter { tree[$0].role == .object }
    } else if let hole = children.first(where: { tree[$0].kind == .typedMetavariable }),
      node.kind == .cast || node.kind == .typeTest
    {
      node.kind = .typedMetavariable
      node.symbol = tree[hole].symbol
      children = children.filter { $0 != hole }
    } else if node.kind == .forLoop, children.count == 2, tree[children[0]].kind == .ellipsis {
      // Any loop.
      node.flags.insert(.open)
      children.removeFirst()
    }
    let place = result.nodes.count
    node.role = role
    node.parent = UInt32(parent)
    node.hash = 0
    result.nodes.append(node)
    for child in children {
      guard copy(child, of: tree, role: tree[child].role, parent: place, into: &result, depth: depth + 1) else {
        return false
      }
    }
    result.nodes[place].end = UInt32(result.nodes.count)
    return true
  }

  /// The hole that stands for a whole item of a list.
  private static func list(_ index: Int, in tree: Tree) -> Int? {
    func isList(_ node: Int) -> Bool { tree[node].kind == .ellipsis || tree[node].kind == .metavariableList }
    switch tree[index].kind {
    case .attribute:
      return tree.children(index).first { isList($0) && tree[$0].role == .name }
    case .spread:
      // `**x` where only `*x` can stand is one of one.
      let only = tree.firstChild(index)
      return tree.children(index).first(where: isList)
        ?? only.flatMap { tree[$0].kind == .spread ? tree.children($0).first(where: isList) : nil }
    case .parameter, .withItem, .typeName, .generic, .decorator, .importation:
      return tree.children(index).first(where: isList)
    case .assign:
      return tree.children(index).first { isList($0) && tree[$0].role == .type }
    case .pair:
      return tree.children(index).first { isList($0) && tree[$0].role == .key }
    case .keyword:
      return tree.children(index).first { isList($0) && tree[$0].role == .name }
    case .switchCase:
      // Any cases, where it has no body of its own.
      let isEmpty = tree.child(index, .body).flatMap { tree.firstChild($0) } == nil
      return isEmpty ? tree.children(index).first(where: isList) : nil
    default: return nil
    }
  }

  private static func isNamed(_ name: String, _ node: Tree.Node, _ index: Int, in tree: Tree, role: Role) -> Bool {
    guard node.kind == .call || node.kind == .member, let child = tree.child(index, role) else { return false }
    return tree[child].kind == .name && tree.symbols.string(tree[child].symbol) == name
  }
}
