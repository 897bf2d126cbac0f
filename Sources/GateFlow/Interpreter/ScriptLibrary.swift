import GateModel
import GateSyntax

/// What JavaScript and TypeScript bring along.
extension Interpreter {
  // MARK: Functions as objects

  /// `f.call(this, a)`, `f.apply(this, list)`: true where the call is such a one.
  func handedOn(_ call: inout Call, _ object: Value) -> Bool {
    guard call.name == "call" || call.name == "apply", isDeep, object.objects.count == 1, let id = object.objects.first
    else { return false }
    var target: Call.Target
    if case .function(let function)? = program.entity(id) {
      target = Call.Target(function: function, receiver: receiver)
    } else if case .closure(let entity, _) = self.object(id)?.nature,
      case .function(let function)? = program.entity(entity)
    {
      target = Call.Target(function: function, receiver: self.object(id)?.captures[-1] ?? receiver, closure: id)
    } else {
      return false
    }
    if let first = call.arguments.first, !first.isSpread, first.value.constant == 0 { target.receiver = first.value }
    call.arguments = Array(call.arguments.dropFirst())
    if call.name == "apply" {
      call.arguments = call.arguments.prefix(1).map { Argument(value: $0.value, isSpread: true, node: $0.node) }
    }
    call.targets = [target]
    call.object = nil
    return true
  }

  /// `f.bind(this, a)`
  private func bound(_ call: Call, _ object: Value) -> Value? {
    guard object.objects.count == 1, let id = object.objects.first, case .function(let function)? = program.entity(id)
    else { return nil }
    guard !call.arguments.isEmpty else { return object }
    let new = make(.closure(id, id))
    let first = call.arguments[0].value
    if !first.objects.isEmpty { fill(new) { $0.captures[-1] = first } }
    _ = function
    fill(new) { $0.items = call.arguments.dropFirst().map(\.value) }
    return Value(object: new)
  }

  /// `new F(a)` where F is a function: the object that it makes ready, with what its prototype has.
  func constructed(_ call: Call, _ node: Int) -> Value? {
    guard isDeep, call.type == nil, call.targets.count == 1, let target = call.targets.first,
      target.function.body != nil, target.function.holder == nil
    else { return nil }
    let id = make(.fields)
    let whole = Value(object: id)
    let entity = program.object(of: target.function)
    let prototype = (state.objects[entity] ?? moduleFields(of: entity, target.function.unit))?.fields[
      program.field("prototype")]
    if let prototype { merge(prototype, into: whole) }
    fill(id) { $0.isClosed = false }
    fill(id) { $0.rest = .unknown }
    let given = invoke(Call.Target(function: target.function, receiver: whole, closure: target.closure), call, node)
    return given.objects.isEmpty ? whole : given
  }

  /// What the top of a file wrote to a function.
  private func moduleFields(of entity: Int32, _ home: Unit) -> Object? {
    frames.count > 1 || frames.first?.function != nil ? program.moduleState(home).objects[entity] : nil
  }

  /// A getter of an object that is written as such.
  func got(_ value: Value, of id: Int32, at node: Int) -> Value? {
    guard unit.dialect == .javascript, isDeep, let entity = value.onlyObject, entity < 0,
      case .function(let function)? = program.entity(entity), function.isGetter, function.body != nil
    else { return nil }
    return enter(function, [], receiver: Value(object: id), at: node)
  }

  // MARK: Literals

  /// `[key]` of an object literal.
  func computed(_ key: Int) -> Value {
    guard unit.dialect == .javascript, tree[key].kind == .other, let inner = tree.firstChild(key) else {
      return evaluate(key)
    }
    return evaluate(inner)
  }

