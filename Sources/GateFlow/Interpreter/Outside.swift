import GateModel
import GateSyntax

/// Calls of functions whose bodies are not known: what languages bring along, containers, and everything else.
extension Interpreter {
  func outside(_ call: Call, _ node: Int) -> Value {
    if isDeep, neverReturns(call, node) {
      if !handlers.isEmpty { handlers[handlers.count - 1].add(state) }
      state.isDead = true
      return .unknown
    }
    if isDeep {
      if let object = call.object {
        if let result = method(call, object, node) { return result }
      } else if let result = function(call, node) {
        return result
      }
    }
    // Functions that are handed over are called, with whatever there is to give them.
    var taints = call.object.map { carried(by: $0) } ?? call.callee.taints
    for argument in call.arguments { taints.formUnion(deepTaints(argument.value)) }
    if isDeep {
      if call.name == "super" || call.objectNode.map({ isSuper($0) }) == true { add(taints, toAll: receiver) }
      let given = call.object.map { element(of: $0, overKeys: false) } ?? .unknown
      var handed = Value(taints: taints)
      handed.objects = given.objects
      for argument in call.arguments where !isOwnMatter(argument.value, handed) {
        taints.formUnion(callBack(argument.value, [handed], node).taints)
      }
      if let object = call.object, let objectNode = call.objectNode { build(object, objectNode, call, node) }
      if tree[node].kind == .new || isClassLike(call.name), call.object == nil || unit.dialect == .python {
        return built(call, taints)
      }
    }
    return Value(taints: taints.without(program.masks.functions | program.masks.assignmentsOnly))
  }

  /// Functions that end the program or the request, by their qualified names.
  private static let endings: Set<String> = [
    "sys.exit", "os._exit", "os.abort", "flask.abort", "werkzeug.exceptions.abort", "bottle.abort", "quart.abort",
    "process.exit", "process.abort", "System.exit", "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic",
    "log.Panicf", "runtime.Goexit",
  ]

  private func neverReturns(_ call: Call, _ node: Int) -> Bool {
    guard let callee = tree.child(node, .callee) else { return false }
    var parts: [String] = []
    var inner = callee
    while tree[inner].kind == .member, let object = tree.child(inner, .object), let field = tree.child(inner, .field) {
      parts.insert(unit.text(field), at: 0)
      inner = object
    }
    guard tree[inner].kind == .name, parts.count < 3 else { return false }
    let imported = unit.dialect == .python ? unit.names.path(of: inner)?.map { tree.symbols.string($0) } : nil
    return Self.endings.contains(((imported ?? [unit.text(inner)]) + parts).joined(separator: "."))
  }

  /// What a method that is not known can know of its object: an object of the project's own class has fields that only the
  /// project's methods speak of.
  private func carried(by object: Value) -> Taints {
    guard isDeep, !object.isOpen else { return deepTaints(object) }
    var taints = object.taints
    for id in object.objects {
      guard let held = self.object(id) else { continue }
      if case .instance = held.nature {
        taints.formUnion(deepTaints(held.rest))
      } else if held.isForeign {
        taints.formUnion(deepTaints(held.rest))
      } else {
        taints.formUnion(deepTaints(Value(object: id)))
      }
    }
    return taints.without(object.clean)
  }

  private func isClassLike(_ name: String) -> Bool {
    guard unit.dialect == .python, let first = name.utf8.first else { return false }
    return (0x41...0x5A).contains(first) && name.utf8.contains { (0x61...0x7A).contains($0) }
  }

  /// An object of a class that is not known: it carries what it was given.
  private func built(_ call: Call, _ taints: Taints) -> Value {
    let isSequence =
      ["ArrayList", "LinkedList", "Vector", "Stack", "ArrayDeque", "Array", "deque"].contains(call.name)
      || call.name == "Set" && unit.dialect == .javascript
    let id = make(isSequence ? .sequence : .fields)
    if call.name == "Promise", let value = promised(call, id) { return value }
    if call.name == "Map" || call.name == "URLSearchParams", let whole = entered(call, id) { return whole }
    if let first = call.arguments.first?.value, Self.containers.contains(call.name), !first.objects.isEmpty {
      return copy(first)
    }
    if taints.isEmpty, isSequence {
      fill(id) { $0.items = [] }
    } else if taints.isEmpty, Self.containers.contains(call.name) {
      fill(id) { $0.isClosed = true }
    }
    fill(id) { $0.rest = Value(taints: taints) }
    var value = Value(object: id)
    value.taints = taints
    return value
  }

  private static let containers: Set<String> = [
    "ArrayList", "LinkedList", "Vector", "Stack", "ArrayDeque", "Array", "deque", "HashMap", "LinkedHashMap", "TreeMap",
    "ConcurrentHashMap", "Hashtable", "Properties", "Map", "WeakMap", "HashSet", "LinkedHashSet", "TreeSet", "Set",
    "OrderedDict", "ConfigParser", "RawConfigParser", "SafeConfigParser", "URLSearchParams", "FormData",
  ]

