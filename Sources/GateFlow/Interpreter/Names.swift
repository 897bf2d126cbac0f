import GateModel
import GateSyntax

/// Names: variables, fields of the object at hand, functions, classes, what was imported.
extension Interpreter {
  /// The variable that a name is.
  func variable(of node: Int) -> Int {
    let declaration = unit.names.declaration(of: node)
    return declaration != 0 ? unit.variable(declaration) : unit.undeclared(tree[node].symbol)
  }

  func name(_ node: Int) -> Value {
    let text = tree.symbols.text(tree[node].symbol)
    if let word = unit.dialect.receiver, text.elementsEqual(word.utf8) { return receiver }
    if text.elementsEqual("super".utf8) { return receiver }
    if let iota, text.elementsEqual("iota".utf8) { return program.constant(.integer(iota)) }
    if let field = ownField(node) { return read(field: field, of: fieldHolder(node), at: node) }
    let value = read(variable: variable(of: node), node)
    if !value.isPlain { return value }
    return standing(for: node)
  }

  /// What is in a variable, as conditions have left it.
  func read(variable: Int, _ node: Int, _ declared: Int? = nil) -> Value {
    if let value = state.variables[variable] { return refined(value) }
    let declaration = declared ?? unit.names.declaration(of: node)
    guard declaration != 0, unit.names.scope(of: declaration) == 0 else { return .unknown }
    return global(declaration, of: unit)
  }

  /// A variable of a file's top level, as the top leaves it.
  func global(_ declaration: Int, of home: Unit) -> Value {
    guard frames.count > 1 || home !== unit || frames.first?.function != nil else { return .unknown }
    let left = program.left[.variable(home.variable(declaration))]
    guard var value = program.moduleState(home).variables[home.variable(declaration)] ?? left.map({ Value(taints: $0) })
    else { return .unknown }
    // Written from elsewhere, it need not be what it was.
    if home.names.writes(of: declaration) > 1, isDeep { value = value.opened }
    value.number = 0
    if let left {
      value = value.opened
      value.taints.formUnion(left)
    }
    return value
  }

  /// The field of the object at hand that a bare name is (Java), by its symbol.
  func ownField(_ node: Int) -> Symbol? {
    guard unit.dialect == .java else { return nil }
    let declaration = unit.names.declaration(of: node)
    if declaration == 0 {
      return receiver.objects.isEmpty || isTypeName(node)
        ? nil : inheritedField(tree[node].symbol) ? tree[node].symbol : nil
    }
    let scope = unit.names.scope(of: declaration)
    let isOfClass =
      tree[scope].kind == .classDeclaration
      || tree[scope].kind == .block
        && (tree[Int(tree[scope].parent)].kind == .classDeclaration || tree[scope].role == .child)
    let first = unit.names.firstNode(of: declaration)
    // A field, or a component of a record.
    let isField =
      tree[first].role == .target || tree[Int(tree[first].parent)].kind == .parameter && unit.classes[scope] != nil
    return isOfClass && isField ? tree[node].symbol : nil
  }

  private func isTypeName(_ node: Int) -> Bool {
    tree.symbols.text(tree[node].symbol).first.map { (0x41...0x5A).contains($0) } ?? false
  }

  private func inheritedField(_ name: Symbol) -> Bool {
    let key = program.field(tree.symbols.string(name))
    return receiver.objects.contains { object($0)?.fields[key] != nil }
  }

  // MARK: Functions, classes, modules

  /// What a name stands for that is no variable with a value.
  func standing(for node: Int) -> Value {
    let declaration = unit.names.declaration(of: node)
    if declaration != 0 {
      if let imported = imported(node) { return imported }
      let first = unit.names.firstNode(of: declaration)
      let parent = Int(tree[first].parent)
      if tree[first].role == .name, let value = value(ofDefinition: parent) { return value }
      return .unknown
    }
    if program.reach != .function || isDeep {
      if let type = unit.allClasses[tree[node].symbol] { return Value(object: program.object(of: type)) }
      if let function = unit.topFunctions[tree[node].symbol]?.first {
        return Value(object: program.object(of: function))
      }
      if unit.dialect == .go, let package = Modules(program, unit).package(named: tree[node].symbol) { return package }
      if let value = neighbour(tree[node].symbol) { return value }
    }
    if unit.dialect == .javascript, isDeep, frames.count > 1 || frames.first?.function != nil,
      let value = program.moduleState(unit).variables[unit.undeclared(tree[node].symbol)], !value.objects.isEmpty
    {
      return value
    }
    if unit.dialect == .python, program.reach == .project, let module = unit.importedModules[tree[node].symbol],
      let value = Modules(program, unit).value([tree.symbols.string(module)], importedAt: node)
    {
      return value
    }
    return .unknown
  }

  private func value(ofDefinition node: Int) -> Value? {
    if let function = unit.functions[node] { return Value(object: program.object(of: function)) }
    if let type = unit.classes[node] { return Value(object: program.object(of: type)) }
    return nil
  }

  /// What a name was imported as.
  private func imported(_ node: Int) -> Value? {
    guard program.reach == .project, let path = unit.names.path(of: node) else { return nil }
    if unit.dialect == .javascript, let first = path.first, path.count > 1, isDeep,
      var value = program.moduleState(unit).variables[unit.undeclared(first)], !value.objects.isEmpty
    {
      // `import a = B.c`
      for name in path.dropFirst() { value = read(field: name, of: value, at: node) }
      return value
    }
    return Modules(program, unit).value(path, importedAt: node)
  }

