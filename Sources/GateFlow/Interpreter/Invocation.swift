import GateModel
import GateSyntax

/// Calls of functions whose bodies are known.
extension Interpreter {
  func invoke(_ target: Call.Target, _ call: Call, _ node: Int) -> Value {
    let function = target.function
    guard isDeep || program.reach != .function else { return .unknown }
    if isDeep, target.closure == nil, isLarge(function), function.reach != nil, !sharesData() {
      // Nothing goes in, and nothing that is asked for is in there.
      if program.isInert(function), carriesNothing(target, call), spend() {
        invoked.insert(ObjectIdentifier(function))
        return .unknown
      }
      if let value = summarised(target, call, node) { return value }
    }
    // What carries nothing gives the same each time.
    let isPlain =
      isDeep && target.closure == nil && !function.isWithinFunction && target.receiver.objects.allSatisfy { $0 < 0 }
      && call.arguments.allSatisfy {
        $0.value.taints.isEmpty && $0.value.objects.isEmpty && !$0.isSpread && $0.name == nil
      }
    guard isPlain else {
      if isDeep, isQuiet(target, call) { return quietly(target, call, node) }
      return enter(function, call.arguments, receiver: target.receiver, at: node, closure: target.closure)
    }
    let key = CallKey(function: ObjectIdentifier(function), constants: call.arguments.map(\.value.constant))
    if let known = program.results[key], spend() {
      invoked.insert(ObjectIdentifier(function))
      state.isDead = known.isDead
      return known.value
    }
    let (changes, told, fuel) = (changesObjects, findings, limits)
    changesObjects = false
    let variables = state.variables
    let value = enter(function, call.arguments, receiver: target.receiver, at: node)
    // What a function of another file does with nothing from here is that file's own matter.
    if function.unit !== unit { findings = told }
    let isPure =
      !changesObjects && value.objects.allSatisfy { $0 < 0 } && limits == fuel
      && (state.isDead || state.variables.count == variables.count) && !isOnStack(function)
    changesObjects = changes || changesObjects
    if isPure { program.results[key] = CallResult(value: value, isDead: state.isDead) }
    return value
  }

  /// Functions below this many nodes are run each time: what they do to things without data may tell later.
  private static let small = 60

  /// Nothing goes into it that carries anything, or could be called: all that can come of it is its own.
  private func isQuiet(_ target: Call.Target, _ call: Call) -> Bool {
    let function = target.function
    guard target.closure == nil, !function.isWithinFunction, !function.isGenerator, isLarge(function),
      !program.stained.contains(ObjectIdentifier(function))
    else { return false }
    return !isConstructor(function) && carriesNothing(target, call)
  }

  func isConstructor(_ function: Function) -> Bool {
    guard let holder = function.holder, let name = function.name else { return false }
    return function.unit.dialect.isConstructor(function.unit.tree.symbols.string(name), of: holder.nameText)
  }

  func isLarge(_ function: Function) -> Bool {
    Int(function.unit.tree[function.node].end) - function.node > Self.small
  }

  private func carriesNothing(_ target: Call.Target, _ call: Call) -> Bool {
    ([target.receiver] + call.arguments.map(\.value)).allSatisfy { value in
      value.taints.isEmpty && isData(value, allowingTypes: true) && deepTaints(value).isEmpty
    }
  }

  /// Runs a quiet call once for all of its like in a file. The first leaves what it does; the next give what the first gave.
  private func quietly(_ target: Call.Target, _ call: Call, _ node: Int) -> Value {
    let key = CallKey(
      function: ObjectIdentifier(target.function), constants: call.arguments.map(\.value.constant), isQuiet: true)
    if let known = program.results[key], spend() {
      invoked.insert(ObjectIdentifier(target.function))
      state.isDead = known.isDead
      var value = known.value
      value.objects = value.objects + known.types.map { type in make(.instance(type)) }
      value.objects.sort()
      return value
    }
    let (told, outerOldest, outerStains) = (findings, oldest, isStained)
    oldest = program.lastObject
    isStained = false
    let value = enter(target.function, call.arguments, receiver: target.receiver, at: node)
    if target.function.unit !== unit { findings = told }
    if isStained {
      program.stained.insert(ObjectIdentifier(target.function))
    } else if !isOnStack(target.function) {
      var kept = value
      kept.taints = deepTaints(value)
      kept.number = 0
      kept.objects = value.objects.filter { $0 < 0 }
      let types = value.objects.compactMap { id -> Int32? in
        if case .instance(let type) = object(id)?.nature { type } else { nil }
      }
      if kept.objects.count + types.count < value.objects.count { kept.isOpen = true }
      program.results[key] = CallResult(value: kept, isDead: state.isDead, types: types)
    }
    (oldest, isStained) = (outerOldest, outerStains || isStained)
    return value
  }