  /// The parts that targets mean, where some have been left out: `[, b] = …`.
  func withoutHoles(_ items: [Value]?, _ targets: [Int]) -> [Value]? {
    guard unit.dialect == .javascript, isDeep, let items, let first = targets.first else { return items }
    let source = unit.file.syntax.source
    var places: [Int] = []
    var place = 0
    var reached = tree[Int(tree[first].parent)].range.lowerBound + 1
    for target in targets {
      let from = tree[target].range.lowerBound
      if reached < from { place += source[reached..<from].count { $0 == UInt8(ascii: ",") } }
      places.append(place)
      reached = tree[target].range.upperBound
    }
    guard places != Array(targets.indices) else { return items }
    let last = targets[targets.count - 1]
    var taken = places.map { items.indices.contains($0) ? items[$0] : .unknown }
    if tree[last].kind == .spread, let place = places.last, place + 1 < items.count { taken += items[(place + 1)...] }
    return taken
  }

  static func type(of constant: Constant) -> String {
    switch constant {
    case .text: "string"
    case .integer, .decimal: "number"
    case .boolean: "boolean"
    case .null: "object"
    }
  }

  // MARK: Declarations

  /// An enumeration or a namespace is an object with what it declares.
  func declared(_ node: Int) -> Value? {
    let word = unit.text(node)
    guard word.hasPrefix("enum_declaration") || word == "module", let name = tree.child(node, .name),
      tree[name].kind == .name, let body = tree.child(node, .body)
    else { return nil }
    let id = make(.fields)
    let whole = Value(object: id)
    if word != "module" {
      enumerate(body, whole)
    } else {
      execute(children: body)
      for child in tree.children(body) { export(child, into: whole) }
    }
    state.variables[variable(of: name)] = whole
    return whole
  }

  private func enumerate(_ body: Int, _ whole: Value) {
    var next: Int? = 0
    for member in tree.children(body) {
      var name = member
      var value = next.map { program.constant(.integer($0)) } ?? .unknown
      if tree[member].kind == .assign, let target = tree.child(member, .target) {
        name = target
        if let initial = tree.child(member, .value) { value = evaluate(initial) }
      }
      guard tree[name].kind == .name || tree[name].kind == .string else { continue }
      next = constant(value)?.integer.map { $0 + 1 }
      let key = program.field(unit.text(name))
      write(value, key: key, of: whole)
      // The members before may be spoken of by their names alone.
      state.variables[unit.undeclared(tree[name].symbol)] = value
      if let number = constant(value), case .integer = number {
        write(program.constant(.text(unit.text(name))), at: value, of: whole)
      }
    }
    if let id = whole.onlyObject { fill(id) { $0.isClosed = true } }
  }

  private func export(_ node: Int, into whole: Value) {
    switch tree[node].kind {
    case .function, .classDeclaration:
      guard let name = tree.child(node, .name) else { return }
      var value = Value.unknown
      if let function = unit.functions[node] { value = Value(object: program.object(of: function)) }
      if let type = unit.classes[node] { value = Value(object: program.object(of: type)) }
      write(value, field: tree[name].symbol, of: whole)
    case .assign:
      guard let target = tree.child(node, .target), tree[target].kind == .name else { return }
      write(state.variables[variable(of: target)] ?? .unknown, field: tree[target].symbol, of: whole)
    case .other where unit.text(node) == "module" || unit.text(node).hasPrefix("enum_declaration"):
      guard let name = tree.child(node, .name) else { return }
      write(state.variables[variable(of: name)] ?? .unknown, field: tree[name].symbol, of: whole)
    default: break
    }
  }

  // MARK: Markup