  /// Runs a function that was handed over.
  /// A function of the top that is handed over with nothing to go into it: it is run on its own.
  private func isOwnMatter(_ value: Value, _ handed: Value) -> Bool {
    guard handed.taints.isEmpty, !value.objects.isEmpty else { return false }
    return value.objects.allSatisfy { id in
      if case .function(let function)? = program.entity(id) { !function.isWithinFunction } else { false }
    } && deepTaints(handed).isEmpty
  }

  func callBack(_ value: Value, _ arguments: [Value], _ node: Int) -> Value {
    var result: Value?
    for id in value.objects {
      var target: Call.Target?
      if case .function(let function)? = program.entity(id) {
        target = Call.Target(function: function, receiver: receiver)
      } else if case .closure(let entity, _) = object(id)?.nature,
        case .function(let function)? = program.entity(entity)
      {
        target = Call.Target(function: function, receiver: object(id)?.captures[-1] ?? receiver, closure: id)
      } else if case .instance(let number) = object(id)?.nature, case .type(let type)? = program.entity(number),
        let method = onlyMethod(of: type)
      {
        target = Call.Target(function: method, receiver: Value(object: id))
      }
      if case .bound(let name) = object(id)?.nature, !state.isDead {
        var inner = Call()
        inner.object = object(id)?.captures[-1]
        inner.name = program.constants[name].string ?? ""
        inner.arguments = arguments.prefix(1).map { Argument(value: $0, node: node) }
        let part = outside(inner, node)
        result = result.map { $0.joined(part) } ?? part
        continue
      }
      guard let target, target.function.body != nil, !state.isDead else { continue }
      let count = max(arguments.count, target.function.parameters.count)
      let given = (0..<count).map {
        Argument(value: $0 < arguments.count ? arguments[$0] : (arguments.last ?? .unknown), node: node)
      }
      let before = state
      let part = enter(target.function, given, receiver: target.receiver, at: node, closure: target.closure)
      // It may not have been called at all.
      let isOver = state.isDead
      state.join(before)
      if isOver { continue }
      result = result.map { $0.joined(part) } ?? part
    }
    return result ?? .unknown
  }

  /// What is called of an object that is handed over as a function.
  private func onlyMethod(of type: ClassType) -> Function? {
    if type.unit.dialect == .python { return lookup("__call__", in: type, depth: 0).first }
    let isNameless = type.unit.tree[type.node].kind == .new
    guard isNameless || type.methods.count == 1 else { return nil }
    return type.methods.values.compactMap(\.first).min { $0.node < $1.node }
  }

  /// Methods that put something into what they are called on, by how their names begin.
  private static let putting = [
    "add", "append", "put", "set", "push", "write", "insert", "extend", "update", "offer", "enqueue", "concat",
    "prepend", "print", "format", "store", "assign", "merge", "register", "with", "load", "feed", "include",
  ]

  private static let appending: Set<String> = ["append", "extend", "push", "unshift", "appendleft", "insert"]

  /// A thing that was made here takes in what is put into it.
  private func build(_ object: Value, _ objectNode: Int, _ call: Call, _ node: Int) {
    guard Self.putting.contains(where: { call.name.lowercased().hasPrefix($0) }), !call.arguments.isEmpty else {
      return
    }
    var object = object
    if !object.objects.contains(where: { $0 > 0 }) {
      // A list that was handed in, or that lies in something known by its key alone.
      guard Self.appending.contains(call.name), [.name, .member, .index].contains(tree[objectNode].kind),
        call.arguments.contains(where: { !deepTaints($0.value).isEmpty }), object.objects.isEmpty
      else { return }
      object = holder(objectNode)
    }
    if let word = unit.dialect.receiver, unit.text(objectNode) == word { return }
    // Under constant keys each value lies apart.
    let constants = call.arguments.dropLast().map(\.value.constant)
    if call.arguments.count > 1, constants.allSatisfy({ $0 != 0 }), let last = call.arguments.last {
      write(last.value, along: call.arguments.dropLast().map(\.value), of: object)
      return
    }
    let taints = call.arguments.reduce(Taints()) { $0.union(deepTaints($1.value)) }
    guard !taints.isEmpty else { return }
    add(step(taints, .stored, objectNode), toAll: object)
  }

  /// Under several keys, each in what lies under the one before: a section and an option.
  private func write(_ value: Value, along keys: [Value], of holder: Value) {
    guard let last = keys.last else { return }
    var holder = holder
    for key in keys.dropLast() {
      var inner = read(at: key, of: holder)
      if inner.objects.isEmpty {
        let id = make(.fields)
        fill(id) { $0.rest = Value(taints: inner.taints) }
        inner = Value(object: id)
        write(inner, at: key, of: holder)
      }
      holder = inner
    }
    write(value, at: last, of: holder)
  }

  // MARK: Methods

