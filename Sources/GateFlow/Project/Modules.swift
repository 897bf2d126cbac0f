import GateModel
import GateSyntax

/// What imported names stand for, found in the files of the project by the rules of each language.
struct Modules {
  private let program: Program
  private let unit: Unit

  init(_ program: Program, _ unit: Unit) {
    self.program = program
    self.unit = unit
  }

  private var folder: TreePath { unit.file.path.folder }

  /// What an imported path means; nil where the project does not have it.
  func value(_ path: [Symbol], importedAt node: Int) -> Value? {
    let key = ImportKey(unit: unit.number, path: path)
    if let known = program.imports[key] { return known }
    let found = value(path.map { unit.tree.symbols.string($0) }, importedAt: node)
    // While the top of a file runs, or far down a chain of imports, not everything is known yet.
    let isStatic = found.map { $0.taints.isEmpty && !$0.objects.isEmpty && $0.objects.allSatisfy { $0 < 0 } } ?? false
    if isStatic || program.runningTops == 0 && program.importDepth == 0 { program.imports[key] = .some(found) }
    return found
  }

  /// The same by its parts as texts.
  func value(_ path: [String], importedAt node: Int) -> Value? {
    // Files may import from each other in a circle, and from themselves.
    guard program.importDepth < Self.deepestImport else { return nil }
    program.importDepth += 1
    defer { program.importDepth -= 1 }
    switch unit.dialect {
    case .python: return python(path)
    case .javascript: return script(path)
    case .java: return java(path)
    case .go: return go(node)
    default: return nil
    }
  }

  /// An import may lead to an import, so many times.
  private static let deepestImport = 8

  // MARK: Exports

  /// What a file has under a name.
  func export(_ name: String, of module: Unit) -> Value {
    export(name, of: module, depth: 0)
  }

  private func export(_ name: String, of module: Unit, depth: Int) -> Value {
    let symbols = module.tree.symbols
    let symbol = symbols.find(name)
    if module.dialect == .javascript, let value = scriptExport(name, of: module, depth: depth) { return value }
    if symbol != .absent {
      if let type = module.topClasses[symbol] { return Value(object: program.object(of: type)) }
      if let function = module.topFunctions[symbol]?.first,
        module.names.declaration(named: symbol, in: 0) == 0 || module.dialect != .python
      {
        return Value(object: program.object(of: function))
      }
      let declaration = module.names.declaration(named: symbol, in: 0)
      if declaration != 0 {
        let state = program.moduleState(module)
        if let value = state.variables[module.variable(declaration)], !value.isPlain {
          var value =
            module.names.writes(of: declaration) > 1 && program.isDeep && value.objects.isEmpty ? value.opened : value
          value.number = 0
          return value
        }
        if let function = module.topFunctions[symbol]?.first { return Value(object: program.object(of: function)) }
        // Imported there in turn.
        let node = module.names.firstNode(of: declaration)
        if depth < 6, let path = module.names.path(of: Int(module.tree.nodes.count) - 1, declaredBy: declaration) {
          return Modules(program, module).value(path, importedAt: node) ?? .unknown
        }
      }
    }
    if module.dialect == .go, depth == 0 {
      // A package is all files of its folder.
      for other in Modules(program, module).package where other !== module {
        let value = export(name, of: other, depth: 1)
        if !value.isPlain { return value }
      }
    }
    if module.dialect == .python {
      // A module of a package.
      let base = module.file.path.folder
      if module.file.path.name.elementsEqual("__init__.py".utf8), let inner = pythonModule(base, [name]) {
        return Value(object: program.object(of: inner))
      }
      // `from x import *`, which may go round in a circle: each file is asked once.
      let isFirst = program.starred.isEmpty
      defer { if isFirst { program.starred = [] } }
      guard program.starred.insert(NameKey(home: ObjectIdentifier(module), name: name)).inserted else {
        return .unknown
      }
      for whole in module.names.wholePaths {
        let path = whole.map { symbols.string($0) } + [name]
        if let value = Modules(program, module).python(path), !value.isPlain { return value }
      }
    }
    return .unknown
  }

  // MARK: Python

