import GateModel
import GateSyntax

/// One file in a run: its functions and classes by name, and what the rules say of its nodes.
final class Unit {
  let file: FlowFile
  let number: Int32
  let tree: Tree
  let dialect: Dialect
  let marks: NodeMarks
  private(set) var functions: [Int: Function] = [:]
  private(set) var classes: [Int: ClassType] = [:]
  /// Functions and classes that stand at the top, by name.
  private(set) var topFunctions: [Symbol: [Function]] = [:]
  private(set) var topClasses: [Symbol: ClassType] = [:]
  /// All classes of the file by name, also those within others.
  private(set) var allClasses: [Symbol: ClassType] = [:]
  /// Python: the first names of modules that `import a.b` brings.
  lazy var importedModules: [Symbol: Symbol] = {
    guard dialect == .python else { return [:] }
    var found: [Symbol: Symbol] = [:]
    for (index, node) in tree.nodes.enumerated() where node.kind == .importation {
      guard let module = tree.child(index, .module), tree.child(index, .item) == nil, tree.child(index, .alias) == nil
      else { continue }
      var first = module
      while tree[first].kind == .member, let object = tree.child(first, .object) { first = object }
      found[tree[first].symbol] = tree[first].symbol
    }
    return found
  }()
  /// Methods of types that stand in another file of the package (Go).
  private(set) var looseMethods: [Symbol: [Function]] = [:]
  /// In the order of the file.
  private(set) var allFunctions: [Function] = []
  /// Of the declarations of the file: the scope's node and the number, by scope.
  private let scopes: [(scope: Int, declaration: Int)]
  let names: Names
  /// What a survey says of it; nil where none was made.
  let reach: FlowReach?
  /// Importations by the name that their path gives them (Go).
  lazy var packages: [Symbol: Int] = {
    var found: [Symbol: Int] = [:]
    guard dialect == .go else { return found }
    for (index, node) in tree.nodes.enumerated() where node.kind == .importation {
      guard tree.child(index, .alias) == nil, let name = tree.child(index, .module) else { continue }
      found[tree[name].symbol] = index
    }
    return found
  }()

  init(_ file: FlowFile, number: Int32, isDeep: Bool, reach: FlowReach? = nil) {
    self.file = file
    self.reach = reach
    self.number = number
    tree = file.syntax.tree
    names = file.syntax.names
    dialect = Dialect(file.syntax.language.name)
    marks = NodeMarks(file.marks, tree, isDeep: isDeep)
    scopes = names.scopes.enumerated().map { (scope: $1, declaration: $0) }.dropFirst()
      .sorted { ($0.scope, $0.declaration) < ($1.scope, $1.declaration) }
    collect()
  }

  /// A variable of this file among those of all files.
  func variable(_ declaration: Int) -> Int {
    Int(number) << 32 | (resultNames.isEmpty ? declaration : resultNames[declaration] ?? declaration)
  }

  /// Declarations that are the name of a result of the function around them, and which one stands for all of that name (Go).
  private var resultNames: [Int: Int] = [:]

  func isResult(_ declaration: Int) -> Bool { resultNames[declaration] != nil }

  /// Results' names are not in the tree; what assigns to one in a function within declares it there.
  private func collectResults() {
    for function in allFunctions where tree[function.node].kind != .other {
      let names = function.resultNames
      guard !names.isEmpty else { continue }
      for name in names {
        let found = declarations(in: function.node).filter { declaration in
          let node = self.names.firstNode(of: declaration)
          return tree[node].symbol == name && tree[node].role == .target && isPlain(Int(tree[node].parent))
            || tree[node].symbol == name && tree[Int(tree[node].parent)].kind == .tuple
              && isPlain(Int(tree[Int(tree[node].parent)].parent))
        }
        guard let first = found.first else { continue }
        for declaration in found { resultNames[declaration] = first }
        function.results.append(variable(first))
      }
      if function.results.count != names.count { function.results = [] }
    }
  }

  private func isPlain(_ assignment: Int) -> Bool {
    tree[assignment].kind == .assign && !tree.children(assignment).contains { tree[$0].kind == .modifier }
  }

