import GateModel
import GateSyntax

extension Interpreter {
  /// The value of an expression, as the rules see it.
  func evaluate(_ node: Int) -> Value {
    guard !state.isDead, depth < Self.deepest, spend() else {
      if depth >= Self.deepest { limits.insert("code nested too deep was not followed") }
      return .unknown
    }
    depth += 1
    defer { depth -= 1 }
    program.site = context &* 0x1_0001 &+ Int64(unit.number) << 32 &+ Int64(node)
    return marked(placed(value(of: node), node), node)
  }

  private func value(of node: Int) -> Value {
    switch tree[node].kind {
    case .string, .number, .boolean, .null:
      return literal(of: node).map { program.constant($0) } ?? .unknown
    case .regex, .text, .pass: return .unknown
    case .template: return template(node)
    case .name: return name(node)
    case .member: return member(node)
    case .index: return index(node)
    case .slice: return slice(node)
    case .binary: return binary(node)
    case .unary: return unary(node)
    case .ternary: return ternary(node)
    case .list, .tuple, .set: return sequence(node)
    case .dictionary: return dictionary(node)
    case .comprehension: return comprehension(node)
    case .lambda, .function: return closure(node)
    case .call, .new: return call(node)
    case .assign: return assignment(node)
    case .augmentedAssign: return augmented(node)
    case .yield: return yielded(node)
    case .cast: return cast(node)
    case .typeTest:
      if unit.dialect == .go, isDeep, let operand = tree.child(node, .operand) {
        let value = evaluate(operand)
        return tree.child(node, .type).flatMap { asserted(value, $0) } ?? value
      }
      return union(node, carries: unit.dialect == .go)
    case .switchStatement: return choose(node)
    case .ifStatement: return choice(node)
    case .block: return block(node)
    case .await, .spread, .keyword, .decorator, .withItem, .deferred, .generic, .attribute, .pair: return passing(node)
    case .element: return element(node)
    case .typeName, .modifier, .importation: return .unknown
    case .whileLoop, .doLoop, .forLoop, .forEach, .tryStatement, .returnStatement, .raise, .breakStatement,
      .continueStatement, .delete, .with, .classDeclaration, .assert:
      execute(node)
      if isDeep, let type = unit.classes[node] { return Value(object: program.object(of: type)) }
      return .unknown
    case .other: return other(node)
    default: return union(node, carries: true)
    }
  }

  // MARK: Literals

  /// The constant that a literal is.
  func literal(of node: Int) -> Constant? {
    let symbols = tree.symbols
    switch tree[node].kind {
    case .string: return .text(Array(symbols.text(tree[node].symbol)))
    case .number: return Self.number(symbols.string(tree[node].symbol))
    case .boolean: return .boolean(symbols.string(tree[node].symbol).lowercased() == "true")
    case .null: return .null
    case .other:
      // 'c' of Java and Go.
      let text = symbols.text(tree[node].symbol)
      guard text.count >= 3, text.last == UInt8(ascii: "'"), let first = text.firstIndex(of: UInt8(ascii: "'")),
        first < text.endIndex - 2
      else { return nil }
      return .text(Array(text[(first + 1)..<(text.endIndex - 1)]))
    default: return nil
    }
  }

  private static func number(_ text: String) -> Constant? {
    var text = text.lowercased()
    while let last = text.last, "ldfu".contains(last), !text.hasPrefix("0x") { text.removeLast() }
    if let value = Int(text) { return .integer(value) }
    if text.hasPrefix("0x"), let value = Int(text.dropFirst(2), radix: 16) { return .integer(value) }
    return Double(text).map { .decimal($0) }
  }

  private func template(_ node: Int) -> Value {
    var text: [UInt8]? = []
    var taints = Taints()
    for part in tree.children(node) {
      let value = self.text(of: evaluate(part), part)
      taints.formUnion(deepTaints(value))
      if value.constant != 0, let known = text, known.count < ConstantPool.longest {
        text = known + program.constants[value.constant].shown(capitalised: unit.dialect == .python)
      } else {
        text = nil
      }
    }
    if let text, taints.isEmpty { return program.constant(.text(text)) }
    return Value(taints: taints)
  }

