extension Language {
  package static let json = Language(
    .json, fields: [:], blocks: [],
    syntax: PatternSyntax(
      strings: .json, comments: [.slashes],
      partials: [.init(before: "{", after: "}", root: .pair)],
      ellipsis: { place, _ in
        place.bracket == UInt8(ascii: "{") && place.previous != UInt8(ascii: ":")
          ? "\"\(Hole.ellipsis)\": 0" : "\"\(Hole.ellipsis)\""
      }),
    [
      "document": .node(.file),
      "object": .node(.dictionary),
      "pair": .node(.pair),
      "array": .node(.list),
      "string": .custom(JSONShapes.string),
      "number": .leaf(.number),
      "true": .leaf(.boolean),
      "false": .leaf(.boolean),
      "null": .leaf(.null),
    ])
}

private enum JSONShapes {
  static func string(_ l: inout Lowering, _ node: ConcreteNode, _ role: Role) {
    let content = min(node.from + 1, node.to)..<max(min(node.from + 1, node.to), node.to - 1)
    let symbol = l.symbol(at: content)
    if l.isPattern, Hole.Name(l.tree.symbols.text(symbol)) != nil {
      return l.leaf(.string, node.from..<node.to, role, symbol)
    }
    l.plainString(node, role, opening: 1, closing: 1)
  }
}
