import GateModel
import GateSyntax

/// What Python brings along: special methods, records, sets, and functions of its library that hand things on.
extension Interpreter {
  // MARK: Special methods

  /// The method of the project's own class that the language calls by itself.
  func special(_ name: String, of value: Value, _ arguments: () -> [Value], _ node: Int) -> Value? {
    guard unit.dialect == .python, let id = value.onlyObject, case .instance(let number) = object(id)?.nature,
      case .type(let type)? = program.entity(number),
      let method = lookup(name, in: type, depth: 0).first, method.body != nil
    else { return nil }
    let given = arguments().map { Argument(value: $0, node: node) }
    return enter(method, given, receiver: Value(object: id), at: node)
  }

  /// What a loop over an object of the project's own class sees.
  func iterated(_ id: Int32, _ object: Object) -> Value? {
    guard isDeep, unit.dialect == .python, case .instance(let number) = object.nature,
      case .type(let type)? = program.entity(number), depth < Self.deepest - 40
    else { return nil }
    let whole = Value(object: id)
    if let method = lookup("__iter__", in: type, depth: 0).first, method.body != nil {
      let result = enter(method, [], receiver: whole, at: method.node)
      if result.objects == [id] {
        guard let next = lookup("__next__", in: type, depth: 0).first, next.body != nil else { return nil }
        return enter(next, [], receiver: whole, at: next.node)
      }
      return element(of: result, overKeys: false)
    }
    guard let method = lookup("__getitem__", in: type, depth: 0).first, method.body != nil else { return nil }
    return enter(method, [Argument(value: .unknown, node: method.node)], receiver: whole, at: method.node)
  }

  /// What text takes in of a value: of an object of the project's own class what its method for that gives.
  func text(of value: Value, _ node: Int) -> Value {
    guard isDeep, let id = value.onlyObject, case .instance(let number) = object(id)?.nature,
      case .type(let type)? = program.entity(number)
    else { return value }
    let names =
      switch unit.dialect {
      case .python: ["__str__", "__repr__"]
      case .ruby: ["to_s"]
      default: ["toString"]
      }
    for name in names {
      guard let method = lookup(name, in: type, depth: 0).first, method.body != nil else { continue }
      var result = enter(method, [], receiver: Value(object: id), at: node)
      result.taints.formUnion(value.taints)
      return result
    }
    return value
  }

  private static let operators = [
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "|": "or", "&": "and",
    "@": "matmul", "<<": "lshift", ">>": "rshift", "^": "xor", "**": "pow",
  ]

  /// An operator between objects, maps and sets.
  func pythonOperation(_ word: String, _ left: Value, _ right: Value, _ node: Int) -> Value? {
    if let name = Self.operators[word] {
      if let result = special("__\(name)__", of: left, { [right] }, node) { return result }
      if let result = special("__r\(name)__", of: right, { [left] }, node) { return result }
    }
    switch word {
    case "|":
      guard let a = left.onlyObject.flatMap({ object($0) }), a.nature == .fields, !right.objects.isEmpty else {
        return nil
      }
      let whole = copy(left)
      merge(right, into: whole)
      return whole
    case "-":
      // What is left of the first.
      return left.objects.isEmpty ? Value(taints: left.taints) : copy(left).opened
    case "&":
      // What is in both is in what carries nothing.
      if deepTaints(left).isEmpty || deepTaints(right).isEmpty { return .unknown }
      return nil
    default: return nil
    }
  }

  /// `1 < n < 4`
  func compared(_ values: [Value], _ words: String) -> Bool? {
    let words = words.split(separator: " ").map(String.init)
    guard words.count == values.count - 1 else { return nil }
    var isSure = true
    for (index, word) in words.enumerated() {
      let (a, b) = (values[index].constant, values[index + 1].constant)
      guard a != 0, b != 0,
        let answer = Folding.binary(word, program.constants[a], program.constants[b], isPython: true)
      else {
        isSure = false
        continue
      }
      if !answer.isTrue { return false }
    }
    return isSure ? true : nil
  }