  /// Data is put into something that stood before the quiet call at work.
  func stain(_ value: Value, _ holder: Value) {
    guard oldest > 0, !isStained, !deepTaints(value).isEmpty else { return }
    if holder.objects.contains(where: { $0 <= oldest }) { isStained = true }
  }

  private func isOnStack(_ function: Function) -> Bool { frames.contains { $0.function === function } }

  /// A call as a condition: where it is true, and where it is not. Nil where it cannot be run.
  func split(_ target: Call.Target, _ call: Call, _ node: Int) -> (State, State)? {
    let before = state
    var outcome: (whenTrue: State, whenFalse: State)?
    _ = enter(
      target.function, call.arguments, receiver: target.receiver, at: node, closure: target.closure
    ) { outcome = $0 }
    guard let outcome else {
      state = before
      return nil
    }
    return outcome
  }

  /// Go: the results of a call, whose last says by being something that it went wrong; and what follows from that.
  func tried(_ node: Int) -> Value? {
    guard isDeep, unit.dialect == .go, tree[node].kind == .call, unit.marks[node].isEmpty, depth < Self.deepest - 20
    else { return nil }
    let callee = tree.child(node, .callee)
    guard let callee, tree[callee].kind == .name || tree[callee].kind == .member else { return nil }
    let call = prepare(node)
    guard call.targets.count == 1, let target = call.targets.first, target.function.body != nil,
      target.function.returnsError, call.arguments.contains(where: { !deepTaints($0.value).isEmpty })
    else { return finish(call, node) }
    let before = state
    var outcome: (whenTrue: State, whenFalse: State)?
    var value = step(
      enter(
        target.function, call.arguments, receiver: target.receiver, at: node, closure: target.closure,
        splitsByError: true
      ) { outcome = $0 }, .returned, node)
    guard let outcome, !state.isDead else { return value }
    let facts = State.Outcome(
      whenTrue: outcome.whenTrue.learnt(since: before), whenFalse: outcome.whenFalse.learnt(since: before))
    guard !facts.whenTrue.isEmpty || !facts.whenFalse.isEmpty else { return value }
    let number = program.newNumber()
    state.outcomes[number] = facts
    if let id = value.onlyObject, let items = object(id)?.items, let last = items.last {
      var last = last
      last.number = number
      change(id) { $0.items?[items.count - 1] = last }
    } else {
      value.number = number
    }
    return value
  }

  /// Runs a function's body with some arguments. Without a call nothing is known of them.
  func enter(
    _ function: Function, _ arguments: [Argument], receiver object: Value, at node: Int?, closure: Int32? = nil,
    splitsByError: Bool = false, splitting: (((whenTrue: State, whenFalse: State)) -> Void)? = nil
  ) -> Value {
    invoked.insert(ObjectIdentifier(function))
    guard let body = function.body, !state.isDead else { return .unknown }
    // The third time round nothing comes back; what the first two gave is what it gives.
    if frames.filter({ $0.function === function }).count >= 2 {
      state.isDead = true
      return .unknown
    }
    guard frames.count < Self.deepestCall, depth < Self.deepest - 20 else {
      limits.insert("calls nested too deep were not followed")
      return Value(taints: arguments.reduce(Taints()) { $0.union(deepTaints($1.value)) })
    }
    let outer = (unit: unit, receiver: receiver, recorded: recorded, inputs: inputs, context: context)
    context = context &* 31 &+ Int64(node ?? function.node)
    unit = function.unit
    receiver = object
    recorded = [:]
    inputs = [:]
    let arguments = widened(completed(arguments, closure), function)
    let saved = setAside(function, closure)
    frames.append(
      Frame(
        function: function, splits: splitting == nil ? nil : (.dead, .dead), constants: arguments.map(\.value.constant))
    )
    frames[frames.count - 1].splitsByError = splitsByError
    bind(function, arguments, isCalled: node != nil)
    run(body, of: function)
    finish()
    if splitsByError, let splits = frames.last?.splits {
      splitting?((restored(splits.whenTrue, saved), restored(splits.whenFalse, saved)))
    } else if let splits = frames.last?.splits {
      // What falls through the end is nothing, and false.
      var missed = splits.whenFalse
      missed.join(state)
      state = splits.whenTrue
      state.join(missed)
      if frames.last?.returns == nil { splitting?((restored(splits.whenTrue, saved), restored(missed, saved))) }
      tested = frames.last?.tested ?? .unknown
    }
    if isDeep { runInner(function) }
    let frame = frames.removeLast()
    var value = frame.returns ?? (isDeep && frame.yields == nil ? program.constant(.null) : .unknown)
    if function.isGenerator, let yields = frame.yields {
      let id = make(.sequence)
      fill(id) { $0.rest = yields.opened }
      value = Value(object: id)
    }
    value = keeping(value, of: function)
    if isDeep { release(Set(saved.own.keys)) }
    state = restored(state, saved)
    (unit, receiver, recorded, inputs, context) = outer
    return refined(value)
  }