  private func other(_ node: Int) -> Value {
    if let literal = literal(of: node) { return program.constant(literal) }
    if unit.text(node) == "::" { return methodReference(node) }
    if isDeep, unit.dialect == .javascript, let value = declared(node) { return value }
    if unit.text(node).hasPrefix("export") {
      for child in tree.children(node) where tree[child].kind != .other && tree[child].role != .module {
        let value = evaluate(child)
        state.variables[unit.undeclared(defaultExport)] = value
      }
      return .unknown
    }
    return union(node, carries: true)
  }

  /// The name under which a file keeps what it exports by default.
  var defaultExport: Symbol { Symbol(number: 0x3FFF_FFFF) }

  /// The one thing that a node wraps.
  private func passing(_ node: Int) -> Value {
    var result: Value?
    for child in tree.children(node) {
      switch tree[child].role {
      case .name, .key, .type, .typeParameter, .modifier, .target: continue
      default: break
      }
      let value = evaluate(child)
      result = result.map { Value(taints: $0.taints.union(value.taints)) } ?? value
    }
    return result ?? .unknown
  }

  /// Of a node without a meaning of its own: what all its parts carry.
  private func union(_ node: Int, carries: Bool) -> Value {
    var taints = Taints()
    for child in tree.children(node) {
      switch tree[child].role {
      case .type, .typeParameter, .modifier, .field, .key, .name: continue
      default: taints.formUnion(deepTaints(evaluate(child)))
      }
    }
    return carries ? Value(taints: taints) : .unknown
  }

  // MARK: Operators

  private func binary(_ node: Int) -> Value {
    // Long chains lean to the left; they are followed without going deeper.
    var spine = [node]
    while let left = tree.child(spine[spine.count - 1], .left), tree[left].kind == .binary,
      !["and", "&&", "or", "||", "??"].contains(unit.text(left))
    {
      spine.append(left)
    }
    guard let innermost = spine.last else { return .unknown }
    let word = unit.text(innermost)
    if spine.count == 1, ["and", "&&", "or", "||", "??"].contains(word) { return either(node, word) }
    guard let first = tree.child(innermost, .left) else { return compareChain(node) }
    var value = evaluate(first)
    for (index, operation) in spine.reversed().enumerated() {
      guard let right = tree.child(operation, .right) else { continue }
      value = operate(operation, value, evaluate(right))
      // The outermost is marked by its caller.
      if index < spine.count - 1 { value = marked(value, operation) }
    }
    return value
  }

  /// `a < b < c`
  private func compareChain(_ node: Int) -> Value {
    var taints = Taints()
    let values = tree.children(node).map { evaluate($0) }
    for value in values { taints.formUnion(value.taints) }
    if isDeep, let answer = compared(values, unit.text(node)) { return program.constant(.boolean(answer)) }
    return isDeep ? .unknown : Value(taints: taints.without(program.masks.comparisons | program.masks.booleans))
  }

  private static let comparisons: Set<String> = [
    "==", "===", "!=", "!==", "<", ">", "<=", ">=", "in", "not in", "is", "is not", "instanceof", "=~", "!~", "<=>",
  ]

