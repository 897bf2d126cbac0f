/// The nodes of a file of one kind by the name that they end in.
struct LastNames {
  private var named: [UInt32: [Int32]] = [:]
  /// Of which that takes a closer look.
  private var open: [Int32] = []

  init(_ file: SyntaxFile, _ kind: Kind) {
    for index in file.nodes(kind) {
      switch Self.name(of: Int(index), file) {
      case .known(let name): named[name.number, default: []].append(index)
      case .open: open.append(index)
      case .none: break
      }
    }
  }

  func nodes(_ name: Symbol) -> [Int32] {
    guard let named = named[name.number] else { return open }
    return open.isEmpty ? named : (named + open).sorted()
  }

  private enum Name {
    case known(Symbol)
    case open
    /// It ends in none: nothing that has a name matches it.
    case none
  }

  private static func name(of index: Int, _ file: SyntaxFile) -> Name {
    let tree = file.tree
    var node = index
    let isCall = tree[node].kind == .call || tree[node].kind == .new
    if isCall {
      guard !tree[node].flags.contains(.implicit), let callee = tree.child(node, .callee) else { return .open }
      node = callee
    }
    switch tree[node].kind {
    case .member:
      guard let field = tree.child(node, .field), tree[field].kind == .name else { return .open }
      return .known(tree[field].symbol)
    case .name:
      // It may be short for something else.
      if isShort(node, file) { return .open }
      return isCall ? .known(tree[node].symbol) : .none
    default: return .open
    }
  }

  private static func isShort(_ node: Int, _ file: SyntaxFile) -> Bool {
    let names = file.names
    return names.path(of: node) != nil || !names.wildcards.isEmpty
      || !names.possiblePaths(of: node, named: file.tree[node].symbol).isEmpty
  }
}
