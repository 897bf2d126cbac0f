/// Makes up programs: the same for the same seed.
struct ProgramGenerator {
  private var dice: Dice
  private let language: ProgramLanguage
  private var program: Program
  private var scope: [Variable] = []
  /// Of those, the ones that may not be given another value.
  private var fixed: Set<Variable> = []
  private var lastNumber = 0
  private var lastFlag = 0
  private var place = Place()

  /// Where the generator is.
  private struct Place {
    var result: Kind?
    var mayReturn = false
    var loops = 0
    var tries = 0
    /// Within a function in a function.
    var isInner = false
    /// A `finally`, which nothing leaves.
    var isClosing = false
    var depth = 0
  }

  private static let words = ["a", "b", "c", "left", "right"]
  private static let keys = ["a", "b", "c"]

  init(seed: UInt64, _ language: ProgramLanguage) {
    dice = Dice(seed: seed)
    self.language = language
    program = Program(language: language)
  }

  static func program(seed: UInt64, _ language: ProgramLanguage) -> Program {
    var generator = ProgramGenerator(seed: seed, language)
    return generator.make()
  }

  private mutating func make() -> Program {
    let count = dice.below(4)
    for number in 0..<count { program.functions.append(function(number)) }
    program.isTopLevel = (language == .python || language == .javascript) && dice.isOne(in: 3)
    place = Place()
    place.mayReturn = !program.isTopLevel
    scope = []
    fixed = []
    lastNumber = 0
    program.main = start()
    program.main += block(of: 6 + dice.below(9))
    for variable in scope.filter({ $0.kind == .text }).suffix(2) {
      program.main.append(.sink(newSink(), .variable(variable)))
    }
    if program.main.contains(where: \.isJump), let first = program.main.firstIndex(where: \.isJump) {
      program.main.removeSubrange((first + 1)...)
    }
    return program
  }

  /// Variables to begin with.
  private mutating func start() -> [Statement] {
    var statements = [Statement.declare(new(.text), .text(.source))]
    scope.append(variable(declaredBy: statements[0]))
    for _ in 0..<(1 + dice.below(3)) {
      let statement = declaration()
      statements.append(statement)
      scope.append(variable(declaredBy: statement))
    }
    return statements
  }

  private func variable(declaredBy statement: Statement) -> Variable {
    guard case .declare(let variable, _) = statement else { preconditionFailure("not a declaration") }
    return variable
  }

  private mutating func new(_ kind: Kind) -> Variable {
    lastNumber += 1
    return Variable(kind: kind, number: lastNumber)
  }

  private mutating func newSink() -> Int {
    program.sinks += 1
    return program.sinks - 1
  }

  private mutating func newFlag() -> Int {
    lastFlag += 1
    return lastFlag
  }

  private mutating func variable(_ kind: Kind, writable: Bool = false) -> Variable? {
    let found = scope.filter { $0.kind == kind && !(writable && fixed.contains($0)) }
    // The latest are the most interesting.
    if found.count > 2, dice.isOne(in: 2) { return found[found.count - 1 - dice.below(2)] }
    return found.isEmpty ? nil : dice.one(of: found)
  }

  // MARK: Functions

  private mutating func function(_ number: Int) -> ProgramFunction {
    place = Place()
    place.mayReturn = true
    scope = []
    fixed = []
    lastNumber = 0
    let result: Kind? = dice.one(of: [.text, .text, .text, .answer, .answer, nil, nil, .list, .box])
    place.result = result
    var parameters: [Variable] = []
    if result == .answer {
      parameters = [new(.text)]
    } else {
      for _ in 0..<(1 + dice.below(2)) {
        parameters.append(new(dice.one(of: [.text, .text, .text, .list, .map, .box, .box])))
      }
    }
    scope = parameters
    // A list that comes in does not grow where it came from, in Go.
    if !language.sharesLists { fixed = Set(parameters.filter { $0.kind == .list }) }
    var function = ProgramFunction(number: number, parameters: parameters, result: result)
    if result == .answer {
      function.body = predicateBody(parameters[0])
    } else {
      function.body = block(of: 1 + dice.below(4))
      if let last = function.body.last, last.isJump {
        // It ends there.
      } else if result != nil {
        function.body.append(.giveBack(returned()))
      }
    }
    return function
  }

