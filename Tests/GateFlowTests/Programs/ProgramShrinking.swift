/// The smallest program for which something still holds, as far as leaving out and simplifying gets.
enum ProgramShrinking {
  static func smallest(_ program: Program, _ holds: (Program) -> Bool) -> Program {
    var best = program
    var tries = 0
    var isDone = false
    while !isDone, tries < 3000 {
      isDone = true
      for candidate in candidates(best) {
        tries += 1
        if holds(candidate) {
          best = candidate
          isDone = false
          break
        }
      }
    }
    return best
  }

  private static func candidates(_ program: Program) -> [Program] {
    var found: [Program] = []
    func add(_ change: (inout Program) -> Void) {
      var copy = program
      change(&copy)
      found.append(copy)
    }
    for index in program.functions.indices.reversed() { add { $0.functions.remove(at: index) } }
    for smaller in blocks(program.main) { add { $0.main = smaller } }
    for index in program.functions.indices {
      for smaller in blocks(program.functions[index].body) { add { $0.functions[index].body = smaller } }
    }
    return found
  }

  /// A block with one thing less.
  private static func blocks(_ block: [Statement]) -> [[Statement]] {
    var found: [[Statement]] = []
    if block.count > 3 {
      found.append(Array(block[(block.count / 2)...]))
      found.append(Array(block[..<(block.count / 2)]))
    }
    for index in block.indices.reversed() {
      var less = block
      less.remove(at: index)
      found.append(less)
    }
    for index in block.indices {
      for smaller in statements(block[index]) {
        var less = block
        less.replaceSubrange(index...index, with: smaller)
        found.append(less)
      }
    }
    return found
  }

  /// What may stand in place of a statement.
  private static func statements(_ statement: Statement) -> [[Statement]] {
    switch statement {
    case .branch(let condition, let first, let second):
      var found = [first, second]
      if !second.isEmpty { found.append([.branch(condition, first, [])]) }
      found += blocks(first).map { [.branch(condition, $0, second)] }
      found += blocks(second).map { [.branch(condition, first, $0)] }
      found += conditions(condition).map { [.branch($0, first, second)] }
      return found
    case .loop(let condition, let body):
      return [body] + blocks(body).map { [.loop(condition, $0)] } + conditions(condition).map { [.loop($0, body)] }
    case .repeated(let variable, let count, let body):
      return [body] + blocks(body).map { [.repeated(variable, count, $0)] }
    case .each(let variable, let holder, let body):
      return [body] + blocks(body).map { [.each(variable, holder, $0)] }
    case .attempt(let body, let handler, let finally):
      var found = [body + (finally ?? [])]
      if finally != nil { found.append([.attempt(body, handler, finally: nil)]) }
      found += blocks(body).map { [.attempt($0, handler, finally: finally)] }
      found += blocks(handler).map { [.attempt(body, $0, finally: finally)] }
      return found
    case .declare(let variable, .closure(let parameter, let body)):
      return blocks(body).map { [.declare(variable, .closure(parameter, $0))] }
    case .declare(let variable, let value): return expressions(value).map { [.declare(variable, $0)] }
    case .assign(let variable, let value): return expressions(value).map { [.assign(variable, $0)] }
    case .giveBack(let value?): return expressions(value).map { [.giveBack($0)] }
    case .sink(let number, let value): return texts(value).map { [.sink(number, $0)] }
    case .extend(let variable, let value): return texts(value).map { [.extend(variable, $0)] }
    case .append(let list, let value): return texts(value).map { [.append(list, $0)] }
    case .put(let list, let position, let value): return texts(value).map { [.put(list, position, $0)] }
    case .insert(let list, let position, let value): return texts(value).map { [.insert(list, position, $0)] }
    case .setEntry(let map, let key, let value, let isPlain):
      return texts(value).map { [.setEntry(map, key, $0, isPlain: isPlain)] }
    case .setField(let box, let field, let value): return texts(value).map { [.setField(box, field, $0)] }
    case .setter(let box, let value): return texts(value).map { [.setter(box, $0)] }
    case .keep(let box, let value): return texts(value).map { [.keep(box, $0)] }
    case .several(let variables, let values):
      return zip(variables, values).map { [.assign($0, .text($1))] }
    case .call(let number, let arguments): return self.arguments(arguments).map { [.call(number, $0)] }
    default: return []
    }
  }

  private static func expressions(_ expression: Expression) -> [Expression] {
    switch expression {
    case .text(let text): texts(text).map { .text($0) }
    case .list(let items):
      items.indices.map { index in
        var less = items
        less.remove(at: index)
        return .list(less)
      }
        + items.indices.flatMap { index in
          texts(items[index]).map { text in
            var other = items
            other[index] = text
            return .list(other)
          }
        }
    case .map(let entries):
      entries.indices.map { index in
        var less = entries
        less.remove(at: index)
        return .map(less)
      }
    case .box(let a, let b): texts(a).map { .box($0, b) } + texts(b).map { .box(a, $0) }
    case .call(let number, let arguments): self.arguments(arguments).map { .call(number, $0) }
    case .answer(let condition): conditions(condition).map { .answer($0) }
    default: []
    }
  }

  private static func arguments(_ arguments: [Argument]) -> [[Argument]] {
    arguments.indices.flatMap { index -> [[Argument]] in
      guard case .text(let text) = arguments[index] else { return [] }
      return texts(text).map { smaller in
        var other = arguments
        other[index] = .text(smaller)
        return other
      }
    }
  }

  private static func conditions(_ condition: Condition) -> [Condition] {
    switch condition {
    case .flag: []
    case .not(let inner): [inner] + conditions(inner).map { .not($0) }
    case .both(let a, let b), .any(let a, let b): [a, b]
    default: [.flag(0)]
    }
  }

  private static func texts(_ text: Text) -> [Text] {
    switch text {
    case .constant, .source: []
    case .variable: [.constant("x")]
    case .clean(let inner): [.constant("x"), inner]
    case .join(let a, let b, _), .either(let a, let b): [a, b]
    case .choice(let condition, let a, let b): [a, b] + conditions(condition).map { .choice($0, a, b) }
    case .call(let number, let arguments):
      [.constant("x"), .source] + self.arguments(arguments).map { .call(number, $0) }
    case .apply(let closure, let argument): [argument] + texts(argument).map { .apply(closure, $0) }
    default: [.constant("x"), .source]
    }
  }
}
