package import GateModel
package import GateSyntax

/// What the statements at the top of a file are called and what they speak of: enough to say which code cannot lead to which,
/// at a hundredth of what following it costs. Names are taken where they may mean something of another file or of this one's top;
/// where that is not clear, more of them are taken, never fewer.
package struct FlowOutline: Equatable, Sendable {
  package struct Statement: Equatable, Sendable {
    /// Bytes of the file.
    package var range: Range<Int>
    /// Hashes of the names by which other code can mean it, or something in it; each once, rising.
    package var names: [UInt32]
    /// What it speaks of; each once, rising.
    package var mentions: [Mention]
    /// It says what others have, which may be anything near those that speak of it (an interface of Go).
    package var isInterface: Bool

    package init(range: Range<Int>, names: [UInt32], mentions: [Mention], isInterface: Bool) {
      self.range = range
      self.names = names
      self.mentions = mentions
      self.isInterface = isInterface
    }
  }

  /// A name in a file: the file by what it, or its folder, is called.
  package struct Mention: Hashable, Comparable, Sendable {
    /// 0 is any file.
    package var home: UInt32
    /// 0 is all that the file has.
    package var name: UInt32

    package init(home: UInt32, name: UInt32) {
      self.home = home
      self.name = name
    }

    package static func < (a: Self, b: Self) -> Bool { (a.home, a.name) < (b.home, b.name) }
  }

  package var statements: [Statement]

  package init(statements: [Statement]) { self.statements = statements }

  package init(_ path: TreePath, _ syntax: SyntaxFile) {
    var outliner = Outliner(path, syntax)
    self = outliner.outline()
  }

  /// What a file is called by those that import it: itself alone, its name without an ending, and last its folder, where it
  /// stands for that.
  static func homes(of path: TreePath) -> [UInt32] {
    var homes = [own(path)]
    let parts = path.name.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let stem = parts[0]
    let ending = parts.count > 1 ? parts[1] : stem.prefix(0)
    homes.append(hash(stem))
    let isOfFolder = ["go", "java"].contains { ending.elementsEqual($0.utf8) }
    if isOfFolder || stem.elementsEqual("__init__".utf8) || stem.elementsEqual("index".utf8) {
      homes.append(hash(path.folder.name))
    }
    // Where what is made from a class is looked for (Java).
    if ending.elementsEqual("java".utf8), path.folder.name.elementsEqual("impl".utf8) {
      homes.append(hash(path.folder.folder.name))
    }
    return homes
  }

  /// The name by which a class is found that is made from another.
  static func heir(of name: ArraySlice<UInt8>) -> UInt32 { hash([UInt8(ascii: ":")] + Array(name)) }

  /// What a file calls itself.
  static func own(_ path: TreePath) -> UInt32 { hash([0] + Array(path.bytes)) }

  /// FNV-1a; never 0. Two names with one hash are taken for each other, which costs time and nothing else.
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let hash = bytes.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return hash == 0 ? 1 : hash
  }
}

/// Makes the outline of one file, in one pass over its names.
private struct Outliner {
  private let path: TreePath
  private let tree: Tree
  private let names: Names
  private let dialect: Dialect
  private let own: UInt32
  private let folder: UInt32
  /// By symbol: its hash, 0 where it was not yet asked for.
  private var hashes: [UInt32]
  /// By declaration of the top: the parts of the paths that it was imported from.
  private var imported: [Int: [[UInt32]]] = [:]
  /// Importations that give no name but what their path ends in (Go).
  private var packages: [Symbol: [UInt32]] = [:]
  /// Modules of which everything was imported.
  private let wholes: [UInt32]

  init(_ path: TreePath, _ syntax: SyntaxFile) {
    self.path = path
    tree = syntax.tree
    names = syntax.names
    dialect = Dialect(syntax.language.name)
    own = FlowOutline.own(path)
    folder = FlowOutline.hash(path.folder.name)
    hashes = Array(repeating: 0, count: syntax.tree.symbols.count)
    let symbols = syntax.tree.symbols
    let home = path.folder
    wholes = syntax.names.wholePaths.compactMap { whole in Self.parts(whole.map { symbols.text($0) }, in: home).last }
    guard dialect == .go else { return }
    for (index, node) in tree.nodes.enumerated() where node.kind == .importation {
      guard let name = tree.child(index, .module), let path = tree.child(index, .value) else { continue }
      packages[tree[tree.child(index, .alias) ?? name].symbol] = Self.parts(
        [symbols.text(tree[path].symbol)], in: home)
    }
  }

