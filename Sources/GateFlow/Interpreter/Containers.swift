import GateModel
import GateSyntax

/// Lists, maps and what is done to them.
extension Interpreter {
  // MARK: Making

  func sequence(_ node: Int) -> Value {
    if isDeep, unit.dialect == .javascript, tree[node].kind == .tuple {
      // Of `a, b` the last one counts.
      return tree.children(node).reduce(Value.unknown) { evaluate($1) }
    }
    var object = Object(.sequence)
    var items: [Value]? = []
    var taints = Taints()
    for child in tree.children(node) {
      let value = evaluate(child)
      if tree[child].kind == .spread {
        if let id = value.onlyObject, let more = self.object(id)?.items {
          items? += more
        } else {
          for item in items ?? [] { object.rest = object.rest.joined(item.opened) }
          items = nil
          object.rest = object.rest.joined(element(of: value, overKeys: false).opened)
        }
      } else if items != nil {
        items?.append(numbered(value))
      } else {
        object.rest = object.rest.joined(value.opened)
      }
      taints.formUnion(value.taints)
    }
    object.items = items
    let id = program.newObject()
    state.objects.put(object, as: id)
    return Value(object: id)
  }

  func dictionary(_ node: Int) -> Value {
    let id = make(.fields)
    fill(id) { $0.isClosed = true }
    let whole = Value(object: id)
    for child in tree.children(node) {
      switch tree[child].kind {
      case .pair:
        guard let key = tree.child(child, .key), let inner = tree.child(child, .value) else { continue }
        let value = marked(evaluate(inner), child)
        if tree[key].kind == .name, unit.dialect == .javascript {
          write(value, key: program.field(unit.text(key)), of: whole)
        } else {
          write(value, at: computed(key), of: whole)
        }
      case .function:
        if let function = unit.functions[child], let name = function.name {
          write(Value(object: program.object(of: function)), field: name, of: whole)
          if !isDeep { runApart(function) }
        }
      case .spread: merge(evaluate(child), into: whole)
      default:
        let value = evaluate(child)
        change(id) {
          $0.rest = $0.rest.joined(value)
          $0.isClosed = false
        }
      }
    }
    return whole
  }

  /// Go: `T{…}`.
  func composite(_ node: Int, of element: Int? = nil) -> Value {
    let callee = tree.child(node, .callee) ?? element
    let word = callee.map { unit.text($0) } ?? ""
    let arguments = tree.children(node).filter { tree[$0].role == .argument }
    let isArray = word.hasPrefix("array")
    let isSequence =
      callee.map { tree[$0].kind == .other } == true && word.hasPrefix("[") || word.hasPrefix("slice") || isArray
    // A literal within, whose type is left out.
    let inside = callee.flatMap { tree[$0].kind == .other ? tree.children($0).suffix(1).first : nil }
    func part(_ node: Int) -> Value {
      guard tree[node].kind == .new, tree.child(node, .callee) == nil else { return evaluate(node) }
      return marked(composite(node, of: inside), node)
    }
    if isSequence, !arguments.contains(where: { tree[$0].kind == .keyword }) {
      let id = make(.sequence)
      let items = arguments.map { numbered(part($0)) }
      fill(id) { $0.items = items }
      var whole = Value(object: id)
      whole.isCopied = isArray
      return marked(whole, node)
    }
    let isPointer = callee.map { tree[$0].kind == .unary } ?? false
    let type = callee.flatMap { self.type(at: $0) }
    var whole = type.map { zero(of: $0) } ?? Value(object: make(.fields))
    if isPointer { whole.isCopied = false }
    if let id = whole.onlyObject { fill(id) { $0.isClosed = true } }
    let names = type.map { structure($0).map(\.name) } ?? []
    for (index, argument) in arguments.enumerated() {
      if tree[argument].kind == .keyword, let key = tree.child(argument, .name),
        let inner = tree.child(argument, .value)
      {
        let value = marked(part(inner), argument)
        if tree[key].kind == .name, !word.hasPrefix("map") {
          write(value, key: program.field(unit.text(key)), of: whole)
        } else {
          write(value, at: evaluate(key), of: whole)
        }
      } else {
        let value = part(argument)
        if index < names.count {
          write(value, key: program.field(names[index]), of: whole)
        } else if let id = whole.onlyObject {
          change(id) {
            $0.rest = $0.rest.joined(value)
            $0.isClosed = false
          }
        }
      }
    }
    return whole
  }