  func operate(_ node: Int, _ left: Value, _ right: Value) -> Value {
    let word = unit.text(node)
    if word == "<-", unit.dialect == .go, let channel = tree.child(node, .left) {
      store(Value(taints: deepTaints(right)), into: channel, at: node)
      return .unknown
    }
    if unit.dialect == .javascript, isDeep, let folded = scriptFolded(word, left, right) {
      return program.constant(folded)
    }
    if left.constant != 0, right.constant != 0, isDeep,
      let folded = Folding.binary(
        word, program.constants[left.constant], program.constants[right.constant], isPython: unit.dialect == .python)
    {
      return program.constant(folded)
    }
    if word == "%", left.constant != 0, isDeep, let id = right.onlyObject, let items = object(id)?.items,
      items.allSatisfy({ $0.constant != 0 })
    {
      return .unknown
    }
    if Self.comparisons.contains(word) {
      if isDeep, ["in", "not in"].contains(word), let answer = isMember(left, of: right) {
        return program.constant(.boolean(answer == (word == "in")))
      }
      if isDeep { return .unknown }
      return Value(taints: left.taints.union(right.taints).without(program.masks.comparisons | program.masks.booleans))
    }
    if isDeep, word == "+", let joined = concatenated(left, right) { return joined }
    if isDeep, unit.dialect == .python, let result = pythonOperation(word, left, right, node) { return result }
    let taints = deepTaints(left).union(deepTaints(right)).without(program.masks.assignmentsOnly)
    if isDeep, ["-", "/", "//", "**", "&", "|", "^", ">>", ">>>", "<<"].contains(word), unit.dialect != .python,
      unit.dialect != .ruby
    {
      return .unknown
    }
    return Value(taints: taints)
  }

  /// The shorter way round of `a or b`, `a && b`, `a ?? b`.
  private func either(_ node: Int, _ word: String) -> Value {
    let operands = tree.children(node).filter { [.left, .right, .operand].contains(tree[$0].role) }
    guard isDeep else {
      return Value(taints: operands.reduce(Taints()) { $0.union(deepTaints(evaluate($1))) })
    }
    var result: Value?
    var end = State.dead
    for (index, operand) in operands.enumerated() where !state.isDead {
      if index == operands.count - 1 {
        let value = evaluate(operand)
        result = result.map { $0.joined(value) } ?? value
      } else if word == "??" {
        let value = evaluate(operand)
        if value.constant != 0, program.constants[value.constant] == .null { continue }
        result = result.map { $0.joined(value) } ?? value
        if value.constant != 0 { return result ?? value }
      } else {
        let isOr = word == "or" || word == "||"
        let (whenTrue, whenFalse) = branch(operand)
        let ends = isOr ? whenTrue : whenFalse
        // What is left over of `and` is empty or nothing.
        if isOr, !ends.isDead { result = result.map { $0.joined(ends.refined(tested)) } ?? ends.refined(tested) }
        end.join(ends)
        state = isOr ? whenFalse : whenTrue
      }
    }
    state.join(end)
    return result ?? .unknown
  }

  private func unary(_ node: Int) -> Value {
    guard let operand = tree.child(node, .operand) ?? tree.firstChild(node) else { return .unknown }
    let word = unit.text(node)
    if unit.dialect == .go, isDeep {
      if word == "&" { return address(of: operand) }
      if word == "*" { return dereferenced(evaluate(operand)) }
    }
    switch word {
    case "delete":
      remove(operand)
      return .unknown
    case "typeof", "sizeof", "not", "!", "void":
      let value = evaluate(operand)
      if isDeep, word == "typeof", let constant = constant(value) {
        return program.constant(.text(Self.type(of: constant)))
      }
      if isDeep || word == "void" {
        if word == "not" || word == "!", value.constant != 0 {
          return program.constant(.boolean(!program.constants[value.constant].isTrue))
        }
        return .unknown
      }
      return Value(taints: value.taints.without(program.masks.booleans))
    case "++", "--", "x++", "x--", "postfix ++", "postfix --":
      let value = evaluate(operand)
      var next = Value.unknown
      if let number = constant(value)?.integer {
        next = program.constant(.integer(number + (word.contains("+") ? 1 : -1)))
      }
      assign(operand, next, at: node)
      return word.hasPrefix("x") || word.hasPrefix("postfix") ? value : next
    case "-", "+", "~":
      let value = evaluate(operand)
      if let number = constant(value) {
        switch number {
        case .integer(let integer): return program.constant(.integer(word == "-" ? -integer : integer))
        case .decimal(let decimal): return program.constant(.decimal(word == "-" ? -decimal : decimal))
        default: break
        }
      }
      return isDeep ? .unknown : value
    case "<-":
      return Value(taints: deepTaints(evaluate(operand)))
    default:
      // `&x`, `*x`, `x!`, `?.`
      return evaluate(operand)
    }
  }

