import GateModel
import GateSyntax

/// Conditions: what holds where one is true, and where it is not.
extension Interpreter {
  func branch(_ node: Int) -> (whenTrue: State, whenFalse: State) {
    guard !state.isDead, depth < Self.deepest, spend() else { return (state, state) }
    depth += 1
    defer { depth -= 1 }
    let before = program.hasTaint && unit.marks[node].contains(.condition) ? guarded(node) : []
    tested = .unknown
    var (whenTrue, whenFalse) = outcome(node)
    for (guarding, number) in before {
      if guarding.when {
        whenTrue.clean(number, for: guarding.rules)
      } else {
        whenFalse.clean(number, for: guarding.rules)
      }
    }
    if isDeep, program.hasTaint { told(node, &whenTrue, &whenFalse) }
    return (whenTrue, whenFalse)
  }

  /// The way of data tells which questions were asked of it on the way.
  private func told(_ node: Int, _ whenTrue: inout State, _ whenFalse: inout State) {
    let end = Int(tree[node].end)
    guard tree[node].kind == .binary || tree[node].kind == .call, end - node < 24 else { return }
    let asked = (node..<end).filter { tree[$0].role != .field && tree[$0].role != .callee && tree[$0].role != .key }
    for name in asked where tree[name].kind == .name {
      let variable = variable(of: name)
      if let value = whenTrue.variables[variable], !value.taints.isEmpty {
        whenTrue.variables[variable] = step(value, .checked, node)
      }
      if let value = whenFalse.variables[variable], !value.taints.isEmpty {
        whenFalse.variables[variable] = step(value, .checked, node)
      }
    }
  }

  /// The guards at a condition that hold here, with the number of the value that each speaks of.
  private func guarded(_ node: Int) -> [(NodeMarks.Condition, Int32)] {
    // What is asked about is itself, though the answer is harmless.
    let outer = ignoresSanitizers
    ignoresSanitizers = true
    defer { ignoresSanitizers = outer }
    return (unit.marks.conditions[Int32(node)] ?? []).compactMap { guarding in
      var guarding = guarding
      for untainted in guarding.untainted {
        let before = state
        guarding.rules &= ~deepTaints(evaluate(untainted)).rules
        state = before
      }
      guard guarding.rules != 0 else { return nil }
      let held = anchored(guarding.cleans)
      let value = held.number != 0 ? held : handled(peek(guarding.cleans), guarding.cleans)
      return value.number == 0 ? nil : (guarding, value.number)
    }
  }

  /// A node's value without consequences but one: where it is a place, what is said of the value holds for the place.
  func anchored(_ node: Int) -> Value {
    let value = peek(node)
    guard isDeep, value.number == 0, value.constant == 0, !value.taints.isEmpty || !value.objects.isEmpty,
      !state.isDead
    else { return value }
    var numbered = value
    numbered.number = program.newNumber()
    switch tree[node].kind {
    case .name:
      if let field = ownField(node) {
        write(numbered, field: field, of: fieldHolder(node))
      } else if state.variables[variable(of: node)] != nil {
        state.variables[variable(of: node)] = numbered
      } else {
        return value
      }
    case .member:
      guard let object = tree.child(node, .object), let field = tree.child(node, .field) else { return value }
      let holder = holder(object, keepsNumber: true)
      guard holder.onlyObject.map({ $0 > 0 && self.object($0)?.isMany != true }) == true else { return value }
      write(numbered, field: tree[field].symbol, of: holder)
    case .index:
      guard let object = tree.child(node, .object), let index = tree.child(node, .index) else { return value }
      let place = evaluate(index)
      guard place.constant != 0 else { return value }
      let holder = holder(object, keepsNumber: true)
      guard holder.onlyObject.map({ $0 > 0 && self.object($0)?.isMany != true }) == true else { return value }
      write(numbered, at: place, of: holder)
    default: return value
    }
    return numbered
  }

  /// A node's value without consequences.
  func peek(_ node: Int) -> Value {
    let before = state
    let value = evaluate(node)
    state = before
    return value
  }

