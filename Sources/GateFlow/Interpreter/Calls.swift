import GateModel
import GateSyntax

struct Argument {
  var value: Value
  var name: String?
  var isSpread = false
  var node: Int

  init(value: Value, name: String? = nil, isSpread: Bool = false, node: Int) {
    self.value = value
    self.name = name
    self.isSpread = isSpread
    self.node = node
  }
}

extension Argument {
  /// Without a constant.
  var general: Argument {
    guard value.constant != 0 else { return self }
    var argument = self
    argument.value = value.opened
    return argument
  }
}

/// A call with all that goes into it, before it is made.
struct Call {
  struct Target {
    var function: Function
    var receiver: Value
    /// The object that a closure was kept in.
    var closure: Int32?
  }

  /// What the method is called on, and where that stands.
  var object: Value?
  var objectNode: Int?
  /// Of the function or method; empty where it has none.
  var name = ""
  var callee = Value.unknown
  var arguments: [Argument] = []
  var targets: [Target] = []
  /// The class that it makes an object of.
  var type: ClassType?
  /// The fields of what it makes.
  var record: [String]?
}

extension Interpreter {
  func call(_ node: Int) -> Value {
    if tree[node].kind == .new, unit.dialect == .go { return composite(node) }
    if tree[node].kind == .new, let callee = tree.child(node, .callee), tree[callee].kind == .other {
      return array(node)
    }
    return finish(prepare(node), node)
  }

  /// Evaluates what goes into a call, and finds what is called.
  func prepare(_ node: Int) -> Call {
    var call = Call()
    var calleeNode = tree.child(node, .callee)
    if let generic = calleeNode, tree[generic].kind == .generic, unit.dialect == .javascript,
      let inner = tree.firstChild(generic)
    {
      calleeNode = inner
    }
    if let calleeNode {
      switch tree[calleeNode].kind {
      case .member:
        if let objectNode = tree.child(calleeNode, .object), let field = tree.child(calleeNode, .field) {
          call.objectNode = objectNode
          call.object = evaluate(objectNode)
          call.name = unit.text(field)
          if unit.dialect == .go, isDeep, let object = call.object {
            call.object = promoted(reached(object), call.name)
          }
          // The callee as an expression of its own may be marked.
          if !unit.marks[calleeNode].isEmpty {
            let told = marked(Value(taints: call.object?.taints ?? Taints()), calleeNode)
            call.object?.taints.formUnion(told.taints)
          }
        }
      case .name:
        call.name = unit.text(calleeNode)
        call.callee = tree[node].kind == .new ? made(calleeNode) : evaluate(calleeNode)
      case .generic:
        let inner = tree.firstChild(calleeNode) ?? calleeNode
        call.name = unit.text(inner)
        call.callee = made(inner)
      default: call.callee = evaluate(calleeNode)
      }
    }
    for child in tree.children(node) where tree[child].role == .argument {
      switch tree[child].kind {
      case .keyword:
        guard let value = tree.child(child, .value) else { continue }
        let name = tree.child(child, .name).map { unit.text($0) }
        call.arguments.append(Argument(value: marked(evaluate(value), child), name: name, node: value))
      case .spread:
        let isKeywords = unit.text(child) == "**"
        call.arguments.append(
          Argument(value: evaluate(child), name: isKeywords ? "**" : nil, isSpread: true, node: child))
      default: call.arguments.append(Argument(value: handedOver(evaluate(child), child), node: child))
      }
    }
    // A block of Ruby's, a body of a class without a name.
    for child in tree.children(node) where tree[child].role == .body || tree[child].role == .child {
      if tree[child].kind == .lambda { call.arguments.append(Argument(value: evaluate(child), node: child)) }
    }
    if unit.marks[node].contains(.sink) {
      var taints = call.object.map { deepTaints($0) } ?? call.callee.taints
      for argument in call.arguments { taints.formUnion(deepTaints(argument.value)) }
      inputs[node] = taints
    }
    if isDeep || program.reach != .function { resolve(&call, node) }
    return call
  }

  /// What `new` names.
  private func made(_ node: Int) -> Value {
    if let type = unit.allClasses[tree[node].symbol] { return Value(object: program.object(of: type)) }
    let value = evaluate(node)
    return value.isPlain ? standing(for: node) : value
  }

