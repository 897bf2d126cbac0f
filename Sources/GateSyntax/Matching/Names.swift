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
    /// The expression that it was declared with.
    var initial: Int?
    /// The node of the type it was declared with.
    var type: Int?
    /// Declared in a class in a way that lets others change it.
    var isOpenField = false
    /// Declared in a way that forbids to write it again.
    var isFinal = false
  }

  struct Import: Sendable {
    var path: [Symbol]
    var node: Int
  }

  private struct Place: Hashable, Sendable {
    var scope: Int
    var name: Symbol
    var isMethod = false
  }

  private var known: [Place: Int32] = [:]
  /// The first field of each name that a class of the file declares.
  private(set) var fields: [Symbol: Int] = [:]
  /// What is imported as a whole.
  private(set) var wildcards: [Import] = []
  /// Modules of which everything was imported.
  private var wholes: [Import] = []

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
    /// Those of them that are a function's around, not the file's.
    var nonlocal: Set<Place> = []
    /// Fields of the object at hand that are written, perhaps before they are declared.
    var writtenFields: [Place] = []
    private let increments: Set<Symbol>

    init(tree: Tree, traits: Language.Traits) {
      self.tree = tree
      self.traits = traits
      increments = Set(["++", "--", "x++", "x--"].map { tree.symbols.find($0) }.filter { $0 != .absent })
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
        let word = tree.symbols.find("nonlocal")
        for (index, node) in tree.nodes.enumerated() where node.kind == .global {
          for child in tree.children(index) {
            let place = Place(scope: functionScope(index), name: tree[child].symbol)
            outer.insert(place)
            if node.symbol == word { nonlocal.insert(place) }
          }
        }
      }
      for (index, node) in tree.nodes.enumerated() {
        switch node.kind {
        case .importation: imported(index, &names)
        case .parameter:
          if let name = tree.child(index, .name) {
            // Of what a variable number of arguments, or a receiver, is: no type that a pattern could ask for.
            let type = node.symbol == .none ? tree.child(index, .type) : nil
            write(name, in: Int(scopes[index]), &names, type: type)
          }
        case .assign: assigned(index, &names)
        case .augmentedAssign, .forEach, .withItem:
          if let target = tree.child(index, .target) {
            let type = node.kind == .forEach ? tree.child(index, .type) : nil
            targets(target, around: index, &names, isPlain: false, type: type)
          }
        case .unary:
          if increments.contains(node.symbol), let operand = tree.child(index, .operand), tree[operand].kind == .name {
            targets(operand, around: index, &names, isPlain: false)
          }
        case .typeTest:
          if let name = tree.child(index, .name) {
            write(name, in: Int(scopes[index]), &names, type: tree.child(index, .type))
          }
        case .handler:
          if let name = tree.child(index, .name) {
            targets(name, around: index, &names, isPlain: false)
          }
        case .function, .classDeclaration:
          if let name = tree.child(index, .name), tree[name].kind == .name, node.role == .statement {
            let isMethod = node.kind == .function && traits.methodsHaveOwnNames
            _ = declaration(name, in: outerScope(index), &names, isMethod: isMethod)
          }
        default: break
        }
      }
      for place in writtenFields {
        guard let id = known[place] else { continue }
        names.declarations[Int(id)].writes += 1
        names.declarations[Int(id)].value = nil
      }
    }

    /// The body of a class, where its fields belong.
    private func isClass(_ scope: Int) -> Bool {
      tree[scope].kind == .classDeclaration
        || tree[scope].kind == .block && tree[Int(tree[scope].parent)].kind == .classDeclaration
    }

    private mutating func declaration(
      _ name: Int, in scope: Int, _ names: inout Names, isMethod: Bool = false
    ) -> Int {
      let place = Place(scope: scope, name: tree[name].symbol, isMethod: isMethod)
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
      if names.declarations[id].writes == 1 { names.declarations[id].initial = value }
      if names.declarations[id].type == nil { names.declarations[id].type = type }
    }

    private mutating func assigned(_ index: Int, _ names: inout Names) {
      guard let target = tree.child(index, .target) else { return }
      let value = tree.child(index, .value)
      // The counter of a loop has no type that a pattern could ask for.
      let type = tree.child(index, .type)
      let isCounter = type != nil && tree[index].role == .initial
      targets(
        target, around: index, &names, isPlain: true, value: isCounter ? nil : value, type: isCounter ? nil : type)
    }

    /// All names that a target writes. With several of them none has a plain value, unless the value has as many parts.
    private mutating func targets(
      _ target: Int, around index: Int, _ names: inout Names, isPlain: Bool, value: Int? = nil, type: Int? = nil
    ) {
      switch tree[target].kind {
      case .name: target1(target, index, &names, isPlain: isPlain, value: value, type: type)
      case .tuple, .list, .dictionary, .spread, .pair:
        let parts =
          !traits.listsAreKnown
          ? [] : value.map { [.tuple, .list].contains(tree[$0].kind) ? Array(tree.children($0)) : [] } ?? []
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
      case .member where traits.fieldsAreNames:
        guard let object = tree.child(target, .object), let field = tree.child(target, .field),
          tree.symbols.string(tree[object].symbol) == "this"
        else { break }
        var scope = Int(scopes[index])
        while scope != 0, !isClass(scope) { scope = outerScope(scope) }
        writtenFields.append(Place(scope: scope, name: tree[field].symbol))
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
        traits.assignmentDeclares || tree.child(index, .type) != nil || !modifiers.isEmpty
        || node.flags.contains(.declaration)
        || node.kind != .assign && node.kind != .augmentedAssign
      var scope = Int(scopes[index])
      if traits.assignmentDeclares || modifiers.contains("var") && traits.blocksAreScopes {
        scope = functionScope(index)
        // A comprehension's names are its own, and are written once a turn.
        if node.kind == .forEach, tree[Int(scopes[index])].kind == .comprehension { scope = Int(scopes[index]) }
      }
      if traits.lambdasAreBlocks { scope = home(of: tree[name].symbol, from: scope) }
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
        let home: Int
        if nonlocal.contains(Place(scope: scope, name: tree[name].symbol)) {
          home = find(tree[name].symbol, from: outerScope(scope)) ?? 0
        } else {
          home = isOuter ? 0 : find(tree[name].symbol, from: scope) ?? functionScope(index)
        }
        write(name, in: home, &names, value: isPlain ? value : nil)
        if functionScope(index) != functionScopeOf(home) {
          names.declarations[Int(names.meaning[name])].isCaptured = true
        }
        return
      }
      write(name, in: scope, &names, value: isPlain ? value : nil, type: type)
      let id = Int(names.meaning[name])
      names.declarations[id].isFinal = modifiers.contains { ["final", "const", "readonly"].contains($0) }
      if isClass(scope), !traits.assignmentDeclares {
        names.declarations[id].isOpenField =
          !names.declarations[id].isFinal && !modifiers.contains { $0 == "private" || $0 == "#" }
        if names.fields[tree[name].symbol] == nil { names.fields[tree[name].symbol] = id }
      } else if scope == 0, traits.globalsAreOpen {
        names.declarations[id].isOpenField = !names.declarations[id].isFinal
      }
      if !isPlain { names.declarations[Int(names.meaning[name])].writes += 1 }
    }

    /// What a function around a nameless one has is that one's too.
    private func home(of name: Symbol, from start: Int) -> Int {
      var scope = start
      while tree[scope].kind == .lambda, known[Place(scope: scope, name: name)] == nil {
        scope = functionScope(Int(tree[scope].parent))
      }
      return known[Place(scope: scope, name: name)] == nil ? start : scope
    }

    private func functionScopeOf(_ scope: Int) -> Int {
      var scope = scope
      while scope != 0, ![.function, .lambda, .classDeclaration].contains(tree[scope].kind) {
        scope = outerScope(scope)
      }
      return scope
    }

    /// The scope, going outwards, that declares a name.
    private func find(_ name: Symbol, from start: Int, isMethod: Bool = false) -> Int? {
      var scope = start
      var passedFunction = false
      for _ in 0..<1000 {
        let isHidden = tree[scope].kind == .classDeclaration && passedFunction && traits.assignmentDeclares
        if !isHidden, known[Place(scope: scope, name: name, isMethod: isMethod)] != nil { return scope }
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
      if let item, tree[item].kind == .other, traits.wildcardsMayName, !path.isEmpty {
        names.wildcards.append(Import(path: path, node: index))
      }
      if let item {
        guard tree[item].kind == .name || tree[item].kind == .member else {
          if tree[item].kind == .other, !path.isEmpty { names.wholes.append(Import(path: path, node: index)) }
          return
        }
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
      // Where assignments declare, an import in a function counts for all that follows in the file.
      if traits.assignmentDeclares { return 0 }
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
        case .field, .name, .module, .item, .alias, .modifier, .attribute: continue
        case .key where !traits.keysAreExpressions: continue
        default: break
        }
        let isMethod =
          traits.methodsHaveOwnNames && node.role == .callee && tree[Int(node.parent)].kind == .call
        if isMethod, find(node.symbol, from: Int(scopes[index]), isMethod: true) == nil {
          // A method may be imported.
          let id = known[Place(scope: 0, name: node.symbol)] ?? 0
          if !names.declarations[Int(id)].imports.isEmpty { names.meaning[index] = id }
        } else if let scope = find(node.symbol, from: Int(scopes[index]), isMethod: isMethod) {
          names.meaning[index] = known[Place(scope: scope, name: node.symbol, isMethod: isMethod)] ?? 0
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

  /// The qualified name that a use of a name is short for: the last import before it decides.
  package func path(of node: Int) -> [Symbol]? {
    declarations[Int(meaning[node])].imports.last { $0.node < node }?.path
  }

  /// What a name may be short for that nothing declares: an item of any module of which everything was imported.
  func possiblePaths(of node: Int, named name: Symbol) -> [[Symbol]] {
    wholes.isEmpty || meaning[node] != 0 ? [] : wholes.filter { $0.node < node }.map { $0.path + [name] }
  }

  /// Whether a name may come from something imported as a whole: nothing here is known to declare it but a class.
  func mayBeImported(_ node: Int, _ tree: Tree) -> Bool {
    let declaration = declarations[Int(meaning[node])]
    if meaning[node] == 0 { return true }
    return declaration.imports.isEmpty && tree[Int(tree[declaration.node].parent)].kind == .classDeclaration
      && tree[declaration.node].role == .name
  }

  /// The declaration that a name means; 0 for none that is known.
  package func declaration(of node: Int) -> Int { Int(meaning[node]) }

  package var declarationCount: Int { declarations.count }

  /// By declaration: the node whose scope it belongs to.
  package var scopes: [Int] { declarations.map(\.scope) }

  /// The node whose scope a declaration belongs to.
  package func scope(of declaration: Int) -> Int { declarations[declaration].scope }

  /// By declaration: the node of the type it was declared with.
  package func type(of declaration: Int) -> Int? { declarations[declaration].type }

  /// Whether a function within its own writes it.
  package func isCaptured(_ declaration: Int) -> Bool { declarations[declaration].isCaptured }

  /// How often a declaration is written in its file.
  package func writes(of declaration: Int) -> Int { declarations[declaration].writes }

  /// The qualified name that a declaration stands for at a node; nil where it was not imported.
  package func path(of node: Int, declaredBy declaration: Int) -> [Symbol]? {
    declarations[declaration].imports.last { $0.node < node }?.path
  }

  /// Modules of which everything was imported.
  package var wholePaths: [[Symbol]] { wholes.map(\.path) }

  /// The qualified names that a declaration was imported from; empty where it was not.
  package func importPaths(of declaration: Int) -> [[Symbol]] { declarations[declaration].imports.map(\.path) }

  /// The qualified name that an importation brings.
  package func importPath(of node: Int, _ tree: Tree) -> [Symbol] {
    guard let module = tree.child(node, .module) else { return [] }
    return Self.path(module, tree) + (tree.child(node, .item).map { Self.path($0, tree) } ?? [])
  }

  /// The first name that declares it.
  package func firstNode(of declaration: Int) -> Int { declarations[declaration].node }

  /// The declaration of a name in the scope of a node itself.
  package func declaration(named name: Symbol, in scope: Int) -> Int {
    Int(known[Place(scope: scope, name: name)] ?? 0)
  }
}