  private func run(_ body: Int, of function: Function) {
    let isExpression = tree[body].kind != .block
    let only = tree.firstChild(body).flatMap { tree.sibling($0) == nil ? $0 : nil }
    if isExpression, let splits = frames.last?.splits, splits.whenTrue.isDead, splits.whenFalse.isDead {
      let (whenTrue, whenFalse) = branch(body)
      frames[frames.count - 1].splits = (whenTrue, whenFalse)
      frames[frames.count - 1].tested = tested
      state.isDead = true
    } else if isExpression {
      give(evaluate(body))
      state.isDead = true
    } else if tree[function.node].kind == .lambda, unit.dialect == .java, tree[body].flags.contains(.implicit),
      let only,
      unit.file.syntax.isExpression(only)
    {
      give(evaluate(only))
      state.isDead = true
    } else if unit.dialect == .ruby {
      let value = evaluate(body)
      if !state.isDead {
        give(value)
        state.isDead = true
      }
    } else {
      execute(body)
    }
  }

  /// Functions within one that nobody called are run on what it leaves.
  private func runInner(_ function: Function) {
    guard tree[function.node].end > UInt32(function.node) + 1, program.isDeep else { return }
    let after = state
    let functions = unit.allFunctions
    var index = functions.partitionPoint { $0.node > function.node }
    while index < functions.count, functions[index].node < Int(tree[function.node].end) {
      let inner = functions[index]
      index += 1
      guard !invoked.contains(ObjectIdentifier(inner)), inner.body != nil, frames.count < Self.deepestCall - 1 else {
        continue
      }
      state = after
      state.isDead = false
      let object = inner.holder.map { instance(of: $0) } ?? receiver
      _ = enter(inner, [], receiver: object, at: nil)
      while index < functions.count, functions[index].node < Int(tree[inner.node].end) { index += 1 }
    }
    state = after
  }

  /// Of a function that is at work already: what is another constant each time may be any.
  private func widened(_ arguments: [Argument], _ function: Function) -> [Argument] {
    guard isDeep, let first = frames.last(where: { $0.function === function })?.constants else { return arguments }
    return arguments.enumerated().map { index, argument in
      guard argument.value.constant != 0, index >= first.count || first[index] != argument.value.constant else {
        return argument
      }
      var argument = argument
      argument.value = argument.value.opened
      return argument
    }
  }

  /// With those that were given before (`functools.partial`).
  private func completed(_ arguments: [Argument], _ closure: Int32?) -> [Argument] {
    guard let closure, let object = object(closure), let first = object.items ?? (object.fields.isEmpty ? nil : [])
    else {
      return arguments
    }
    let names = object.fields.compactMap { key, value -> Argument? in
      guard let name = program.constants[key.number / 2].string else { return nil }
      return Argument(value: value, name: name, node: 0)
    }
    return first.map { Argument(value: $0, node: 0) } + arguments + names
  }

  // MARK: Variables of a call

  /// Where a closure's variables are kept.
  private func captures(of closure: Int32) -> (id: Int32, object: Object)? {
    guard let own = object(closure) else { return nil }
    if case .closure(_, let home) = own.nature, home > 0, home != closure, let shared = object(home) {
      return (home, shared)
    }
    return (closure, own)
  }

