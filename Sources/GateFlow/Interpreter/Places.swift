import GateModel
import GateSyntax

/// Reading and writing: variables, fields, keys, positions.
extension Interpreter {
  // MARK: Reading

  func member(_ node: Int) -> Value {
    guard let objectNode = tree.child(node, .object), let field = tree.child(node, .field) else { return .unknown }
    let name = unit.text(field)
    var value = evaluate(objectNode)
    if unit.dialect == .java, value.isPlain, let named = qualifiedClass(node) { return named }
    if unit.dialect == .go { value = promoted(reached(value), name) }
    if name == "length" || name == "size", isDeep, value.objects.isEmpty || !value.isOpen {
      if let count = length(of: value) { return program.constant(.integer(count)) }
      if unit.dialect == .javascript || unit.dialect == .java { return .unknown }
    }
    if name == "__dict__", isDeep, let fields = fieldsAsKeys(value) { return fields }
    if isDeep, tree[node].role != .callee, let bound = boundMethod(name, of: value) { return bound }
    return read(field: tree[field].symbol, of: value, at: node)
  }

  /// A class by its whole name (Java).
  private func qualifiedClass(_ node: Int) -> Value? {
    guard program.reach == .project, let field = tree.child(node, .field),
      let first = tree.symbols.text(tree[field].symbol).first, (0x41...0x5A).contains(first)
    else { return nil }
    var parts = [unit.text(field)]
    var inner = tree.child(node, .object)
    while let node = inner, tree[node].kind == .member, let field = tree.child(node, .field) {
      parts.insert(unit.text(field), at: 0)
      inner = tree.child(node, .object)
    }
    guard let root = inner, tree[root].kind == .name, unit.names.declaration(of: root) == 0 else { return nil }
    return Modules(program, unit).value([unit.text(root)] + parts, importedAt: node)
  }

  func read(field: Symbol, of value: Value, at node: Int) -> Value {
    read(field: field, named: tree.symbols.string(field), of: value, at: node)
  }

  /// The name need not stand in the file at hand.
  func read(field: Symbol, named name: String, of value: Value, at node: Int) -> Value {
    let key = program.field(name)
    var result: Value?
    for id in value.objects {
      let part = self.field(key, name, of: id, whole: value, at: node)
      result = result.map { $0.joined(part) } ?? part
    }
    if value.isOpen || result == nil {
      let rest = Value(taints: value.taints)
      result = result.map { $0.joined(rest) } ?? rest
    }
    return refined(result ?? .unknown).cleaned(as: value)
  }

  private func field(_ key: Key, _ name: String, of id: Int32, whole: Value, at node: Int) -> Value {
    if let entity = program.entity(id) {
      if let known = state.objects[id]?.fields[key] { return known }
      if case .type(let type) = entity, type.unit.dialect == .java, isDeep, let known = shared(key, of: type) {
        return known
      }
      return attribute(name, of: entity, at: node)
    }
    guard let object = object(id) else { return Value(taints: whole.taints) }
    if let known = object.fields[key] { return got(known, of: id, at: node) ?? known }
    if case .instance(let type) = object.nature, case .type(let type) = program.entity(type), isDeep {
      if let getter = lookup(name, in: type, depth: 0).first {
        guard getter.isGetter else {
          guard unit.dialect == .go else { return Value(object: program.object(of: getter)) }
          // The method with the object that it was taken from.
          let function = program.object(of: getter)
          let bound = make(.closure(function, function))
          let held = copiedApart(Value(object: id))
          fill(bound) { $0.captures[-1] = held }
          return Value(object: bound)
        }
        return enter(getter, [], receiver: Value(object: id), at: node)
      }
      let shared = attribute(name, of: .type(type), at: node)
      if !shared.isPlain { return shared }
    }
    if object.isClosed { return Value(taints: whole.taints) }
    var rest = object.rest
    rest.taints.formUnion(whole.taints)
    return rest
  }