  /// An element: a component of the project is called with what it is given; what is in it is carried.
  func element(_ node: Int) -> Value {
    var taints = Taints()
    guard isDeep else {
      for child in tree.children(node) where tree[child].role != .name { taints.formUnion(deepTaints(evaluate(child))) }
      return Value(taints: taints)
    }
    let id = make(.fields)
    let given = Value(object: id)
    fill(id) { $0.isClosed = true }
    var inner: Value?
    for child in tree.children(node) where tree[child].role != .name {
      if tree[child].role == .attribute, tree[child].kind == .attribute, let name = tree.child(child, .name),
        let valueNode = tree.child(child, .value)
      {
        let value = marked(evaluate(valueNode), child)
        taints.formUnion(deepTaints(value))
        write(value, key: program.field(unit.text(name)), of: given)
      } else if tree[child].role == .attribute {
        let value = evaluate(tree[child].kind == .spread ? tree.firstChild(child) ?? child : child)
        taints.formUnion(deepTaints(value))
        merge(value, into: given)
      } else {
        let value = evaluate(child)
        taints.formUnion(deepTaints(value))
        inner = inner.map { Value(taints: deepTaints($0).union(deepTaints(value))) } ?? value
      }
    }
    guard let name = tree.child(node, .name) else { return Value(taints: taints) }
    let component = tree[name].kind == .name ? evaluate(name) : peek(name)
    guard !isData(component) || isClosure(component) else { return Value(taints: taints) }
    if let inner { write(inner, key: program.field("children"), of: given) }
    return Value(taints: deepTaints(callBack(component, [given], node)))
  }

  // MARK: Methods and functions

  /// A map that is made of pairs, in the object that was made for it.
  func entered(_ call: Call, _ id: Int32) -> Value? {
    guard unit.dialect == .javascript, let first = call.arguments.first?.value,
      let pairs = first.onlyObject.flatMap({ object($0)?.items })
    else { return nil }
    let whole = Value(object: id)
    fill(id) { $0.isClosed = true }
    for pair in pairs {
      guard let parts = positions(of: pair), parts.count == 2 else {
        add(deepTaints(pair), toAll: whole)
        continue
      }
      write(parts[1], at: parts[0], of: whole)
    }
    return whole
  }

  func scriptMethod(_ call: Call, _ object: Value, _ node: Int) -> Value? {
    let arguments = call.arguments.map(\.value)
    if call.name == Self.resolution || call.name == Self.rejection {
      // Called more than once, each may be what counts.
      let key = program.field(call.name)
      let given = arguments.first ?? .unknown
      for id in object.objects { change(id) { $0.fields[key] = $0.fields[key].map { $0.joined(given) } ?? given } }
      return .unknown
    }
    let holds = object.objects.contains { self.object($0)?.nature == .sequence }
    let about = call.objectNode.map { tree[$0].kind == .name ? unit.text($0) : "" } ?? ""
    switch call.name {
    case "bind": return bound(call, object)
    case "fill" where holds && arguments.count == 1:
      guard let id = object.onlyObject, let items = self.object(id)?.items, !items.isEmpty else {
        for id in object.objects {
          change(id) { object in
            object.spill()
            object.rest = object.rest.joined(arguments[0])
          }
        }
        return object
      }
      change(id) { $0.items = items.map { _ in arguments[0] } }
      return object
    case "entries" where holds && arguments.isEmpty:
      let pair = make(.sequence)
      let both = [Value.unknown, element(of: object, overKeys: false)]
      fill(pair) { $0.items = both }
      return sequence(of: Value(object: pair))
    case "keys" where holds && arguments.isEmpty: return .unknown
    case "at" where holds && arguments.count == 1: return read(at: arguments[0], of: object)
    case "indexOf" where holds && arguments.count == 1:
      guard let id = object.onlyObject, let items = self.object(id)?.items, arguments[0].constant != 0,
        items.allSatisfy({ $0.constant != 0 })
      else { return .unknown }
      let place = items.firstIndex { $0.constant == arguments[0].constant } ?? -1
      return program.constant(.integer(place))
    case "create" where about == "Object" && !arguments.isEmpty:
      let whole = copy(arguments[0])
      return whole.objects.isEmpty ? Value(object: make(.fields)) : whole
    case "defineProperty" where about == "Object" && arguments.count == 3:
      let value = read(field: tree.symbols.find("value"), of: arguments[2], at: node)
      write(value, at: arguments[1], of: arguments[0])
      return arguments[0]
    case "fromEntries" where about == "Object" && arguments.count == 1:
      return entered(call, make(.fields))
    case "reject" where about == "Promise":
      let id = make(.fields)
      fill(id) { $0.isClosed = true }
      write(arguments.first ?? .unknown, key: program.field(Self.rejection), of: Value(object: id))
      return Value(object: id)
    case "catch" where arguments.count == 1:
      let reason = rejection(of: object)
      guard let reason else { break }
      return callBack(arguments[0], [reason], node)
    case "then" where arguments.count == 2:
      let reason = rejection(of: object) ?? .unknown
      let other = callBack(arguments[1], [reason], node)
      var inner = call
      inner.arguments.removeLast()
      return rejection(of: object) == nil ? (overElements(inner, object, node) ?? .unknown).joined(other) : other
    default: break
    }
    return nil
  }

