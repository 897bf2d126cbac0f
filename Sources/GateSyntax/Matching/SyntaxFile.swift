/// One file, parsed: what all rules of a language share about it.
package final class SyntaxFile {
  package let source: [UInt8]
  package let tree: Tree
  package let language: Language
  /// Node indices by kind, rising.
  private(set) var byKind: [[Int32]]
  /// Nodes that stand in a list of statements, rising.
  let statements: [Int32]
  /// How deep the search for a type is.
  var typeDepth = 0
  package lazy var names = Names(tree, language.traits)
  package lazy var constants = Constants(tree, names, language.traits)

  /// Nil where the parser gives up.
  package init?(_ source: [UInt8], _ language: Language) {
    guard let tree = Lowering.tree(of: source, language) else { return nil }
    self.source = source
    self.tree = tree
    self.language = language
    var byKind: [[Int32]] = Array(repeating: [], count: Kind.allCases.count)
    var statements: [Int32] = []
    for index in tree.nodes.indices {
      byKind[Int(tree.nodes[index].kind.rawValue)].append(Int32(index))
      if tree.nodes[index].role == .statement { statements.append(Int32(index)) }
    }
    self.byKind = byKind
    self.statements = statements
  }

  func nodes(_ kind: Kind) -> [Int32] { byKind[Int(kind.rawValue)] }

  private lazy var lastNames: [Kind: LastNames] = [:]

  /// The nodes of a kind that end in a name, `f` of `a.b.f(…)`, and those that may for all that is seen at one look: most calls
  /// of a file are calls of something else. Nil for kinds that have no name. Rising.
  func nodes(_ kind: Kind, lastNamed name: Symbol) -> [Int32]? {
    guard [.call, .new, .member, .name].contains(kind) else { return nil }
    if lastNames[kind] == nil { lastNames[kind] = LastNames(self, kind) }
    return lastNames[kind]?.nodes(name)
  }

  /// The statements inside `range` of indices, however deep.
  func statements(in range: Range<Int>) -> ArraySlice<Int32> {
    statements[lowerBound(range.lowerBound)..<lowerBound(range.upperBound)]
  }

  private func lowerBound(_ index: Int) -> Int {
    var (low, high) = (0, statements.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(statements[middle]) < index { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether what a statement computes is what its function returns.
  func isResult(_ index: Int) -> Bool {
    guard language.traits.lastValueIsResult, isExpression(index), tree[index].kind != .assign,
      tree[index].kind != .augmentedAssign
    else { return false }
    var node = index
    while tree[node].role == .statement, tree.sibling(node) == nil {
      let role = tree[Int(tree[node].parent)].role
      node = Int(tree[Int(tree[node].parent)].parent)
      if tree[node].kind == .tryStatement, role != .finally, tree.child(node, .finally) != nil { return false }
      if tree[node].kind == .switchCase || tree[node].kind == .handler { node = Int(tree[node].parent) }
      switch tree[node].kind {
      case .function, .lambda: return true
      case .ifStatement, .switchStatement, .tryStatement: continue
      default: return false
      }
    }
    return false
  }

  /// Whether a node is code that has a value, and may stand for a metavariable anywhere.
  package func isExpression(_ index: Int) -> Bool {
    let node = tree.nodes[index]
    switch node.kind {
    case .call, .member, .index, .binary, .unary, .ternary, .list, .dictionary, .tuple, .set, .comprehension, .await,
      .spread, .new, .cast, .typeTest, .string, .template, .number, .boolean, .null, .regex, .lambda, .assign,
      .augmentedAssign, .yield, .element, .slice, .other:
      if node.kind == .string, tree.nodes[Int(node.parent)].kind == .importation { return false }
      if node.role == .callee, tree.nodes[Int(node.parent)].kind == .new, language.traits.newNamesTypes { return false }
      if node.role == .target, tree.nodes[Int(node.parent)].kind == .assign, tree.child(Int(node.parent), .value) == nil
      {
        return false
      }
      switch node.role {
      case .type, .typeParameter, .returnType, .module, .item: return false
      case .name: return tree.nodes[Int(node.parent)].kind != .package
      default: return true
      }
    case .name:
      switch node.role {
      case .field, .name, .module, .item, .alias, .modifier, .attribute, .type, .typeParameter, .returnType,
        .interface, .key:
        return false
      case .target:
        // What is declared without a value.
        return tree.nodes[Int(node.parent)].kind != .assign || tree.child(Int(node.parent), .value) != nil
      case .callee: return !language.traits.newNamesTypes || tree.nodes[Int(node.parent)].kind != .new
      default: return true
      }
    case .function: return node.role != .statement
    default: return false
    }
  }
}