  private mutating func predicateBody(_ parameter: Variable) -> [Statement] {
    func constants(_ dice: inout Dice) -> [String] { (0..<(1 + dice.below(3))).map { Self.words[$0] } }
    let test: Condition
    switch dice.below(5) {
    case 0: test = .same(.variable(parameter), dice.one(of: Self.words), isEqual: true, isFirst: false)
    case 1: test = .member(.variable(parameter), constants(&dice))
    case 2: test = .same(.variable(parameter), dice.one(of: Self.words), isEqual: false, isFirst: true)
    case 3: test = .both(.flag(newFlag()), .member(.variable(parameter), constants(&dice)))
    default: test = condition()
    }
    switch dice.below(3) {
    case 0: return [.giveBack(.answer(test))]
    case 1:
      return [
        .branch(test, [.giveBack(.answer(Self.always(true)))], []), .giveBack(.answer(Self.always(dice.isOne(in: 5)))),
      ]
    default:
      return [
        .branch(.not(test), [.giveBack(.answer(Self.always(false)))], []), .giveBack(.answer(Self.always(true))),
      ]
    }
  }

  private static func always(_ answer: Bool) -> Condition {
    .compare(.constant(1), answer ? "==" : "!=", .constant(1))
  }

  private mutating func returned() -> Expression? {
    switch place.result {
    case .text?: return .text(text(2))
    case .answer?: return .answer(condition())
    case .list?:
      if language.sharesLists, let list = variable(.list), !dice.isOne(in: 3) { return .alias(list) }
      return .list(texts())
    case .box?:
      if let box = variable(.box), !dice.isOne(in: 3) { return .alias(box) }
      return .box(text(1), text(1))
    default: return nil
    }
  }

  // MARK: Statements

  private mutating func block(of count: Int) -> [Statement] {
    var statements: [Statement] = []
    for _ in 0..<count {
      let more = statement()
      statements += more
      for statement in more { if case .declare(let variable, _) = statement { scope.append(variable) } }
      if more.last?.isJump == true { break }
    }
    return statements
  }

  /// A block of its own: what it declares is not seen after it.
  private mutating func inner(of count: Int, _ change: (inout Place) -> Void = { _ in }) -> [Statement] {
    let (before, outer) = (scope, place)
    place.depth += 1
    change(&place)
    let statements = block(of: count)
    (scope, place) = (before, outer)
    return statements
  }

  private mutating func declaration() -> Statement {
    let kind = dice.one(of: [Kind.text, .text, .list, .map, .box, .number, .answer])
    return .declare(new(kind), expression(kind))
  }

  private mutating func expression(_ kind: Kind) -> Expression {
    switch kind {
    case .text, .closure: return .text(text(2))
    case .number: return .number(number())
    case .answer: return .answer(condition())
    case .list:
      let functions = program.functions.filter { $0.result == .list }
      if !functions.isEmpty, dice.isOne(in: 3), let call = call(dice.one(of: functions)) {
        return .call(call.0, call.1)
      }
      if let other = variable(.list), dice.isOne(in: 3) {
        if language.sharesLists, dice.isOne(in: 2) { return .alias(other) }
        return .copy(other)
      }
      if language.sharesLists, let box = variable(.box), dice.isOne(in: 4) { return .items(box) }
      return .list(texts())
    case .map:
      if let other = variable(.map), dice.isOne(in: 3) { return .alias(other) }
      return .map((0..<dice.below(3)).map { (Self.keys[$0], text(1)) })
    case .box:
      let functions = program.functions.filter { $0.result == .box }
      if !functions.isEmpty, dice.isOne(in: 3), let call = call(dice.one(of: functions)) {
        return .call(call.0, call.1)
      }
      if let other = variable(.box), dice.isOne(in: 3) { return dice.isOne(in: 4) ? .peer(other) : .alias(other) }
      return .box(text(1), text(1))
    }
  }