  /// An attribute of a class, or what a module has.
  private func attribute(_ name: String, of entity: Entity, at node: Int) -> Value {
    switch entity {
    case .function: return .unknown
    case .module(let module):
      // As it is now, where that is known.
      let declaration = module.names.declaration(named: module.tree.symbols.find(name), in: 0)
      if declaration != 0, module !== unit, let value = state.variables[module.variable(declaration)] { return value }
      return Modules(program, unit).export(name, of: module)
    case .type(let type):
      if let method = lookup(name, in: type, depth: 0).first { return Value(object: program.object(of: method)) }
      return sharedField(name, of: type, depth: 0)
    }
  }

  /// A field that a class gives a value in its body.
  private func sharedField(_ name: String, of type: ClassType, depth: Int) -> Value {
    let home = type.unit
    let symbol = home.tree.symbols.find(name)
    for field in type.fields where home.tree[field].kind == .assign {
      guard let target = home.tree.child(field, .target), home.tree[target].symbol == symbol,
        let initial = home.tree.child(field, .value), self.depth < Self.deepest
      else { continue }
      let outside = unit
      unit = home
      defer { unit = outside }
      self.depth += 1
      defer { self.depth -= 1 }
      // A field of each object is not the class's.
      let isShared =
        home.dialect != .javascript && home.dialect != .java
        || home.tree.children(field).contains { home.text($0) == "static" || home.text($0) == "final" }
        || home.dialect == .java
          && home.tree[home.tree[field].parent == 0 ? 0 : type.node].symbol == home.tree.symbols.find("interface")
      guard isShared else { continue }
      let isFinal = home.dialect != .java || home.tree.children(field).contains { home.text($0) == "final" }
      let value = evaluate(initial)
      return isFinal ? value : value.opened
    }
    // Enum constants and inner classes.
    if let inner = home.allClasses[symbol] { return Value(object: program.object(of: inner)) }
    guard depth < 8 else { return .unknown }
    for base in bases(of: type) {
      let value = sharedField(name, of: base, depth: depth + 1)
      if !value.isPlain { return value }
    }
    return .unknown
  }

  func index(_ node: Int) -> Value {
    guard let objectNode = tree.child(node, .object) else { return .unknown }
    if isDeep, let value = globalByName(objectNode, node) { return value }
    let value = unit.dialect == .go ? reached(evaluate(objectNode)) : evaluate(objectNode)
    if isDeep,
      let special = special("__getitem__", of: value, { tree.child(node, .index).map { [evaluate($0)] } ?? [] }, node)
    {
      return special
    }
    guard let indexNode = tree.child(node, .index) else {
      if let item = tree.child(node, .item) { return slice(of: value, item) }
      return Value(taints: deepTaints(value))
    }
    let index = evaluate(indexNode)
    let result = read(at: index, of: value)
    // What the key carries is not what lies there.
    if !isDeep, value.objects.isEmpty {
      return Value(taints: result.taints.union(index.taints.without(program.masks.indexes)))
    }
    return result
  }

  /// What lies under a key or at a position.
  func read(at index: Value, of value: Value) -> Value {
    if value.constant != 0, index.constant != 0, isDeep {
      guard case .text(let text) = program.constants[value.constant],
        let position = program.constants[index.constant].integer
      else { return .unknown }
      let place = position < 0 ? text.count + position : position
      return text.indices.contains(place) ? program.constant(.text([text[place]])) : .unknown
    }
    var result: Value?
    for id in value.objects {
      let part = read(at: index, ofObject: id, whole: value)
      result = result.map { $0.joined(part) } ?? part
    }
    if value.isOpen || result == nil {
      let rest = Value(taints: value.taints)
      result = result.map { $0.joined(rest) } ?? rest
    }
    return refined(result ?? .unknown).cleaned(as: value)
  }

  private func read(at index: Value, ofObject id: Int32, whole: Value) -> Value {
    guard let object = object(id) else { return Value(taints: whole.taints) }
    if index.constant != 0 {
      if let items = object.items, let position = program.constants[index.constant].integer {
        let place = position < 0 ? items.count + position : position
        return items.indices.contains(place) ? items[place] : .unknown
      }
      if let known = object.fields[program.key(index.constant, unit.dialect)] { return known }
      if object.isClosed, object.items == nil, object.nature == .fields { return .unknown }
      var rest = object.rest
      rest.taints.formUnion(whole.taints)
      return rest
    }
    var all = object.rest
    all.taints.formUnion(whole.taints)
    for (_, value) in object.fields { all = all.joined(value.opened) }
    for value in object.items ?? [] { all = all.joined(value.opened) }
    all.constant = 0
    return all
  }