  /// A method of text or of a container; nil where it is neither.
  private func method(_ call: Call, _ object: Value, _ node: Int) -> Value? {
    let arguments = call.arguments.map(\.value)
    if let text = constant(object), case .text(let bytes) = text {
      let constants = arguments.compactMap { constant($0) }
      if constants.count == arguments.count, let folded = Folding.method(call.name, of: bytes, constants) {
        return program.constant(folded)
      }
      if call.name == "join", let first = arguments.first, deepTaints(first).isEmpty { return .unknown }
      if ["split", "toCharArray", "chars", "splitlines", "strip", "lines"].contains(call.name) { return .unknown }
    }
    if unit.dialect == .javascript, let result = scriptMethod(call, object, node) { return result }
    if Self.clean.contains(call.name) { return .unknown }
    if unit.dialect == .python, let result = pythonMethod(call, object, node) { return result }
    if emptied(call, object, node) { return .unknown }
    if let result = statics(call, object, node) { return result }
    if unit.dialect == .java || unit.dialect == .go, object.objects.isEmpty, arguments.count == 2,
      Self.keeping.contains(call.name), let objectNode = call.objectNode, tree[objectNode].kind == .name
    {
      // What is put there under a name is found there again, whatever it is.
      let held = holder(objectNode)
      if let id = held.onlyObject { change(id) { $0.isForeign = true } }
      return map(call, held, arguments)
    }
    guard object.objects.contains(where: { $0 > 0 && self.object($0)?.nature != nil }) else {
      return overElements(call, object, node)
    }
    let isSequence = object.objects.contains { self.object($0)?.nature == .sequence }
    if let result = isSequence ? list(call, object, arguments) : map(call, object, arguments) { return result }
    return overElements(call, object, node)
  }

  /// What tells of a thing without telling what is in it.
  private static let clean: Set<String> = [
    "length", "size", "count", "indexOf", "lastIndexOf", "isEmpty", "hashCode", "compareTo", "compareToIgnoreCase",
    "isdigit", "isalpha", "isalnum", "isnumeric", "isdecimal", "isspace", "islower", "isupper", "startswith",
    "endswith",
    "startsWith", "endsWith", "equals", "equalsIgnoreCase", "contains", "containsKey", "containsValue", "includes",
    "hasOwnProperty", "has", "every", "some", "matches", "charCodeAt", "codePointAt", "localeCompare", "hasNext",
    "hasMoreElements", "isPresent", "Len", "Cap", "find_index", "findIndex", "empty?", "include?", "nil?",
  ]

  private func list(_ call: Call, _ object: Value, _ arguments: [Value]) -> Value? {
    let first = arguments.first
    switch (call.name, arguments.count) {
    case ("append", 1), ("push", 1), ("add", 1), ("addLast", 1), ("offer", 1), ("enqueue", 1), ("addElement", 1),
      ("offerLast", 1), ("<<", 1):
      append(arguments[0], to: object)
      return object
    case ("push", _) where arguments.count > 1:
      for argument in arguments { append(argument, to: object) }
      return .unknown
    case ("appendleft", 1), ("unshift", 1), ("addFirst", 1), ("offerFirst", 1):
      insert(arguments[0], at: program.constant(.integer(0)), into: object)
      return .unknown
    case ("insert", 2), ("add", 2):
      insert(arguments[1], at: arguments[0], into: object)
      return .unknown
    case ("extend", 1), ("addAll", 1):
      extend(object, by: arguments[0])
      return .unknown
    case ("pop", 0), ("pollLast", 0), ("removeLast", 0): return take(from: object, at: nil)
    case ("popleft", 0), ("shift", 0), ("poll", 0), ("removeFirst", 0), ("remove", 0), ("pollFirst", 0), ("dequeue", 0):
      return take(from: object, at: program.constant(.integer(0)))
    case ("pop", 1): return take(from: object, at: first)
    case ("remove", 1) where first.flatMap({ constant($0)?.integer }) != nil && unit.dialect == .java:
      return take(from: object, at: first)
    case ("remove", 1):
      if let value = first, value.constant != 0, let (id, items) = sureItems(of: object),
        let place = items.firstIndex(where: { $0.constant == value.constant })
      {
        change(id) { $0.items?.remove(at: place) }
      } else {
        for id in object.objects { change(id) { $0.spill() } }
      }
      // In Java what is not known may be a position.
      if unit.dialect == .java, first.map({ $0.constant == 0 && $0.taints.isEmpty }) == true {
        return element(of: object, overKeys: false)
      }
      return .unknown
    case ("get", 1), ("at", 1), ("elementAt", 1), ("item", 1): return read(at: arguments[0], of: object)
    case ("getFirst", 0), ("first", 0), ("firstElement", 0): return read(at: program.constant(.integer(0)), of: object)
    case ("peek", 0), ("element", 0):
      // A stack's is the last, a queue's the first.
      return read(at: program.constant(.integer(0)), of: object).joined(
        read(at: program.constant(.integer(-1)), of: object))
    case ("getLast", 0), ("last", 0), ("lastElement", 0): return read(at: program.constant(.integer(-1)), of: object)
    case ("set", 2):
      write(arguments[1], at: arguments[0], of: object)
      return .unknown
    case ("clear", 0):
      clear(object)
      return .unknown
    case ("slice", _), ("subList", 2):
      let bounds = arguments.map { constant($0)?.integer }
      return slice(
        of: object, from: bounds.first ?? nil, to: bounds.count > 1 ? bounds[1] : nil,
        isKnown: bounds.allSatisfy { $0 != nil })
    case ("splice", _): return splice(object, arguments)
    case ("reverse", 0), ("reversed", 0):
      if let (id, _) = sureItems(of: object) {
        change(id) { $0.items?.reverse() }
      } else {
        for id in object.objects { change(id) { $0.spill() } }
      }
      return object
    case ("sort", _), ("sorted", _), ("shuffle", _):
      for id in object.objects { change(id) { $0.spill() } }
      return object
    case ("concat", 1...):
      var whole = object
      for argument in arguments {
        guard let longer = concatenated(whole, argument) else { return nil }
        whole = longer
      }
      return whole
    case ("copy", 0), ("clone", 0), ("toArray", _), ("toList", 0), ("flat", 0): return copy(object)
    case ("iterator", 0), ("stream", 0), ("values", 0), ("listIterator", 0), ("elements", 0), ("entries", 0),
      ("parallelStream", 0), ("descendingIterator", 0):
      return object
    case ("getKey", 0): return read(at: program.constant(.integer(0)), of: object)
    case ("getValue", 0): return read(at: program.constant(.integer(1)), of: object)
    case ("next", 0), ("nextElement", 0): return element(of: object, overKeys: false)
    case ("join", _):
      return Value(taints: arguments.reduce(deepTaints(object)) { $0.union(deepTaints($1)) })
    default: return nil
    }
  }