  /// Java: `new T[]{…}`, `new T[n]`.
  func array(_ node: Int) -> Value {
    for child in tree.children(node) where tree[child].role == .argument {
      let value = evaluate(child)
      if tree[child].kind == .list { return value }
    }
    return Value(object: make(.sequence))
  }

  func comprehension(_ node: Int) -> Value {
    var isReached = true
    for child in tree.children(node) where tree[child].role != .result {
      if tree[child].kind == .forEach {
        guard let iterable = tree.child(child, .iterable) else { continue }
        let value = evaluate(iterable)
        bind(tree.children(child).filter { tree[$0].role == .target }, to: value, overKeys: false, at: child)
      } else {
        let (whenTrue, _) = branch(child)
        if whenTrue.isDead { isReached = false } else { state = whenTrue }
      }
    }
    let id = make(.sequence)
    guard let result = tree.child(node, .result), isReached else {
      fill(id) { $0.items = [] }
      return Value(object: id)
    }
    if tree[result].kind == .pair {
      fill(id) { $0.nature = .fields }
      let keys = tree.child(result, .key).map { deepTaints(evaluate($0)) } ?? Taints()
      fill(id) { $0.keyTaints = keys }
      if let value = tree.child(result, .value) {
        let held = evaluate(value).opened
        fill(id) { $0.rest = held }
      }
    } else {
      let held = evaluate(result).opened
      fill(id) { $0.rest = held }
    }
    return Value(object: id)
  }

  // MARK: Looking

  /// What a loop over a value sees.
  func element(of value: Value, overKeys: Bool) -> Value {
    if overKeys { return keys(of: value) }
    var result: Value?
    for id in value.objects {
      guard let object = object(id) else { continue }
      let part: Value
      if let iterated = iterated(id, object) {
        part = iterated
      } else if object.nature == .sequence || object.items != nil {
        var all: Value?
        for item in object.items ?? [] { all = all.map { $0.joined(item) } ?? item }
        part = all.map { object.rest.isPlain ? $0 : $0.joined(object.rest) } ?? object.rest
      } else if unit.dialect == .python {
        part = keys(of: Value(object: id))
      } else if unit.dialect == .javascript, isDeep, object.nature == .fields, object.isClosed || !object.fields.isEmpty
      {
        // What can be looped over is a map.
        let pair = make(.sequence)
        let both = [keys(of: Value(object: id)), allValues(of: Value(object: id)).opened]
        fill(pair) { $0.items = both }
        part = Value(object: pair)
      } else {
        part = object.fields.values.reduce(object.rest) { $0.joined($1) }
      }
      result = result.map { $0.joined(part) } ?? part
    }
    if value.isOpen || result == nil {
      let rest = Value(taints: value.taints)
      result = result.map { $0.joined(rest) } ?? rest
    }
    return (result ?? .unknown).cleaned(as: value)
  }

  func keys(of value: Value) -> Value {
    var result = Value.unknown
    var isKnown = isDeep && !value.objects.isEmpty
    for id in value.objects {
      guard let object = object(id) else { continue }
      result.taints.formUnion(object.keyTaints)
      if !object.isClosed, object.keyTaints.isEmpty, object.rest.taints.isEmpty == false, object.fields.isEmpty {
        result.taints.formUnion(object.rest.taints)
      }
    }
    if value.objects.isEmpty || value.isOpen { isKnown = false }
    if !isKnown || !value.taints.isEmpty { result.taints.formUnion(value.taints) }
    return result
  }

  /// Nil where it is not known.
  func length(of value: Value) -> Int? {
    guard isDeep else { return nil }
    if case .text(let text)? = constant(value) { return text.count }
    guard let id = value.onlyObject, let object = object(id), !object.isMany else { return nil }
    if let items = object.items { return items.count }
    // A key that one way wrote need not be there.
    let isKnown =
      object.nature == .fields && object.isClosed && object.rest.isPlain && object.keyTaints.isEmpty
      && object.fields.values.allSatisfy { !$0.isOpen }
    return isKnown ? object.fields.count : nil
  }

  /// Two lists in one, in order; nil where they are no lists.
  func concatenated(_ left: Value, _ right: Value) -> Value? {
    guard let a = left.onlyObject.flatMap({ object($0) }), let b = right.onlyObject.flatMap({ object($0) }),
      a.nature == .sequence, b.nature == .sequence
    else { return nil }
    let id = make(.sequence)
    if let first = a.items, let second = b.items {
      fill(id) { $0.items = first + second }
    } else {
      let both = element(of: left, overKeys: false).joined(element(of: right, overKeys: false)).opened
      fill(id) { $0.rest = both }
    }
    return Value(object: id)
  }