  // MARK: What is called

  private func resolve(_ call: inout Call, _ node: Int) {
    if tree[node].kind == .new, let own = unit.classes[node] {
      call.type = own
      return
    }
    if let object = call.object {
      if let objectNode = call.objectNode, isSuper(objectNode) {
        call.targets = superMethods(call.name).map { Call.Target(function: $0, receiver: receiver) }
        call.object = receiver
        return
      }
      if unit.dialect == .javascript, handedOn(&call, object) { return }
      if unit.dialect == .go, case .type(let type)? = object.onlyObject.flatMap({ program.entity($0) }),
        let function = lookup(call.name, in: type, depth: 0).first, let first = call.arguments.first
      {
        // `T.method(t)`
        call.targets = [Call.Target(function: function, receiver: first.value)]
        call.arguments.removeFirst()
        return
      }
      call.targets = targets(of: node, object, named: call.name, count: call.arguments.count)
      if call.targets.isEmpty, let type = constructed(object, call.name) { call.type = type }
      return
    }
    if call.name == "super", unit.dialect == .javascript || unit.dialect == .java {
      if let holder = currentClass, let base = bases(of: holder).first { initialise(base, call, receiver, node) }
      return
    }
    if call.name == "this", unit.dialect == .java, let holder = currentClass {
      call.targets = constructors(of: holder, call.arguments.count).map {
        Call.Target(function: $0, receiver: receiver)
      }
      return
    }
    if unit.dialect == .java || unit.dialect == .ruby, tree[node].kind == .call, !call.name.isEmpty {
      call.targets = ownMethods(call.name, count: call.arguments.count)
      if !call.targets.isEmpty { return }
    }
    for id in call.callee.objects { add(id, to: &call, receiver: receiver) }
  }

  /// A function, class or closure as what is called.
  private func add(_ id: Int32, to call: inout Call, receiver: Value) {
    if let entity = program.entity(id) {
      switch entity {
      case .function(let function):
        let isOwn = function.holder == nil || function.unit.dialect == .python
        call.targets.append(
          Call.Target(function: function, receiver: isOwn && function.holder == nil ? receiver : receiver))
      case .type(let type): call.type = type
      case .module: break
      }
    } else if case .closure(let entity, _) = object(id)?.nature, case .function(let function) = program.entity(entity) {
      call.targets.append(Call.Target(function: function, receiver: object(id)?.captures[-1] ?? receiver, closure: id))
    } else if case .record(let names) = object(id)?.nature {
      call.record = recordFields(names)
    } else if case .bound(let name) = object(id)?.nature, call.object == nil {
      call.object = object(id)?.captures[-1]
      call.name = program.constants[name].string ?? ""
    } else if case .instance(let type) = object(id)?.nature, case .type(let type) = program.entity(type) {
      for function in lookup("__call__", in: type, depth: 0) {
        call.targets.append(Call.Target(function: function, receiver: Value(object: id)))
      }
    }
  }

  func isSuper(_ node: Int) -> Bool {
    if tree[node].kind == .name { return unit.text(node) == "super" }
    guard tree[node].kind == .call, let callee = tree.child(node, .callee) else { return false }
    return tree[callee].kind == .name && unit.text(callee) == "super"
  }

  /// The class of the method at work.
  var currentClass: ClassType? {
    for frame in frames.reversed() {
      guard let function = frame.function else { return nil }
      if function.unit !== unit { continue }
      if let holder = function.holder { return holder }
    }
    return nil
  }