  private func splice(_ object: Value, _ arguments: [Value]) -> Value {
    guard let (id, items) = sureItems(of: object),
      let from = arguments.first.flatMap({ constant($0)?.integer }), (0...items.count).contains(from),
      let count = arguments.count > 1 ? constant(arguments[1])?.integer : items.count - from, count >= 0
    else {
      for argument in arguments.dropFirst(2) { append(argument, to: object) }
      for id in object.objects { change(id) { $0.spill() } }
      return Value(taints: deepTaints(object))
    }
    let range = from..<min(items.count, from + count)
    let taken = make(.sequence)
    fill(taken) { $0.items = Array(items[range]) }
    change(id) { $0.items?.replaceSubrange(range, with: arguments.dropFirst(2)) }
    return Value(object: taken)
  }

  private static let getters: Set<String> = [
    "Load", "Value",
    "get", "getOrDefault", "getProperty", "getAttribute", "getItem", "getString", "getValue", "getParameter", "fetch",
    "getlist", "getAll", "getOrElse",
  ]

  /// Methods that no thing has but one that keeps values under names.
  private static let keeping: Set<String> = [
    "put", "putIfAbsent", "putValue", "setAttribute", "setProperty", "addAttribute", "Store",
  ]

  private static let setters: Set<String> = [
    "Store", "addAttribute",
    "put", "set", "setProperty", "setAttribute", "setItem", "setdefault", "putIfAbsent", "replace", "setString",
    "putValue", "store", "setValue", "append",
  ]

  private func map(_ call: Call, _ object: Value, _ arguments: [Value]) -> Value? {
    let isInstance = object.objects.contains { id in
      if case .instance = self.object(id)?.nature { true } else { false }
    }
    if isInstance, arguments.isEmpty {
      // What a record is asked for.
      let held = object.objects.compactMap { self.object($0)?.fields[program.field(call.name)] }
      if held.count == object.objects.count, let first = held.first {
        return refined(held.dropFirst().reduce(first) { $0.joined($1) })
      }
    }
    if Self.setters.contains(call.name), arguments.count >= 2, !isInstance {
      let keys = arguments.dropLast().map(\.constant)
      let key = arguments[0]
      if keys.count > 1, keys.allSatisfy({ $0 != 0 }) {
        write(
          step(arguments[arguments.count - 1], .stored, call.objectNode ?? 0), along: Array(arguments.dropLast()),
          of: object)
        return .unknown
      }
      let held = read(at: key, of: object)
      if ["setdefault", "putIfAbsent"].contains(call.name) {
        if held.isPlain || held.isOpen { write(held.joined(arguments[arguments.count - 1]), at: key, of: object) }
        return read(at: key, of: object)
      }
      write(step(arguments[arguments.count - 1], .stored, call.objectNode ?? 0), at: key, of: object)
      return unit.dialect == .javascript ? object : held
    }
    if Self.getters.contains(call.name), !arguments.isEmpty, !isInstance {
      let keys = arguments.map(\.constant)
      let positional = call.arguments.filter { $0.name == nil }.map(\.value)
      var value = read(at: arguments[0], of: object)
      var instead = call.arguments.filter { ["fallback", "default"].contains($0.name) }.map(\.value)
      if instead.isEmpty { instead = Array(arguments.dropFirst()) }
      if positional.count > 1, keys[1] != 0, let inner = value.onlyObject, self.object(inner)?.nature == .fields {
        // By section and key.
        value = read(at: positional[1], of: value)
        if positional.count == arguments.count { instead.removeFirst() }
      }
      if let first = instead.first, value.isOpen || value.isPlain { value = value.joined(first) }
      return value
    }
    switch (call.name, arguments.count) {
    case ("update", 1), ("putAll", 1), ("merge", 1):
      merge(arguments[0], into: object)
      return .unknown
    case ("update", 0):
      for argument in call.arguments {
        if let name = argument.name, name != "**" {
          write(argument.value, at: program.constant(.text(name)), of: object)
        }
      }
      return .unknown
    case ("pop", 1...), ("remove", 1), ("delete", 1), ("removeAttribute", 1):
      guard !isInstance else { return nil }
      let value = read(at: arguments[0], of: object)
      if arguments[0].constant != 0 {
        let key = program.key(arguments[0].constant, unit.dialect)
        for id in object.objects {
          change(id) { $0.remove(key, isSure: object.onlyObject != nil) }
        }
      }
      return arguments.count > 1 ? value.joined(arguments[1]) : value
    case ("keys", 0), ("keySet", 0): return sequence(of: keys(of: object))
    case ("values", 0): return sequence(of: allValues(of: object))
    case ("items", 0), ("entries", 0), ("entrySet", 0): return entries(of: object)
    case ("clear", 0):
      clear(object)
      return .unknown
    case ("copy", 0), ("clone", 0): return copy(object)
    case ("add", 1), ("append", 1), ("push", 1), ("appendCodePoint", 1):
      guard !isInstance else { return nil }
      let told = step(arguments[0], .stored, call.objectNode ?? 0)
      for id in object.objects where id > 0 { change(id) { $0.rest = $0.rest.joined(told.opened) } }
      return object
    case ("computeIfAbsent", 2), ("computeIfPresent", 2), ("compute", 2), ("merge", 3):
      guard !isInstance, let made = arguments.last else { return nil }
      let held = read(at: arguments[0], of: object)
      var given = [arguments[0], held]
      if call.name == "merge" { given = [held, arguments[1]] }
      var value = callBack(made, given, call.arguments[0].node).joined(held)
      if call.name == "merge" { value = value.joined(arguments[1]) }
      write(value, at: arguments[0], of: object)
      return value
    case ("forEach", 1):
      _ = callBack(
        arguments[0],
        unit.dialect == .java ? [keys(of: object), allValues(of: object)] : [allValues(of: object), keys(of: object)],
        call.arguments[0].node)
      return .unknown
    default: return nil
    }
  }