  // MARK: Records

  func recordFields(_ names: Int32) -> [String] {
    (program.constants[names].string ?? "").split(separator: " ").map(String.init)
  }

  /// An object with these fields, by name and by position.
  func made(_ names: [String], _ call: Call) -> Value {
    let id = make(.fields)
    fill(id) { $0.isClosed = true }
    var items = Array(repeating: Value.unknown, count: names.count)
    var place = 0
    for argument in call.arguments {
      if argument.isSpread {
        let element = element(of: argument.value, overKeys: false).opened
        for index in place..<max(place, items.count) { items[index] = element }
        place = items.count
      } else if let name = argument.name {
        if let index = names.firstIndex(of: name) { items[index] = numbered(argument.value) }
      } else if place < items.count {
        items[place] = numbered(argument.value)
        place += 1
      }
    }
    for (name, item) in zip(names, items) { fill(id) { $0.fields[program.field(name)] = item } }
    fill(id) { $0.items = items }
    return Value(object: id)
  }

  /// `namedtuple("Pair", "left right")`, `NamedTuple("Pair", [("left", str)])`
  private func recordMaker(_ call: Call) -> Value? {
    guard call.arguments.count > 1 else { return nil }
    let fields = call.arguments[1].value
    var names: [String] = []
    if let text = constant(fields)?.string {
      names = text.split { $0 == " " || $0 == "," }.map(String.init)
    } else if let items = fields.onlyObject.flatMap({ object($0)?.items }) {
      for item in items {
        let inner = item.onlyObject.flatMap { object($0)?.items?.first } ?? item
        guard let name = constant(inner)?.string else { return nil }
        names.append(name)
      }
    }
    guard !names.isEmpty else { return nil }
    return Value(object: make(.record(program.constants.number(.text(names.joined(separator: " "))))))
  }

  /// A copy with some fields anew.
  private func replaced(_ object: Value, _ arguments: ArraySlice<Argument>) -> Value {
    let whole = copy(object)
    for argument in arguments {
      guard let name = argument.name, name != "**" else {
        add(deepTaints(argument.value), toAll: whole)
        continue
      }
      let key = program.field(name)
      for id in whole.objects {
        guard let held = self.object(id) else { continue }
        // The field that stands at a position, too.
        let place = held.items.flatMap { items in
          recordOrder(id).firstIndex(of: name).flatMap { items.indices.contains($0) ? $0 : nil }
        }
        change(id) { object in
          if let place { object.items?[place] = argument.value }
          object.fields[key] = argument.value
        }
      }
    }
    return whole
  }

  /// The names of the fields of a record by position, as far as its positions tell.
  private func recordOrder(_ id: Int32) -> [String] {
    guard let object = object(id), let items = object.items else { return [] }
    if case .instance(let number) = object.nature, case .type(let type)? = program.entity(number) {
      return typedFields(of: type)
    }
    var names = Array(repeating: "", count: items.count)
    for (key, value) in object.fields {
      guard let name = program.constants[key.number / 2].string else { continue }
      if let place = items.indices.first(where: {
        names[$0].isEmpty && items[$0].number == value.number && items[$0].constant == value.constant
      }) {
        names[place] = name
      }
    }
    return names
  }

  /// An object's fields as keys.
  func fieldsAsKeys(_ value: Value) -> Value? {
    guard let id = value.onlyObject, let object = object(id), object.nature != .sequence else { return nil }
    let new = make(.fields)
    fill(new) { $0.isClosed = object.isClosed }
    for (key, held) in object.fields { fill(new) { $0.fields[Key(number: key.number & ~1)] = held } }
    fill(new) { $0.rest = object.rest }
    var result = Value(object: new)
    result.taints = value.taints
    return result
  }

  func isNamedTuple(_ type: ClassType) -> Bool { hasBase(type) { $0 == "NamedTuple" } }