  func slice(_ node: Int) -> Value {
    guard let objectNode = tree.child(node, .object) else {
      for child in tree.children(node) { _ = evaluate(child) }
      return .unknown
    }
    return slice(of: evaluate(objectNode), node)
  }

  /// `a[1:2]`: the bounds are the node's children but the object.
  private func slice(of value: Value, _ node: Int) -> Value {
    let (from, to, isKnown) = bounds(node)
    return slice(of: value, from: from, to: to, isKnown: isKnown)
  }

  /// `a[1:3] = b`, and with nothing `del a[1:3]`.
  private func replace(_ part: Int, of holder: Value, by value: Value?) {
    let (from, to, isKnown) = bounds(part)
    var new: [Value]? = []
    if let value { new = value.onlyObject.flatMap { self.object($0)?.items } }
    for id in holder.objects {
      let part = value.map { self.element(of: $0, overKeys: false).opened }
      change(id) { object in
        if isKnown, let new, let items = object.items, holder.onlyObject != nil, !object.isMany {
          object.items?.replaceSubrange(Self.range(from, to, items.count), with: new)
        } else {
          object.spill()
          if let part { object.rest = object.rest.joined(part) }
        }
      }
    }
  }

  private func bounds(_ node: Int) -> (from: Int?, to: Int?, isKnown: Bool) {
    var bounds: [Int?] = [nil, nil]
    var isKnown = true
    let source = unit.file.syntax.source
    let colon = tree[node].range.first { offset in
      source[offset] == UInt8(ascii: ":") && !tree.children(node).contains { tree[$0].range.contains(offset) }
    }
    for child in tree.children(node) where tree[child].role != .object {
      let bound = evaluate(child)
      guard let number = constant(bound)?.integer else {
        isKnown = false
        continue
      }
      bounds[Int(tree[child].from) < (colon ?? 0) ? 0 : 1] = number
    }
    let hasStep = tree.children(node).filter { tree[$0].role != .object }.count > 2
    return (bounds[0], bounds[1], isKnown && !hasStep)
  }

  /// A copy of a part; of all of it where nothing is said.
  func slice(of value: Value, from: Int?, to: Int?, isKnown: Bool) -> Value {
    if let text = constant(value), case .text(let bytes) = text, isKnown, isDeep {
      let range = Self.range(from, to, bytes.count)
      return program.constant(.text(Array(bytes[range])))
    }
    let value = unit.dialect == .go ? reached(value) : value
    guard isDeep, let id = value.onlyObject, let object = object(id) else {
      return Value(taints: isDeep ? deepTaints(value) : value.taints)
    }
    var copy = Object(.sequence)
    if let items = object.items, isKnown {
      copy.items = Array(items[Self.range(from, to, items.count)])
    } else {
      copy.rest = Value(taints: deepTaints(value))
    }
    let new = program.newObject()
    state.objects.put(copy, as: new)
    var result = Value(object: new)
    result.taints = value.taints
    return result
  }

  private static func range(_ from: Int?, _ to: Int?, _ count: Int) -> Range<Int> {
    func place(_ bound: Int) -> Int { min(max(bound < 0 ? count + bound : bound, 0), count) }
    let low = place(from ?? 0)
    return low..<max(low, place(to ?? count))
  }

  // MARK: Writing