  func constant(_ value: Value) -> Constant? { value.constant == 0 ? nil : program.constants[value.constant] }

  private func ternary(_ node: Int) -> Value {
    guard let condition = tree.child(node, .condition), let first = tree.child(node, .body),
      let second = tree.child(node, .orElse)
    else { return union(node, carries: true) }
    let (whenTrue, whenFalse) = branch(condition)
    state = whenTrue
    let isFirst = !state.isDead
    var value = evaluate(first)
    let after = state
    state = whenFalse
    if !state.isDead {
      let other = evaluate(second)
      value = isFirst ? value.joined(other) : other
    }
    state.join(after)
    return value
  }

  private func choice(_ node: Int) -> Value {
    guard let condition = tree.child(node, .condition) else {
      execute(node)
      return .unknown
    }
    let (whenTrue, whenFalse) = branch(condition)
    state = whenTrue
    var value = tree.child(node, .body).map { evaluate($0) } ?? .unknown
    let (after, wasReached) = (state, !whenTrue.isDead)
    state = whenFalse
    if !state.isDead {
      let other = tree.child(node, .orElse).map { evaluate($0) } ?? .unknown
      value = wasReached ? value.joined(other) : other
    }
    state.join(after)
    return value
  }

  /// What the last statement gives.
  private func block(_ node: Int) -> Value {
    var last = Value.unknown
    for child in tree.children(node) where !state.isDead {
      if unit.file.syntax.isExpression(child) || tree[child].kind == .ifStatement
        || tree[child].kind == .switchStatement
        || tree[child].kind == .name
      {
        if !handlers.isEmpty { handlers[handlers.count - 1].add(state) }
        last = evaluate(child)
      } else {
        execute(child)
        last = .unknown
      }
    }
    return last
  }

  private func cast(_ node: Int) -> Value {
    guard
      let inner = tree.child(node, .value) ?? tree.child(node, .operand)
        ?? tree.children(node).filter({
          tree[$0].role != .type
        }).last
    else { return .unknown }
    let value = evaluate(inner)
    if let type = tree.child(node, .type), isNumberType(type), unit.dialect != .javascript {
      return isDeep ? .unknown : Value(taints: value.taints.without(program.masks.numbers))
    }
    return value
  }

  /// A type that holds no text.
  func isNumberType(_ node: Int) -> Bool {
    guard tree[node].kind == .name || tree[node].kind == .typeName else { return false }
    switch unit.dialect {
    case .java:
      return [
        "int", "long", "short", "byte", "double", "float", "boolean", "Integer", "Long", "Short", "Byte",
        "Double", "Float", "Boolean", "BigInteger", "BigDecimal", "UUID", "LocalDate", "LocalDateTime", "Instant",
      ].contains(unit.text(node))
    case .go:
      return [
        "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float32", "float64",
        "bool", "uintptr", "rune", "byte",
      ].contains(unit.text(node))
    default: return false
    }
  }

  private func yielded(_ node: Int) -> Value {
    var value = Value.unknown
    let isDelegate = unit.text(node).contains("from") || unit.text(node).contains("*")
    for child in tree.children(node) {
      let inner = evaluate(child)
      value = isDelegate ? element(of: inner, overKeys: false) : inner
    }
    if !frames.isEmpty, isDeep {
      let frame = frames.count - 1
      frames[frame].yields = frames[frame].yields.map { $0.joined(value) } ?? value
    }
    return .unknown
  }