  func sequence(of element: Value) -> Value {
    let id = make(.sequence)
    fill(id) { $0.rest = element.opened }
    return Value(object: id)
  }

  func allValues(of object: Value) -> Value {
    var result = Value(taints: object.taints)
    for id in object.objects {
      guard let held = self.object(id) else { continue }
      result = held.fields.values.reduce(result.joined(held.rest)) { $0.joined($1) }
    }
    return result
  }

  private func entries(of object: Value) -> Value {
    let pair = make(.sequence)
    let both = [keys(of: object), allValues(of: object).opened]
    fill(pair) { $0.items = both }
    return sequence(of: Value(object: pair))
  }

  /// Methods that call a function on each element, of lists, streams and what may be one.
  func overElements(_ call: Call, _ object: Value, _ node: Int) -> Value? {
    guard let handed = call.arguments.first(where: { !isData($0.value) || isClosure($0.value) })?.value else {
      if ["collect", "toList", "toArray", "iterator", "stream", "boxed", "findFirst", "findAny", "parallel"].contains(
        call.name),
        !object.objects.isEmpty
      {
        return call.name.hasPrefix("find") ? element(of: object, overKeys: false) : object
      }
      return nil
    }
    let element = element(of: object, overKeys: false)
    switch call.name {
    case "map", "flatMap", "mapToObj", "collect", "apply", "select":
      return sequence(of: callBack(handed, visited(element, object), node))
    case "filter", "find", "findLast", "takeWhile", "dropWhile", "reject", "detect", "limit", "peek", "distinct":
      let kept = guarded(handed, element, node)
      return call.name.hasPrefix("find") || call.name == "detect" ? kept : sequence(of: kept)
    case "forEach", "each", "forEachOrdered", "every", "some":
      _ = callBack(handed, visited(element, object), node)
      return .unknown
    case "reduce", "fold", "reduceRight", "inject":
      let given = call.arguments.first { !($0.value.objects == handed.objects) }?.value
      let start = given ?? element
      let first = callBack(handed, [start, element, .unknown, object], node)
      return first.joined(callBack(handed, [start.joined(first), element, .unknown, object], node)).joined(start)
    case "then":
      let result = callBack(handed, [object.objects.isEmpty ? object : element.joined(object)], node)
      return result
    case "catch", "finally":
      _ = callBack(handed, [.unknown], node)
      return object
    default: return nil
    }
  }

  /// What a function gets that is called on each element.
  private func visited(_ element: Value, _ object: Value) -> [Value] {
    unit.dialect == .javascript ? [element, .unknown, object] : [element]
  }

  func isClosure(_ value: Value) -> Bool {
    value.objects.contains { id in
      switch object(id)?.nature {
      case .closure, .bound: true
      default: false
      }
    }
  }

  /// The elements that a predicate lets through, as it leaves them.
  private func guarded(_ predicate: Value, _ element: Value, _ node: Int) -> Value {
    var element = element
    if element.number == 0, !element.taints.isEmpty { element.number = program.newNumber() }
    for id in predicate.objects {
      guard case .function(let function)? = program.entity(id), function.body != nil else { continue }
      let before = state
      let target = Call.Target(function: function, receiver: receiver)
      if let (whenTrue, whenFalse) = split(target, Call(arguments: [Argument(value: element, node: node)]), node) {
        if whenTrue.isDead {
          state = before
          return .unknown
        }
        state = whenTrue
        let kept = refined(element)
        state.join(whenFalse)
        var result = kept
        result.number = 0
        return result
      }
      state = before
    }
    _ = callBack(predicate, [element], node)
    element.number = 0
    return element
  }