  /// A copy that changes apart.
  func copy(_ value: Value) -> Value {
    guard isDeep, !value.objects.isEmpty else { return value }
    var copy = value
    copy.objects = value.objects.map { id in
      guard id > 0, let object = object(id) else { return id }
      let new = program.newObject()
      state.objects.put(object, as: new)
      return new
    }.sorted()
    return copy
  }

  // MARK: Changing

  /// The list that a value is for sure, where all its positions are known.
  func sureItems(of holder: Value) -> (id: Int32, items: [Value])? {
    guard let id = holder.onlyObject, let object = object(id), !object.isMany, let items = object.items else {
      return nil
    }
    return (id, items)
  }

  func append(_ value: Value, to holder: Value) {
    let value = numbered(value)
    stain(value, holder)
    for id in holder.objects where id > 0 {
      change(id) { object in
        if object.items != nil, holder.onlyObject != nil, !object.isMany {
          object.items?.append(value)
          if object.items!.count > Self.mostItems { object.spill() }
        } else {
          object.spill()
          object.rest = object.rest.joined(value.opened)
          if object.nature == .fields { object.isClosed = false }
        }
      }
    }
  }

  private static let mostItems = 64

  func insert(_ value: Value, at index: Value, into holder: Value) {
    stain(value, holder)
    for id in holder.objects where id > 0 {
      let position = constant(index)?.integer
      change(id) { object in
        if let position, let items = object.items, holder.onlyObject != nil, !object.isMany {
          let place = position < 0 ? max(0, items.count + position) : min(position, items.count)
          object.items?.insert(value, at: place)
        } else {
          object.spill()
          object.rest = object.rest.joined(value.opened)
        }
      }
    }
  }

  func extend(_ holder: Value, by value: Value) {
    stain(value, holder)
    let items = value.onlyObject.flatMap { object($0)?.items }
    if let items {
      for item in items { append(item, to: holder) }
    } else {
      for id in holder.objects where id > 0 {
        let element = element(of: value, overKeys: false)
        change(id) { object in
          object.spill()
          object.rest = object.rest.joined(element.opened)
        }
      }
    }
  }

  /// Takes out what is at a position; the last where none is said.
  func take(from holder: Value, at index: Value?) -> Value {
    guard let (id, items) = sureItems(of: holder) else {
      // From which of them it is taken is not known, nor what comes to lie where.
      for id in holder.objects where id > 0 { change(id) { $0.spill() } }
      return index.map { read(at: $0, of: holder) } ?? element(of: holder, overKeys: false)
    }
    let number = index == nil ? items.count - 1 : index.flatMap { constant($0)?.integer }
    guard let number else {
      change(id) { $0.spill() }
      return element(of: holder, overKeys: false)
    }
    let place = number < 0 ? items.count + number : number
    guard items.indices.contains(place) else { return .unknown }
    change(id) { $0.items?.remove(at: place) }
    return items[place]
  }

  func clear(_ holder: Value) {
    for id in holder.objects where id > 0 {
      change(id) { object in
        guard holder.onlyObject != nil, !object.isMany else { return object.spill() }
        object.fields = [:]
        object.rest = .unknown
        if object.nature == .sequence { object.items = [] } else { object.isClosed = true }
      }
    }
  }

  /// All keys of one map into another; the last write counts.
  func merge(_ value: Value, into holder: Value) {
    stain(value, holder)
    guard let target = holder.onlyObject else { return add(deepTaints(value), toAll: holder) }
    if let id = value.onlyObject, let more = object(id), more.nature != .sequence {
      change(target) { object in
        if !more.isClosed {
          for key in object.fields.keys where more.fields[key] == nil {
            object.fields[key] = object.fields[key]!.joined(more.rest)
          }
          object.rest = object.rest.joined(more.rest)
          object.isClosed = false
        }
        for (key, value) in more.fields {
          object.fields[key] = object.isMany ? (object.fields[key]?.joined(value) ?? value) : value
        }
      }
    } else {
      add(deepTaints(value), toAll: holder)
      change(target) { $0.isClosed = false }
    }
  }

  func add(_ taints: Taints, toAll holder: Value) {
    stain(Value(taints: taints), holder)
    guard !taints.isEmpty else { return }
    for id in holder.objects where id > 0 {
      change(id) { object in
        object.spill()
        object.rest.taints.formUnion(taints)
        object.isClosed = false
      }
    }
  }
}
