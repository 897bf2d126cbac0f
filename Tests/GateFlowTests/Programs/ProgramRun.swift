/// Runs a program in all ways that its unknown conditions allow, as far as a bound.
struct ProgramRuns {
  /// Sinks that tainted data reached in some run that began in the main part.
  private(set) var tainted: Set<Int> = []
  /// The same when each function is also called from elsewhere, with unknown but harmless arguments, what a `try` holds may
  /// fail anywhere, and functions within functions are called at the end.
  private(set) var taintedFromElsewhere: Set<Int> = []
  /// Not all ways were gone.
  private(set) var isPartial = false
  /// It reads what is not there: no program.
  private(set) var isInvalid = false

  static let most = 600

  init(_ program: Program) {
    (tainted, isPartial, isInvalid) = Self.explore { ProgramRun(program, $0).main() }
    guard !isInvalid else { return }
    for index in -1..<program.functions.count {
      let (more, partial, _) = Self.explore { choices in
        let run = ProgramRun(program, choices, isWide: true)
        return index < 0 ? run.main() : run.entry(index)
      }
      taintedFromElsewhere.formUnion(more)
      isPartial = isPartial || partial
    }
    taintedFromElsewhere.formUnion(tainted)
  }

  private static func explore(_ go: ([Bool]) -> ProgramRun) -> (Set<Int>, isPartial: Bool, isInvalid: Bool) {
    var tainted: Set<Int> = []
    var isPartial = false
    var choices: [Bool] = []
    for turn in 0... {
      guard turn < most else { return (tainted, true, false) }
      let run = go(choices)
      if run.isInvalid { return ([], false, true) }
      tainted.formUnion(run.tainted)
      isPartial = isPartial || run.isPartial
      choices = run.choices
      while choices.last == true { choices.removeLast() }
      guard !choices.isEmpty else { break }
      choices[choices.count - 1] = true
    }
    return (tainted, isPartial, false)
  }
}

/// One run: unknown conditions are answered by a list of choices, and by no where it ends.
final class ProgramRun {
  private(set) var choices: [Bool]
  private var chosen = 0
  private(set) var tainted: Set<Int> = []
  private(set) var isPartial = false
  private(set) var isInvalid = false
  private let program: Program
  private var atoms: [Atom] = []
  private var steps = 0
  private var depth = 0
  private var tries = 0
  private let isWide: Bool
  private var closures: [Closure] = []

  private static let mostChoices = 10
  private static let mostTurns = 3
  private static let mostSteps = 1500

  init(_ program: Program, _ choices: [Bool], isWide: Bool = false) {
    self.program = program
    self.isWide = isWide
    self.choices = choices
  }

  /// A text that nobody here chose: it may be anything, until it was compared.
  private struct Atom {
    var isTainted: Bool
    /// Nobody outside chose it after all.
    var isHarmless = false
    /// What it turned out to be.
    var text: String?
    var isNot: Set<String> = []
  }

  private enum Piece {
    case text(String)
    case atom(Int)
  }

  private struct Chars {
    var pieces: [Piece]
  }

  private enum Held {
    case text(Chars)
    case number(Int)
    case answer(Bool)
    case list(List)
    case map(Map)
    case box(Box)
    case closure(Closure)
    case nothing
  }

  private final class List {
    var items: [Chars]
    var changes = 0
    init(_ items: [Chars]) { self.items = items }
  }

  private final class Map {
    var entries: [(key: String, value: Chars)]
    var changes = 0
    init(_ entries: [(key: String, value: Chars)]) { self.entries = entries }
  }

  private final class Box {
    var fields: [Field: Chars]
    var items = List([])
    var peer: Box?
    init(_ a: Chars, _ b: Chars) { fields = [.a: a, .b: b] }
  }

  private final class Frame {
    var variables: [Variable: Held] = [:]
    /// The function around a closure.
    let outer: Frame?
    init(outer: Frame? = nil) { self.outer = outer }