  mutating func outline() -> FlowOutline {
    var statements: [FlowOutline.Statement] = []
    for node in tree.children(0) where tree[node].kind != .importation && tree[node].kind != .package {
      statements.append(statement(node))
    }
    return FlowOutline(statements: statements)
  }

  private mutating func statement(_ node: Int) -> FlowOutline.Statement {
    var called: Set<UInt32> = []
    var mentions: Set<FlowOutline.Mention> = []
    let isDefinition = [.function, .classDeclaration].contains(tree[node].kind)
    for index in node..<Int(tree[node].end) {
      let symbol = tree[index].symbol
      switch tree[index].kind {
      case .name:
        let role = tree[index].role
        if role == .field || role == .key {
          // `exports.a = …`, `{ a: … }`
          if !isDefinition { called.insert(hash(symbol)) }
          continue
        }
        let declaration = names.declaration(of: index)
        let isOfTop = declaration == 0 || names.scope(of: declaration) == 0
        // What is written, or called, at the top may be changed by that.
        if isOfTop, !isDefinition || role == .name && Int(tree[index].parent) == node { called.insert(hash(symbol)) }
        if dialect == .java {
          if role == .base || role == .interface { heir(of: index, &called) }
          if role == .name, tree[Int(tree[index].parent)].kind == .classDeclaration {
            mentions.insert(.init(home: folder, name: FlowOutline.heir(of: tree.symbols.text(symbol))))
          }
        } else if role == .base || role == .interface, isOfTop, declaration != 0 {
          called.insert(hash(symbol))
        }
        if isOfTop || dialect == .java { mention(index, declaration, &mentions) }
      case .generic where dialect == .java && (tree[index].role == .base || tree[index].role == .interface):
        if let first = tree.firstChild(index) { heir(of: first, &called) }
      case .string where [.type, .typeParameter, .returnType].contains(tree[index].role):
        // A type that is written as a text (Python).
        let declaration = names.declaration(named: tree.symbols.find(tree.symbols.string(symbol)), in: 0)
        if declaration != 0 { mention(index, declaration, &mentions) }
      default: break
      }
    }
    // A method belongs to its type (Go).
    if dialect == .go, tree[node].kind == .function {
      for parameter in tree.children(node)
      where tree[parameter].role == .parameter && tree.symbols.string(tree[parameter].symbol) == "receiver" {
        for inner in parameter..<Int(tree[parameter].end) where tree[inner].kind == .name {
          called.insert(hash(tree[inner].symbol))
        }
      }
    }
    let isInterface =
      dialect == .go && tree[node].kind == .classDeclaration && tree.symbols.string(tree[node].symbol) == "interface"
    if isInterface { mentions.insert(.init(home: folder, name: 0)) }
    return FlowOutline.Statement(
      range: tree[node].range, names: called.sorted(), mentions: mentions.sorted(), isInterface: isInterface)
  }

  private mutating func mention(_ node: Int, _ declaration: Int, _ mentions: inout Set<FlowOutline.Mention>) {
    let symbol = tree[node].symbol
    let name = hash(symbol)
    let fields = fields(after: node)
    if dialect == .java { return mentionOfJava(node, declaration, &mentions) }
    var paths = declaration == 0 ? [] : paths(of: declaration)
    if dialect == .go, let package = packages[symbol] { paths.append(package) }
    for path in paths {
      let all = path + fields
      for index in all.indices.dropFirst() { mentions.insert(.init(home: all[index - 1], name: all[index])) }
      // The module itself, or what it is as a whole.
      if let last = path.last, fields.isEmpty || dialect == .javascript { mentions.insert(.init(home: last, name: 0)) }
    }
    if declaration != 0 {
      mentions.insert(.init(home: own, name: name))
      // A package is all files of its folder.
      if dialect == .go { mentions.insert(.init(home: folder, name: name)) }
      return
    }
    switch dialect {
    case .go: mentions.insert(.init(home: folder, name: name))
    case .ruby: mentions.insert(.init(home: 0, name: name))
    default:
      // `import a.b` brings no name but `a`.
      let all = [name] + fields
      for index in all.indices.dropFirst() { mentions.insert(.init(home: all[index - 1], name: all[index])) }
      for whole in wholes { mentions.insert(.init(home: whole, name: name)) }
    }
  }

