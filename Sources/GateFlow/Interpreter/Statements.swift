import GateModel
import GateSyntax

extension Interpreter {
  /// The children that are statements, in order.
  func execute(children node: Int) {
    var child = node + 1
    let end = Int(tree[node].end)
    while child < end {
      if !state.isDead || tree[child].kind == .function { execute(child) }
      let done = child
      child = Int(tree[child].end)
      // Its `else` is a loop's own.
      if child < end, tree[child].kind == .block, [.forEach, .whileLoop].contains(tree[done].kind),
        let last = lastly(of: done)
      {
        child = Int(tree[last].end)
      }
    }
  }

  /// One statement. Nothing comes of what is never reached.
  func execute(_ node: Int) {
    guard !state.isDead, depth < Self.deepest, spend() else {
      if depth >= Self.deepest { limits.insert("code nested too deep was not followed") }
      return
    }
    depth += 1
    defer { depth -= 1 }
    if !handlers.isEmpty { charge(work: handlers[handlers.count - 1].add(state)) }
    switch tree[node].kind {
    case .block, .file: execute(children: node)
    case .ifStatement: branches(node)
    case .whileLoop: loop(node, testsFirst: true)
    case .doLoop: loop(node, testsFirst: false)
    case .forLoop: counted(node)
    case .forEach: each(node)
    case .switchStatement: _ = choose(node)
    case .tryStatement: attempt(node)
    case .with: with(node)
    case .returnStatement: leave(node)
    case .raise: raise(node)
    case .breakStatement: jump(node, isBreak: true)
    case .continueStatement: jump(node, isBreak: false)
    case .assert: assert(node)
    case .delete: for child in tree.children(node) { delete(child) }
    case .function: definition(node)
    case .classDeclaration: classDefinition(node)
    case .label:
      labelled(node)
    case .deferred: putOff(node)
    case .importation, .package, .pass, .global, .typeAlias: break
    default: _ = evaluate(node)
    }
  }

  // MARK: Branches

  private func branches(_ node: Int) {
    for child in tree.children(node) where tree[child].role == .initial { execute(child) }
    guard let condition = tree.child(node, .condition) else { return execute(children: node) }
    let (whenTrue, whenFalse) = branch(condition)
    state = whenTrue
    if let body = tree.child(node, .body) { execute(body) }
    let after = state
    state = whenFalse
    if let other = tree.child(node, .orElse) { execute(other) }
    charge(work: state.join(after))
  }

  // MARK: Loops

  /// Runs `turn` until what it begins with holds all that it leaves. `turn` leaves in `state` what the next one begins with,
  /// and returns what leaves the loop in its head.
  private func repeated(_ node: Int, _ turn: () -> State) {
    let parent = Int(tree[node].parent)
    let label = tree[parent].kind == .label ? tree.child(parent, .name).map { tree[$0].symbol } : nil
    var exits = State.dead
    var breaks = State.dead
    var head = state
    let firstObject = program.nextObject
    for turns in 0..<Self.mostTurns {
      state = head
      frames[frames.count - 1].loops.append(Loop(label: label))
      let left = turn()
      let loop = frames[frames.count - 1].loops.removeLast()
      exits = left
      breaks = loop.breaks
      fold(&state, since: firstObject, head)
      if head.holds(state) { break }
      charge(work: head.join(state))
      if turns == Self.mostTurns - 1 { limits.insert("a loop was not followed to its end") }
    }
    state = exits
    // What is done where no `break` ended it.
    if let last = lastly(of: node), !state.isDead { execute(last) }
    state.join(breaks)
  }

  /// The `else` of a loop of Python's, which follows it as a block of its own.
  private func lastly(of node: Int) -> Int? {
    guard isDeep, unit.dialect == .python, let next = tree.sibling(node), tree[next].kind == .block,
      tree[next].role == tree[node].role
    else { return nil }
    return next
  }

  private static let mostTurns = 12