  // MARK: What languages bring along

  /// `Math.max`, `Arrays.asList`, `Object.keys`, `json.loads` and their like: the receiver is no value.
  private func statics(_ call: Call, _ object: Value, _ node: Int) -> Value? {
    guard let objectNode = call.objectNode, tree[objectNode].kind == .name || tree[objectNode].kind == .member else {
      return nil
    }
    let arguments = call.arguments.map(\.value)
    let first = arguments.first ?? .unknown
    if unit.dialect == .go, let result = goStatics(unit.text(objectNode), call, arguments, first) { return result }
    switch (unit.text(objectNode), call.name) {
    case ("Object", "keys"): return sequence(of: keys(of: first))
    case ("Object", "values"): return sequence(of: allValues(of: first))
    case ("Object", "entries"): return entries(of: first)
    case ("Object", "assign"):
      for argument in arguments.dropFirst() { merge(argument, into: first) }
      return first
    case ("Object", "freeze"), ("Object", "seal"), ("Objects", "requireNonNull"), ("Promise", "resolve"),
      ("Array", "from"), ("Arrays", "stream"), ("Collections", "unmodifiableList"), ("Collections", "unmodifiableMap"),
      ("Collections", "unmodifiableSet"), ("List", "copyOf"), ("Set", "copyOf"), ("Map", "copyOf"), ("Stream", "of"),
      ("Optional", "of"), ("Optional", "ofNullable"), ("copy", "copy"), ("copy", "deepcopy"):
      if call.name == "from", arguments.count > 1 {
        return sequence(of: callBack(arguments[1], [element(of: first, overKeys: false)], node))
      }
      if call.name == "of" || call.name == "ofNullable" { return items(arguments) }
      return call.name.contains("copy") || call.name == "from" ? copy(first) : first
    case ("Arrays", "asList"), ("List", "of"), ("Set", "of"), ("Array", "of"), ("ImmutableList", "of"),
      ("ImmutableSet", "of"):
      if arguments.count == 1, first.objects.contains(where: { self.object($0)?.nature == .sequence }) { return first }
      return items(arguments)
    case ("Map", "of"):
      let id = make(.fields)
      fill(id) { $0.isClosed = true }
      for index in stride(from: 0, to: arguments.count - 1, by: 2) {
        write(arguments[index + 1], at: arguments[index], of: Value(object: id))
      }
      return Value(object: id)
    case ("Map", "entry"): return items(arguments)
    case ("Map", "ofEntries"):
      let id = make(.fields)
      fill(id) { $0.isClosed = true }
      for argument in arguments {
        if let pair = argument.onlyObject.flatMap({ self.object($0)?.items }), pair.count == 2 {
          write(pair[1], at: pair[0], of: Value(object: id))
        } else {
          add(deepTaints(argument), toAll: Value(object: id))
        }
      }
      return Value(object: id)
    case ("Promise", "all"): return first
    case ("Math", _), ("Number", _), ("Integer", "parseInt"), ("Integer", "valueOf"), ("Long", "parseLong"),
      ("Long", "valueOf"), ("Double", "parseDouble"), ("Boolean", "parseBoolean"), ("Boolean", "valueOf"),
      ("Float", "parseFloat"), ("Short", "parseShort"), ("Double", "valueOf"), ("Array", "isArray"), ("math", _),
      ("UUID", "fromString"), ("Character", "isDigit"), ("Character", "isLetterOrDigit"):
      return folded(call.name, first) ?? .unknown
    case ("String", "valueOf"):
      if let known = constant(first) { return program.constant(.text(known.shown(capitalised: false))) }
      return Value(taints: deepTaints(first))
    case ("functools", "partial"): return partial(call)
    case ("asyncio", "run"), ("asyncio", "wait_for"), ("asyncio", "create_task"): return first
    default: return nil
    }
  }

  /// Of Go's own packages.
  private func goStatics(_ package: String, _ call: Call, _ arguments: [Value], _ first: Value) -> Value? {
    switch (package, call.name) {
    case ("errors", "New"), ("fmt", "Errorf"):
      // An error, and not nothing.
      let id = make(.fields)
      let taints = arguments.reduce(Taints()) { $0.union(deepTaints($1)) }
      fill(id) { $0.rest = Value(taints: taints) }
      var value = Value(object: id)
      value.taints = taints
      return value
    case ("errors", "As"):
      if arguments.count == 2 { _ = store(first, behind: arguments[1]) }
      return .unknown
    case ("context", "WithValue"):
      guard arguments.count == 3 else { return nil }
      let context = first.objects.isEmpty ? Value(object: make(.fields)) : copy(first)
      if let id = context.onlyObject, first.objects.isEmpty { fill(id) { $0.rest = Value(taints: first.taints) } }
      write(arguments[2], at: arguments[1], of: context)
      return context
    case ("strings", _), ("bytes", _):
      if call.name == "Cut", arguments.count == 2 {
        let part = Value(taints: deepTaints(first))
        return items([part, part, .unknown])
      }
      if let name = Self.textFunctions[call.name], case .text(let text)? = constant(first) {
        let rest = arguments.dropFirst().compactMap { constant($0) }
        if rest.count == arguments.count - 1, let folded = Folding.method(name, of: text, rest) {
          return program.constant(folded)
        }
      }
      return Self.textQuestions.contains(call.name) ? .unknown : nil
    default: return nil
    }
  }