  private func python(_ path: [String]) -> Value? {
    guard var first = path.first else { return nil }
    var parts = Array(path.dropFirst())
    var bases: [TreePath] = []
    if first.hasPrefix(".") {
      var base = folder
      let dots = first.prefix { $0 == "." }.count
      for _ in 1..<max(1, dots) { base = base.folder }
      first = String(first.dropFirst(dots))
      parts = first.split(separator: ".").map(String.init) + parts
      bases = [base]
    } else {
      parts = first.split(separator: ".").map(String.init) + parts
      // From the file's own folder outwards.
      var base = folder
      bases.append(base)
      while !base.isEmpty, bases.count < 8 {
        base = base.folder
        bases.append(base)
      }
      bases += [TreePath("src")]
    }
    for base in bases {
      // The longest part of the path that is a module; the rest is in it.
      for count in stride(from: parts.count, through: 0, by: -1) {
        guard count > 0 || path.first!.hasPrefix("."), let module = pythonModule(base, Array(parts[..<count])),
          module !== unit || count < parts.count
        else { continue }
        var value = Value(object: program.object(of: module))
        for name in parts[count...] {
          guard let id = value.objects.first, case .module(let inner)? = program.entity(id) else {
            if let id = value.objects.first, case .type(let type)? = program.entity(id),
              let method = type.methods[type.unit.tree.symbols.find(name)]?.first
            {
              return Value(object: program.object(of: method))
            }
            return .unknown
          }
          value = export(name, of: inner)
        }
        if !value.isPlain || count == parts.count { return value }
      }
    }
    return nil
  }

  private func pythonModule(_ base: TreePath, _ parts: [String]) -> Unit? {
    var folder = base
    for part in parts.dropLast() {
      guard program.names(in: folder, for: unit).contains("\(part)/") else { return nil }
      folder = folder.appending(part.utf8)
    }
    guard let last = parts.last else {
      return program.names(in: folder, for: unit).contains("__init__.py")
        ? program.unit(at: folder.appending("__init__.py".utf8), for: unit) : nil
    }
    let names = program.names(in: folder, for: unit)
    if names.contains("\(last)/") {
      let inner = folder.appending(last.utf8)
      if program.names(in: inner, for: unit).contains("__init__.py") {
        return program.unit(at: inner.appending("__init__.py".utf8), for: unit)
      }
    }
    return names.contains("\(last).py") ? program.unit(at: folder.appending("\(last).py".utf8), for: unit) : nil
  }

  // MARK: JavaScript

  private func script(_ path: [String]) -> Value? {
    guard let first = path.first, first.hasPrefix("."), let module = scriptModule(first) else { return nil }
    if path.count == 1 { return whole(module) }
    var value = path[1] == "*" ? whole(module) : export(path[1], of: module)
    for name in path.dropFirst(2) {
      guard let id = value.objects.first, case .module(let inner)? = program.entity(id) else { return value }
      value = export(name, of: inner)
    }
    return value
  }

  /// What `require` gives.
  private func whole(_ module: Unit) -> Value {
    if let exported = commonExports(module), !exported.isPlain { return exported }
    return Value(object: program.object(of: module))
  }

  private static let endings = [
    "", ".js", ".ts", ".tsx", ".jsx", ".mjs", ".cjs", "/index.js", "/index.ts", "/index.tsx",
  ]