  private func outcome(_ node: Int) -> (State, State) {
    let word = unit.text(node)
    switch tree[node].kind {
    case .unary where word == "not" || word == "!":
      guard let operand = tree.child(node, .operand) ?? tree.firstChild(node) else { break }
      let (whenTrue, whenFalse) = branch(operand)
      return (whenFalse, whenTrue)
    case .binary where ["and", "&&"].contains(word):
      return chain(node) { first, second in
        var missed = first.1
        state = first.0
        let next = second()
        missed.join(next.1)
        return (next.0, missed)
      }
    case .binary where ["or", "||"].contains(word):
      return chain(node) { first, second in
        var held = first.0
        let given = tested
        state = first.1
        let next = second()
        if !first.0.isDead { tested = given.joined(tested) }
        held.join(next.0)
        return (held, next.1)
      }
    case .binary:
      if let comparison = compared(node, word) { return comparison }
    case .call where isDeep:
      if let answer = asked(node) { return answer }
    case .typeTest:
      return tested(node)
    case .ternary where isDeep:
      guard let condition = tree.child(node, .condition), let first = tree.child(node, .body),
        let second = tree.child(node, .orElse)
      else { break }
      let (whenTrue, whenFalse) = branch(condition)
      state = whenTrue
      var (held, missed) = branch(first)
      let given = tested
      state = whenFalse
      let other = branch(second)
      tested = whenTrue.isDead ? tested : whenFalse.isDead ? given : given.joined(tested)
      held.join(other.whenTrue)
      missed.join(other.whenFalse)
      return (held, missed)
    case .assign:
      let value = evaluate(node)
      return decided(value)
    default: break
    }
    let value = evaluate(node)
    tested = value
    var (whenTrue, whenFalse) = decided(value)
    if let outcome = state.outcomes[value.number] {
      whenTrue.learn(outcome.whenTrue)
      whenFalse.learn(outcome.whenFalse)
    } else if isDeep, value.number != 0, tree[node].kind == .name {
      // What is empty or nothing is harmless.
      whenFalse.clean(value.number, for: program.allRules)
    }
    if state.isDead { (whenTrue, whenFalse) = (state, state) }
    return (whenTrue, whenFalse)
  }

  /// Both ways from here, or the one that a constant leaves.
  private func decided(_ value: Value) -> (State, State) {
    guard isDeep, value.constant != 0 else { return (state, state) }
    return program.constants[value.constant].isTrue ? (state, .dead) : (.dead, state)
  }

  private func chain(
    _ node: Int, _ join: ((State, State), () -> (whenTrue: State, whenFalse: State)) -> (State, State)
  ) -> (State, State) {
    let operands = tree.children(node).filter { [.left, .right, .operand].contains(tree[$0].role) }
    guard let first = operands.first else { return (state, state) }
    var result: (State, State) = branch(first)
    for operand in operands.dropFirst() { result = join(result) { branch(operand) } }
    return result
  }

  /// A condition as a value: the answer, and what follows from it.
  func answer(_ node: Int) -> Value {
    let before = state
    let (whenTrue, whenFalse) = branch(node)
    if whenTrue.isDead, whenFalse.isDead {
      state = whenTrue
      return .unknown
    }
    let outcome = State.Outcome(whenTrue: whenTrue.learnt(since: before), whenFalse: whenFalse.learnt(since: before))
    state = whenTrue
    state.join(whenFalse)
    if whenTrue.isDead { return program.constant(.boolean(false)) }
    if whenFalse.isDead { return program.constant(.boolean(true)) }
    guard !outcome.whenTrue.isEmpty || !outcome.whenFalse.isEmpty else { return .unknown }
    var value = Value.unknown
    value.number = program.newNumber()
    state.outcomes[value.number] = outcome
    return value
  }