  private static let textFunctions = [
    "HasPrefix": "startsWith", "HasSuffix": "endsWith", "Contains": "contains", "ToUpper": "upper",
    "ToLower": "lower", "TrimSpace": "trim", "Index": "indexOf", "Repeat": "repeat", "ReplaceAll": "replaceAll",
    "EqualFold": "equalsIgnoreCase",
  ]

  private static let textQuestions: Set<String> = [
    "HasPrefix", "HasSuffix", "Contains", "ContainsAny", "ContainsRune", "EqualFold", "Index", "IndexByte",
    "IndexAny", "IndexRune", "LastIndex", "Count", "Compare",
  ]

  /// A thing that texts are put into holds nothing any more.
  private func emptied(_ call: Call, _ object: Value, _ node: Int) -> Bool {
    let arguments = call.arguments.map(\.value)
    func isZero(_ index: Int) -> Bool { index < arguments.count && constant(arguments[index])?.integer == 0 }
    func isWhole(_ index: Int) -> Bool {
      // The length of the thing itself.
      guard index < call.arguments.count, let objectNode = call.objectNode, tree[objectNode].kind == .name else {
        return false
      }
      let end = call.arguments[index].node
      guard tree[end].kind == .call, let callee = tree.child(end, .callee), let inner = tree.child(callee, .object),
        let field = tree.child(callee, .field)
      else { return false }
      return tree[inner].symbol == tree[objectNode].symbol && unit.text(field) == "length"
    }
    switch (unit.dialect, call.name, arguments.count) {
    case (.go, "Reset", 0): break
    case (.go, "Truncate", 1) where isZero(0): break
    case (.java, "setLength", 1) where isZero(0): break
    case (.java, "delete", 2) where isZero(0) && isWhole(1): break
    case (.java, "replace", 3) where isZero(0) && isWhole(1): break
    default: return false
    }
    guard let objectNode = call.objectNode, tree[objectNode].kind == .name else { return false }
    for id in object.objects where id > 0 && object.onlyObject != nil {
      change(id) { held in
        held.rest = .unknown
        held.fields = [:]
        if held.items != nil { held.items = [] }
      }
    }
    var left = object
    left.taints = call.name == "replace" ? deepTaints(arguments[2]) : Taints()
    left.constant = 0
    left.number = 0
    assign(objectNode, left, at: node)
    return true
  }

  private func items(_ values: [Value]) -> Value {
    let id = make(.sequence)
    fill(id) { $0.items = values }
    return Value(object: id)
  }

  private func folded(_ name: String, _ value: Value) -> Value? {
    guard let text = constant(value)?.string, ["parseInt", "valueOf", "parseLong"].contains(name),
      let number = Int(text)
    else {
      return nil
    }
    return program.constant(.integer(number))
  }

  /// A function of the language's own; nil where it is none of those that are told apart.
  private func function(_ call: Call, _ node: Int) -> Value? {
    let arguments = call.arguments.map(\.value)
    let first = arguments.first ?? .unknown
    switch unit.dialect {
    case .python: return pythonFunction(call, arguments, first, node)
    case .javascript:
      if let result = scriptFunction(call, node) { return result }
      switch call.name {
      case "parseInt", "parseFloat", "Number", "Boolean", "isNaN", "isFinite", "BigInt":
        return folded("parseInt", first) ?? .unknown
      case "String":
        if let known = constant(first) { return program.constant(.text(known.shown(capitalised: false))) }
        return Value(taints: deepTaints(first))
      case "setTimeout", "setImmediate", "queueMicrotask", "setInterval":
        _ = callBack(first, Array(arguments.dropFirst(2)), node)
        return Value.unknown
      default: return nil
      }
    case .go:
      switch call.name {
      case "len", "cap": return length(of: first).map { program.constant(.integer($0)) } ?? .unknown
      case "make", "new":
        guard let type = tree.children(node).first(where: { tree[$0].role == .argument }) else { return nil }
        let isMap = unit.text(type).hasPrefix("map")
        let id = make(unit.text(type).hasPrefix("[") || unit.text(type).hasPrefix("slice") ? .sequence : .fields)
        if isMap { fill(id) { $0.isClosed = true } }
        if !isMap, arguments.count == 1 || constant(arguments[1])?.integer == 0 {
          fill(id) { if $0.nature == .sequence { $0.items = [] } }
        }
        return Value(object: id)
      case "append":
        let result = first.objects.isEmpty ? Value(object: make(.sequence)) : copy(first)
        if first.objects.isEmpty, let id = result.onlyObject {
          fill(id) { $0.rest = Value(taints: first.taints) }
          if first.isPlain || constant(first) == .null { fill(id) { $0.items = [] } }
        }
        for argument in call.arguments.dropFirst() {
          if argument.isSpread { extend(result, by: argument.value) } else { append(argument.value, to: result) }
        }
        return result
      case "copy":
        if arguments.count == 2 { add(deepTaints(arguments[1]), toAll: first) }
        return .unknown
      case "delete":
        if arguments.count == 2, arguments[1].constant != 0 {
          let key = program.key(arguments[1].constant, unit.dialect)
          for id in first.objects { change(id) { $0.remove(key, isSure: first.onlyObject != nil) } }
        }
        return .unknown
      case "panic":
        if let frame = frames.indices.last(where: { !frames[$0].deferred.isEmpty }) {
          frames[frame].panicState.join(state)
          frames[frame].panic = frames[frame].panic.map { $0.joined(first) } ?? first
        }
        state.isDead = true
        return .unknown
      case "recover":
        for frame in frames.indices { frames[frame].isRecovered = true }
        return (panicking ?? .unknown).opened
      case "clear":
        clear(first)
        return .unknown
      case "min", "max": return arguments.dropFirst().reduce(first) { $0.joined($1) }
      case "string":
        return constant(first) == nil ? nil : first
      case "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float32",
        "float64", "bool":
        return .unknown
      default: return nil
      }
    default: return nil
    }
  }