  private static let rejection = "(rejected)"
  private static let resolution = "(resolved)"

  /// `new Promise((resolve, reject) => …)`: what it comes to.
  func promised(_ call: Call, _ id: Int32) -> Value? {
    guard unit.dialect == .javascript, let maker = call.arguments.first?.value, !isData(maker) || isClosure(maker)
    else {
      return nil
    }
    fill(id) { $0.isClosed = true }
    let ends = [Self.resolution, Self.rejection].map { name -> Value in
      let end = make(.bound(program.constants.number(.text(name))))
      fill(end) { $0.captures[-1] = Value(object: id) }
      return Value(object: end)
    }
    _ = callBack(maker, ends, call.arguments[0].node)
    guard let object = object(id) else { return nil }
    if let value = object.fields[program.field(Self.resolution)] {
      return object.fields[program.field(Self.rejection)] == nil ? value : value.joined(Value(object: id))
    }
    return Value(object: id)
  }

  /// What a file exports is one thing under two names.
  func readyExports() {
    let symbols = tree.symbols
    let (module, exports) = (symbols.find("module"), symbols.find("exports"))
    guard exports != .absent else { return }
    let id = make(.fields)
    state.variables[unit.undeclared(exports)] = Value(object: id)
    guard module != .absent else { return }
    let holder = make(.fields)
    fill(holder) { $0.fields[program.field("exports")] = Value(object: id) }
    state.variables[unit.undeclared(module)] = Value(object: holder)
  }

  /// What JavaScript makes of constants in its own way.
  func scriptFolded(_ word: String, _ left: Value, _ right: Value) -> Constant? {
    guard let a = constant(left), let b = constant(right) else { return nil }
    switch (word, a, b) {
    case ("/", .integer(let x), .integer(let y)) where y != 0 && x % y != 0: return .decimal(Double(x) / Double(y))
    case ("==", .text, .integer), ("==", .integer, .text):
      return .boolean(a.shown(capitalised: false) == b.shown(capitalised: false))
    case ("!=", .text, .integer), ("!=", .integer, .text):
      return .boolean(a.shown(capitalised: false) != b.shown(capitalised: false))
    default: return nil
    }
  }

  private func rejection(of value: Value) -> Value? {
    var all: Value?
    for id in value.objects {
      guard let reason = object(id)?.fields[program.field(Self.rejection)] else { continue }
      all = all.map { $0.joined(reason) } ?? reason
    }
    return all
  }

  func scriptFunction(_ call: Call, _ node: Int) -> Value? {
    switch call.name {
    case "require", "import":
      guard program.reach == .project, let path = call.arguments.first.flatMap({ constant($0.value)?.string }) else {
        return nil
      }
      return Modules(program, unit).value([path], importedAt: node)
    case Self.resolution, Self.rejection:
      return nil
    case "structuredClone": return call.arguments.first.map { copy($0.value) }
    default: return nil
    }
  }
}