    func read(_ variable: Variable) -> Held? { variables[variable] ?? outer?.read(variable) }

    func write(_ variable: Variable, _ value: Held) -> Bool {
      if variables[variable] != nil {
        variables[variable] = value
        return true
      }
      return outer?.write(variable, value) ?? false
    }
  }

  private final class Closure {
    let parameter: Variable
    let body: [Statement]
    let frame: Frame
    init(_ parameter: Variable, _ body: [Statement], _ frame: Frame) {
      self.parameter = parameter
      self.body = body
      self.frame = frame
    }
  }

  private enum Way {
    case on, stop, next, raised
    case back(Held)
  }

  private enum End: Error {
    /// What languages do here differs, or it takes too long: what was seen so far counts.
    case abandoned
    case invalid
    /// Thrown by an expression.
    case raised
  }

  func main() -> ProgramRun {
    go { () throws(End) in _ = try run(program.main, Frame()) }
    return self
  }

  /// A function as others may call it.
  func entry(_ index: Int) -> ProgramRun {
    let function = program.functions[index]
    let frame = Frame()
    for parameter in function.parameters {
      frame.variables[parameter] =
        switch parameter.kind {
        case .text: .text(unknown(isTainted: false))
        case .list: .list(List([unknown(isTainted: false), unknown(isTainted: false)]))
        case .map: .map(Map([]))
        case .box: .box(Box(unknown(isTainted: false), unknown(isTainted: false)))
        default: .nothing
        }
    }
    go { () throws(End) in _ = try run(function.body, frame) }
    return self
  }

  private func go(_ body: () throws(End) -> Void) {
    do {
      try body()
      // Those that closures declare come after them.
      var next = 0
      while isWide, next < closures.count, next < 20 {
        let frame = Frame(outer: closures[next].frame)
        frame.variables[closures[next].parameter] = .text(unknown(isTainted: false))
        next += 1
        _ = try run(closures[next - 1].body, frame)
      }
    } catch {
      if case .invalid = error { isInvalid = true }
      if case .abandoned = error { isPartial = true }
    }
  }

  // MARK: Choices

  private func isChosen() -> Bool {
    if chosen < choices.count {
      chosen += 1
      return choices[chosen - 1]
    }
    guard chosen < Self.mostChoices else {
      isPartial = true
      return false
    }
    choices.append(false)
    chosen += 1
    return false
  }

  private func spend() throws(End) {
    steps += 1
    if steps > Self.mostSteps { throw .abandoned }
  }

  // MARK: Texts

  private func unknown(isTainted: Bool) -> Chars {
    atoms.append(Atom(isTainted: isTainted))
    return Chars(pieces: [.atom(atoms.count - 1)])
  }

  private func isTainted(_ chars: Chars) -> Bool {
    chars.pieces.contains { piece in
      if case .atom(let atom) = piece { atoms[atom].isTainted && !atoms[atom].isHarmless } else { false }
    }
  }