  private func closure(_ node: Int) -> Value {
    guard let function = unit.functions[node] else { return .unknown }
    if !isDeep { runApart(function) }
    return Value(object: program.object(of: function))
  }

  private func methodReference(_ node: Int) -> Value {
    guard let object = tree.child(node, .object), let field = tree.child(node, .field) else { return .unknown }
    let value = evaluate(object)
    for id in value.objects {
      let type: ClassType? =
        if case .type(let type) = program.entity(id) {
          type
        } else if case .instance(let number) = self.object(id)?.nature,
          case .type(let type) = program.entity(number)
        { type } else { nil }
      if let type, let method = methods(named: tree[field].symbol, in: unit, of: type).first {
        return Value(object: program.object(of: method))
      }
    }
    return .unknown
  }

  // MARK: Marks

  /// The value as the rules' marks at a node change it; sinks are asked here.
  func marked(_ value: Value, _ node: Int) -> Value {
    let flags = unit.marks[node]
    guard !flags.isEmpty, !state.isDead else { return value }
    var value = value
    if flags.contains(.propagatorTo) { receive(&value, node) }
    if flags.contains(.source) { value = sourced(value, node) }
    if flags.contains(.sanitizer), !ignoresSanitizers { value = sanitized(value, node) }
    if flags.contains(.propagatorFrom) { recorded[node] = deepTaints(value) }
    if flags.contains(.propagator) { propagate(&value, node) }
    if flags.contains(.sink) { arrive(value, node) }
    return value
  }

  private func sourced(_ value: Value, _ node: Int) -> Value {
    var value = value
    var taints = Taints()
    program.hasTaint = true
    for mark in unit.marks.sources[Int32(node)] ?? [] {
      if let requires = mark.requires, !holds(requires, in: deepTaints(value), rule: mark.rule) { continue }
      // A place that was looked at stays what it was found to be.
      if isDeep, value.number != 0, [.member, .index].contains(tree[node].kind), let fact = state.facts[value.number],
        fact.clean & 1 << UInt64(mark.rule) != 0
      {
        continue
      }
      let source = program.sources.number(unit: unit.number, node: node, rule: mark.rule, match: mark.match)
      let trace = program.traces.add(
        TraceTable.Station(before: -1, unit: unit.number, node: Int32(node), kind: .source))
      let taint = Taint(
        source: source, label: program.sources.label(mark.label), trace: trace, rules: 1 << UInt64(mark.rule))
      if mark.sideEffect != .only { taints.insert(taint) }
      if mark.sideEffect != .no {
        for id in value.objects where id > 0 && isDeep {
          self.change(id) { object in
            for key in object.fields.keys { object.fields[key]?.taints.insert(taint) }
            object.spill()
            object.rest.taints.insert(taint)
            object.isClosed = false
          }
        }
        let named = tree[node].kind == .unary ? tree.child(node, .operand) ?? node : node
        if let variable = place(of: named) {
          var held = read(variable: variable, node)
          held.taints.insert(taint)
          held.constant = 0
          held.number = 0
          state.variables[variable] = numbered(held)
        }
      }
    }
    if !taints.isEmpty {
      value.taints.formUnion(taints)
      value.constant = 0
      value.isOpen = true
      value.number = 0
      value = placed(value, node)
    }
    return value
  }

  private func sanitized(_ value: Value, _ node: Int) -> Value {
    var value = value
    if let rules = unit.marks.cleaning[Int32(node)], let variable = place(of: node) {
      var held = read(variable: variable, node)
      held.taints = held.taints.without(rules)
      if !held.objects.isEmpty { held.clean |= rules }
      held.number = 0
      state.variables[variable] = held
      value.taints = value.taints.without(rules)
      if !value.objects.isEmpty { value.clean |= rules }
    }
    if let rules = unit.marks.sanitizers[Int32(node)] {

      value.taints = value.taints.without(rules)
      if !value.objects.isEmpty, !deepTaints(value).only(rules).isEmpty {
        value = Value(taints: deepTaints(value).without(rules))
      }
      inputs[node] = inputs[node]?.without(rules)

    }
    return value
  }