  /// A statement with a name, which a `break` may leave.
  private func labelled(_ node: Int) {
    let statements = tree.children(node).filter { tree[$0].role == .statement }
    let isLoop = statements.contains { [.whileLoop, .doLoop, .forLoop, .forEach].contains(tree[$0].kind) }
    guard isDeep, !isLoop, !frames.isEmpty, let name = tree.child(node, .name) else {
      for child in statements { execute(child) }
      return
    }
    let frame = frames.count - 1
    frames[frame].loops.append(Loop(label: tree[name].symbol, isSwitch: true, isNamedOnly: true))
    for child in statements where !state.isDead { execute(child) }
    let loop = frames[frame].loops.removeLast()
    state.join(loop.breaks)
  }

  private func continued() {
    let frame = frames.count - 1
    let loop = frames[frame].loops.count - 1
    state.join(frames[frame].loops[loop].continues)
  }

  private func loop(_ node: Int, testsFirst: Bool) {
    repeated(node) {
      var left = State.dead
      func test() {
        guard let condition = tree.child(node, .condition) else { return }
        let (whenTrue, whenFalse) = branch(condition)
        left.join(whenFalse)
        state = whenTrue
      }
      if testsFirst { test() }
      if let body = tree.child(node, .body) { execute(body) }
      continued()
      if !testsFirst { test() }
      return left
    }
  }

  private func counted(_ node: Int) {
    for child in tree.children(node) where tree[child].role == .initial { execute(child) }
    repeated(node) {
      var left = State.dead
      if let condition = tree.child(node, .condition) {
        let (whenTrue, whenFalse) = branch(condition)
        left = whenFalse
        state = whenTrue
      }
      if let body = tree.child(node, .body) { execute(body) }
      continued()
      for child in tree.children(node) where tree[child].role == .update { execute(child) }
      return left
    }
  }

  private func each(_ node: Int) {
    guard let iterable = tree.child(node, .iterable) else { return execute(children: node) }
    let value = evaluate(iterable)
    let targets = tree.children(node).filter { tree[$0].role == .target }
    let words = tree.children(node).filter { tree[$0].kind == .modifier }.map { unit.text($0) }
    let isOverKeys = words.contains("in") || unit.dialect == .javascript && isDeep && !words.contains("of")
    // What is known to hold nothing has no turns; what is known to hold something has one at least.
    let count = length(of: value)
    if count == 0 { return }
    var isFirst = true
    repeated(node) {
      let before = state
      bind(targets, to: value, overKeys: isOverKeys, at: node)
      if let body = tree.child(node, .body) { execute(body) }
      continued()
      defer { isFirst = false }
      if count != nil, isDeep {
        // The end comes after a turn.
        var left = state
        if !isFirst { left.join(before) }
        return left
      }
      return before
    }
  }

  /// The variables of a loop over `value`.
  func bind(_ targets: [Int], to value: Value, overKeys: Bool, at node: Int) {
    let element = step(element(of: value, overKeys: overKeys), .assigned, targets.first ?? node)
    if targets.count == 2 {
      // Go: the position or key, and the value.
      assign(targets[0], value.objects.isEmpty ? Value.unknown : keys(of: value), at: node)
      assign(targets[1], element, at: node)
    } else if let target = targets.first {
      let isPosition = unit.dialect == .go && value.objects.contains { object($0)?.nature == .sequence }
      assign(target, isPosition ? .unknown : element, at: node)
    }
  }

  private func jump(_ node: Int, isBreak: Bool) {
    defer { state.isDead = true }
    let label = tree.firstChild(node).flatMap { tree[$0].kind == .name ? tree[$0].symbol : nil }
    guard !frames.isEmpty else { return }
    let frame = frames.count - 1
    for index in frames[frame].loops.indices.reversed() {
      let loop = frames[frame].loops[index]
      if let label {
        guard loop.label == label else { continue }
      } else if loop.isNamedOnly {
        continue
      } else if !isBreak && loop.isSwitch {
        continue
      }
      if isBreak {
        frames[frame].loops[index].breaks.join(state)
      } else {
        frames[frame].loops[index].continues.join(state)
      }
      return
    }
  }

  // MARK: Leaving