  private mutating func texts() -> [Text] { (0..<dice.below(4)).map { _ in text(1) } }

  private mutating func statement() -> [Statement] {
    let isDeep = place.depth >= 3
    switch dice.below(40) {
    case 0..<4: return [declaration()]
    case 4..<10:
      guard let target = variable(.text, writable: true) else { break }
      if dice.isOne(in: 4) { return [.extend(target, text(1))] }
      return [.assign(target, .text(text(2)))]
    case 10:
      let kind = dice.one(of: [Kind.list, .map, .box, .number, .answer])
      guard let target = variable(kind, writable: true) else { break }
      return [.assign(target, expression(kind))]
    case 11..<14: if let change = listChange() { return [change] }
    case 14..<16: if let change = mapChange() { return [change] }
    case 16..<18: if let change = boxChange() { return [change] }
    case 18..<22 where !isDeep:
      let condition = condition()
      let first = inner(of: 1 + dice.below(3))
      return [.branch(condition, first, dice.isOne(in: 2) ? [] : inner(of: 1 + dice.below(2)))]
    case 22..<25: if let guarding = guarded() { return guarding }
    case 25..<28 where !isDeep: if let loop = loop() { return [loop] }
    case 28 where !isDeep && language.hasTry && !place.isClosing:
      let body = inner(of: 2 + dice.below(3)) { $0.tries += 1 }
      let handler = inner(of: 1 + dice.below(2))
      let finally = dice.isOne(in: 4) ? inner(of: 1) { $0.isClosing = true } : nil
      return [.attempt(body, handler, finally: finally)]
    case 29:
      if place.tries > 0 {
        return [dice.isOne(in: 4) && place.depth > 1 && !place.isClosing ? .raise : .risky(newFlag())]
      }
    case 30:
      if place.loops > 0, place.depth > 1, !place.isClosing, !place.isInner {
        return [dice.isOne(in: 2) ? .stop : .next]
      }
    case 31:
      if place.mayReturn, place.depth > 0, !place.isClosing { return [.giveBack(returned())] }
    case 32:
      if language.hasDestructuring, let a = variable(.text, writable: true), let b = variable(.text, writable: true),
        a != b
      {
        if language != .go, let list = variable(.list), dice.isOne(in: 3) { return [.unpack([a, b], list)] }
        return [.several([a, b], [text(1), text(1)])]
      }
    case 33:
      let functions = program.functions.filter { $0.result == nil || $0.result == .text }
      guard !functions.isEmpty, let call = call(dice.one(of: functions)) else { break }
      return [.call(call.0, call.1)]
    case 34: if !place.isInner { return closure() }
    default: break
    }
    if dice.isOne(in: 8), let holder = variable(dice.one(of: [.list, .map, .box])) {
      return [.sinkWhole(newSink(), holder)]
    }
    return [.sink(newSink(), text(1))]
  }

  private mutating func listChange() -> Statement? {
    guard let list = variable(.list, writable: true) else { return nil }
    switch dice.below(9) {
    case 0..<3: return .append(list, text(1))
    case 3: return .insert(list, language == .go ? 0 : dice.below(2), text(1))
    case 4, 5: return .put(list, dice.below(2), text(1))
    case 6, 7:
      guard let target = variable(.text, writable: true) else { return nil }
      return .take(into: target, list, isLast: dice.isOne(in: 2))
    default: return .clear(list)
    }
  }

  private mutating func mapChange() -> Statement? {
    guard let map = variable(.map) else { return nil }
    if dice.isOne(in: 4) { return .removeEntry(map, dice.one(of: Self.keys)) }
    return .setEntry(map, dice.one(of: Self.keys), text(1), isPlain: dice.isOne(in: 2))
  }

