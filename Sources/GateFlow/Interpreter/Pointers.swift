import GateModel
import GateSyntax

/// What is copied when it is handed on, and what points to something else (Go).
extension Interpreter {
  // MARK: Copies

  /// A copy of a structure, with the structures that it holds. A copy of one of many is one thing, of which is known what holds for
  /// all of them: copies of copies would else be more at every turn of a loop.
  func copiedApart(_ value: Value, depth: Int = 0) -> Value {
    guard value.isCopied, depth < 4 else { return value }
    charge(work: 4 * value.objects.count)
    var copy = value
    let own = value.objects.compactMap { id in id > 0 ? object(id) : nil }
    let kept = value.objects.filter { $0 <= 0 || object($0) == nil }
    if own.count > Self.mostCopied {
      copy.objects = kept + [copied(own.dropFirst().reduce(own[0]) { $0.joined($1) }, depth)]
    } else {
      copy.objects = kept + own.map { copied($0, depth) }
    }
    copy.objects.sort()
    return copy
  }

  private static let mostCopied = 6

  private func copied(_ object: Object, _ depth: Int) -> Int32 {
    var object = object
    object.isMany = false
    for (key, inner) in object.fields where inner.isCopied {
      object.fields[key] = copiedApart(inner, depth: depth + 1)
    }
    if let items = object.items, items.contains(where: \.isCopied) {
      object.items = items.map { copiedApart($0, depth: depth + 1) }
    }
    let new = program.newObject()
    state.objects.put(object, as: new)
    return new
  }

  // MARK: Pointers

  /// `&x`
  func address(of operand: Int) -> Value {
    switch tree[operand].kind {
    case .name:
      let value = evaluate(operand)
      if value.isCopied, !value.objects.isEmpty { return pointing(value) }
      let variable = variable(of: operand)
      return pointer(to: .variable(variable), carrying: value)
    case .member:
      let value = evaluate(operand)
      if value.isCopied, !value.objects.isEmpty { return pointing(value) }
      guard let object = tree.child(operand, .object), let field = tree.child(operand, .field),
        let id = reached(evaluate(object)).onlyObject, id > 0
      else { return value }
      return pointer(to: .field(id, program.field(unit.text(field))), carrying: value)
    case .index:
      let value = evaluate(operand)
      if value.isCopied, !value.objects.isEmpty { return pointing(value) }
      guard let object = tree.child(operand, .object), let index = tree.child(operand, .index),
        let id = reached(evaluate(object)).onlyObject, id > 0
      else { return value }
      let place = evaluate(index)
      guard place.constant != 0 else { return value }
      return pointer(to: .element(id, place.constant), carrying: value)
    default: return pointing(evaluate(operand))
    }
  }

  private func pointing(_ value: Value) -> Value {
    var value = value
    value.isCopied = false
    return value
  }

  private func pointer(to place: Object.Place, carrying value: Value) -> Value {
    Value(object: make(.pointer(place)))
  }

  /// `*p`, and what `p.x` means by `p`.
  func reached(_ value: Value) -> Value {
    var value = value
    for _ in 0..<3 {
      guard value.objects.contains(where: { pointee($0) != nil }) else { return value }
      var result: Value?
      for id in value.objects {
        let part = pointee(id).map { read($0) } ?? Value(object: id)
        result = result.map { $0.joined(part) } ?? part
      }
      if var result {
        if value.isOpen {
          result.isOpen = true
          result.constant = 0
        }
        result.taints.formUnion(value.taints)
        value = result
      }
    }
    return value
  }

  /// `*p`: one step.
  func dereferenced(_ value: Value) -> Value {
    guard !value.objects.isEmpty else { return value }
    var result: Value?
    for id in value.objects {
      var part: Value
      if let place = pointee(id) {
        part = read(place)
      } else {
        part = Value(object: id)
        part.isCopied = true
      }
      result = result.map { $0.joined(part) } ?? part
    }
    var read = result ?? .unknown
    if value.isOpen {
      read.isOpen = true
      read.constant = 0
    }
    read.taints.formUnion(value.taints)
    return refined(read)
  }

