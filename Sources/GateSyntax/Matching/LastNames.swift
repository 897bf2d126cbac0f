/// The nodes of a file of one kind by the name that they end in.
struct LastNames {
  private var named: [UInt32: [Int32]] = [:]
  /// Of which that takes a closer look.
  private var open: [Int32] = []

  init(_ file: SyntaxFile, _ kind: Kind) {
    for index in file.nodes(kind) {
      guard let names = Self.names(of: Int(index), file) else {
        open.append(index)
        continue
      }
      for name in names { named[name.number, default: []].append(index) }
    }
  }

  func nodes(_ name: Symbol) -> [Int32] {
    guard let named = named[name.number] else { return open }
    return open.isEmpty ? named : (named + open).sorted()
  }

  /// All that a pattern may call it by; nil where that takes a closer look.
  private static func names(of index: Int, _ file: SyntaxFile) -> Set<Symbol>? {
    let tree = file.tree
    var node = index
    let isCall = tree[node].kind == .call || tree[node].kind == .new
    if isCall {
      guard !tree[node].flags.contains(.implicit), let callee = tree.child(node, .callee) else { return nil }
      node = callee
    }
    switch tree[node].kind {
    case .member:
      guard let field = tree.child(node, .field), tree[field].kind == .name else { return nil }
      return [tree[field].symbol]
    case .name:
      let own = tree[node].symbol
      var names: Set<Symbol> = []
      // What it was imported as, and what a module of which all is imported may have under its name.
      if let last = file.names.path(of: node)?.last { names.insert(last) }
      let mayBeImported =
        !file.names.wildcards.isEmpty || !file.names.possiblePaths(of: node, named: own).isEmpty
      if isCall || mayBeImported { names.insert(own) }
      return names
    default: return nil
    }
  }
}