  private func scriptModule(_ specifier: String) -> Unit? {
    var parts = folder.description.split(separator: "/").map(String.init)
    for part in specifier.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        if parts.isEmpty { return nil }
        parts.removeLast()
      default: parts.append(String(part))
      }
    }
    let base = parts.joined(separator: "/")
    // TypeScript's sources name each other as what they become.
    let bases =
      base.hasSuffix(".js") ? [base, String(base.dropLast(3)) + ".ts", String(base.dropLast(3)) + ".tsx"] : [base]
    for base in bases {
      for ending in Self.endings {
        let path = TreePath(base + ending)
        let name = String(decoding: path.name, as: UTF8.self)
        guard name.contains("."), program.names(in: path.folder, for: unit).contains(name) else { continue }
        if let found = program.unit(at: path, for: unit), found !== unit { return found }
      }
    }
    return nil
  }

  /// `module.exports`
  private func commonExports(_ module: Unit) -> Value? {
    let symbols = module.tree.symbols
    guard symbols.find("module") != .absent || symbols.find("exports") != .absent else { return nil }
    let state = program.moduleState(module)
    guard let holder = state.variables[module.undeclared(symbols.find("module"))],
      let id = holder.onlyObject, let object = state.objects[id]
    else { return nil }
    guard let exported = object.fields[program.field("exports")] else { return nil }
    // Nothing was put there: the file has another kind of exports, or none.
    if let inner = exported.onlyObject, let held = state.objects[inner], held.nature == .fields, held.fields.isEmpty,
      held.rest.isPlain
    {
      return nil
    }
    return exported
  }

  private func scriptExport(_ name: String, of module: Unit, depth: Int) -> Value? {
    let symbols = module.tree.symbols
    let state = program.moduleState(module)
    if let exported = commonExports(module) {
      for id in exported.objects {
        if let value = state.objects[id]?.fields[program.field(name)] { return value }
        if name == "default" { return exported }
      }
    }
    if symbols.find("exports") != .absent, let holder = state.variables[module.undeclared(symbols.find("exports"))],
      let id = holder.onlyObject, let value = state.objects[id]?.fields[program.field(name)]
    {
      return value
    }
    if name == "default" {
      for function in module.allFunctions where function.node > 0 && !function.isWithinFunction {
        if module.tree.children(function.node).contains(where: {
          module.tree[$0].kind == .modifier && module.text($0) == "default"
        }) {
          return Value(object: program.object(of: function))
        }
      }
      for type in module.classes.values.sorted(by: { $0.node < $1.node }) {
        if module.tree.children(type.node).contains(where: {
          module.tree[$0].kind == .modifier && module.text($0) == "default"
        }) {
          return Value(object: program.object(of: type))
        }
      }
      if let value = state.variables[module.undeclared(Symbol(number: 0x3FFF_FFFF))] { return value }
    }
    if let value = state.variables[module.undeclared(symbols.find(name))], !value.objects.isEmpty { return value }
    guard depth < 6 else { return nil }
    // `export { a as b } from './m'`, `export * from './m'`
    for (index, node) in module.tree.nodes.enumerated() where node.kind == .other {
      guard symbols.text(node.symbol).starts(with: "export".utf8), node.parent == 0 else { continue }
      let from = module.tree.children(index).first {
        module.tree[$0].role == .module && module.tree[$0].kind == .string
      }
      // `export * as a from './m'`
      if let from,
        module.tree.children(index).contains(where: { child in
          module.text(child).hasPrefix("namespace_export")
            && module.tree.firstChild(child).map { module.text($0) == name } == true
        }), let target = Modules(program, module).scriptModule(module.text(from))
      {
        return Modules(program, module).whole(target)
      }
      var matched: String?
      for child in module.tree.children(index) where module.tree[child].kind == .other {
        let inner = module.tree.child(child, .name).map { module.text($0) }
        let outer = module.tree.child(child, .alias).map { module.text($0) } ?? inner
        if outer == name { matched = inner }
      }
      if let from {
        let source = Modules(program, module)
        guard let target = source.scriptModule(module.text(from)) else { continue }
        if let matched { return export(matched, of: target, depth: depth + 1) }
        if symbols.string(node.symbol).contains("*") {
          let value = export(name, of: target, depth: depth + 1)
          if !value.isPlain { return value }
        }
      } else if let matched, matched != name {
        return export(matched, of: module, depth: depth + 1)
      }
    }
    return nil
  }

  // MARK: Java

  private func java(_ path: [String]) -> Value? {
    guard let root = javaRoot else { return nil }
    // A class, and after it what is in it.
    for count in stride(from: path.count, to: 0, by: -1) {
      let folder = path[..<(count - 1)].reduce(root) { $0.appending($1.utf8) }
      guard let type = javaType(path[count - 1], in: folder) else { continue }
      var value = Value(object: program.object(of: type))
      for name in path[count...] {
        if let method = type.methods[type.unit.tree.symbols.find(name)]?.first {
          value = Value(object: program.object(of: method))
        } else if let inner = type.unit.allClasses[type.unit.tree.symbols.find(name)] {
          value = Value(object: program.object(of: inner))
        } else if let field = program.moduleState(type.unit).objects[program.object(of: type)]?.fields[
          program.field(name)]
        {
          value = field
        } else {
          return nil
        }
      }
      return value
    }
    return nil
  }

  /// The folder that the file's package begins in.
  private var javaRoot: TreePath? {
    guard let package = unit.tree.nodes.firstIndex(where: { $0.kind == .package }) else { return folder }
    var root = folder
    let parts = (package..<Int(unit.tree[package].end)).filter { unit.tree[$0].kind == .name }.count
    for _ in 0..<parts {
      if root.isEmpty { return folder }
      root = root.folder
    }
    return root
  }

  private func javaType(_ name: String, in folder: TreePath) -> ClassType? {
    guard program.names(in: folder, for: unit).contains("\(name).java"),
      let found = program.unit(at: folder.appending("\(name).java".utf8), for: unit)
    else { return nil }
    return found.allClasses[found.tree.symbols.find(name)]
  }

  // MARK: Go

  private func go(_ node: Int) -> Value? {
    let declaration = unit.names.declaration(of: node)
    guard declaration != 0 else { return nil }
    return package(importedAt: Int(unit.tree[unit.names.firstNode(of: declaration)].parent))
  }

  /// The package that a name means which no import gives another name.
  func package(named name: Symbol) -> Value? { unit.packages[name].flatMap { package(importedAt: $0) } }

  private func package(importedAt importation: Int) -> Value? {
    guard program.reach == .project, unit.tree[importation].kind == .importation,
      let path = unit.tree.child(importation, .value)
    else { return nil }
    if let known = program.packages[PackageKey(unit: unit.number, node: Int32(importation))] { return known }
    let found = package(unit.text(path))
    program.packages[PackageKey(unit: unit.number, node: Int32(importation))] = .some(found)
    return found
  }

  private func package(_ path: String) -> Value? {
    var parts = path.split(separator: "/").map(String.init)
    // The module's own name stands before the folders of the project.
    while !parts.isEmpty {
      var base = folder
      for _ in 0..<8 {
        let inner = parts.reduce(base) { $0.appending($1.utf8) }
        if let module = goPackage(inner) { return Value(object: program.object(of: module)) }
        if base.isEmpty { break }
        base = base.folder
      }
      parts.removeFirst()
    }
    return nil
  }

  private func goPackage(_ folder: TreePath) -> Unit? {
    goFiles(in: folder).first.flatMap { program.unit(at: folder.appending($0.utf8), for: unit) }
  }

  private func goFiles(in folder: TreePath) -> [String] {
    program.names(in: folder, for: unit).filter { $0.hasSuffix(".go") && !$0.hasSuffix("_test.go") }.sorted()
  }

  /// The files of the package that the file belongs to (Go).
  var package: [Unit] {
    guard program.reach == .project else { return [] }
    if let known = program.packageUnits[unit.number] { return known }
    let units = goFiles(in: folder).compactMap { program.unit(at: folder.appending($0.utf8), for: unit) }
      .filter { $0.dialect == .go }
    program.packageUnits[unit.number] = units
    return units
  }

  /// Methods that another file of the package gives a type of this one (Go).
  func methods(_ name: String, of type: ClassType) -> [Function] {
    let key = NameKey(home: ObjectIdentifier(type), name: name)
    if let known = program.looseMethods[key] { return known }
    let found = package.filter { $0 !== unit && !$0.looseMethods.isEmpty }.flatMap { other in
      (other.looseMethods[other.tree.symbols.find(type.nameText)] ?? []).filter {
        $0.name == other.tree.symbols.find(name)
      }
    }
    program.looseMethods[key] = found
    return found
  }

  // MARK: Neighbours

  /// What another file of the same package has under a name.
  func neighbour(_ name: String) -> Value? {
    switch unit.dialect {
    case .java:
      let key = NameKey(home: ObjectIdentifier(unit), name: name)
      if let known = program.neighbours[key] { return known }
      let found = javaNeighbour(name)
      program.neighbours[key] = .some(found)
      return found
    case .go:
      for module in package where module !== unit {
        let value = export(name, of: module, depth: 1)
        if !value.isPlain { return value }
      }
      return nil
    default: return nil
    }
  }

  private func javaNeighbour(_ name: String) -> Value? {
    if let type = javaType(name, in: folder), type.unit !== unit { return Value(object: program.object(of: type)) }
    for whole in unit.names.wholePaths {
      if let value = java(whole.map { unit.tree.symbols.string($0) } + [name]) { return value }
    }
    // A class that shares a file with the one that the file is named after.
    for file in program.names(in: folder, for: unit) where file.hasSuffix(".java") && name.hasPrefix(file.dropLast(5)) {
      if let module = program.unit(at: folder.appending(file.utf8), for: unit), module !== unit,
        let type = module.topClasses[module.tree.symbols.find(name)]
      {
        return Value(object: program.object(of: type))
      }
    }
    return nil
  }

  /// A class by its name, imported or near.
  func type(named name: String) -> ClassType? {
    let key = NameKey(home: ObjectIdentifier(unit), name: name)
    if let known = program.types[key] { return known }
    let found = findType(named: name)
    // While a file's top is being run, what it will hold is not there yet.
    if found != nil || program.runningTops == 0 { program.types[key] = .some(found) }
    return found
  }

  private func findType(named name: String) -> ClassType? {
    if let value = neighbour(name) {
      for id in value.objects { if case .type(let type)? = program.entity(id) { return type } }
    }
    for (index, node) in unit.tree.nodes.enumerated() where node.kind == .importation {
      guard let item = unit.tree.child(index, .alias) ?? unit.tree.child(index, .item), unit.text(item) == name else {
        continue
      }
      let path = unit.names.importPath(of: index, unit.tree).map { unit.tree.symbols.string($0) }
      guard let value = value(path, importedAt: item) else { continue }
      for id in value.objects { if case .type(let type)? = program.entity(id) { return type } }
    }
    return nil
  }
}
