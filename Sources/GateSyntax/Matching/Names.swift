/// Which declaration every name of a file means: scopes, imports, declared types. Made in two passes over the tree.
package struct Names: Sendable {
  /// By declaration; 0 is none.
  private(set) var declarations: [Declaration] = [Declaration(node: 0, scope: 0)]
  /// By node: the declaration that a name means, or makes; 0 where none is known.
  private(set) var meaning: [Int32]

  struct Declaration: Sendable {
    /// The first node that declares it: a name.
    var node: Int
    /// The node whose scope it belongs to.
    var scope: Int
    /// Qualified names that it was imported from, each with the node that did; they hold for what comes after.
    var imports: [Import] = []
    /// How often it is written: assignments, parameters, loops.
    var writes = 0
    /// It is written by a function inside its own.
    var isCaptured = false
    /// The expression of its only plain assignment.
    var value: Int?
    /// The node of the type it was declared with.
    var type: Int?
    /// Declared in a class in a way that lets others change it.
    var isOpenField = false
  }

  struct Import: Sendable {
    var path: [Symbol]
    var node: Int
  }

  private struct Place: Hashable, Sendable {
    var scope: Int
    var name: Symbol
  }

  private var known: [Place: Int32] = [:]

  init(_ tree: Tree, _ traits: Language.Traits) {
    meaning = Array(repeating: 0, count: tree.nodes.count)
    var pass = Pass(tree: tree, traits: traits)
    pass.declare(&self)
    pass.resolve(&self)
    known = pass.known
  }

  /// One walk over the tree with its scopes at hand.
  private struct Pass {
    let tree: Tree
    let traits: Language.Traits
    /// By node: the innermost scope around it (its own where it is one), as a node.
    var scopes: [Int32]
    var known: [Place: Int32] = [:]
    /// Scopes in which a name is declared to be an outer one's.
    var outer: Set<Place> = []

    init(tree: Tree, traits: Language.Traits) {
      self.tree = tree
      self.traits = traits
      scopes = Array(repeating: 0, count: tree.nodes.count)
      for index in tree.nodes.indices.dropFirst() {
        let isScope: Bool =
          switch tree.nodes[index].kind {
          case .function, .lambda, .classDeclaration, .comprehension: true
          case .block, .forLoop, .forEach, .handler, .switchCase: traits.blocksAreScopes
          default: false
          }
        scopes[index] = isScope ? Int32(index) : scopes[Int(tree.nodes[index].parent)]
      }
    }

    func outerScope(_ scope: Int) -> Int { Int(scopes[Int(tree[scope].parent)]) }

    /// The scope of the function or file around a node.
    func functionScope(_ index: Int) -> Int {
      var scope = Int(scopes[index])
      while scope != 0 {
        switch tree[scope].kind {
        case .function, .lambda, .classDeclaration: return scope
        default: scope = outerScope(scope)
        }
      }
      return 0
    }

    // MARK: Declarations

    mutating func declare(_ names: inout Names) {
      if traits.assignmentDeclares {
        for (index, node) in tree.nodes.enumerated() where node.kind == .global {
          for child in tree.children(index) {
            outer.insert(Place(scope: functionScope(index), name: tree[child].symbol))
          }
        }
      }
      for (index, node) in tree.nodes.enumerated() {
        switch node.kind {
        case .importation: imported(index, &names)
        case .parameter:
          if let name = tree.child(index, .name) {
            write(name, in: Int(scopes[index]), &names, type: tree.child(index, .type))
          }
        case .assign: assigned(index, &names)
        case .augmentedAssign, .forEach, .withItem:
          if let target = tree.child(index, .target) { targets(target, around: index, &names, isPlain: false) }
        case .handler:
          if let name = tree.child(index, .name) {
            targets(name, around: index, &names, isPlain: false, type: tree.child(index, .type))
          }
        case .function, .classDeclaration:
          if let name = tree.child(index, .name), tree[name].kind == .name, node.role == .statement {
            _ = declaration(name, in: outerScope(index), &names)
          }
        default: break
        }
      }
    }

    private mutating func declaration(_ name: Int, in scope: Int, _ names: inout Names) -> Int {
      let place = Place(scope: scope, name: tree[name].symbol)
      if let id = known[place] {
        names.meaning[name] = id
        return Int(id)
      }
      names.declarations.append(Declaration(node: name, scope: scope))
      let id = names.declarations.count - 1
      known[place] = Int32(id)
      names.meaning[name] = Int32(id)
      return id
    }

    private mutating func write(
      _ name: Int, in scope: Int, _ names: inout Names, value: Int? = nil, type: Int? = nil
    ) {
      guard tree[name].kind == .name else { return }
      let id = declaration(name, in: scope, &names)
      names.declarations[id].writes += 1
      names.declarations[id].value = names.declarations[id].writes == 1 ? value : nil
      if names.declarations[id].type == nil { names.declarations[id].type = type }
    }

    private mutating func assigned(_ index: Int, _ names: inout Names) {
      guard let target = tree.child(index, .target) else { return }
      let value = tree.child(index, .value)
      let type = tree.child(index, .type)
      targets(target, around: index, &names, isPlain: true, value: value, type: type)
    }

    /// All names that a target writes. With several of them none has a plain value, unless the value has as many parts.
    private mutating func targets(
      _ target: Int, around index: Int, _ names: inout Names, isPlain: Bool, value: Int? = nil, type: Int? = nil
    ) {
      switch tree[target].kind {
      case .name: target1(target, index, &names, isPlain: isPlain, value: value, type: type)
      case .tuple, .list, .dictionary, .spread, .pair:
        let parts = value.map { [.tuple, .list].contains(tree[$0].kind) ? Array(tree.children($0)) : [] } ?? []
        let holders = Array(tree.children(target))
        var inner = target + 1
        while inner < Int(tree[target].end) {
          let role = tree[inner].role
          if tree[inner].kind == .name, role != .key, role != .field, role != .index, role != .object {
            let place = holders.firstIndex(of: inner)
            let part = place.flatMap { parts.count == holders.count ? parts[$0] : nil }
            target1(inner, index, &names, isPlain: isPlain, value: part, type: nil)
          }
          inner += 1
        }
      default: break
      }
    }

    private mutating func target1(
      _ name: Int, _ index: Int, _ names: inout Names, isPlain: Bool, value: Int?, type: Int?
    ) {
      let node = tree[index]
      let modifiers = tree.children(index).filter { tree[$0].kind == .modifier }.map {
        tree.symbols.string(tree[$0].symbol)
      }
      let declares =
        traits.assignmentDeclares || type != nil || !modifiers.isEmpty || node.flags.contains(.declaration)
        || node.kind != .assign && node.kind != .augmentedAssign
      var scope = Int(scopes[index])
      if traits.assignmentDeclares || modifiers.contains("var") && traits.blocksAreScopes {
        scope = functionScope(index)
        // A comprehension's names are its own, and are written once a turn.
        if node.kind == .forEach, tree[Int(scopes[index])].kind == .comprehension { scope = Int(scopes[index]) }
      }
      let isHere = known[Place(scope: scope, name: tree[name].symbol)] != nil
      // What is in sight already is written, not made anew: an import stays what it is before and after.
      if traits.assignmentDeclares, !isHere, let home = find(tree[name].symbol, from: scope), home == 0,
        !names.declarations[Int(known[Place(scope: home, name: tree[name].symbol)]!)].imports.isEmpty
      {
        return write(name, in: home, &names)
      }
      if outer.contains(Place(scope: scope, name: tree[name].symbol)) || (!declares && !isHere) {
        let isOuter = outer.contains(Place(scope: scope, name: tree[name].symbol))
        // Declared nowhere in sight, it is taken for the function's own.
        let home = isOuter ? 0 : find(tree[name].symbol, from: scope) ?? functionScope(index)
        write(name, in: home, &names, value: isPlain ? value : nil)
        if functionScope(index) != functionScopeOf(home) {
          names.declarations[Int(names.meaning[name])].isCaptured = true
        }
        return
      }
      write(name, in: scope, &names, value: isPlain ? value : nil, type: type)
      if tree[scope].kind == .classDeclaration, !traits.assignmentDeclares {
        let isClosed = modifiers.contains { ["final", "const", "readonly", "private", "#"].contains($0) }
        names.declarations[Int(names.meaning[name])].isOpenField = !isClosed
      }
      if !isPlain { names.declarations[Int(names.meaning[name])].writes += 1 }
    }

    private func functionScopeOf(_ scope: Int) -> Int {
      var scope = scope
      while scope != 0, ![.function, .lambda, .classDeclaration].contains(tree[scope].kind) {
        scope = outerScope(scope)
      }
      return scope
    }

    /// The scope, going outwards, that declares a name.
    private func find(_ name: Symbol, from start: Int) -> Int? {
      var scope = start
      var passedFunction = false
      for _ in 0..<1000 {
        let isHidden = tree[scope].kind == .classDeclaration && passedFunction && traits.assignmentDeclares
        if !isHidden, known[Place(scope: scope, name: name)] != nil { return scope }
        if scope == 0 { return nil }
        if tree[scope].kind == .function || tree[scope].kind == .lambda { passedFunction = true }
        scope = outerScope(scope)
      }
      return nil
    }

    private mutating func imported(_ index: Int, _ names: inout Names) {
      guard let module = tree.child(index, .module) else { return }
      var path = Names.path(module, tree)
      let item = tree.child(index, .item)
      if let item {
        guard tree[item].kind == .name || tree[item].kind == .member else { return }
        path += Names.path(item, tree)
      }
      guard !path.isEmpty, let name = tree.child(index, .alias) ?? (item ?? nil) else { return }
      let id = declaration(name, in: home(ofImport: index), &names)
      if !names.declarations[id].imports.contains(where: { $0.path == path }) {
        names.declarations[id].imports.append(Import(path: path, node: index))
      }
    }

    /// Where an import's name belongs; what `var x = require(…)` brings is the function's.
    private func home(ofImport index: Int) -> Int {
      let parent = Int(tree[index].parent)
      guard tree[parent].kind == .assign, traits.blocksAreScopes else { return Int(scopes[index]) }
      let isVar = tree.children(parent).contains {
        tree[$0].kind == .modifier && tree.symbols.string(tree[$0].symbol) == "var"
      }
      return isVar ? functionScope(index) : Int(scopes[index])
    }

    // MARK: Uses

    mutating func resolve(_ names: inout Names) {
      for (index, node) in tree.nodes.enumerated() where node.kind == .name && names.meaning[index] == 0 {
        switch node.role {
        case .field, .name, .module, .item, .alias, .modifier, .attribute, .key: continue
        default: break
        }
        if let scope = find(node.symbol, from: Int(scopes[index])) {
          names.meaning[index] = known[Place(scope: scope, name: node.symbol)] ?? 0
        }
      }
    }
  }

  static func path(_ node: Int, _ tree: Tree) -> [Symbol] {
    var fields: [Symbol] = []
    var current = node
    while tree[current].kind == .member, let object = tree.child(current, .object),
      let field = tree.child(current, .field)
    {
      fields.append(tree[field].symbol)
      current = object
    }
    return tree[current].kind == .name || tree[current].kind == .string
      ? [tree[current].symbol] + fields.reversed() : []
  }

  /// The qualified names that a use of a name is short for.
  func paths(of node: Int) -> [[Symbol]] {
    declarations[Int(meaning[node])].imports.filter { $0.node < node }.map(\.path)
  }

  /// The declaration that a name means; 0 for none that is known.
  func declaration(of node: Int) -> Int { Int(meaning[node]) }

  /// The declaration of a name in the scope of a node itself.
  func declaration(named name: Symbol, in scope: Int) -> Int { Int(known[Place(scope: scope, name: name)] ?? 0) }
}