  private func leave(_ node: Int) {
    guard !frames.isEmpty else { return }
    let frame = frames.count - 1
    let isChoice = !frames[frame].choices.isEmpty && startsWith(node, "yield")
    let values = tree.children(node).filter { tree[$0].role == .value }
    if !isChoice, !frames[frame].splitsByError, frames[frame].splits != nil, values.count == 1 {
      let (whenTrue, whenFalse) = branch(values[0])
      frames[frame].splits?.whenTrue.join(whenTrue)
      frames[frame].splits?.whenFalse.join(whenFalse)
      frames[frame].tested = frames[frame].tested.map { $0.joined(tested) } ?? tested
      state.isDead = true
      return
    }
    var value = values.count == 1 ? evaluate(values[0]) : Value.unknown
    if values.isEmpty { value = program.constant(.null) }
    if !isChoice, isDeep, let results = frames[frame].function?.results, !results.isEmpty {
      if values.isEmpty {
        value = named(results)
      } else if results.count == 1 {
        state.variables[results[0]] = numbered(value)
      } else if let items = positions(of: value), items.count == results.count {
        for (variable, item) in zip(results, items) { state.variables[variable] = numbered(item) }
      }
    }
    value = marked(value, node)
    if !isChoice, frames[frame].splitsByError {
      let last = positions(of: value)?.last ?? value
      let isNothing = constant(last) == .null
      let isSomething = !last.isOpen && !isNothing
      if !isNothing { frames[frame].splits?.whenTrue.join(state) }
      if !isSomething { frames[frame].splits?.whenFalse.join(state) }
    }
    if isChoice {
      let last = frames[frame].choices.count - 1
      frames[frame].choices[last] = frames[frame].choices[last].map { $0.joined(value) } ?? value
      for index in frames[frame].loops.indices.reversed() where frames[frame].loops[index].isSwitch {
        frames[frame].loops[index].breaks.join(state)
        break
      }
    } else {
      give(value)
    }
    state.isDead = true
  }

  /// One result of the function at work.
  func give(_ value: Value) {
    let frame = frames.count - 1
    frames[frame].returns = frames[frame].returns.map { $0.joined(value) } ?? value
    frames[frame].returnState.join(state)
  }

  func startsWith(_ node: Int, _ word: String) -> Bool {
    let range = tree[node].range
    let source = unit.file.syntax.source
    return range.count >= word.utf8.count && source[range.prefix(word.utf8.count)].elementsEqual(word.utf8)
  }

  private func raise(_ node: Int) {
    var value = Value.unknown
    for child in tree.children(node) { value = value.joined(evaluate(child)) }
    // What is at hand is thrown on.
    if tree.firstChild(node) == nil, let held = beingHandled.last { value = held ?? .unknown }
    value = marked(value, node)
    if let last = handlers.indices.last {
      handlers[last].add(state)
      handlers[last].value = handlers[last].value.map { $0.joined(value) } ?? value
    }
    state.isDead = true
  }

  /// What lies in the variables of a function's results.
  func named(_ results: [Int]) -> Value {
    let values = results.map { refined(state.variables[$0] ?? .unknown) }
    guard values.count != 1 else { return values[0] }
    let id = make(.sequence)
    fill(id) { $0.items = values }
    return Value(object: id)
  }

  private func assert(_ node: Int) {
    guard let condition = tree.child(node, .argument) ?? tree.firstChild(node) else { return }
    let (whenTrue, whenFalse) = branch(condition)
    state = whenTrue
    // Java's are not asked unless someone wants it.
    if unit.dialect == .java { state.join(whenFalse) }
  }