  func assignment(_ node: Int) -> Value {
    guard let target = tree.child(node, .target) else {
      for child in tree.children(node) where tree[child].kind != .modifier { _ = evaluate(child) }
      return .unknown
    }
    if unit.dialect == .go, isDeep, isConstant(node) { return constantDeclaration(node, target) }
    guard let valueNode = tree.child(node, .value) else {
      if tree[target].kind == .name, unit.dialect == .go || unit.dialect == .java { declare(target, node) }
      if tree[target].kind == .name, unit.dialect == .javascript, isDeep, tree[node].flags.contains(.declaration) {
        let declaration = unit.names.declaration(of: target)
        if declaration != 0, !unit.names.isCaptured(declaration), unit.names.firstNode(of: declaration) == target,
          tree[Int(tree[node].parent)].kind != .forEach,
          !frames.allSatisfy({ $0.function == nil })
        {
          state.variables[unit.variable(declaration)] = program.constant(.null)
        }
      }
      return .unknown
    }
    let isAnswer =
      isQuestion(valueNode)
      || isDeep && tree[valueNode].kind == .call
        && tree.child(node, .type).map { ["boolean", "bool", "Boolean"].contains(unit.text($0)) } == true
    var value = isAnswer ? kept(valueNode) : tried(valueNode) ?? evaluate(valueNode)
    if tree[node].flags.contains(.declaration) || unit.dialect == .java || unit.dialect == .go,
      let type = tree.child(node, .type), isNumberType(type)
    {
      value.taints = isDeep ? Taints() : value.taints.without(program.masks.numbers)
    }
    value = marked(value, node)
    if !handlers.isEmpty { handlers[handlers.count - 1].add(state) }
    if unit.dialect == .go, isDeep, tree[valueNode].kind == .call, unit.marks[valueNode].contains(.condition),
      tree[target].kind == .tuple, let first = tree.firstChild(target)
    {
      // `ok, err := matches(x)`: a question, and whether it could be asked.
      let answer = answer(valueNode)
      for part in tree.children(target) { assign(part, part == first ? answer : .unknown, at: node) }
      return value
    }
    // `x, ok := m[k]`
    if unit.dialect == .go, [.index, .typeTest, .unary].contains(tree[valueNode].kind), tree[target].kind == .tuple,
      tree.children(target).reduce(0, { count, _ in count + 1 }) == 2, let first = tree.firstChild(target)
    {
      assign(first, step(value, .assigned, first), at: node)
      if let second = tree.sibling(first) { assign(second, isThere(valueNode), at: node) }
      return value
    }
    assign(target, step(value, .assigned, target), at: node)
    return value
  }

  /// Go: the `ok` of `x, ok := m[k]`. Where it is true, k is one of the map's keys.
  private func isThere(_ node: Int) -> Value {
    guard isDeep, tree[node].kind == .index, let index = tree.child(node, .index), let map = tree.child(node, .object)
    else {
      return .unknown
    }
    let (key, holder) = (peek(index), peek(map))
    guard key.number != 0, keys(of: holder).taints.isEmpty else { return .unknown }
    var value = Value.unknown
    value.number = program.newNumber()
    state.outcomes[value.number] = State.Outcome(
      whenTrue: [key.number: State.Fact(clean: program.allRules)], whenFalse: [:])
    return value
  }

  private func isConstant(_ node: Int) -> Bool {
    tree.children(node).contains { tree[$0].kind == .modifier && unit.text($0) == "const" }
  }

  /// Go: of a group of constants each that says nothing says the same as the one before it, with the next `iota`.
  private func constantDeclaration(_ node: Int, _ target: Int) -> Value {
    var count = 0
    var value = tree.child(node, .value)
    var first = node
    let source = unit.file.syntax.source
    let siblings = tree.children(Int(tree[node].parent)).filter { $0 <= node }.reversed()
    for other in siblings.dropFirst() {
      guard tree[other].kind == .assign, isConstant(other), Int(tree[other].to) <= Int(tree[first].from),
        source[Int(tree[other].to)..<Int(tree[first].from)].firstRange(of: Array("const".utf8)) == nil
      else { break }
      if source[Int(tree[other].to)..<Int(tree[first].from)].contains(UInt8(ascii: "\n")) { count += 1 }
      if value == nil { value = tree.child(other, .value) }
      first = other
    }
    guard let value else { return .unknown }
    let outer = iota
    iota = count
    defer { iota = outer }
    let held = marked(evaluate(value), node)
    assign(target, step(held, .assigned, target), at: node)
    return held
  }