  private mutating func boxChange() -> Statement? {
    guard let box = variable(.box) else { return nil }
    switch dice.below(7) {
    case 0..<3: return .setField(box, dice.one(of: Field.allCases), text(1))
    case 3: return .setter(box, text(1))
    case 4: return .keep(box, text(1))
    case 5:
      guard let other = variable(.box) else { return nil }
      return .setPeer(box, other)
    default: return .setPeerField(box, dice.one(of: Field.allCases), text(1))
    }
  }

  /// A look at a text that leaves where it does not please, and a sink after it.
  private mutating func guarded() -> [Statement]? {
    guard let looked = variable(.text) else { return nil }
    let predicates = program.functions.filter { $0.result == .answer }
    let pleases: Condition
    switch dice.below(4) {
    case 0: pleases = .same(.variable(looked), dice.one(of: Self.words), isEqual: true, isFirst: dice.isOne(in: 2))
    case 1: pleases = .member(.variable(looked), Array(Self.words.prefix(1 + dice.below(3))))
    case 2 where !predicates.isEmpty: pleases = .predicate(dice.one(of: predicates).number, .variable(looked))
    default: pleases = .filled(looked)
    }
    let sink = Statement.sink(newSink(), .variable(looked))
    if dice.isOne(in: 3) || place.isClosing { return [.branch(pleases, [sink], [])] }
    let leaving: [Statement]
    if place.mayReturn, !dice.isOne(in: 4) {
      leaving = [.giveBack(returned())]
    } else if place.loops > 0, !place.isInner {
      leaving = [dice.isOne(in: 2) ? .next : .stop]
    } else if place.tries > 0 {
      leaving = [.raise]
    } else if let target = variable(.text, writable: true) {
      leaving = [.assign(target, .text(text(1)))]
    } else {
      return nil
    }
    return [.branch(.not(pleases), leaving, []), sink]
  }

  private mutating func loop() -> Statement? {
    switch dice.below(4) {
    case 0: return .loop(condition(), inner(of: 1 + dice.below(4)) { $0.loops += 1 })
    case 1:
      let turn = new(.number)
      let (before, held) = (scope, fixed)
      scope.append(turn)
      fixed.insert(turn)
      let body = inner(of: 1 + dice.below(4)) { $0.loops += 1 }
      (scope, fixed) = (before, held)
      return .repeated(turn, dice.below(4), body)
    case 2: return .loop(.flag(newFlag()), inner(of: 1 + dice.below(4)) { $0.loops += 1 })
    default:
      guard let holder = variable(dice.isOne(in: 3) ? .map : .list) else { return nil }
      let element = new(.text)
      let (before, held) = (scope, fixed)
      scope.append(element)
      fixed.insert(element)
      let body = inner(of: 1 + dice.below(4)) { $0.loops += 1 }
      (scope, fixed) = (before, held)
      return .each(element, holder, body)
    }
  }

  private mutating func closure() -> [Statement] {
    var statements: [Statement] = []
    let (before, outer, held) = (scope, place, fixed)
    if language == .java {
      // Only what has one value for good.
      let kept = new(.text)
      statements.append(.declare(kept, .text(text(1))))
      scope = [kept]
    }
    let parameter = new(.text)
    scope.append(parameter)
    scope.removeAll { $0.kind == .closure }
    if !language.hasInnerWrites || language == .python && program.isTopLevel { fixed.formUnion(scope) }
    place = Place()
    place.isInner = true
    place.mayReturn = true
    place.result = .text
    place.depth = 2
    var body: [Statement] = []
    if dice.isOne(in: 2) { body = block(of: 1 + dice.below(2)) }
    if body.last?.isJump != true { body.append(.giveBack(.text(text(1)))) }
    (scope, place, fixed) = (before, outer, held)
    for statement in statements {
      if case .declare(let variable, _) = statement { fixed.insert(variable) }
    }
    let function = new(.closure)
    fixed.insert(function)
    return statements + [.declare(function, .closure(parameter, body))]
  }