  private func attempt(_ node: Int) {
    handlers.append(Handler())
    let given = (frames.last?.returns, frames.last?.returnState)
    for child in tree.children(node) where tree[child].role == .item { execute(child) }
    if let body = tree.child(node, .body) { execute(body) }
    handlers[handlers.count - 1].add(state)
    let caught = handlers.removeLast()
    for child in tree.children(node) where tree[child].role == .orElse { execute(child) }
    var end = state
    let finally = tree.children(node).filter { tree[$0].role == .finally }
    var leaving = State.dead
    for child in tree.children(node) where tree[child].role == .handler {
      state = caught.state
      guard !state.isDead else { continue }
      if !finally.isEmpty { handlers.append(Handler()) }
      if let name = tree.child(child, .name) { assign(name, caught.value ?? .unknown, at: child) }
      beingHandled.append(caught.value)
      if let body = tree.child(child, .body) { execute(body) } else { execute(children: child) }
      beingHandled.removeLast()
      end.join(state)
      if !finally.isEmpty {
        let thrown = handlers.removeLast()
        leaving.join(thrown.state)
        if let value = thrown.value, let last = handlers.indices.last {
          handlers[last].value = handlers[last].value.map { $0.joined(value) } ?? value
        }
      }
    }
    let jumps = hasJump(node)
    if jumps || !tree.children(node).contains(where: { tree[$0].role == .handler }) { leaving.join(caught.state) }
    if !finally.isEmpty { leave(leaving, through: finally, jumps: jumps, given) }
    state = end
    for child in finally where !state.isDead { execute(child) }
  }

  /// A `finally` runs however the rest was left; what it leaves behind is there wherever the jumps through it lead.
  private func leave(_ leaving: State, through finally: [Int], jumps: Bool, _ given: (value: Value?, state: State?)) {
    state = leaving
    if jumps, let frame = frames.last { state.join(frame.returnState) }
    guard !state.isDead else { return }
    let inner = (value: frames.last?.returns, state: frames.last?.returnState)
    if isDeep, let before = given.state {
      frames[frames.count - 1].returns = given.value
      frames[frames.count - 1].returnState = before
    }
    for child in finally where !state.isDead { execute(child) }
    guard !state.isDead else { return }
    if let last = handlers.indices.last { handlers[last].add(state) }
    guard let frame = frames.indices.last else { return }
    if isDeep, let before = inner.state {
      // It did not leave with a result of its own, so that of the body stands.
      if let value = inner.value { frames[frame].returns = frames[frame].returns.map { value.joined($0) } ?? value }
      frames[frame].returnState.join(before)
    }
    guard jumps else { return }
    if !frames[frame].returnState.isDead { frames[frame].returnState.join(state) }
    for loop in frames[frame].loops.indices {
      if !frames[frame].loops[loop].breaks.isDead { frames[frame].loops[loop].breaks.join(state) }
      if !frames[frame].loops[loop].continues.isDead { frames[frame].loops[loop].continues.join(state) }
    }
  }

  /// Something within it goes to another place.
  private func hasJump(_ node: Int) -> Bool {
    var index = node + 1
    while index < Int(tree[node].end) {
      switch tree[index].kind {
      case .function, .lambda, .classDeclaration: index = Int(tree[index].end)
      case .returnStatement, .breakStatement, .continueStatement, .raise: return true
      default: index += 1
      }
    }
    return false
  }

  private func with(_ node: Int) {
    var isOpen = false
    for child in tree.children(node) where tree[child].role == .item {
      if tree[child].kind == .withItem {
        guard let item = tree.child(child, .value) else { continue }
        let value = entered(marked(evaluate(item), child), child)
        if let target = tree.child(child, .target) { assign(target, step(value, .assigned, target), at: child) }
        if swallows(item) { isOpen = true }
      } else {
        _ = entered(evaluate(child), child)
        if swallows(child) { isOpen = true }
      }
    }
    if isOpen { handlers.append(Handler()) }
    for child in tree.children(node) where tree[child].role != .item && tree[child].kind != .modifier { execute(child) }
    if isOpen { state.join(handlers.removeLast().state) }
  }

  /// What a context manager hands to the block.
  private func entered(_ value: Value, _ node: Int) -> Value {
    guard isDeep, unit.dialect == .python, !value.objects.isEmpty else { return value }
    var result: Value?
    for id in value.objects {
      guard let object = object(id) else { continue }
      var part = Value(object: id)
      if case .instance(let number) = object.nature, case .type(let type)? = program.entity(number) {
        let methods = ["__enter__", "__aenter__"].flatMap { lookup($0, in: type, depth: 0) }
        if let method = methods.first { part = enter(method, [], receiver: Value(object: id), at: node) }
      } else if object.nature == .sequence {
        // What a generator yields.
        part = element(of: Value(object: id), overKeys: false)
      }
      result = result.map { $0.joined(part) } ?? part
    }
    guard var result else { return value }
    result.taints.formUnion(value.taints)
    return result
  }