  private struct Saved {
    /// Of the function's own variables what they held before.
    var own: [Int: Value?] = [:]
    /// What a closure brought with it.
    var captured: [Int: Value?] = [:]
    var closure: Int32?
  }

  private func setAside(_ function: Function, _ closure: Int32?) -> Saved {
    var saved = Saved(closure: closure)
    for declaration in function.declarations {
      let variable = unit.variable(declaration)
      // A result of the function around it is that one's.
      if unit.isResult(declaration), !function.results.contains(variable) { continue }
      saved.own[variable] = .some(state.variables.removeValue(forKey: variable))
    }
    if let closure, let object = captures(of: closure)?.object {
      for (variable, value) in object.captures where variable != -1 {
        saved.captured[variable] = .some(state.variables[variable])
        state.variables[variable] = value
      }
    }
    return saved
  }

  private func restored(_ state: State, _ saved: Saved) -> State {
    var state = state
    guard !state.isDead else { return state }
    if let closure = saved.closure, let home = captures(of: closure)?.id,
      var object = state.objects[home] ?? object(home)
    {
      for (variable, before) in saved.captured {
        object.captures[variable] = state.variables[variable] ?? .unknown
        state.variables[variable] = before
      }
      state.objects.put(object, as: home)
    }
    for (variable, before) in saved.own { state.variables[variable] = before }
    return state
  }

  /// A function that leaves the one around it takes along what it uses of it.
  private func keeping(_ value: Value, of function: Function) -> Value {
    guard isDeep, !state.isDead else { return value }
    guard !function.captured.isEmpty || !receiver.objects.isEmpty else { return value }
    let tree = unit.tree
    // What they take along is the same for all of them.
    var shared: Int32?
    func kept(_ id: Int32) -> Int32 {
      guard case .function(let inner) = program.entity(id), inner.unit === unit, inner.node > function.node,
        inner.node < Int(tree[function.node].end)
      else { return id }
      let home = shared ?? make(.fields)
      if shared == nil {
        shared = home
        for declaration in function.captured {
          let variable = unit.variable(declaration)
          let held = state.variables[variable] ?? .unknown
          fill(home) { $0.captures[variable] = held }
        }
      }
      let object = make(.closure(id, home))
      fill(object) { $0.captures[-1] = receiver }
      return object
    }
    var value = value
    value.objects = value.objects.map(kept).sorted()
    // Also those that an object holds which leaves.
    for id in value.objects where id > 0 {
      guard let object = state.objects[id] else { continue }
      for (key, held) in object.fields where held.objects.contains(where: { $0 < 0 }) {
        var held = held
        held.objects = held.objects.map(kept).sorted()
        fill(id) { $0.fields[key] = held }
      }
      if let items = object.items, items.contains(where: { $0.objects.contains { $0 < 0 } }) {
        let kept = items.map { item in
          var item = item
          item.objects = item.objects.map(kept).sorted()
          return item
        }
        fill(id) { $0.items = kept }
      }
    }
    return value
  }

  // MARK: Parameters