  /// The value of what is asked and kept: an answer, and nothing else for the rules that ask; for others a call is what it gives.
  func kept(_ node: Int) -> Value {
    let asking = (unit.marks.conditions[Int32(node)] ?? []).reduce(UInt64(0)) { $0 | $1.rules }
    guard tree[node].kind == .call, unit.marks[node].contains(.condition), program.allRules & ~asking != 0 else {
      return answer(node)
    }
    let before = state
    var value = tried(node) ?? evaluate(node)
    guard value.taints.rules & ~asking != 0 || !value.objects.isEmpty else {
      state = before
      return answer(node)
    }
    value.taints = value.taints.without(asking)
    if !value.objects.isEmpty { value.clean |= asking }
    state = before
    let answer = answer(node)
    if answer.number != 0 { value.number = answer.number }
    return value
  }

  /// Whether a node asks a question, so that its value is an answer.
  func isQuestion(_ node: Int) -> Bool {
    guard isDeep else { return false }
    switch tree[node].kind {
    case .unary: return ["!", "not"].contains(unit.text(node))
    case .typeTest: return unit.dialect == .java
    case .binary:
      return ["==", "===", "!=", "!==", "in", "not in", "is", "is not", "<", ">", "<=", ">="].contains(unit.text(node))
        || ["and", "or", "&&", "||"].contains(unit.text(node))
          && tree.children(node).allSatisfy { isQuestion($0) }
    case .index:
      // A table of answers (Go).
      guard unit.dialect == .go, unit.marks[node].contains(.condition), let table = tree.child(node, .object),
        let id = peek(table).onlyObject, let fields = object(id)?.fields, !fields.isEmpty
      else { return false }
      return fields.values.allSatisfy { if case .boolean? = constant($0) { true } else { false } }
    case .call:
      if unit.marks[node].contains(.condition) { return true }
      guard let callee = tree.child(node, .callee) else { return false }
      let name = tree[callee].kind == .member ? tree.child(callee, .field) ?? callee : callee
      if ["contains", "equals", "equalsIgnoreCase", "includes", "has", "containsKey", "matches"].contains(
        unit.text(name))
      {
        return true
      }
      if tree[callee].kind == .name, let function = unit.topFunctions[tree[callee].symbol]?.first {
        return function.isPredicate
      }
      return false
    default: return false
    }
  }

  // MARK: Comparisons

  private func compared(_ node: Int, _ word: String) -> (State, State)? {
    guard let left = tree.child(node, .left), let right = tree.child(node, .right) else { return nil }
    if isDeep, tree[right].kind == .null, ["==", "!="].contains(word), unit.dialect == .go {
      // Whether there is an error, where it is known what follows from that.
      let value = evaluate(left)
      if let outcome = state.outcomes[value.number] {
        var (isThere, isNot) = (state, state)
        isThere.learn(outcome.whenTrue)
        isNot.learn(outcome.whenFalse)
        return word == "!=" ? (isThere, isNot) : (isNot, isThere)
      }
    }
    if isDeep, tree[left].kind != .name, tree[right].kind == .boolean || tree[right].kind == .null,
      ["==", "===", "is", "!=", "!==", "is not"].contains(word)
    {
      // A question whose answer is compared is the question.
      let isTrue = literal(of: right)?.isTrue ?? false
      let (whenTrue, whenFalse) = branch(left)
      return isTrue == ["==", "===", "is"].contains(word) ? (whenTrue, whenFalse) : (whenFalse, whenTrue)
    }
    if unit.dialect == .javascript, isDeep, word == "==" || word == "!=",
      tree[right].kind == .string || tree[right].kind == .number
    {
      let (first, second) = (peek(left), peek(right))
      if let folded = scriptFolded(word, first, second) { return folded.isTrue ? (state, .dead) : (.dead, state) }
    }
    switch word {
    case "==", "===", "is":
      return equal(questioned(left), questioned(right), node)
    case "!=", "!==", "is not", "<>":
      let (same, other) = equal(questioned(left), questioned(right), node)
      return (other, same)
    case "in" where unit.dialect == .python:
      return member(operand(left), of: evaluate(right), node)
    case "not in":
      let (within, without) = member(operand(left), of: evaluate(right), node)
      return (without, within)
    default: return nil
    }
  }