  /// The variable that nothing declares, by its name.
  func undeclared(_ name: Symbol) -> Int { Int(number) << 32 | 0x4000_0000 | Int(name.number) }

  func text(_ node: Int) -> String { tree.symbols.string(tree[node].symbol) }

  /// The declarations whose scope is a node or lies within it.
  func declarations(in node: Int) -> [Int] {
    let end = Int(tree[node].end)
    var (low, high) = (0, scopes.count)
    while low < high {
      let middle = (low + high) / 2
      if scopes[middle].scope < node { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low < scopes.count, scopes[low].scope < end {
      found.append(scopes[low].declaration)
      low += 1
    }
    return found
  }

  private func collect() {
    var holders: [(end: Int, holder: ClassType)] = []
    for (index, node) in tree.nodes.enumerated() {
      while let last = holders.last, index >= last.end { holders.removeLast() }
      switch node.kind {
      case .classDeclaration:
        let holder = ClassType(self, index, number: 0)
        classes[index] = holder
        if let name = holder.name {
          if allClasses[name] == nil { allClasses[name] = holder }
          if topClasses[name] == nil, Int(node.parent) == 0 || !isWithinFunction(index) { topClasses[name] = holder }
        }
        holders.append((Int(node.end), holder))
      case .new:
        // A class without a name.
        if let body = tree.child(index, .child), tree[body].kind == .block {
          let holder = ClassType(self, index, number: 0)
          classes[index] = holder
          holders.append((Int(node.end), holder))
        }
      case .function, .lambda:
        let isMember = holders.last.map { self.isMember(index, of: $0.holder) } ?? false
        let function = Function(self, index, holder: isMember ? holders.last?.holder : nil)
        functions[index] = function
        allFunctions.append(function)
        if isMember, let holder = holders.last?.holder, let name = function.name {
          holder.add(function, named: name)
        } else if let name = function.name, function.receiverType == nil, !isWithinFunction(index) {
          topFunctions[name, default: []].append(function)
        }
      default: break
      }
    }
    // Methods of Go stand beside their types.
    for function in allFunctions {
      guard let type = function.receiverType else { continue }
      if let holder = allClasses[type] {
        holder.add(function, named: function.name ?? .none)
      } else {
        looseMethods[type, default: []].append(function)
      }
    }
    if dialect == .go { collectResults() }
  }

  private func isMember(_ index: Int, of holder: ClassType) -> Bool {
    let parent = Int(tree[index].parent)
    return tree[index].kind == .function && tree[parent].kind == .block && Int(tree[parent].parent) == holder.node
  }

  func isWithinFunction(_ index: Int) -> Bool {
    var node = Int(tree[index].parent)
    while node != 0 {
      if tree[node].kind == .function || tree[node].kind == .lambda { return true }
      node = Int(tree[node].parent)
    }
    return false
  }
}

/// A function, method or lambda.
final class Function {
  struct Parameter {
    var node: Int
    /// The name, or the pattern that it is taken apart by.
    var target: Int?
    var initial: Int?
    /// `*args`, `...rest`; `**kwargs`.
    var isRest = false
    var isKeywordRest = false
    /// It is a field of the object, too (TypeScript).
    var isField = false
    /// Nothing positional comes after it.
    var isSeparator = false
  }

  unowned let unit: Unit
  let node: Int
  let name: Symbol?
  let holder: ClassType?
  let parameters: [Parameter]
  let body: Int?
  let isStatic: Bool
  /// Calls give what its `yield`s give.
  let isGenerator: Bool
  /// Of Go: the parameter that is the receiver, and its type.
  let receiver: Int?
  let receiverType: Symbol?
  /// Variables of the results that have names, all of them or none (Go).
  var results: [Int] = []
  /// Read like a field (Python's property, JavaScript's get).
  let isGetter: Bool
  /// Its own declarations, and those of them that a function within uses.
  lazy var declarations: [Int] = unit.declarations(in: node)
  lazy var captured: Set<Int> = capturedDeclarations()
  lazy var isWithinFunction = unit.isWithinFunction(node)
  /// What the statement at the top that it stands in can lead to; nil where that is not known.
  lazy var reach: FlowReach.Statement? = unit.reach?[Int(unit.tree[node].from)]

  init(_ unit: Unit, _ node: Int, holder: ClassType?) {
    self.unit = unit
    self.node = node
    self.holder = holder
    let tree = unit.tree
    name = tree.child(node, .name).map { tree[$0].symbol }
    body = tree.child(node, .body)
    var parameters: [Parameter] = []
    var receiver: Int?
    var receiverType: Symbol?
    var modifiers: Set<String> = []
    for child in tree.children(node) {
      switch tree[child].role {
      case .parameter:
        let word = tree.symbols.string(tree[child].symbol)
        var parameter = Parameter(node: child, target: tree.child(child, .name))
        if tree[child].kind == .name || tree[child].kind == .tuple { parameter.target = child }
        if parameter.target == nil { parameter.target = tree.child(child, .child) }
        parameter.initial = tree.child(child, .value)
        let words = tree.children(child).filter { tree[$0].kind == .modifier }.map {
          tree.symbols.string(tree[$0].symbol)
        }
        parameter.isRest = word == "*" || word == "..." || word == "spread" || words.contains("...")
        parameter.isField =
          unit.dialect == .javascript
          && !Set(words).isDisjoint(with: ["private", "public", "protected", "readonly"])
        if let target = parameter.target, tree[target].kind == .spread {
          parameter.isRest = true
          parameter.target = tree.firstChild(target)
        }
        parameter.isKeywordRest = word == "**"
        parameter.isSeparator = parameter.target == nil
        if word == "receiver" {
          receiver = parameter.target
          if let type = tree.child(child, .type) {
            receiverType = (type..<Int(tree[type].end)).first { tree[$0].kind == .name }.map { tree[$0].symbol }
          }
        } else {
          parameters.append(parameter)
        }
      case .modifier: modifiers.insert(tree.symbols.string(tree[child].symbol))
      case .decorator:
        for inner in child..<Int(tree[child].end) where tree[inner].kind == .name {
          let word = tree.symbols.string(tree[inner].symbol)
          if ["property", "cached_property", "classmethod"].contains(word) { modifiers.insert(word) }
        }
      default: break
      }
    }
    self.parameters = parameters
    self.receiver = receiver
    self.receiverType = receiverType
    isStatic = modifiers.contains("static") || modifiers.contains("staticmethod")
    isGetter = modifiers.contains("get") || modifiers.contains("property") || modifiers.contains("cached_property")
    isGenerator = Self.yields(node, tree)
  }

  private static func yields(_ node: Int, _ tree: Tree) -> Bool {
    var index = node + 1
    while index < Int(tree[node].end) {
      switch tree[index].kind {
      case .function, .lambda, .classDeclaration: index = Int(tree[index].end)
      case .yield: return true
      default: index += 1
      }
    }
    return false
  }

  /// Its last result is an error (Go).
  lazy var returnsError: Bool = {
    let last = unit.tree.children(node).filter { unit.tree[$0].role == .returnType }.last
    return last.map { unit.text($0) == "error" } ?? false
  }()

  /// The names of its results, from its text (Go).
  var resultNames: [Symbol] {
    let tree = unit.tree
    let source = unit.file.syntax.source
    guard let body else { return [] }
    let types = tree.children(node).filter { tree[$0].role == .returnType }
    guard let first = types.first else { return [] }
    let before = tree.children(node).filter { $0 < first && tree[$0].role != .returnType }.map { Int(tree[$0].to) }
      .max()
    var from = before ?? tree[node].range.lowerBound
    var names: [Symbol] = []
    var last = -1
    for type in types where Int(tree[type].from) != last {
      last = Int(tree[type].from)
      guard from <= last, last <= Int(tree[body].from) else { return [] }
      // Between the parentheses of the parameters and those of the results lies `) (`.
      let text = String(decoding: source[from..<last], as: UTF8.self)
      let list = text.split(separator: "(").last ?? ""
      for word in list.split(whereSeparator: { ", \t\n".contains($0) }) {
        let symbol = tree.symbols.find(String(word))
        guard word.utf8.allSatisfy({ $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) })
        else { return [] }
        if symbol != .absent { names.append(symbol) } else { return [] }
      }
      from = Int(tree[type].to)
    }
    return names
  }

  /// The type that a parameter's name was declared with.
  func parameterType(of name: Int) -> Int? { unit.tree.child(Int(unit.tree[name].parent), .type) }

  /// Every result of it is the answer to a question.
  lazy var isPredicate: Bool = {
    let tree = unit.tree
    var found = false
    var index = node + 1
    while index < Int(tree[node].end) {
      switch tree[index].kind {
      case .function, .lambda, .classDeclaration:
        index = Int(tree[index].end)
        continue
      case .returnStatement:
        guard let value = tree.child(index, .value) else { return false }
        guard Self.isAnswer(value, tree) else { return false }
        found = true
      default: break
      }
      index += 1
    }
    return found
  }()

  /// Yes or no, and nothing that was handed in: `a or b` is one of the two.
  private static func isAnswer(_ node: Int, _ tree: Tree) -> Bool {
    let word = tree.symbols.string(tree[node].symbol)
    switch tree[node].kind {
    case .boolean: return true
    case .unary: return ["!", "not"].contains(word)
    case .binary:
      if ["==", "===", "!=", "!==", "in", "not in", "is", "is not", "<", ">", "<=", ">="].contains(word) {
        return true
      }
      return ["and", "or", "&&", "||"].contains(word) && tree.children(node).allSatisfy { isAnswer($0, tree) }
    default: return false
    }
  }

  private func capturedDeclarations() -> Set<Int> {
    let own = Set(declarations)
    var captured: Set<Int> = []
    let tree = unit.tree
    var index = node + 1
    while index < Int(tree[node].end) {
      let kind = tree[index].kind
      if kind == .function || kind == .lambda || kind == .classDeclaration || kind == .new && unit.classes[index] != nil
      {
        for inner in index..<Int(tree[index].end) where tree[inner].kind == .name {
          let id = unit.names.declaration(of: inner)
          if own.contains(id), unit.names.scope(of: id) < index { captured.insert(id) }
        }
        index = Int(tree[index].end)
      } else {
        index += 1
      }
    }
    return captured
  }

  /// The class's parameter that is the object (Python), which callers do not write.
  var ownParameter: Int? {
    guard unit.dialect == .python, holder != nil, !isStatic else { return nil }
    return parameters.first?.target
  }
}

/// A class, or a type with methods.
final class ClassType {
  unowned let unit: Unit
  let node: Int
  var number: Int32
  let name: Symbol?
  /// Nodes that name what it inherits from or implements.
  let bases: [Int]
  private(set) var methods: [Symbol: [Function]] = [:]
  /// The classes that they name, once they have been looked up.
  var knownBases: [ClassType]?
  /// Assignments in its body.
  let fields: [Int]
  /// Parameters of a record.
  let parameters: [Int]

  init(_ unit: Unit, _ node: Int, number: Int32) {
    self.unit = unit
    self.node = node
    self.number = number
    let tree = unit.tree
    name = tree[node].kind == .classDeclaration ? tree.child(node, .name).map { tree[$0].symbol } : nil
    var bases: [Int] = []
    var parameters: [Int] = []
    for child in tree.children(node) {
      switch tree[child].role {
      case .base, .interface: bases.append(child)
      case .callee where tree[node].kind == .new: bases.append(child)
      case .parameter: parameters.append(child)
      default: break
      }
    }
    self.bases = bases
    self.parameters = parameters
    let body = tree.child(node, .body) ?? tree.child(node, .child)
    fields =
      body.map { body in
        tree.children(body).filter {
          tree[$0].kind == .assign || tree[$0].kind == .block || tree[$0].kind == .call
        }
      } ?? []
  }

  func add(_ function: Function, named name: Symbol) { methods[name, default: []].append(function) }

  var nameText: String { name.map { unit.tree.symbols.string($0) } ?? "" }
}