  private func pointee(_ id: Int32) -> Object.Place? {
    guard id > 0, case .pointer(let place)? = object(id)?.nature else { return nil }
    return place
  }

  func read(_ place: Object.Place) -> Value {
    switch place {
    case .variable(let variable): return refined(state.variables[variable] ?? .unknown)
    case .field(let id, let key):
      guard let object = object(id) else { return .unknown }
      return refined(object.fields[key] ?? (object.isClosed ? .unknown : object.rest))
    case .element(let id, let index): return read(at: Value(constant: index), of: Value(object: id))
    }
  }

  private func write(_ value: Value, _ place: Object.Place, isSure: Bool) {
    let value = numbered(value)
    switch place {
    case .variable(let variable):
      state.variables[variable] = isSure ? value : (state.variables[variable] ?? .unknown).joined(value)
    case .field(let id, let key):
      write(isSure ? value : read(place).joined(value), key: key, of: Value(object: id))
    case .element(let id, let index):
      write(isSure ? value : read(place).joined(value), at: Value(constant: index), of: Value(object: id))
    }
  }

  /// `*p = v`; false where it is not known what `p` points to.
  func store(_ value: Value, behind pointer: Value) -> Bool {
    guard !pointer.objects.isEmpty else { return false }
    for id in pointer.objects {
      let isSure = pointer.onlyObject != nil && object(id)?.isMany != true
      if let place = pointee(id) {
        write(value, place, isSure: isSure)
      } else {
        replace(id, by: value, isSure: isSure)
      }
    }
    return true
  }

  /// What an object holds gives way to what another one holds.
  func replace(_ id: Int32, by value: Value, isSure: Bool) {
    let value = copiedApart(value)
    var contents = value.onlyObject.flatMap { object($0) }
    if contents == nil {
      contents = Object(object(id)?.nature ?? .fields)
      contents?.rest = value.objects.isEmpty ? value : Value(taints: deepTaints(value))
    }
    guard var contents else { return }
    contents.isMany = false
    change(id) { object in object = isSure ? contents : object.joined(contents) }
  }

  /// Variables of a function that is left live on where something points to them.
  func release(_ variables: Set<Int>) {
    guard unit.dialect == .go, !state.isDead, !variables.isEmpty else { return }
    func pointed(_ id: Int32) -> Int? {
      if case .pointer(.variable(let variable))? = state.objects[id]?.nature, variables.contains(variable) {
        variable
      } else {
        nil
      }
    }
    for id in state.objects.pointers.filter({ pointed($0) != nil }).sorted() {
      guard let variable = pointed(id) else { continue }
      let held = state.variables[variable] ?? .unknown
      var cell = Object(.fields)
      cell.fields[Self.content] = held
      cell.isMany = state.objects[id]?.isMany ?? false
      cell.nature = .pointer(.field(id, Self.content))
      state.objects.put(cell, as: id)
    }
  }

  /// The key of what a variable held that is no more.
  private static let content = Key(number: -1)

  // MARK: Types

  /// The class that a type names: without its parameters and stars.
  func type(at node: Int) -> ClassType? {
    var node = node
    for _ in 0..<6 {
      if let own = unit.classes[node] { return own }
      switch tree[node].kind {
      case .generic, .unary, .typeName:
        guard let inner = tree.firstChild(node) else { return nil }
        node = inner
      default:
        if tree[node].kind == .name, let own = unit.allClasses[tree[node].symbol] { return own }
        guard tree[node].kind == .name || tree[node].kind == .member else { return nil }
        for id in (tree[node].kind == .name ? standing(for: node) : peek(node)).objects {
          if case .type(let found)? = program.entity(id) { return found }
        }
        return nil
      }
    }
    return nil
  }