  /// A variable that is declared without a value holds its type's empty one.
  private func declare(_ target: Int, _ node: Int) {
    guard let type = tree.child(node, .type), isDeep else { return }
    switch unit.dialect {
    case .go where unit.text(type) == "string":
      state.variables[variable(of: target)] = program.constant(.text(""))
    case .go where unit.text(type) == "bool" && tree[type].kind == .name:
      state.variables[variable(of: target)] = program.constant(.boolean(false))
    case .go where [.name, .member, .generic].contains(tree[type].kind):
      if let held = self.type(at: type), !isInterface(held) { state.variables[variable(of: target)] = zero(of: held) }
    case .go where tree[type].kind == .other:
      state.variables[variable(of: target)] = Value(
        object: make(unit.text(type).hasPrefix("map") ? .fields : .sequence))
      if unit.text(type) == "[]", let id = state.variables[variable(of: target)]?.onlyObject {
        fill(id) { $0.items = [] }
      }
    default: break
    }
  }

  func augmented(_ node: Int) -> Value {
    guard let target = tree.child(node, .target) else { return .unknown }
    let word = unit.text(node)
    let before = evaluate(target)
    guard let valueNode = tree.child(node, .value) else {
      // `i++`
      let next = constant(before)?.integer.map { program.constant(.integer($0 + (word.contains("+") ? 1 : -1))) }
      assign(target, next ?? .unknown, at: node)
      return next ?? .unknown
    }
    let value = evaluate(valueNode)
    if isDeep, word == "+=", before.objects.contains(where: { object($0)?.nature == .sequence }) {
      extend(before, by: value)
      return before
    }
    let operation = word.hasSuffix("=") ? String(word.dropLast()) : word
    var result: Value
    if isDeep, before.constant != 0, value.constant != 0,
      let folded = Folding.binary(
        operation, program.constants[before.constant], program.constants[value.constant],
        isPython: unit.dialect == .python)
    {
      result = program.constant(folded)
    } else if isDeep, ["||", "??", "or"].contains(operation), before.constant == 0 {
      result = before.joined(value)
    } else if isDeep, ["-", "/", "//", "**", "&", "|", "^", ">>", "<<"].contains(operation) {
      result = .unknown
    } else {
      result = Value(taints: deepTaints(before).union(deepTaints(value)))
    }
    result = marked(result, node)
    assign(target, step(result, .assigned, target), at: node)
    return result
  }

  /// Puts a value where a target says: a name, a field, a key, or each part in its place.
  func assign(_ target: Int, _ value: Value, at node: Int) {
    switch tree[target].kind {
    case .name:
      if let field = ownField(target) { return write(value, field: field, of: fieldHolder(target)) }
      var value = numbered(value)
      if unit.dialect == .java || unit.dialect == .go, isDeep, !value.taints.isEmpty {
        let declaration = unit.names.declaration(of: target)
        if declaration != 0, let type = unit.names.type(of: declaration), isNumberType(type) { value.taints = Taints() }
      }
      let variable = variable(of: target)
      forget(variable)
      if unit.dialect == .go, value.isCopied, let id = state.variables[variable]?.onlyObject,
        state.variables[variable]?.isCopied == true, tree[node].kind == .assign,
        !tree.children(node).contains(where: { tree[$0].kind == .modifier }),
        let other = value.onlyObject, object(id)?.nature == object(other)?.nature
      {
        // What points to the variable sees it too.
        replace(id, by: value, isSure: object(id)?.isMany != true)
        return
      }
      if oldest > 0, !value.taints.isEmpty, isGlobal(target) { isStained = true }
      if value.isPlain, !isGlobal(target) {
        state.variables[variable] = nil
      } else {
        state.variables[variable] = value
      }
      _ = marked(value, target)
    case .tuple, .list: takeApart(value, among: Array(tree.children(target)), isChain: isChain(target, node), at: node)
    case .dictionary: takeApart(value, byKeysOf: target, at: node)
    case .assign:
      // With a value for where there is none.
      guard let inner = tree.child(target, .target) else { return }
      var value = value
      if let initial = tree.child(target, .value), value.constant == 0 || constant(value) == .null {
        value = value.isPlain ? evaluate(initial).opened : value.joined(evaluate(initial))
      }
      assign(inner, value, at: node)
    case .spread: if let inner = tree.firstChild(target) { assign(inner, value, at: node) }
    case .unary:
      guard let inner = tree.child(target, .operand) ?? tree.firstChild(target) else { return }
      if unit.dialect == .go, isDeep, store(value, behind: evaluate(inner)) {
        _ = marked(value, target)
        return
      }
      assign(inner, value, at: node)
    case .pair: if let inner = tree.child(target, .value) { assign(inner, value, at: node) }
    case .keyword: if let inner = tree.child(target, .value) { assign(inner, value, at: node) }
    case .cast, .typeTest: if let inner = tree.child(target, .value) { assign(inner, value, at: node) }
    default: store(value, into: target, at: node)
    }
  }