  /// The value of something that a question is about.
  /// What a question is about, under a number, so that the answer holds for the next read of that place.
  private func questioned(_ node: Int) -> Value {
    if tree[node].kind == .member || tree[node].kind == .index { _ = anchored(node) }
    return operand(node)
  }

  func equal(_ left: Value, _ right: Value, _ node: Int) -> (State, State) {
    _ = marked(Value(taints: left.taints.union(right.taints)), node)
    guard isDeep else { return (state, state) }
    if left.constant != 0, right.constant != 0 {
      return left.constant == right.constant ? (state, .dead) : (.dead, state)
    }
    var same = state
    if right.constant != 0, left.number != 0 { same.set(left.number, to: right.constant, rules: program.allRules) }
    if left.constant != 0, right.number != 0 { same.set(right.number, to: left.constant, rules: program.allRules) }
    // Equal to something that nobody else chose.
    if right.isHarmless, left.number != 0, !right.isPlain {
      same.clean(left.number, for: program.allRules)
    }
    return (same, state)
  }

  private func member(_ left: Value, of right: Value, _ node: Int) -> (State, State) {
    _ = marked(Value(taints: left.taints.union(deepTaints(right))), node)
    guard isDeep else { return (state, state) }
    if let answer = isMember(left, of: right) { return answer ? (state, .dead) : (.dead, state) }
    var within = state
    let isKnown = right.constant != 0 || !right.objects.isEmpty && !right.isOpen
    if isKnown, left.number != 0, deepTaints(right).isEmpty { within.clean(left.number, for: program.allRules) }
    return (within, state)
  }

  /// Whether a constant is in a collection of constants.
  func isMember(_ value: Value, of collection: Value) -> Bool? {
    guard value.constant != 0 else { return nil }
    if case .text(let text) = program.constants[collection.constant], collection.constant != 0,
      case .text(let part) = program.constants[value.constant]
    {
      return part.isEmpty || text.firstRange(of: part) != nil
    }
    guard let id = collection.onlyObject, let object = object(id), !object.isMany else { return nil }
    if let items = object.items {
      if items.contains(where: { $0.constant == value.constant }) { return true }
      return items.allSatisfy { $0.constant != 0 } ? false : nil
    }
    guard object.nature == .fields else { return nil }
    if let held = object.fields[program.key(value.constant, unit.dialect)] { return held.isOpen ? nil : true }
    return object.isClosed ? false : nil
  }

  // MARK: Questions

  /// A call as a condition: a predicate of the project is run for what it says of its arguments.
  private func asked(_ node: Int) -> (State, State)? {
    guard let callee = tree.child(node, .callee) else { return nil }
    if let answer = quantified(node, callee) { return answer }
    if tree[callee].kind == .member, let object = tree.child(callee, .object), let field = tree.child(callee, .field) {
      let name = unit.text(field)
      let arguments = tree.children(node).filter { tree[$0].role == .argument }
      if ["equals", "equalsIgnoreCase", "contentEquals"].contains(name), arguments.count == 1 {
        return equal(questioned(object), questioned(arguments[0]), node)
      }
      if ["includes", "contains", "has", "containsKey", "include?", "key?"].contains(name), arguments.count == 1 {
        let collection = evaluate(object)
        let value = questioned(arguments[0])
        guard targets(of: node, collection).isEmpty else { return nil }
        return member(value, of: collection, node)
      }
    }
    guard unit.marks[node].isDisjoint(with: [.source, .sink, .propagator]) else { return nil }
    var call = prepare(node)
    for index in call.arguments.indices where call.arguments[index].name != "**" && !call.arguments[index].isSpread {
      call.arguments[index].value = handled(call.arguments[index].value, call.arguments[index].node)
    }
    guard call.targets.count == 1, let target = call.targets.first, target.function.body != nil,
      call.arguments.contains(where: { !deepTaints($0.value).isEmpty }),
      !target.function.isGenerator
    else {
      tested = marked(finish(call, node), node)
      return decided(tested)
    }
    guard let (whenTrue, whenFalse) = split(target, call, node) else {
      tested = marked(finish(call, node), node)
      return decided(tested)
    }
    return (whenTrue, whenFalse)
  }

