extension SyntaxFile {
  /// The names of the declarations around a place, outermost first, with dots: `Basket.total`. In configuration the keys that
  /// lead there. Empty at the top level. One way down the tree.
  package func symbol(around range: Range<Int>) -> String {
    let nodes = tree.nodes
    var names: [String] = []
    var index = 0
    while index < nodes.count {
      var inner: Int?
      for child in tree.children(index) where holds(nodes[child].range, range) {
        inner = child
        break
      }
      guard let child = inner else { break }
      // What is found may be the declaration itself, and is not within it then.
      if nodes[child].range != range, let name = name(of: child) { names.append(name) }
      index = child
    }
    return names.joined(separator: ".")
  }

  private func holds(_ outer: Range<Int>, _ inner: Range<Int>) -> Bool {
    outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
  }

  private func name(of index: Int) -> String? {
    switch tree[index].kind {
    case .function, .classDeclaration: return tree.child(index, .name).map(text) ?? holder(of: index)
    case .lambda: return holder(of: index)
    case .pair where language.isConfiguration: return tree.child(index, .key).map(text)
    default: return nil
    }
  }

  /// What a function without a name of its own is called by: what it is assigned to.
  private func holder(of index: Int) -> String? {
    let parent = Int(tree[index].parent)
    switch tree[parent].kind {
    case .assign: return tree.child(parent, .target).map(text)
    case .pair: return tree.child(parent, .key).map(text)
    default: return nil
    }
  }

  private func text(_ index: Int) -> String {
    String(decoding: source[tree[index].range].prefix(200), as: UTF8.self)
  }
}

extension Language {
  /// Nests by keys and not by declarations.
  fileprivate var isConfiguration: Bool { ["yaml", "json"].contains(name) }
}
