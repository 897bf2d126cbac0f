import GateModel
import GateSyntax

/// Whose field a bare name is, what classes share, and what is left in both by other functions.
extension Interpreter {
  // MARK: Whose field

  /// The object that a bare name is a field of: the one at hand, one around it, or the class (Java).
  func fieldHolder(_ node: Int) -> Value {
    let declaration = unit.names.declaration(of: node)
    guard declaration != 0, let home = classAround(unit.names.scope(of: declaration)) else { return receiver }
    if isShared(declaration, in: home) { return Value(object: program.object(of: home)) }
    var value = receiver
    for _ in 0..<4 {
      guard let id = value.objects.first, let object = object(id) else { break }
      if case .instance(let number) = object.nature, case .type(let type)? = program.entity(number),
        inherits(type, home)
      {
        return value
      }
      guard let outer = object.captures[-1] else { break }
      value = outer
    }
    return receiver
  }

  private func classAround(_ scope: Int) -> ClassType? {
    unit.classes[scope] ?? unit.classes[Int(tree[scope].parent)]
  }

  /// Whether a field is the class's own and not each object's.
  private func isShared(_ declaration: Int, in type: ClassType) -> Bool {
    let assignment = Int(tree[unit.names.firstNode(of: declaration)].parent)
    return isInterface(type) || hasModifier("static", assignment, unit)
  }

  func hasModifier(_ word: String, _ node: Int, _ home: Unit) -> Bool {
    home.tree.children(node).contains { home.tree[$0].kind == .modifier && home.text($0) == word }
  }

  func inherits(_ type: ClassType, _ base: ClassType, depth: Int = 0) -> Bool {
    type === base || depth < 8 && bases(of: type).contains { inherits($0, base, depth: depth + 1) }
  }

  // MARK: What classes share

  /// Runs what the classes of the file do when they are loaded (Java).
  func runStatics() {
    guard unit.dialect == .java, isDeep else { return }
    for type in unit.classes.values.sorted(by: { $0.node < $1.node }) {
      let whole = Value(object: program.object(of: type))
      receiver = whole
      for field in type.fields {
        if tree[field].kind == .block {
          if hasModifier("static", field, unit) { execute(field) }
          continue
        }
        guard tree[field].kind == .assign, let target = tree.child(field, .target),
          let initial = tree.child(field, .value), isInterface(type) || hasModifier("static", field, unit)
        else { continue }
        var value = evaluate(initial)
        if !isInterface(type), !hasModifier("final", field, unit) { value = value.opened }
        write(value, field: tree[target].symbol, of: whole)
        state.isDead = false
      }
    }
    receiver = .unknown
  }

  /// A field of a class as its file leaves it, with what functions are known to leave in it.
  func shared(_ key: Key, of type: ClassType) -> Value? {
    let id = program.object(of: type)
    guard var value = program.moduleState(type.unit).objects[id]?.fields[key] else {
      return program.left[.field(id, key)].map { Value(taints: $0) }
    }
    value.number = 0
    if let left = program.left[.field(id, key)] {
      value = value.opened
      value.taints.formUnion(left)
    }
    return value
  }

  // MARK: Parameters

  /// A parameter of which only the type is known: what is put into it is found there again.
  func given(_ type: Int, _ value: Value) -> Value {
    guard isDeep, unit.dialect == .java, value.objects.isEmpty, frames.count < 3,
      [.name, .generic, .member].contains(tree[type].kind), !isNumberType(type)
    else { return value }
    let name = tree[type].kind == .generic ? tree.firstChild(type).map { unit.text($0) } ?? "" : unit.text(type)
    guard !["String", "Object", "CharSequence", "char", "Character", "T", "var"].contains(name) else { return value }
    var held = value
    if let known = self.type(at: type), !isInterface(known) || !implementers(of: known).isEmpty {
      guard !isInterface(known), !hasModifier("abstract", known.node, known.unit), known.number >= 0,
        known.unit.text(known.node) != "record", implementers(of: known).isEmpty, frames.count < 2
      else { return value }
      let object = instance(of: known)
      if value.taints.isEmpty {
        initialiseApart(known, constructors(of: known, -1), object)
      } else if let id = object.onlyObject {
        // All that it is made of came from outside.
        fill(id) { $0.rest = Value(taints: value.taints) }
      }
      held.objects = object.objects
    } else {
      let id = make(.fields)
      fill(id) { $0.isForeign = true }
      fill(id) { $0.rest = Value(taints: value.taints) }
      held.objects = [id]
    }
    held.isOpen = false
    held.constant = 0
    return held
  }

  // MARK: Patterns

  /// `T(A a, B b)`: what holds where the value is one; nil where it cannot be.
  func takeApart(_ value: Value, byRecord node: Int) -> Bool {
    guard let typeNode = tree.firstChild(node) else { return true }
    guard let value = asserted(value, typeNode) else { return false }
    let known = type(at: typeNode)
    let names = known?.parameters.compactMap { parameter in
      known!.unit.tree.child(parameter, .name).map { known!.unit.text($0) }
    }
    var index = 0
    var waiting = Array(tree.children(node).dropFirst())
    while !waiting.isEmpty {
      let part = waiting.removeFirst()
      let isRecord = tree[part].kind == .other && unit.text(part).hasPrefix("record_pattern")
      if isRecord, !unit.text(part).hasPrefix("record_pattern_body") || tree[part].kind == .parameter {
        let held = component(index, names, of: value, at: node)
        guard depth < Self.deepest else { return true }
        depth += 1
        defer { depth -= 1 }
        if !takeApart(held, byRecord: part) { return false }
        index += 1
      } else if tree[part].kind == .parameter {
        var held = component(index, names, of: value, at: node)
        if let type = tree.child(part, .type), isNumberType(type) { held = .unknown }
        if let name = tree.child(part, .name) { assign(name, step(held, .assigned, name), at: node) }
        index += 1
      } else {
        waiting = Array(tree.children(part)) + waiting
      }
    }
    return true
  }

  private func component(_ index: Int, _ names: [String]?, of value: Value, at node: Int) -> Value {
    guard let names, index < names.count, !value.objects.isEmpty else { return Value(taints: deepTaints(value)) }
    return read(field: tree.symbols.find(names[index]), named: names[index], of: value, at: node)
  }
}