  private func tested(_ node: Int) -> (State, State) {
    guard let left = tree.child(node, .left) ?? tree.child(node, .operand) else { return (state, state) }
    let value = evaluate(left)
    let before = state
    if unit.dialect == .java, isDeep, let type = tree.child(node, .type) {
      if tree[type].kind == .other, unit.text(type).hasPrefix("record_pattern") {
        return takeApart(value, byRecord: type) ? (state, before) : (.dead, before)
      }
      guard let kept = asserted(value, type) else { return (.dead, before) }
      if let name = tree.child(node, .name) { assign(name, kept, at: node) }
    } else if let name = tree.child(node, .name) {
      assign(name, value, at: node)
    }
    if let type = tree.child(node, .type), isNumberType(type), value.number != 0 {
      state.clean(value.number, for: program.allRules)
    }
    return (state, before)
  }

  // MARK: Cases

  /// One test of a case against the subject.
  func matched(_ test: Int, _ subject: Value, _ subjectNode: Int?) -> (State, State) {
    guard subjectNode != nil else { return branch(test) }
    if subject.constant != 0, case .boolean(let wanted) = program.constants[subject.constant],
      unit.dialect != .python, tree[test].kind != .boolean
    {
      let (whenTrue, whenFalse) = branch(test)
      return wanted ? (whenTrue, whenFalse) : (whenFalse, whenTrue)
    }
    if tree[test].kind == .other, unit.text(test).hasPrefix("union_pattern") {
      var held = State.dead
      for part in tree.children(test) where !state.isDead {
        let (whenTrue, whenFalse) = matched(part, subject, subjectNode)
        held.join(whenTrue)
        state = whenFalse
      }
      return (held, state)
    }
    switch tree[test].kind {
    case .name where unit.dialect == .python:
      assign(test, subject, at: test)
      return (state, .dead)
    case .string, .number, .boolean, .null, .unary, .member, .name, .binary, .call, .index, .template:
      return equal(subject, evaluate(test), test)
    case .other where literal(of: test) != nil:
      return equal(subject, evaluate(test), test)
    case .list, .tuple:
      if let taken = sequencePattern(test, subject) { return taken }
      fallthrough
    default:
      if unit.dialect == .java, isDeep {
        let before = state
        if tree[test].kind == .parameter, let type = tree.child(test, .type), let name = tree.child(test, .name) {
          guard let kept = asserted(subject, type) else { return (.dead, before) }
          assign(name, step(kept, .assigned, name), at: test)
          return (state, before)
        }
        if tree[test].kind == .other, unit.text(test).hasPrefix("record_pattern") {
          return takeApart(subject, byRecord: test) ? (state, before) : (.dead, before)
        }
      }
      if unit.dialect == .python, tree[test].kind == .other, let taken = pattern(test, subject) { return taken }
      // Taken apart: every name in it holds some part.
      let before = state
      let parts = step(Value(taints: deepTaints(subject)), .assigned, test)
      for inner in test..<Int(tree[test].end) where tree[inner].kind == .name {
        switch tree[inner].role {
        case .callee, .object, .field, .key, .type: continue
        case .name where tree[Int(tree[inner].parent)].kind == .keyword: continue
        default: assign(inner, parts, at: test)
        }
      }
      return (state, before)
    }
  }
}