  private func superMethods(_ name: String) -> [Function] {
    guard let holder = currentClass else { return [] }
    for base in bases(of: holder) {
      let found = lookup(name == "constructor" ? "constructor" : name, in: base, depth: 0)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Methods that a bare name calls: of the class at hand, of those it is made from, of those around it.
  private func ownMethods(_ name: String, count: Int) -> [Call.Target] {
    if let id = receiver.objects.first, case .instance(let number) = object(id)?.nature,
      case .type(let type) = program.entity(number)
    {
      let found = fitting(lookup(name, in: type, depth: 0), count)
      if !found.isEmpty { return found.map { Call.Target(function: $0, receiver: receiver) } }
    }
    var holder = currentClass
    while let type = holder {
      let found = fitting(lookup(name, in: type, depth: 0), count)
      if !found.isEmpty { return found.map { Call.Target(function: $0, receiver: receiver) } }
      holder = outer(type)
    }
    return []
  }

  private func outer(_ type: ClassType) -> ClassType? {
    var node = Int(type.unit.tree[type.node].parent)
    while node != 0 {
      if let around = type.unit.classes[node] { return around }
      node = Int(type.unit.tree[node].parent)
    }
    return nil
  }

  /// Those that take so many arguments, or all where none does.
  func fitting(_ functions: [Function], _ count: Int) -> [Function] {
    guard functions.count > 1 else { return functions }
    let exact = functions.filter { $0.parameters.count == count && !$0.parameters.contains(where: \.isRest) }
    if !exact.isEmpty { return exact }
    let open = functions.filter { $0.parameters.contains(where: \.isRest) && $0.parameters.count <= count + 1 }
    return open.isEmpty ? functions : open
  }

  func targets(of node: Int, _ object: Value) -> [Call.Target] {
    guard let callee = tree.child(node, .callee), let field = tree.child(callee, .field) else { return [] }
    return targets(of: node, object, named: unit.text(field), count: 0)
  }

  private func targets(of node: Int, _ object: Value, named name: String, count: Int) -> [Call.Target] {
    var targets: [Call.Target] = []
    for id in object.objects {
      if let entity = program.entity(id) {
        switch entity {
        case .function(let function):
          if ["call", "apply", "__call__", "accept", "run", "get", "test", "execute"].contains(name) {
            targets.append(Call.Target(function: function, receiver: receiver))
          } else if unit.dialect == .java, function.node >= 0 {
            targets.append(Call.Target(function: function, receiver: receiver))
          }
        case .type(let type):
          for function in fitting(lookup(name, in: type, depth: 0), count) {
            targets.append(Call.Target(function: function, receiver: object))
          }
          if targets.isEmpty {
            let held = read(field: tree.symbols.find(name), of: object, at: node)
            var inner = Call()
            for id in held.objects { add(id, to: &inner, receiver: object) }
            targets += inner.targets
          }
        case .module(let module):
          var inner = Call()
          for id in Modules(program, unit).export(name, of: module).objects { add(id, to: &inner, receiver: .unknown) }
          targets += inner.targets
        }
      } else if let held = self.object(id) {
        if case .instance(let number) = held.nature, case .type(let type) = program.entity(number) {
          for function in fitting(lookup(name, in: type, depth: 0), count) {
            targets.append(Call.Target(function: function, receiver: Value(object: id)))
          }
        }
        if case .closure(let entity, _) = held.nature, case .function(let function) = program.entity(entity) {
          targets.append(Call.Target(function: function, receiver: held.captures[-1] ?? receiver, closure: id))
        }
        if let field = held.fields[program.field(name)] {
          var inner = Call()
          for id in field.objects { add(id, to: &inner, receiver: object) }
          targets += inner.targets
        }
      }
    }
    if targets.isEmpty, object.objects.isEmpty, isDeep, let callee = tree.child(node, .callee),
      let objectNode = tree.child(callee, .object)
    {
      targets = declaredTargets(objectNode, name, count, object)
    }
    return targets.count > Self.mostTargets ? Array(targets[..<Self.mostTargets]) : targets
  }

  private static let mostTargets = 8

  /// By the type that the receiver was declared with.
  private func declaredTargets(_ objectNode: Int, _ name: String, _ count: Int, _ value: Value) -> [Call.Target] {
    guard let typeName = declaredType(of: objectNode) else { return [] }
    var types: [ClassType] = []
    if let own = unit.allClasses[unit.tree.symbols.find(typeName)] {
      types.append(own)
    } else if let found = Modules(program, unit).type(named: typeName) {
      types.append(found)
    }
    guard let first = types.first else { return [] }
    types += implementers(of: first).filter { $0 !== first }
    var targets: [Call.Target] = []
    for type in types {
      for function in fitting(lookup(name, in: type, depth: 0), count)
      where function.body != nil && !targets.contains(where: { $0.function === function }) {
        var object = instance(of: type)
        if type.unit.dialect == .java, frames.count < 3 {
          let before = findings
          initialiseApart(type, constructors(of: type, -1), object)
          findings = before
        }
        object.taints = value.taints
        targets.append(Call.Target(function: function, receiver: object))
      }
    }
    return targets
  }

  /// The name of the type that an expression was declared with.
  private func declaredType(of node: Int) -> String? {
    var typeNode: Int?
    switch tree[node].kind {
    case .name:
      let declaration = unit.names.declaration(of: node)
      if declaration != 0 { typeNode = unit.names.type(of: declaration) }
    case .member:
      if let field = tree.child(node, .field), let object = tree.child(node, .object), let word = unit.dialect.receiver,
        unit.text(object) == word, let holder = currentClass, let body = tree.child(holder.node, .body)
      {
        let declaration = unit.names.declaration(named: tree[field].symbol, in: body)
        if declaration != 0 { typeNode = unit.names.type(of: declaration) }
      }
    default: break
    }
    guard var type = typeNode else { return nil }
    while [.generic, .unary, .other].contains(tree[type].kind), let inner = tree.firstChild(type) { type = inner }
    return tree[type].kind == .name ? unit.text(type) : nil
  }

  /// `module.Class(…)`
  private func constructed(_ object: Value, _ name: String) -> ClassType? {
    for id in object.objects {
      guard let entity = program.entity(id), case .module(let module) = entity else { continue }
      for id in Modules(program, unit).export(name, of: module).objects {
        if case .type(let type) = program.entity(id) { return type }
      }
    }
    return nil
  }

  func constructors(of type: ClassType, _ count: Int) -> [Function] {
    let name =
      switch type.unit.dialect {
      case .python: "__init__"
      case .javascript: "constructor"
      case .ruby: "initialize"
      default: type.nameText
      }
    if type.unit.dialect == .go { return [] }
    if type.unit.dialect == .java {
      return fitting(type.methods[type.unit.tree.symbols.find(name)] ?? [], count)
    }
    return lookup(name, in: type, depth: 0)
  }

  // MARK: Making the call

  func finish(_ call: Call, _ node: Int) -> Value {
    if let type = call.type, tree[node].kind == .new || unit.dialect == .python || unit.dialect == .ruby {
      if unit.dialect == .python, isEnumeration(type) { return .unknown }
      return make(type, call, node)
    }
    if let record = call.record { return made(record, call) }
    if tree[node].kind == .new, unit.dialect == .javascript, let made = constructed(call, node) { return made }
    let runnable = call.targets.filter { $0.function.body != nil }
    guard !runnable.isEmpty else { return outside(call, node) }
    var result: Value?
    var end = State.dead
    let before = state
    for target in runnable {
      state = before
      let value = step(invoke(target, call, node), .returned, node)
      if !state.isDead { result = result.map { $0.joined(value) } ?? value }
      end.join(state)
    }
    state = end
    return result ?? .unknown
  }

  /// An object of a class of the project.
  private func make(_ type: ClassType, _ call: Call, _ node: Int) -> Value {
    let value = instance(of: type)
    if unit.dialect == .java, type.unit === unit, !receiver.objects.isEmpty, let id = value.onlyObject {
      // An inner class knows the object around it.
      fill(id) { $0.captures[-1] = receiver }
    }
    initialise(type, call, value, node)
    return value
  }

  func initialise(_ type: ClassType, _ call: Call, _ value: Value, _ node: Int, depth: Int = 0) {
    guard depth < 8 else { return }
    let constructors = constructors(of: type, call.arguments.count).filter { $0.body != nil }
    // Bases that are not called by name are made ready first.
    if type.unit.dialect == .java, constructors.isEmpty || !callsSuper(constructors[0]) {
      for base in bases(of: type) where base.unit.dialect == .java {
        initialise(base, Call(), value, node, depth: depth + 1)
      }
    }
    fields(of: type, value)
    if !type.parameters.isEmpty, let first = constructors.first, first.parameters.isEmpty, isCompact(first) {
      fill(type, call, value, node)
    }
    if constructors.isEmpty {
      if type.unit.dialect == .javascript, let base = bases(of: type).first {
        return initialise(base, call, value, node, depth: depth + 1)
      }
      return fill(type, call, value, node)
    }
    var end = State.dead
    let before = state
    for constructor in constructors {
      state = before
      _ = invoke(Call.Target(function: constructor, receiver: value), call, node)
      end.join(state)
    }
    state = end
  }

  /// The same without a call: nothing is known of the arguments.
  func initialiseApart(_ type: ClassType, _ constructors: [Function], _ value: Value, depth: Int = 0) {
    guard depth < 8 else { return }
    if constructors.isEmpty || type.unit.dialect == .java {
      for base in bases(of: type) {
        initialiseApart(base, self.constructors(of: base, -1), value, depth: depth + 1)
      }
    }
    fields(of: type, value)
    var end = State.dead
    let before = state
    let runnable = constructors.filter { $0.body != nil && $0.unit === type.unit }
    for constructor in runnable {
      state = before
      _ = enter(constructor, [], receiver: value, at: nil)
      end.join(state)
    }
    state = runnable.isEmpty ? before : end
  }

  /// The constructor of a record that leaves out the parameters.
  private func isCompact(_ function: Function) -> Bool {
    let tree = function.unit.tree
    guard let name = tree.child(function.node, .name), let body = function.body else { return false }
    let between = function.unit.file.syntax.source[Int(tree[name].to)..<max(Int(tree[name].to), Int(tree[body].from))]
    return !between.contains(UInt8(ascii: "("))
  }

  private func callsSuper(_ function: Function) -> Bool {
    let tree = function.unit.tree
    return (function.node..<Int(tree[function.node].end)).contains {
      tree[$0].kind == .name && function.unit.text($0) == "super"
    }
  }

  /// What a class's body gives each of its objects.
  private func fields(of type: ClassType, _ value: Value) {
    let outside = (unit, receiver)
    unit = type.unit
    receiver = value
    defer { (unit, receiver) = outside }
    guard unit.dialect == .java || unit.dialect == .javascript else { return }
    // An object that holds one of its own kind, and so on, is told once.
    guard made.insert(ObjectIdentifier(type)).inserted else { return }
    defer { made.remove(ObjectIdentifier(type)) }
    for field in type.fields {
      if tree[field].kind == .block {
        if !tree.children(field).contains(where: { unit.text($0) == "static" }) { execute(field) }
        continue
      }
      guard tree[field].kind == .assign, let target = tree.child(field, .target),
        !tree.children(field).contains(where: { tree[$0].kind == .modifier && unit.text($0) == "static" })
      else { continue }
      let initial = tree.child(field, .value).map { evaluate($0) } ?? .unknown
      write(initial, field: tree[target].symbol, of: value)
    }
  }

  /// The fields that a class declares with a type, in order (Python).
  func typedFields(of type: ClassType, depth: Int = 0) -> [String] {
    var names: [String] = []
    if depth < 8 {
      for base in bases(of: type) where base.unit.dialect == .python {
        names += typedFields(of: base, depth: depth + 1)
      }
    }
    let own = type.fields.compactMap { field -> String? in
      guard type.unit.tree[field].kind == .assign, type.unit.tree.child(field, .type) != nil,
        let target = type.unit.tree.child(field, .target)
      else { return nil }
      return type.unit.text(target)
    }
    return names + own.filter { !names.contains($0) }
  }

  /// A class whose constructor is not written: each argument is the field of its place or name.
  private func fill(_ type: ClassType, _ call: Call, _ value: Value, _ node: Int) {
    let home = type.unit
    var names: [String] = []
    if !type.parameters.isEmpty {
      names = type.parameters.compactMap { home.tree.child($0, .name).map { home.text($0) } }
    } else if home.dialect == .python {
      names = typedFields(of: type)
    }
    guard !names.isEmpty else {
      // Nothing is known of what it does with them.
      let taints = call.arguments.reduce(Taints()) { $0.union(deepTaints($1.value)) }
      if !taints.isEmpty, let id = value.onlyObject { change(id) { $0.rest = Value(taints: taints) } }
      return
    }
    for (index, argument) in call.arguments.enumerated() {
      let name = argument.name ?? (index < names.count ? names[index] : "")
      if !name.isEmpty { write(argument.value, key: program.field(name), of: value) }
    }
    if isNamedTuple(type) {
      let items = names.map { read(field: tree.symbols.find($0), named: $0, of: value, at: node) }
      if let id = value.onlyObject { change(id) { $0.items = items } }
    }
  }
}