  /// The fields of a structure in order: the name, and the type's node. One that is embedded is called like its type.
  func structure(_ type: ClassType) -> [(name: String, type: Int?, isEmbedded: Bool)] {
    let home = type.unit
    guard let body = home.tree.child(type.node, .body) else { return [] }
    return home.tree.children(body).compactMap { field in
      guard home.tree[field].kind == .assign else { return nil }
      let typeNode = home.tree.child(field, .type)
      if let target = home.tree.child(field, .target) { return (home.text(target), typeNode, false) }
      guard var inner = typeNode else { return nil }
      while [.generic, .unary].contains(home.tree[inner].kind), let first = home.tree.firstChild(inner) {
        inner = first
      }
      if home.tree[inner].kind == .member, let name = home.tree.child(inner, .field) { inner = name }
      return (home.text(inner), typeNode, true)
    }
  }

  /// A structure whose fields are all empty.
  func zero(of type: ClassType, depth: Int = 0) -> Value {
    var value = instance(of: type)
    value.isCopied = true
    guard let id = value.onlyObject else { return value }
    fill(id) { $0.isClosed = true }
    guard depth < 3 else { return value }
    let outside = unit
    unit = type.unit
    defer { unit = outside }
    for field in structure(type) {
      guard let node = field.type, [.name, .member, .generic].contains(tree[node].kind),
        let inner = self.type(at: node), inner !== type, !isInterface(inner)
      else { continue }
      let held = zero(of: inner, depth: depth + 1)
      fill(id) { $0.fields[program.field(field.name)] = held }
    }
    return value
  }

  func isInterface(_ type: ClassType) -> Bool { type.unit.text(type.node) == "interface" }

  /// What has a field or method of that name: the value itself, or what is embedded in it.
  func promoted(_ value: Value, _ name: String, depth: Int = 0) -> Value {
    guard unit.dialect == .go, depth < 4 else { return value }
    guard let id = value.onlyObject, case .instance(let number)? = object(id)?.nature,
      case .type(let type)? = program.entity(number)
    else { return value }
    let fields = structure(type)
    guard !fields.contains(where: { $0.name == name }), lookup(name, in: type, depth: 0).isEmpty else { return value }
    for field in fields where field.isEmbedded {
      guard let held = object(id)?.fields[program.field(field.name)] else { continue }
      let inner = promoted(reached(held), name, depth: depth + 1)
      for id in inner.objects {
        guard case .instance(let number)? = object(id)?.nature, case .type(let type)? = program.entity(number) else {
          continue
        }
        if structure(type).contains(where: { $0.name == name }) || !lookup(name, in: type, depth: 0).isEmpty {
          return inner
        }
      }
    }
    return value
  }

  /// `v.(T)`, or a case of a switch over types: the value as far as it is of that type. Nil where it cannot be.
  func asserted(_ value: Value, _ node: Int) -> Value? {
    if isNumberType(node) { return value.objects.isEmpty ? .unknown : nil }
    if tree[node].kind == .null { return .unknown }
    guard let wanted = type(at: node) else {
      let isText = tree[node].kind == .name && ["string", "String"].contains(unit.text(node))
      return isText && !value.objects.isEmpty && !value.isOpen ? nil : value
    }
    guard !value.objects.isEmpty else {
      guard !isInterface(wanted), value.taints.isEmpty, unit.dialect == .go else { return value }
      return instance(of: wanted)
    }
    var kept = value
    kept.objects = value.objects.filter { id in
      guard case .instance(let number)? = object(id)?.nature, case .type(let type)? = program.entity(number) else {
        return true
      }
      if unit.dialect == .java { return inherits(type, wanted) || inherits(wanted, type) }
      return type === wanted || isInterface(wanted) && implements(type, wanted)
    }
    return kept.objects.isEmpty && !value.isOpen ? nil : kept
  }

  func implements(_ type: ClassType, _ interface: ClassType) -> Bool {
    let symbols = interface.unit.tree.symbols
    return !interface.methods.isEmpty
      && interface.methods.keys.allSatisfy { !lookup(symbols.string($0), in: type, depth: 0).isEmpty }
  }
}