  /// One of its members is what a call of it gives, whatever it is given.
  func isEnumeration(_ type: ClassType) -> Bool {
    hasBase(type) { ["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "TextChoices", "IntegerChoices"].contains($0) }
  }

  private func hasBase(_ type: ClassType, _ holds: (String) -> Bool) -> Bool {
    let home = type.unit
    return type.bases.contains { base in
      let name = home.tree[base].kind == .member ? home.tree.child(base, .field) ?? base : base
      return holds(home.text(name))
    }
  }

  // MARK: Functions taken along

  private static let conversions: Set<String> = [
    "int", "float", "bool", "len", "ord", "str", "Number", "Boolean", "String", "parseInt", "parseFloat", "BigInt",
  ]

  /// A function of the language's own that is handed over by its name.
  func handedOver(_ value: Value, _ node: Int) -> Value {
    guard isDeep, tree[node].kind == .name, value.isPlain, unit.names.declaration(of: node) == 0,
      unit.dialect == .python || unit.dialect == .javascript, Self.conversions.contains(unit.text(node))
    else { return value }
    return Value(object: make(.bound(program.constants.number(.text(unit.text(node))))))
  }

  /// `globals()["name"]`
  func globalByName(_ objectNode: Int, _ node: Int) -> Value? {
    guard unit.dialect == .python, tree[objectNode].kind == .call, let callee = tree.child(objectNode, .callee),
      unit.text(callee) == "globals", let index = tree.child(node, .index),
      let name = constant(peek(index))?.string
    else { return nil }
    let declaration = unit.names.declaration(named: tree.symbols.find(name), in: 0)
    guard declaration != 0 else { return nil }
    return read(variable: unit.variable(declaration), node, declaration)
  }

  // MARK: Methods taken along

  private static let taken: Set<String> = ["append", "add", "extend", "push", "appendleft", "get", "pop", "update"]

  /// `put = rows.append`
  func boundMethod(_ name: String, of value: Value) -> Value? {
    guard unit.dialect == .python, Self.taken.contains(name), let id = value.onlyObject, let held = object(id),
      held.nature == .sequence || held.nature == .fields, held.fields[program.field(name)] == nil
    else { return nil }
    let bound = make(.bound(program.constants.number(.text(name))))
    fill(bound) { $0.captures[-1] = value }
    return Value(object: bound)
  }

  // MARK: Methods

  private static let counting: Set<String> = [
    "find", "rfind", "index", "rindex", "getint", "getfloat", "getboolean", "bit_length", "fileno", "tell",
    "isidentifier", "isascii", "isprintable", "istitle", "issubset", "issuperset", "isdisjoint",
  ]

  /// A method that is Python's alone; nil where it is none of those that are told apart.
  func pythonMethod(_ call: Call, _ object: Value, _ node: Int) -> Value? {
    if Self.counting.contains(call.name) { return .unknown }
    if let result = pythonImported(call, node) { return result }
    let positional = call.arguments.filter { $0.name == nil }
    switch call.name {
    case "update" where call.arguments.contains(where: { $0.name != nil }) && !object.objects.isEmpty:
      for argument in positional { merge(argument.value, into: object) }
      for argument in call.arguments {
        guard let name = argument.name else { continue }
        if name == "**" {
          merge(argument.value, into: object)
        } else {
          write(argument.value, at: program.constant(.text(name)), of: object)
        }
      }
      return .unknown
    case "_replace" where !object.objects.isEmpty: return replaced(object, call.arguments[...])
    case "_asdict", "model_dump": return fieldsAsKeys(object)
    case "difference":
      return object.objects.isEmpty ? nil : copy(object).opened
    case "intersection" where positional.count == 1:
      return deepTaints(object).isEmpty || deepTaints(positional[0].value).isEmpty ? .unknown : nil
    case "read_string", "read_dict", "read_file":
      let taints = positional.reduce(Taints()) { $0.union(deepTaints($1.value)) }
      if let objectNode = call.objectNode, !object.objects.isEmpty {
        add(step(taints, .stored, objectNode), toAll: object)
      }
      return .unknown
    case "remove_option" where positional.count == 2:
      let section = read(at: positional[0].value, of: object)
      guard positional[1].value.constant != 0 else { return .unknown }
      let key = program.key(positional[1].value.constant, unit.dialect)
      for id in section.objects { change(id) { $0.remove(key, isSure: section.onlyObject != nil) } }
      return .unknown
    case "remove_section" where positional.count == 1 && positional[0].value.constant != 0:
      let key = program.key(positional[0].value.constant, unit.dialect)
      for id in object.objects { change(id) { $0.remove(key, isSure: object.onlyObject != nil) } }
      return .unknown
    default: return nil
    }
  }

  // MARK: Functions

  /// The name of what is called as it was imported: `collections.namedtuple`.
  func qualified(_ callee: Int) -> String? {
    var parts: [String] = []
    var inner = callee
    while tree[inner].kind == .member, let object = tree.child(inner, .object), let field = tree.child(inner, .field) {
      parts.insert(unit.text(field), at: 0)
      inner = object
    }
    guard tree[inner].kind == .name, parts.count < 4 else { return nil }
    let path = unit.names.path(of: inner)?.map { tree.symbols.string($0) } ?? [unit.text(inner)]
    return (path + parts).joined(separator: ".")
  }

  func pythonImported(_ call: Call, _ node: Int) -> Value? {
    guard let callee = tree.child(node, .callee), let name = qualified(callee) else { return nil }
    let positional = call.arguments.filter { $0.name == nil }.map(\.value)
    switch name {
    case "collections.namedtuple", "typing.NamedTuple": return recordMaker(call)
    case "dataclasses.replace", "copy.replace", "attr.evolve", "attrs.evolve":
      guard let first = positional.first, !first.objects.isEmpty else { return nil }
      return replaced(first, call.arguments.dropFirst())
    case "vars", "dataclasses.asdict", "attr.asdict":
      return positional.first.flatMap { fieldsAsKeys($0) }
    case "types.SimpleNamespace", "argparse.Namespace":
      let id = make(.fields)
      fill(id) { $0.isClosed = true }
      for argument in call.arguments {
        if let field = argument.name, field != "**" {
          write(argument.value, key: program.field(field), of: Value(object: id))
        } else {
          add(deepTaints(argument.value), toAll: Value(object: id))
        }
      }
      return Value(object: id)
    case "collections.defaultdict", "collections.Counter":
      let id = make(.fields)
      fill(id) { $0.isClosed = true }
      for argument in call.arguments.dropFirst(name.hasSuffix("defaultdict") ? 1 : 0) {
        if let key = argument.name, key != "**" {
          write(argument.value, at: program.constant(.text(key)), of: Value(object: id))
        } else {
          merge(argument.value, into: Value(object: id))
        }
      }
      return Value(object: id)
    case "dict.fromkeys":
      let id = make(.fields)
      fill(id) { $0.rest = (positional.count > 1 ? positional[1] : .unknown).opened }
      let keys = positional.first.map { element(of: $0, overKeys: false).taints } ?? Taints()
      fill(id) { $0.keyTaints = keys }
      return Value(object: id)
    case "functools.reduce" where positional.count > 1:
      let element = element(of: positional[1], overKeys: false)
      let start = positional.count > 2 ? positional[2] : element
      if isData(positional[0]) && !isClosure(positional[0]) { return nil }
      let first = callBack(positional[0], [start.joined(element), element], node)
      return first.joined(callBack(positional[0], [first, element], node)).joined(start)
    case "asyncio.gather":
      guard !call.arguments.contains(where: \.isSpread) else { return nil }
      let id = make(.sequence)
      fill(id) { $0.items = positional }
      return Value(object: id)
    default: return nil
    }
  }
}