  private func isGlobal(_ target: Int) -> Bool {
    let declaration = unit.names.declaration(of: target)
    return declaration == 0 || unit.names.scope(of: declaration) == 0
  }

  /// `a = b = c`, whose targets stand as a tuple.
  private func isChain(_ target: Int, _ node: Int) -> Bool {
    guard unit.dialect == .python, tree[node].kind == .assign, tree[target].flags.contains(.bare),
      let first = tree.firstChild(target), let second = tree.sibling(first)
    else { return false }
    let between = unit.file.syntax.source[Int(tree[first].to)..<Int(tree[second].from)]
    return between.contains(UInt8(ascii: "="))
  }

  private func takeApart(_ value: Value, among targets: [Int], isChain: Bool, at node: Int) {
    if isChain {
      for target in targets { assign(target, value, at: node) }
      return
    }
    let items = withoutHoles(positions(of: value), targets)
    let star = targets.firstIndex { tree[$0].kind == .spread }
    for (index, target) in targets.enumerated() {
      if let items {
        if let star, index == star {
          let count = max(0, items.count - (targets.count - 1))
          let part = items[min(star, items.count)..<min(star + count, items.count)]
          var rest = Object(.sequence)
          rest.items = Array(part)
          let id = program.newObject()
          state.objects.put(rest, as: id)
          assign(target, Value(object: id), at: node)
        } else {
          let place = star.map { index > $0 ? items.count - (targets.count - index) : index } ?? index
          assign(target, items.indices.contains(place) ? items[place] : .unknown, at: node)
        }
      } else {
        let element = value.objects.isEmpty ? Value(taints: value.taints) : element(of: value, overKeys: false)
        assign(target, element, at: node)
      }
    }
  }

  /// What lies at each position, where all that the value may be have as many.
  func positions(of value: Value) -> [Value]? {
    guard !value.objects.isEmpty, isDeep || !value.isOpen else { return nil }
    var all: [Value]?
    for id in value.objects {
      guard let items = object(id)?.items else { return nil }
      guard let known = all else {
        all = items
        continue
      }
      guard known.count == items.count else { return nil }
      all = zip(known, items).map { $0.joined($1) }
    }
    guard value.isOpen else { return all }
    // It may be something else, whose parts carry what it carries.
    let other = Value(taints: value.taints)
    return all?.map { $0.joined(other) }
  }

  private func takeApart(_ value: Value, byKeysOf target: Int, at node: Int) {
    var taken: Set<Key> = []
    for child in tree.children(target) {
      switch tree[child].kind {
      case .pair:
        guard let key = tree.child(child, .key), let inner = tree.child(child, .value) else { continue }
        let part: Value
        if tree[key].kind == .name || tree[key].kind == .string {
          taken.insert(program.field(unit.text(key)))
          part = read(field: tree[key].symbol, of: value, at: key)
        } else {
          part = read(at: computed(key), of: value)
        }
        assign(inner, step(part, .assigned, inner), at: node)
      case .spread:
        guard let inner = tree.firstChild(child) else { continue }
        if let id = value.onlyObject, var rest = object(id) {
          for key in taken { rest.fields[key] = rest.isClosed ? nil : .unknown }
          let new = program.newObject()
          state.objects.put(rest, as: new)
          assign(inner, Value(object: new), at: node)
        } else {
          assign(inner, value, at: node)
        }
      case .assign: assignDefault(child, value, at: node)
      default: assign(child, Value(taints: deepTaints(value)), at: node)
      }
    }
  }

  /// `{a = 1}`
  private func assignDefault(_ node: Int, _ value: Value, at place: Int) {
    guard let name = tree.child(node, .target), let initial = tree.child(node, .value) else { return }
    var part = read(field: tree[name].symbol, of: value, at: name)
    if part.isPlain || part.isOpen { part = part.joined(evaluate(initial)) }
    assign(name, step(part, .assigned, name), at: place)
  }