  /// A context manager that lets the block end anywhere.
  private func swallows(_ node: Int) -> Bool {
    guard isDeep, unit.dialect == .python, tree[node].kind == .call, let callee = tree.child(node, .callee) else {
      return false
    }
    let name = tree[callee].kind == .member ? tree.child(callee, .field) ?? callee : callee
    return unit.text(name) == "suppress"
  }

  private func putOff(_ node: Int) {
    guard let call = tree.child(node, .operand) ?? tree.firstChild(node) else { return }
    if unit.text(node) == "defer", tree[call].kind == .call, let callee = tree.child(call, .callee),
      tree[callee].kind == .lambda, isDeep
    {
      frames[frames.count - 1].deferred.append(call)
    } else {
      _ = evaluate(call)
    }
  }

  // MARK: Definitions

  private func definition(_ node: Int) {
    guard let function = unit.functions[node] else { return }
    var decorators: [Value] = []
    for child in tree.children(node) where tree[child].role == .decorator { decorators.append(decorator(child)) }
    for parameter in function.parameters {
      if let initial = parameter.initial, tree[initial].kind == .call { _ = evaluate(initial) }
    }
    // Its name is what it is, unless it was another function's before.
    if let name = tree.child(node, .name), unit.names.declaration(of: name) != 0, function.receiver == nil,
      function.receiverType == nil, isDeep
    {
      let value = decorated(Value(object: program.object(of: function)), by: decorators, node)
      state.variables[unit.variable(unit.names.declaration(of: name))] = value
    }
    if !isDeep, frames.last?.function != nil || function.isWithinFunction { runApart(function) }
  }

  /// A decorator: what is named, or what the call gives.
  private func decorator(_ node: Int) -> Value {
    if isDeep, let call = tree.firstChild(node), tree[call].flags.contains(.implicit),
      let callee = tree.child(call, .callee)
    {
      let value = peek(callee)
      if !value.objects.isEmpty { return value }
    }
    return evaluate(node)
  }

  /// What the project's own decorators make of a function or class, the last one first.
  func decorated(_ value: Value, by decorators: [Value], _ node: Int) -> Value {
    var value = value
    for decorator in decorators.reversed()
    where !decorator.objects.isEmpty && !isData(decorator) || isClosure(decorator) {
      let made = callBack(decorator, [value], node)
      if !made.objects.isEmpty { value = made }
    }
    return value
  }

  /// A function's body where it is defined, on what is known there, without consequence for what comes after.
  func runApart(_ function: Function) {
    let before = state
    let outer = receiver
    _ = enter(function, [], receiver: receiver, at: nil)
    state = before
    receiver = outer
  }

  private func classDefinition(_ node: Int) {
    for child in tree.children(node) where tree[child].role == .decorator || tree[child].role == .base {
      _ = evaluate(child)
    }
    guard let body = tree.child(node, .body), unit.dialect == .python || unit.dialect == .ruby else { return }
    for child in tree.children(body) where tree[child].kind != .function { execute(child) }
    if !isDeep {
      for child in tree.children(body) where tree[child].kind == .function {
        if let function = unit.functions[child], frames.last?.function != nil { runApart(function) }
      }
    }
  }

  private func delete(_ node: Int) {
    switch tree[node].kind {
    case .index, .member: remove(node)
    default: break
    }
  }

  // MARK: Choices