  /// The variable that a node names.
  private func place(of node: Int) -> Int? { tree[node].kind == .name ? variable(of: node) : nil }

  private func propagate(_ value: inout Value, _ node: Int) {
    for propagation in unit.marks.propagators[Int32(node)] ?? [] {
      let taints = carried(by: propagation)
      guard !taints.isEmpty else { continue }
      if propagation.to == node { value.taints.formUnion(taints) }
      guard propagation.mark.sideEffect else { continue }
      let told = step(taints, .propagated, propagation.to)
      add(told, to: propagation.to)
    }
  }

  private func receive(_ value: inout Value, _ node: Int) {
    for propagation in unit.marks.receivers[Int32(node)] ?? [] {
      let taints = carried(by: propagation)
      if !taints.isEmpty {
        value.taints.formUnion(step(taints, .propagated, node))
        value.number = 0
      }
    }
  }

  private func carried(by propagation: NodeMarks.Propagation) -> Taints {
    let rule: UInt64 = 1 << UInt64(propagation.mark.rule)
    let all = recorded[propagation.from] ?? Taints()
    if let requires = propagation.mark.requires, !holds(requires, in: all, rule: propagation.mark.rule) {
      return Taints()
    }
    var taints = all.only(rule)
    if let label = propagation.mark.label {
      let number = program.sources.label(label)
      var renamed = Taints()
      for taint in taints.list {
        if let replaced = propagation.mark.replacedLabels,
          !replaced.contains(program.sources.labelNames[Int(taint.label)])
        {
          continue
        }
        var taint = taint
        taint.label = number
        renamed.insert(taint)
      }
      taints = renamed
    }
    return taints
  }

  // MARK: Sinks

  private func arrive(_ value: Value, _ node: Int) {
    let given = inputs[node].map { $0.union(value.taints) }
    let result = deepTaints(value)
    for mark in unit.marks.sinks[Int32(node)] ?? [] {
      let rule: UInt64 = 1 << UInt64(mark.rule)
      let taints = mark.isValue && isDeep ? result : given ?? result
      guard !taints.isEmpty else { continue }
      if let requires = mark.requires {
        guard holds(requires, in: taints, rule: mark.rule) else { continue }
      }
      var isFirst = true
      for taint in taints.list where taint.rules & rule != 0 {
        if let requires = mark.requires {
          // One of the labels that were asked for speaks for all.
          guard isFirst, requires.names(program.sources.labelNames[Int(taint.label)]) else { continue }
        } else if taint.label != 0 {
          continue
        }
        isFirst = false
        findings.add(
          Findings.Place(
            rule: mark.rule, unit: unit.number, match: mark.match, node: Int32(node), source: taint.source),
          Findings.Way(trace: taint.trace, length: program.traces.length(taint.trace)))
      }
    }
  }

  private func holds(_ condition: LabelCondition, in taints: Taints, rule: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(rule)
    let labels = Set(taints.list.filter { $0.rules & bit != 0 }.map { program.sources.labelNames[Int($0.label)] })
    return condition.holds(labels)
  }
}

extension LabelCondition {
  func holds(_ labels: Set<String>) -> Bool {
    switch self {
    case .label(let label): labels.contains(label)
    case .not(let inner): !inner.holds(labels)
    case .and(let a, let b): a.holds(labels) && b.holds(labels)
    case .or(let a, let b): a.holds(labels) || b.holds(labels)
    }
  }

  /// Whether a label is asked for, not forbidden.
  func names(_ label: String) -> Bool {
    switch self {
    case .label(let own): own == label
    case .not: false
    case .and(let a, let b), .or(let a, let b): a.names(label) || b.names(label)
    }
  }
}