  /// Writes into a field or under a key.
  func store(_ value: Value, into target: Int, at node: Int) {
    forget(placeAt: target)
    switch tree[target].kind {
    case .member:
      guard let objectNode = tree.child(target, .object), let field = tree.child(target, .field) else { return }
      let holder = promoted(holder(objectNode), unit.text(field))
      if isDeep, let setter = setter(unit.text(field), of: holder) {
        _ = enter(setter, [Argument(value: value, node: target)], receiver: holder, at: node)
        return
      }
      if unit.text(field) == "length", unit.dialect == .javascript, isDeep, constant(value)?.integer == 0 {
        clear(holder)
        break
      }
      write(value, field: tree[field].symbol, of: holder)
    case .index:
      guard let objectNode = tree.child(target, .object) else { return }
      if let part = tree.child(target, .item), tree[part].kind == .slice, isDeep {
        replace(part, of: holder(objectNode), by: value)
        break
      }
      let index = tree.child(target, .index).map { evaluate($0) } ?? .unknown
      write(value, at: index, of: holder(objectNode))
    case .name:
      add(value.taints, to: target)
    default: _ = evaluate(target)
    }
    _ = marked(value, target)
  }

  private func setter(_ name: String, of value: Value) -> Function? {
    guard unit.dialect == .javascript, let id = value.onlyObject, case .instance(let type) = object(id)?.nature,
      case .type(let type) = program.entity(type)
    else { return nil }
    return (type.methods[type.unit.tree.symbols.find(name)] ?? []).first { method in
      method.unit.tree.children(method.node).contains {
        method.unit.tree[$0].kind == .modifier && method.unit.text($0) == "set"
      }
    }
  }

  /// The object that an expression is, made where nothing is known of it but its name.
  func holder(_ node: Int, keepsNumber: Bool = false) -> Value {
    let value = evaluate(node)
    if !value.objects.isEmpty {
      guard unit.dialect == .go else { return value }
      let held = reached(value)
      if !held.objects.isEmpty { return held }
      // A variable that nothing is known of but that something points to it.
      let made = Value(object: make(.fields))
      if let id = made.onlyObject { fill(id) { $0.rest = Value(taints: held.taints) } }
      return store(made, behind: value) ? made : value
    }
    switch tree[node].kind {
    case .name, .member, .index: break
    case .unary, .cast:
      return (tree.child(node, .operand) ?? tree.child(node, .value)).map { holder($0) } ?? value
    default: return value
    }
    if tree[node].kind == .name, let word = unit.dialect.receiver, unit.text(node) == word {
      let id = make(.fields)
      receiver.objects = [id]
      return receiver
    }
    let id = make(.fields)
    fill(id) { $0.rest = Value(taints: value.taints) }
    var held = value
    held.constant = 0
    held.objects = [id]
    held.isOpen = false
    if !keepsNumber { held.number = 0 }
    if tree[node].kind == .name, ownField(node) == nil {
      state.variables[variable(of: node)] = held
    } else {
      assign(node, held, at: node)
    }
    return held
  }

  func write(_ value: Value, field: Symbol, of holder: Value) {
    write(value, key: program.field(tree.symbols.string(field)), of: holder)
  }

  func write(_ value: Value, key: Key, of holder: Value) {
    let value = numbered(value)
    stain(value, holder)
    for id in holder.objects {
      change(id) { object in
        if holder.onlyObject != nil, !object.isMany {
          object.fields[key] = value
        } else {
          object.fields[key] = object.fields[key].map { $0.joined(value) } ?? object.rest.joined(value)
        }
      }
    }
  }