  private mutating func call(_ function: ProgramFunction) -> (Int, [Argument])? {
    var arguments: [Argument] = []
    for parameter in function.parameters {
      if parameter.kind == .text {
        arguments.append(.text(text(1)))
      } else {
        guard let held = variable(parameter.kind) else { return nil }
        arguments.append(.container(held))
      }
    }
    return (function.number, arguments)
  }

  // MARK: Expressions

  private mutating func text(_ depth: Int) -> Text {
    switch dice.below(depth > 0 ? 20 : 9) {
    case 0..<2: return .constant(dice.one(of: Self.words))
    case 2..<4: return .source
    case 4..<9: return variable(.text).map { .variable($0) } ?? .constant("x")
    case 9: return .clean(text(depth - 1))
    case 10, 11: return .join(text(depth - 1), text(depth - 1), isTemplate: dice.isOne(in: 3))
    case 12, 13:
      if let list = variable(.list) { return .item(list, dice.one(of: [0, 0, 1, -1])) }
    case 14:
      if let map = variable(.map) {
        return .entry(map, dice.one(of: Self.keys), hasDefault: !dice.isOne(in: 3), isPlain: dice.isOne(in: 2))
      }
    case 15, 16:
      if let box = variable(.box) {
        switch dice.below(6) {
        case 0: return .getter(box)
        case 1: return .peerField(box, dice.one(of: Field.allCases))
        default: return .field(box, dice.one(of: Field.allCases))
        }
      }
    case 17:
      if language.hasTernary, dice.isOne(in: 2) { return .choice(condition(), text(depth - 1), text(depth - 1)) }
      if language.hasEither { return .either(text(depth - 1), text(depth - 1)) }
    case 18:
      let functions = program.functions.filter { $0.result == .text }
      if !functions.isEmpty, let call = call(dice.one(of: functions)) { return .call(call.0, call.1) }
    default:
      if let closure = variable(.closure) { return .apply(closure, text(depth - 1)) }
    }
    return variable(.text).map { .variable($0) } ?? .constant("x")
  }

  private mutating func number() -> Number {
    switch dice.below(5) {
    case 0: return .operation(.constant(dice.below(5)), dice.one(of: ["+", "-", "*"]), .constant(dice.below(5)))
    case 1: if let other = variable(.number) { return .operation(.variable(other), "+", .constant(1)) }
    case 2: if let list = variable(.list) { return .count(list) }
    case 3: if let other = variable(.number) { return .variable(other) }
    default: break
    }
    return .constant(dice.below(4))
  }

  private mutating func condition(_ depth: Int = 1) -> Condition {
    switch dice.below(depth > 0 ? 15 : 11) {
    case 0..<4: return .flag(newFlag())
    case 4, 5: return .compare(number(), dice.one(of: ["<", ">", "==", "!="]), number())
    case 6, 7:
      guard let looked = variable(.text) else { break }
      return .same(
        .variable(looked), dice.one(of: Self.words), isEqual: !dice.isOne(in: 3), isFirst: dice.isOne(in: 2))
    case 8:
      guard let looked = variable(.text) else { break }
      return .member(.variable(looked), Array(Self.words.prefix(1 + dice.below(3))))
    case 9: if let answer = variable(.answer) { return .answer(answer) }
    case 10:
      let predicates = program.functions.filter { $0.result == .answer }
      guard !predicates.isEmpty, let looked = variable(.text) else { break }
      return .predicate(dice.one(of: predicates).number, .variable(looked))
    case 11: if let looked = variable(.text) { return .filled(looked) }
    case 12: return .not(condition(depth - 1))
    case 13: return .both(condition(depth - 1), condition(depth - 1))
    default: return .any(condition(depth - 1), condition(depth - 1))
    }
    return .flag(newFlag())
  }
}