  /// With what is known by now.
  private func settled(_ chars: Chars) -> [Piece] {
    var pieces: [Piece] = []
    for piece in chars.pieces {
      var text: String?
      switch piece {
      case .text(let known): text = known
      case .atom(let atom): text = atoms[atom].text
      }
      guard let text else {
        pieces.append(piece)
        continue
      }
      if case .text(let before)? = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
      } else {
        pieces.append(.text(text))
      }
    }
    return pieces.isEmpty ? [.text("")] : pieces
  }

  private func isSame(_ chars: Chars, _ other: String) -> Bool {
    var pieces = settled(chars)
    if pieces.count == 1, case .text(let text) = pieces[0] { return text == other }
    var middle = Substring(other)
    if case .text(let start) = pieces[0] {
      guard middle.hasPrefix(start) else { return false }
      middle = middle.dropFirst(start.count)
      pieces.removeFirst()
    }
    if case .text(let end)? = pieces.last {
      guard middle.hasSuffix(end) else { return false }
      middle = middle.dropLast(end.count)
      pieces.removeLast()
    }
    let inside = pieces.compactMap { if case .atom(let atom) = $0 { atom } else { nil } }
    guard inside.count == 1, pieces.count == 1 else {
      // Of all the ways to share it out only one is gone.
      isPartial = true
      guard inside.count == pieces.count, Set(inside).count == inside.count,
        !atoms[inside[0]].isNot.contains(String(middle)),
        inside.dropFirst().allSatisfy({ !atoms[$0].isNot.contains("") })
      else { return false }
      guard isChosen() else { return false }
      for (place, atom) in inside.enumerated() {
        atoms[atom].text = place == 0 ? String(middle) : ""
        atoms[atom].isHarmless = true
      }
      return true
    }
    guard !atoms[inside[0]].isNot.contains(String(middle)) else { return false }
    guard isChosen() else {
      atoms[inside[0]].isNot.insert(String(middle))
      return false
    }
    atoms[inside[0]].text = String(middle)
    atoms[inside[0]].isHarmless = true
    return true
  }

  private func isFilled(_ chars: Chars) -> Bool {
    let pieces = settled(chars)
    if pieces.contains(where: { if case .text(let text) = $0 { !text.isEmpty } else { false } }) { return true }
    return !isSame(chars, "")
  }

  private func joined(_ a: Chars, _ b: Chars) throws(End) -> Chars {
    // Loops double.
    guard a.pieces.count + b.pieces.count < 200 else { throw .abandoned }
    return Chars(pieces: a.pieces + b.pieces)
  }

  private func text(_ text: Text, _ frame: Frame) throws(End) -> Chars {
    try spend()
    switch text {
    case .constant(let constant): return Chars(pieces: [.text(constant)])
    case .variable(let variable): return try chars(variable, frame)
    case .source: return unknown(isTainted: true)
    case .clean(let inner):
      _ = try self.text(inner, frame)
      return unknown(isTainted: false)
    case .join(let a, let b, _):
      let (first, second) = (try self.text(a, frame), try self.text(b, frame))
      return try joined(first, second)
    case .choice(let condition, let a, let b):
      return try holds(condition, frame) ? try self.text(a, frame) : try self.text(b, frame)
    case .either(let a, let b):
      let first = try self.text(a, frame)
      return isFilled(first) ? first : try self.text(b, frame)
    case .item(let variable, let position):
      let items = try list(variable, frame).items
      let place = position < 0 ? items.count + position : position
      guard items.indices.contains(place) else { throw .abandoned }
      return items[place]
    case .entry(let variable, let key, let hasDefault, _):
      if let entry = try map(variable, frame).entries.first(where: { $0.key == key }) { return entry.value }
      guard hasDefault else { throw .abandoned }
      return Chars(pieces: [.text("")])
    case .field(let variable, let field): return try box(variable, frame).fields[field]!
    case .peerField(let variable, let field):
      guard let peer = try box(variable, frame).peer else { throw .abandoned }
      return peer.fields[field]!
    case .getter(let variable): return try box(variable, frame).fields[.a]!
    case .call(let number, let arguments):
      guard case .text(let result) = try call(number, arguments, frame) else { throw .invalid }
      return result
    case .apply(let variable, let argument):
      guard case .closure(let closure)? = frame.read(variable) else { throw .invalid }
      let inner = Frame(outer: closure.frame)
      inner.variables[closure.parameter] = .text(try self.text(argument, frame))
      guard depth < 20 else { throw .abandoned }
      depth += 1
      defer { depth -= 1 }
      switch try run(closure.body, inner) {
      case .back(.text(let result)): return result
      case .raised: throw .raised
      default: throw .invalid
      }
    }
  }

  // MARK: Variables

  private func chars(_ variable: Variable, _ frame: Frame) throws(End) -> Chars {
    guard case .text(let chars)? = frame.read(variable) else { throw .invalid }
    return chars
  }

  private func list(_ variable: Variable, _ frame: Frame) throws(End) -> List {
    guard case .list(let list)? = frame.read(variable) else { throw .invalid }
    return list
  }

  private func map(_ variable: Variable, _ frame: Frame) throws(End) -> Map {
    guard case .map(let map)? = frame.read(variable) else { throw .invalid }
    return map
  }

  private func box(_ variable: Variable, _ frame: Frame) throws(End) -> Box {
    guard case .box(let box)? = frame.read(variable) else { throw .invalid }
    return box
  }

  // MARK: Other values

  private func number(_ number: Number, _ frame: Frame) throws(End) -> Int {
    try spend()
    switch number {
    case .constant(let constant): return constant
    case .variable(let variable):
      guard case .number(let value)? = frame.read(variable) else { throw .invalid }
      return value
    case .count(let variable): return try list(variable, frame).items.count
    case .operation(let a, let word, let b):
      let (x, y) = (try self.number(a, frame), try self.number(b, frame))
      guard abs(x) < 1 << 20, abs(y) < 1 << 20 else { throw .abandoned }
      switch word {
      case "+": return x + y
      case "-": return x - y
      default: return x * y
      }
    }
  }

  private func holds(_ condition: Condition, _ frame: Frame) throws(End) -> Bool {
    try spend()
    switch condition {
    case .flag: return isChosen()
    case .compare(let a, let word, let b):
      let (x, y) = (try number(a, frame), try number(b, frame))
      switch word {
      case "<": return x < y
      case ">": return x > y
      case "==": return x == y
      default: return x != y
      }
    case .same(let value, let constant, let isEqual, _): return isSame(try text(value, frame), constant) == isEqual
    case .member(let value, let constants):
      let value = try text(value, frame)
      return constants.contains { isSame(value, $0) }
    case .filled(let variable): return isFilled(try chars(variable, frame))
    case .answer(let variable):
      guard case .answer(let answer)? = frame.read(variable) else { throw .invalid }
      return answer
    case .predicate(let number, let value):
      guard case .answer(let answer) = try call(number, [.text(value)], frame) else { throw .invalid }
      return answer
    case .not(let inner): return try !holds(inner, frame)
    case .both(let a, let b): return try holds(a, frame) ? try holds(b, frame) : false
    case .any(let a, let b): return try holds(a, frame) ? true : try holds(b, frame)
    }
  }

  private func value(_ expression: Expression, _ frame: Frame) throws(End) -> Held {
    switch expression {
    case .text(let value): return .text(try text(value, frame))
    case .number(let value): return .number(try number(value, frame))
    case .answer(let condition): return .answer(try holds(condition, frame))
    case .list(let texts):
      var items: [Chars] = []
      for item in texts { items.append(try text(item, frame)) }
      return .list(List(items))
    case .map(let entries):
      let map = Map([])
      for (key, value) in entries { set(map, key, try text(value, frame)) }
      return .map(map)
    case .box(let a, let b): return .box(Box(try text(a, frame), try text(b, frame)))
    case .alias(let variable):
      guard let held = frame.read(variable) else { throw .invalid }
      return held
    case .copy(let variable): return .list(List(try list(variable, frame).items))
    case .items(let variable): return .list(try box(variable, frame).items)
    case .peer(let variable):
      guard let peer = try box(variable, frame).peer else { throw .abandoned }
      return .box(peer)
    case .call(let number, let arguments): return try call(number, arguments, frame)
    case .closure(let parameter, let body):
      let closure = Closure(parameter, body, frame)
      if isWide { closures.append(closure) }
      return .closure(closure)
    }
  }

  private func set(_ map: Map, _ key: String, _ value: Chars) {
    map.changes += 1
    if let place = map.entries.firstIndex(where: { $0.key == key }) {
      map.entries[place].value = value
    } else {
      map.entries.append((key, value))
    }
  }

  private func call(_ number: Int, _ arguments: [Argument], _ frame: Frame) throws(End) -> Held {
    guard let function = program.functions.first(where: { $0.number == number }),
      function.parameters.count == arguments.count
    else { throw .invalid }
    guard depth < 20 else { throw .abandoned }
    let inner = Frame()
    for (parameter, argument) in zip(function.parameters, arguments) {
      switch argument {
      case .text(let value): inner.variables[parameter] = .text(try text(value, frame))
      case .container(let variable):
        guard let held = frame.read(variable) else { throw .invalid }
        inner.variables[parameter] = held
      }
    }
    depth += 1
    defer { depth -= 1 }
    switch try run(function.body, inner) {
    case .back(let value): return value
    case .raised: throw .raised
    default:
      guard function.result == nil else { throw .invalid }
      return .nothing
    }
  }

  // MARK: Statements

  private func run(_ block: [Statement], _ frame: Frame) throws(End) -> Way {
    for statement in block {
      let way: Way
      do {
        way = try run(statement, frame)
      } catch {
        guard case .raised = error else { throw error }
        return .raised
      }
      if case .on = way { continue }
      return way
    }
    return .on
  }

  private func run(_ statement: Statement, _ frame: Frame) throws(End) -> Way {
    try spend()
    if isWide, tries > 0, isChosen() { return .raised }
    switch statement {
    case .declare(let variable, let expression):
      frame.variables[variable] = try value(expression, frame)
    case .assign(let variable, let expression):
      let value = try value(expression, frame)
      guard frame.write(variable, value) else { throw .invalid }
    case .several(let variables, let texts):
      var values: [Chars] = []
      for value in texts { values.append(try text(value, frame)) }
      for (variable, value) in zip(variables, values) {
        guard frame.write(variable, .text(value)) else { throw .invalid }
      }
    case .unpack(let variables, let variable):
      let items = try list(variable, frame).items
      guard items.count == variables.count else { throw .abandoned }
      for (variable, value) in zip(variables, items) {
        guard frame.write(variable, .text(value)) else { throw .invalid }
      }
    case .extend(let variable, let more):
      let before = try chars(variable, frame)
      let after = try joined(before, try text(more, frame))
      guard frame.write(variable, .text(after)) else { throw .invalid }
    case .append(let variable, let value):
      let list = try list(variable, frame)
      list.items.append(try text(value, frame))
      list.changes += 1
    case .insert(let variable, let position, let value):
      let list = try list(variable, frame)
      let value = try text(value, frame)
      guard position <= list.items.count else { throw .abandoned }
      list.items.insert(value, at: position)
      list.changes += 1
    case .put(let variable, let position, let value):
      let list = try list(variable, frame)
      let value = try text(value, frame)
      guard list.items.indices.contains(position) else { throw .abandoned }
      list.items[position] = value
      list.changes += 1
    case .take(let target, let variable, let isLast):
      let list = try list(variable, frame)
      guard !list.items.isEmpty else { throw .abandoned }
      let value = isLast ? list.items.removeLast() : list.items.removeFirst()
      list.changes += 1
      guard frame.write(target, .text(value)) else { throw .invalid }
    case .clear(let variable):
      let list = try list(variable, frame)
      list.items = []
      list.changes += 1
    case .setEntry(let variable, let key, let value, _):
      let map = try map(variable, frame)
      set(map, key, try text(value, frame))
    case .removeEntry(let variable, let key):
      let map = try map(variable, frame)
      map.entries.removeAll { $0.key == key }
      map.changes += 1
    case .setField(let variable, let field, let value):
      let box = try box(variable, frame)
      box.fields[field] = try text(value, frame)
    case .setPeer(let variable, let other):
      let box = try box(variable, frame)
      box.peer = try self.box(other, frame)
    case .setPeerField(let variable, let field, let value):
      guard let peer = try box(variable, frame).peer else { throw .abandoned }
      peer.fields[field] = try text(value, frame)
    case .setter(let variable, let value):
      let box = try box(variable, frame)
      box.fields[.a] = try text(value, frame)
    case .keep(let variable, let value):
      let box = try box(variable, frame)
      box.items.items.append(try text(value, frame))
      box.items.changes += 1
    case .branch(let condition, let first, let second):
      return try run(holds(condition, frame) ? first : second, frame)
    case .loop(let condition, let body): return try loop(condition, body, frame)
    case .repeated(let variable, let count, let body):
      for turn in 0..<count {
        frame.variables[variable] = .number(turn)
        if let way = try turned(body, frame) { return way }
        if isStopped { break }
      }
    case .each(let variable, let holder, let body):
      return try each(variable, holder, body, frame)
    case .stop: return .stop
    case .next: return .next
    case .attempt(let body, let handler, let finally):
      tries += 1
      var way: Way
      do {
        defer { tries -= 1 }
        way = try run(body, frame)
      }
      if case .raised = way { way = try run(handler, frame) }
      if let finally {
        let last = try run(finally, frame)
        guard case .on = last else { return last }
      }
      return way
    case .raise: return .raised
    case .risky: if tries > 0, isChosen() { return .raised }
    case .giveBack(let expression):
      guard let expression else { return .back(.nothing) }
      return .back(try value(expression, frame))
    case .call(let number, let arguments): _ = try call(number, arguments, frame)
    case .sink(let number, let value): if isTainted(try text(value, frame)) { tainted.insert(number) }
    case .sinkWhole(let number, let variable):
      guard let held = frame.read(variable) else { throw .invalid }
      if isTainted(held) { tainted.insert(number) }
    }
    return .on
  }

  private func isTainted(_ held: Held) -> Bool {
    switch held {
    case .text(let chars): isTainted(chars)
    case .list(let list): list.items.contains { isTainted($0) }
    case .map(let map): map.entries.contains { isTainted($0.value) }
    case .box(let box):
      box.fields.values.contains { isTainted($0) } || box.items.items.contains { isTainted($0) }
        || box.peer.map { $0 !== box && isTainted(.box(Self.alone($0))) } ?? false
    default: false
    }
  }

  /// Boxes may hold each other.
  private static func alone(_ box: Box) -> Box {
    let copy = Box(box.fields[.a]!, box.fields[.b]!)
    copy.items = box.items
    return copy
  }

  // MARK: Loops

  private var isStopped = false

  /// One turn; what leaves the loop and more.
  private func turned(_ body: [Statement], _ frame: Frame) throws(End) -> Way? {
    isStopped = false
    let way = try run(body, frame)
    isStopped = false
    switch way {
    case .on, .next: return nil
    case .stop:
      isStopped = true
      return nil
    case .raised, .back: return way
    }
  }

  private func loop(_ condition: Condition, _ body: [Statement], _ frame: Frame) throws(End) -> Way {
    for turn in 0... {
      let choicesBefore = chosen
      guard try holds(condition, frame) else { break }
      // Where nothing was asked, it ends by itself or never.
      if chosen > choicesBefore, turn >= Self.mostTurns { throw .abandoned }
      if let way = try turned(body, frame) { return way }
      if isStopped { break }
    }
    return .on
  }

  private func each(_ variable: Variable, _ holder: Variable, _ body: [Statement], _ frame: Frame) throws(End) -> Way {
    let values: [Chars]
    let changes: () -> Int
    switch frame.read(holder) {
    case .list(let list)?:
      values = list.items
      changes = { list.changes }
    case .map(let map)?:
      values = map.entries.map(\.value)
      changes = { map.changes }
    default: throw .invalid
    }
    let before = changes()
    for value in values {
      frame.variables[variable] = .text(value)
      if let way = try turned(body, frame) { return way }
      if isStopped { break }
      if changes() != before { throw .abandoned }
    }
    return .on
  }
}