  /// A class or function that another file of the same package has (Java, Go).
  private func neighbour(_ name: Symbol) -> Value? {
    guard program.reach == .project, unit.dialect == .java || unit.dialect == .go else { return nil }
    if unit.dialect == .go {
      // A variable of the package that was written since.
      let text = tree.symbols.string(name)
      for module in Modules(program, unit).package where module !== unit {
        let declaration = module.names.declaration(named: module.tree.symbols.find(text), in: 0)
        if declaration != 0, let held = state.variables[module.variable(declaration)] { return refined(held) }
      }
    }
    return Modules(program, unit).neighbour(tree.symbols.string(name))
  }

  /// A class that another file of the package has.
  func neighbourType(_ name: Symbol) -> ClassType? {
    for id in neighbour(name)?.objects ?? [] {
      if case .type(let type)? = program.entity(id) { return type }
    }
    return nil
  }

  // MARK: Classes

  /// Methods of that name, nearest first: the class's own, then its bases'.
  func methods(named name: Symbol, in home: Unit, of type: ClassType) -> [Function] {
    lookup(home.tree.symbols.string(name), in: type, depth: 0)
  }

  func lookup(_ name: String, in type: ClassType, depth: Int) -> [Function] {
    if let own = type.methods[type.unit.tree.symbols.find(name)], !own.isEmpty { return own }
    guard depth < 8 else { return [] }
    if type.unit.dialect == .go, isDeep { return Modules(program, type.unit).methods(name, of: type) }
    for base in bases(of: type) {
      let found = lookup(name, in: base, depth: depth + 1)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The classes that a class is made from, as far as they are known.
  func bases(of type: ClassType) -> [ClassType] {
    guard !type.bases.isEmpty else { return [] }
    if let known = type.knownBases { return known }
    let found = foundBases(of: type)
    if program.runningTops == 0 { type.knownBases = found }
    return found
  }

  private func foundBases(of type: ClassType) -> [ClassType] {
    let outside = unit
    unit = type.unit
    defer { unit = outside }
    return type.bases.compactMap { node in
      var name = node
      while tree[name].kind == .generic || tree[name].kind == .member, let first = tree.firstChild(name) {
        if tree[name].kind == .member { break }
        name = first
      }
      let value =
        tree[name].kind == .name
        ? (unit.allClasses[tree[name].symbol].map { Value(object: program.object(of: $0)) } ?? standing(for: name))
        : peek(name)
      for id in value.objects {
        if case .type(let base) = program.entity(id), base !== type { return base }
      }
      return nil
    }
  }

  /// Classes that are made from a class or interface of the project: in its file, in the one at hand, and in files near them that
  /// are called after it.
  func implementers(of type: ClassType) -> [ClassType] {
    let key = Program.ImplementersKey(unit: unit.number, type: ObjectIdentifier(type))
    if let known = program.implementers[key] { return known }
    let found = foundImplementers(of: type)
    program.implementers[key] = found
    return found
  }

  private func foundImplementers(of type: ClassType) -> [ClassType] {
    let name = type.nameText
    var found: [ClassType] = []
    if unit.dialect == .go {
      // Whatever has all its methods.
      let home = Modules(program, unit)
      let wanted = type
      guard isInterface(wanted) else { return [] }
      var units = home.package
      if !units.contains(where: { $0 === unit }) { units.append(unit) }
      if !units.contains(where: { $0 === wanted.unit }) { units += Modules(program, wanted.unit).package }
      for unit in units {
        for type in unit.classes.values.sorted(by: { $0.node < $1.node })
        where !isInterface(type) && type.name != nil && implements(type, wanted) {
          found.append(type)
          if found.count > 8 { return found }
        }
      }
      return found
    }
    for home in homes(near: type, named: name) {
      for candidate in home.classes.values.sorted(by: { $0.node < $1.node }) {
        let names = candidate.bases.map { base -> String in
          var node = base
          while home.tree[node].kind == .generic, let first = home.tree.firstChild(node) { node = first }
          if home.tree[node].kind == .member, let field = home.tree.child(node, .field) { node = field }
          return home.text(node)
        }
        if names.contains(name) { found.append(candidate) }
        if found.count > 8 { return found }
      }
    }
    return found
  }

  private func homes(near type: ClassType, named name: String) -> [Unit] {
    var homes = [unit]
    if type.unit !== unit { homes.append(type.unit) }
    guard unit.dialect == .java, !name.isEmpty else { return homes }
    // `IStore` is implemented by `MemoryStore`.
    let isPrefixed = name.count > 2 && name.hasPrefix("I") && name.dropFirst().first!.isUppercase
    let stem = isPrefixed ? String(name.dropFirst()) : name
    var folders: [TreePath] = []
    for home in homes {
      let folder = home.file.path.folder
      for inner in [folder, folder.appending("impl".utf8)] where !folders.contains(inner) { folders.append(inner) }
    }
    for folder in folders {
      for file in program.names(in: folder, for: unit) where file.hasSuffix(".java") && file.contains(stem) {
        guard let home = program.unit(at: folder.appending(file.utf8), for: unit),
          !homes.contains(where: { $0 === home })
        else { continue }
        homes.append(home)
      }
    }
    return homes
  }
}