  /// A class may be meant by its name in its package, or by the path that it was imported from.
  private mutating func mentionOfJava(
    _ node: Int, _ declaration: Int, _ mentions: inout Set<FlowOutline.Mention>
  ) {
    let name = hash(tree[node].symbol)
    mentions.insert(.init(home: folder, name: name))
    mentions.insert(.init(home: folder, name: FlowOutline.heir(of: tree.symbols.text(tree[node].symbol))))
    for whole in wholes { mentions.insert(.init(home: whole, name: name)) }
    for path in (declaration == 0 ? [] : paths(of: declaration)) + [[name] + fields(after: node)] {
      for index in path.indices.dropFirst() { mentions.insert(.init(home: path[index - 1], name: path[index])) }
    }
  }

  /// Of a class that is made from another and lies in a file that is called after it: `MemoryStore` of `IStore`.
  private func heir(of base: Int, _ called: inout Set<UInt32>) {
    let name = tree.symbols.text(tree[base].symbol)
    let declaration = names.declaration(of: base)
    if declaration != 0, names.importPaths(of: declaration).isEmpty { called.insert(FlowOutline.heir(of: name)) }
    let isPrefixed =
      name.count > 2 && name.first == UInt8(ascii: "I") && (0x41...0x5A).contains(name.dropFirst().first!)
    let stem = isPrefixed ? name.dropFirst() : name
    let file = String(decoding: path.name, as: UTF8.self)
    if file.contains(String(decoding: stem, as: UTF8.self)) { called.insert(FlowOutline.heir(of: name)) }
  }

  /// The names that follow in `a.b.c`.
  private mutating func fields(after node: Int) -> [UInt32] {
    var fields: [UInt32] = []
    var current = node
    while tree[current].role == .object, tree[Int(tree[current].parent)].kind == .member {
      current = Int(tree[current].parent)
      guard let field = tree.child(current, .field) else { break }
      fields.append(hash(tree[field].symbol))
    }
    return fields
  }

  private mutating func paths(of declaration: Int) -> [[UInt32]] {
    if let known = imported[declaration] { return known }
    let (symbols, home) = (tree.symbols, path.folder)
    let found = names.importPaths(of: declaration).map { path in Self.parts(path.map { symbols.text($0) }, in: home) }
    imported[declaration] = found
    return found
  }

  /// `./a/b.js`, `..a.b`, `x/y`: the names in it, from the outermost in. What begins in the file's own folder has that folder's
  /// name before it.
  private static func parts(_ path: [ArraySlice<UInt8>], in folder: TreePath) -> [UInt32] {
    var parts: [UInt32] = []
    for (index, text) in path.enumerated() {
      let isPath = text.contains(UInt8(ascii: "/"))
      if index == 0, text.first == UInt8(ascii: ".") {
        var base = folder
        if isPath || text.allSatisfy({ $0 == UInt8(ascii: ".") }) && text.count <= 2 {
          for step in text.split(separator: UInt8(ascii: "/")) where step.elementsEqual("..".utf8) {
            base = base.folder
          }
        }
        if !isPath { for _ in text.prefix(while: { $0 == UInt8(ascii: ".") }).dropFirst() { base = base.folder } }
        parts.append(FlowOutline.hash(base.name))
      }
      let steps = text.split(separator: isPath ? UInt8(ascii: "/") : UInt8(ascii: "."))
      for step in steps where !step.elementsEqual(".".utf8) && !step.elementsEqual("..".utf8) {
        // Without the ending of a file.
        let stem = isPath ? step.split(separator: UInt8(ascii: "."), maxSplits: 1)[0] : step
        parts.append(FlowOutline.hash(stem))
      }
    }
    return parts
  }

  private mutating func hash(_ symbol: Symbol) -> UInt32 {
    let index = Int(symbol.number)
    guard index < hashes.count else { return 1 }
    if hashes[index] == 0 { hashes[index] = FlowOutline.hash(tree.symbols.text(symbol)) }
    return hashes[index]
  }
}