/// Patterns of Python's `match`.
extension Interpreter {
  /// `[a, *rest]`, where the positions are known.
  fileprivate func sequencePattern(_ test: Int, _ subject: Value) -> (State, State)? {
    guard unit.dialect == .python, let items = positions(of: subject) else { return nil }
    let parts = Array(tree.children(test))
    let star = parts.firstIndex { unit.text($0).hasPrefix("splat_pattern") }
    guard star == nil ? items.count == parts.count : items.count >= parts.count - 1 else { return (.dead, state) }
    let missed = state
    for (index, part) in parts.enumerated() {
      if index == star {
        guard let name = tree.firstChild(part) else { continue }
        let id = make(.sequence)
        fill(id) { $0.items = Array(items[index..<(items.count - (parts.count - 1 - index))]) }
        assign(name, Value(object: id), at: test)
        continue
      }
      let place = star.map { index > $0 ? items.count - (parts.count - index) : index } ?? index
      let (held, _) = matched(part, items[place], test)
      state = held
      if state.isDead { return (state, missed) }
    }
    return (state, missed)
  }

  fileprivate func pattern(_ test: Int, _ subject: Value) -> (State, State)? {
    let word = unit.text(test)
    let parts = Array(tree.children(test))
    let missed = state
    if word.hasPrefix("dict_pattern") {
      for (key, value) in zip(parts, parts.dropFirst()) where tree[key].role == .key && tree[value].role == .value {
        let (held, _) = matched(value, read(at: evaluate(key), of: subject), test)
        state = held
        if state.isDead { return (state, missed) }
      }
      return (state, missed)
    }
    if word.hasPrefix("class_pattern"), let type = parts.first {
      if ["int", "float", "bool"].contains(unit.text(type)) {
        if subject.number != 0 { state.clean(subject.number, for: program.allRules) }
        for part in parts.dropFirst() { _ = matched(part, .unknown, test) }
        return (state, missed)
      }
      let names = fieldNames(ofClassNamed: type)
      for (index, part) in parts.dropFirst().enumerated() {
        let held: State
        if unit.text(part).hasPrefix("keyword_pattern"), let name = tree.firstChild(part),
          let value = tree.sibling(name)
        {
          (held, _) = matched(value, read(field: tree[name].symbol, of: subject, at: part), test)
        } else if index < names.count {
          (held, _) = matched(part, read(field: tree.symbols.find(names[index]), of: subject, at: part), test)
        } else {
          (held, _) = matched(part, Value(taints: deepTaints(subject)), test)
        }
        state = held
        if state.isDead { return (state, missed) }
      }
      return (state, missed)
    }
    if word.hasPrefix("as_pattern"), parts.count == 2 {
      let (held, _) = matched(parts[0], subject, test)
      state = held
      if !state.isDead { assign(parts[1], refined(subject), at: test) }
      return (state, missed)
    }
    return nil
  }

  private func fieldNames(ofClassNamed node: Int) -> [String] {
    guard let type = unit.allClasses[tree[node].symbol] else { return [] }
    return typedFields(of: type)
  }
}

extension Value {
  /// It carries nothing and is a known thing.
  var isHarmless: Bool { taints.isEmpty && (constant != 0) }
}

extension State {
  mutating func learn(_ more: [Int32: Fact]) {
    guard !isDead else { return }
    for (number, fact) in more {
      facts[number, default: Fact()].clean |= fact.clean
      if fact.constant != 0 { facts[number]?.constant = fact.constant }
    }
  }

  /// Facts here that `before` does not know.
  func learnt(since before: State) -> [Int32: Fact] {
    isDead ? [:] : facts.filter { before.facts[$0.key] != $0.value }
  }

  mutating func clean(_ number: Int32, for rules: UInt64) {
    guard number != 0, !isDead else { return }
    facts[number, default: Fact()].clean |= rules
  }

  mutating func set(_ number: Int32, to constant: Int32, rules: UInt64) {
    guard number != 0, !isDead else { return }
    facts[number, default: Fact()].clean |= rules
    facts[number, default: Fact()].constant = constant
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  func firstRange(of part: [UInt8]) -> Range<Int>? {
    guard part.count <= count else { return nil }
    for start in startIndex...(endIndex - part.count) where self[start..<(start + part.count)].elementsEqual(part) {
      return start..<(start + part.count)
    }
    return nil
  }
}