  private func bind(_ function: Function, _ arguments: [Argument], isCalled: Bool) {
    var parameters = function.parameters[...]
    if let own = function.ownParameter {
      assign(own, receiver, at: own)
      parameters = parameters.dropFirst()
    }
    if let own = function.receiver {
      var object = receiver
      // A method of the value gets a copy.
      object.isCopied = function.parameterType(of: own).map { tree[$0].kind != .unary } ?? false
      assign(own, marked(object, own), at: own)
    }
    guard isCalled else {
      for parameter in parameters { entry(parameter) }
      keepFields(function)
      return
    }
    bindArguments(function, arguments)
    var positional = flattened(arguments.filter { $0.name == nil })[...]
    // `f(g())` hands on all results of `g`.
    if unit.dialect == .go, positional.count == 1, parameters.count > 1, let first = positional.first,
      let items = positions(of: first.value), items.count == parameters.count
    {
      let node = first.node
      positional = items.map { Argument(value: $0, node: node) }[...]
    }
    var named: [String: Argument] = [:]
    var more: [Argument] = []
    for argument in arguments {
      if let name = argument.name, name != "**" {
        named[name] = argument
      } else if argument.name == "**" {
        more.append(argument)
      }
    }
    defer { keepFields(function) }
    for parameter in parameters {
      guard let target = parameter.target else { continue }
      if parameter.isKeywordRest {
        let id = make(.fields)
        for (name, argument) in named {
          write(argument.value, key: program.key(program.constants.number(.text(name)), .python), of: Value(object: id))
        }
        for argument in more { merge(argument.value, into: Value(object: id)) }
        assign(target, Value(object: id), at: target)
      } else if parameter.isRest {
        let id = make(.sequence)
        if positional.contains(where: \.isSpread) {
          let all = positional.reduce(Value.unknown) {
            $0.joined($1.isSpread ? element(of: $1.value, overKeys: false) : $1.value)
          }
          fill(id) { $0.rest = all }
        } else {
          let items = positional.map { step($0.value, .passed, target) }
          fill(id) { $0.items = items }
        }
        positional = []
        assign(target, Value(object: id), at: target)
      } else if let argument = positional.first {
        if argument.isSpread {
          // Positions are not known from here on.
          take(element(of: argument.value, overKeys: false), parameter)
        } else {
          positional = positional.dropFirst()
          take(argument.value, parameter)
        }
      } else if let argument = named.removeValue(forKey: unit.text(target)) {
        take(argument.value, parameter)
      } else if let spread = more.first {
        let key = program.key(program.constants.number(.text(unit.text(target))), .python)
        let held = spread.value.onlyObject.flatMap { object($0)?.fields[key] }
        take(held ?? Value(taints: deepTaints(spread.value)), parameter)
      } else if let initial = parameter.initial {
        assign(target, marked(evaluate(initial), target), at: target)
      } else {
        assign(target, marked(.unknown, target), at: target)
      }
    }
  }

  /// Parameters that are fields as well.
  private func keepFields(_ function: Function) {
    for parameter in function.parameters where parameter.isField {
      guard let target = parameter.target, tree[target].kind == .name else { continue }
      write(state.variables[variable(of: target)] ?? .unknown, field: tree[target].symbol, of: receiver)
    }
  }

  /// `arguments`, where a function speaks of it.
  private func bindArguments(_ function: Function, _ arguments: [Argument]) {
    guard unit.dialect == .javascript, isDeep,
      tree[function.node].kind == .function || tree[function.node].kind == .lambda
    else { return }
    let word = tree.symbols.find("arguments")
    guard word != .absent, (function.node..<Int(tree[function.node].end)).contains(where: { tree[$0].symbol == word })
    else { return }
    let id = make(.sequence)
    let items = flattened(arguments).map(\.value)
    fill(id) { $0.items = items }
    state.variables[unit.undeclared(word)] = Value(object: id)
  }

  /// Lists that are known are as good as their elements.
  private func flattened(_ arguments: [Argument]) -> [Argument] {
    arguments.flatMap { argument -> [Argument] in
      guard argument.isSpread, let id = argument.value.onlyObject, let items = object(id)?.items else {
        return [argument]
      }
      return items.map { Argument(value: $0, node: argument.node) }
    }
  }

  private func take(_ value: Value, _ parameter: Function.Parameter) {
    guard let target = parameter.target else { return }
    var value = step(value, .passed, target)
    if let initial = parameter.initial, constant(value) == .null, unit.dialect == .javascript {
      value = value.joined(evaluate(initial))
    }
    if let type = tree.child(parameter.node, .type), isNumberType(type), isDeep { value.taints = Taints() }
    assign(target, marked(value, target), at: target)
  }

  /// A parameter of a function that nobody is seen to call.
  private func entry(_ parameter: Function.Parameter) {
    guard let target = parameter.target else { return }
    var value = marked(.unknown, target)
    if isDeep, let initial = parameter.initial { value = value.joined(evaluate(initial).opened) }
    if parameter.node != target, unit.marks[parameter.node].contains(.source) {
      value.taints.formUnion(marked(.unknown, parameter.node).taints)
    }
    if let type = tree.child(parameter.node, .type) {
      if isNumberType(type), isDeep { value.taints = Taints() }
      value = given(type, value)
    }
    if tree[target].kind == .name {
      assign(target, value, at: target)
    } else {
      assign(target, value, at: target)
      // Names that are taken out of it may be marked themselves.
      for inner in target..<Int(tree[target].end) where unit.marks[inner].contains(.source) {
        var name = inner
        if tree[name].kind == .pair, let held = tree.child(name, .value) { name = held }
        if tree[name].kind == .assign, let held = tree.child(name, .target) { name = held }
        if tree[name].kind == .name { assign(name, marked(value, inner), at: target) }
      }
    }
  }
}