  func write(_ value: Value, at index: Value, of holder: Value) {
    let value = numbered(value)
    stain(value, holder)
    for id in holder.objects {
      let isSure = holder.onlyObject != nil
      if index.constant != 0 {
        let key = program.key(index.constant, unit.dialect)
        let position = program.constants[index.constant].integer
        change(id) { object in
          if let position, let items = object.items {
            let place = position < 0 ? items.count + position : position
            if items.indices.contains(place) {
              object.items?[place] = isSure && !object.isMany ? value : items[place].joined(value)
              return
            }
            if place == items.count, self.unit.dialect == .javascript {
              object.items?.append(value)
              return
            }
            object.spill()
          }
          if isSure, !object.isMany {
            object.fields[key] = value
          } else {
            object.fields[key] = object.fields[key].map { $0.joined(value) } ?? object.rest.joined(value)
          }
        }
      } else {
        change(id) { object in
          object.spill()
          object.rest = object.rest.joined(Value(taints: value.taints))
          object.rest.objects = Array(Set(object.rest.objects + value.objects)).sorted()
          object.keyTaints.formUnion(index.taints)
          for key in object.fields.keys { object.fields[key] = object.fields[key]!.joined(value) }
          object.isClosed = false
        }
      }
    }
  }

  func change(_ id: Int32, _ change: (inout Object) -> Void) {
    if id < 0 {
      var object = state.objects[id] ?? Object(.fields)
      change(&object)
      state.objects.put(object, as: id)
      changesObjects = true
      return
    }
    guard var object = object(id) else { return }
    // Held once, so that it is changed where it lies.
    state.objects.removeValue(forKey: id)
    change(&object)
    state.objects.put(object, as: id)
    changesObjects = true
  }

  private func remove(key: Key, position: Int?, of holder: Value) {
    for id in holder.objects {
      change(id) { object in
        guard let position, let items = object.items else {
          return object.remove(key, isSure: holder.onlyObject != nil)
        }
        guard holder.onlyObject != nil, !object.isMany else { return object.spill() }
        let place = position < 0 ? items.count + position : position
        if items.indices.contains(place) { object.items?.remove(at: place) }
      }
    }
  }

  func remove(_ node: Int) {
    guard let objectNode = tree.child(node, .object) else { return }
    let holder = evaluate(objectNode)
    if let field = tree.child(node, .field) {
      remove(key: program.field(unit.text(field)), position: nil, of: holder)
    } else if let part = tree.child(node, .item), tree[part].kind == .slice, isDeep {
      replace(part, of: holder, by: nil)
    } else if let index = tree.child(node, .index) {
      let key = evaluate(index)
      guard key.constant != 0 else { return }
      remove(
        key: program.key(key.constant, unit.dialect), position: program.constants[key.constant].integer, of: holder)
    }
  }

  /// Adds data to what a node names.
  func add(_ taints: Taints, to node: Int) {
    guard !taints.isEmpty else { return }
    let value = evaluate(node)
    if !value.objects.isEmpty, isDeep {
      for id in value.objects where id > 0 {
        change(id) { object in
          object.rest = object.rest.joined(Value(taints: taints))
          if object.items == nil { object.isClosed = false }
        }
      }
    }
    var held = value
    held.taints.formUnion(taints)
    held.constant = 0
    held.number = 0
    switch tree[node].kind {
    case .name where ownField(node) == nil:
      if let word = unit.dialect.receiver, unit.text(node) == word { return }
      state.variables[variable(of: node)] = numbered(held)
    case .name: write(numbered(held), field: tree[node].symbol, of: fieldHolder(node))
    case .member, .index: store(held, into: node, at: node)
    case .unary: if let inner = tree.child(node, .operand) ?? tree.firstChild(node) { add(taints, to: inner) }
    case .call:
      // A chain of calls on one thing.
      if let callee = tree.child(node, .callee), tree[callee].kind == .member, let inner = tree.child(callee, .object) {
        add(taints, to: inner)
      }
    default: break
    }
  }
}

extension Object {
  /// What lay under a key is gone; or may be, where this need not be what it is removed from.
  mutating func remove(_ key: Key, isSure: Bool) {
    if isSure, !isMany {
      fields[key] = isClosed ? nil : .unknown
    } else {
      fields[key] = fields[key]?.opened
    }
  }

  /// The positions are not known any more.
  mutating func spill() {
    // Of what was written at a place the place is not known either. Names of fields are odd numbers.
    if nature == .sequence {
      for (key, value) in fields where key.number & 1 == 0 {
        rest = rest.joined(value.opened)
        fields[key] = nil
      }
    }
    guard let known = items else { return }
    items = nil
    for item in known { rest = rest.joined(item.opened) }
    isClosed = false
  }
}