  /// A `switch` or `match`; its value where it is an expression.
  func choose(_ node: Int) -> Value {
    let isSelect = unit.text(node) == "select" || unit.text(node) == "type"
    var subject = Value.unknown
    let subjectNode = tree.child(node, .subject)
    if let subjectNode { subject = evaluate(subjectNode) }
    let items = tree.children(node).filter { tree[$0].role == .caseItem && tree[$0].kind == .switchCase }
    let frame = frames.count - 1
    frames[frame].loops.append(Loop(isSwitch: true))
    frames[frame].choices.append(nil)
    // Which cases are come to, and with what.
    var entries: [State] = []
    var rest = state
    var fallback: Int?
    for (index, item) in items.enumerated() {
      state = rest
      let tests = tree.children(item).filter { tree[$0].role == .caseItem || tree[$0].role == .item }
      let condition = tree.children(item).first { tree[$0].role == .condition }
      if tests.isEmpty, condition == nil {
        fallback = index
        entries.append(.dead)
        continue
      }
      var entry = State.dead
      for test in tests where !state.isDead {
        let (whenTrue, whenFalse) =
          isSelect ? selected(test, subjectNode) : matched(test, subject, subjectNode)
        entry.join(whenTrue)
        state = whenFalse
      }
      if tests.isEmpty { entry = state }
      if let condition, !entry.isDead {
        let missed = state
        state = entry
        let (whenTrue, whenFalse) = branch(condition)
        entry = whenTrue
        state = missed
        state.join(whenFalse)
      }
      entries.append(entry)
      rest = state
    }
    if let fallback {
      entries[fallback] = rest
      rest = .dead
    } else if unit.text(node) == "select" {
      // It waits for one of them.
      rest = .dead
    }
    var through = State.dead
    var end = rest
    for (index, item) in items.enumerated() {
      state = entries[index]
      state.join(through)
      through = .dead
      guard !state.isDead else { continue }
      let body = tree.child(item, .body)
      if let body { value(ofCase: body, in: frame) }
      if unit.dialect.casesFallThrough, !isArrow(item, body), index < items.count - 1 {
        through = state
      } else if endsInFallthrough(body) {
        through = state
      } else {
        end.join(state)
      }
    }
    state = end
    let loop = frames[frame].loops.removeLast()
    state.join(loop.breaks)
    return frames[frame].choices.removeLast() ?? .unknown
  }

  /// Runs the body of a case. The expression that it is, or ends with, is what the whole gives.
  private func value(ofCase body: Int, in frame: Int) {
    guard tree[body].kind == .block else { return execute(body) }
    var last: Value?
    for child in tree.children(body) {
      guard !state.isDead else { return }
      if unit.file.syntax.isExpression(child), tree.sibling(child) == nil {
        if !handlers.isEmpty { handlers[handlers.count - 1].add(state) }
        last = evaluate(child)
      } else {
        execute(child)
      }
    }
    guard let last, !state.isDead else { return }
    let place = frames[frame].choices.count - 1
    frames[frame].choices[place] = frames[frame].choices[place].map { $0.joined(last) } ?? last
  }

  /// `case x -> …`
  private func isArrow(_ item: Int, _ body: Int?) -> Bool {
    guard unit.dialect == .java, let body else { return false }
    let source = unit.file.syntax.source
    let last = tree.children(item).filter { $0 < body }.last
    let from = last.map { tree[$0].range.upperBound } ?? tree[item].range.lowerBound
    let between = source[min(from, tree[body].range.lowerBound)..<tree[body].range.lowerBound]
    return between.contains(UInt8(ascii: ">"))
  }

  private func endsInFallthrough(_ body: Int?) -> Bool {
    guard unit.dialect == .go, let body, let last = tree.children(body).suffix(1).first else { return false }
    return tree[last].kind == .other && startsWith(last, "fallthrough")
  }

  /// One way of a `select`, or of a switch over types: it may be this one.
  private func selected(_ test: Int, _ subject: Int?) -> (State, State) {
    let before = state
    if tree[test].kind == .assign || tree[test].kind == .call || tree[test].kind == .binary || tree[test].kind == .unary
    {
      execute(test)
    } else if let subject, let name = variableNamed(by: subject) {
      guard let value = asserted(read(variable: name.variable, name.node), test) else { return (.dead, before) }
      state.variables[name.variable] = value
    }
    return (state, before)
  }

  private func variableNamed(by subject: Int) -> (variable: Int, node: Int)? {
    let node = tree[subject].kind == .assign ? tree.child(subject, .target) ?? subject : subject
    guard tree[node].kind == .name else { return nil }
    return (variable(of: node), node)
  }
}