  private func pythonFunction(_ call: Call, _ arguments: [Value], _ first: Value, _ node: Int) -> Value? {
    if let result = pythonImported(call, node) { return result }
    switch call.name {
    case "len": return length(of: first).map { program.constant(.integer($0)) } ?? .unknown
    case "int", "float", "bool", "complex", "ord", "hash", "id", "isinstance", "issubclass", "hasattr", "callable",
      "round", "abs", "divmod", "pow", "any", "all":
      if call.name == "int", let text = constant(first)?.string, let number = Int(text) {
        return program.constant(.integer(number))
      }
      return .unknown
    case "str":
      if let known = constant(first), arguments.count == 1 {
        return program.constant(.text(known.shown(capitalised: true)))
      }
      return Value(taints: deepTaints(text(of: first, node)))
    case "range":
      // A few turns are known one by one.
      let bounds = arguments.compactMap { constant($0)?.integer }
      guard bounds.count == arguments.count, bounds.allSatisfy({ abs($0) < 1 << 30 }), let last = bounds.last else {
        return .unknown
      }
      let first = bounds.count == 2 ? bounds[0] : 0
      guard bounds.count <= 2, last - first <= 64 else { return .unknown }
      return items((first..<max(first, last)).map { program.constant(.integer($0)) })
    case "list", "tuple", "iter", "frozenset", "set", "deque":
      if arguments.isEmpty { return items([]) }
      if first.objects.isEmpty { return nil }
      if first.objects.contains(where: { object($0)?.nature == .sequence }) {
        return call.name == "iter" ? first : copy(first)
      }
      return sequence(of: element(of: first, overKeys: false))
    case "sorted", "reversed":
      guard let id = first.onlyObject, let items = object(id)?.items, call.name == "reversed" else {
        return sequence(of: element(of: first, overKeys: false))
      }
      return self.items(items.reversed())
    case "dict", "OrderedDict":
      let id = make(.fields)
      fill(id) { $0.isClosed = true }
      let whole = Value(object: id)
      for argument in call.arguments {
        if let name = argument.name, name != "**" {
          write(argument.value, at: program.constant(.text(name)), of: whole)
        } else {
          merge(argument.value, into: whole)
        }
      }
      return whole
    case "enumerate":
      let pair = items([.unknown, element(of: first, overKeys: false).opened])
      return sequence(of: pair)
    case "zip":
      let pair = items(arguments.map { element(of: $0, overKeys: false).opened })
      return sequence(of: pair)
    case "map" where arguments.count > 1:
      let over = arguments.dropFirst().map { element(of: $0, overKeys: false) }
      if isData(first) && !isClosure(first) { return nil }
      return sequence(of: callBack(first, over, node))
    case "filter" where arguments.count > 1:
      return sequence(of: guarded(first, element(of: arguments[1], overKeys: false), node))
    case "next":
      let value = element(of: first, overKeys: false)
      return arguments.count > 1 ? value.joined(arguments[1]) : value
    case "getattr":
      guard arguments.count > 1, let name = constant(arguments[1])?.string else { return nil }
      let value = read(field: tree.symbols.find(name), of: first, at: node)
      return arguments.count > 2 ? value.joined(arguments[2]) : value
    case "setattr":
      guard arguments.count > 2 else { return nil }
      if let name = constant(arguments[1])?.string {
        write(arguments[2], key: program.field(name), of: first)
      } else {
        add(deepTaints(arguments[2]), toAll: first)
      }
      return .unknown
    case "partial": return partial(call)
    case "exit", "quit":
      state.isDead = true
      return .unknown
    case "print", "super", "type": return .unknown
    default: return nil
    }
  }

  /// A function with some of its arguments given.
  private func partial(_ call: Call) -> Value? {
    guard let id = call.arguments.first?.value.onlyObject, case .function? = program.entity(id) else { return nil }
    let object = make(.closure(id, id))
    fill(object) { $0.items = call.arguments.dropFirst().filter { $0.name == nil }.map(\.value) }
    for argument in call.arguments.dropFirst() {
      if let name = argument.name { fill(object) { $0.fields[program.field(name)] = argument.value } }
    }
    return Value(object: object)
  }
}
