/// A thing that several variables may hold: a container, an instance, a function.
struct Object: Sendable {
  enum Nature: Hashable, Sendable {
    /// A list, array or tuple.
    case sequence
    /// Keys to values: a dictionary, a map, an object literal, anything that fields were written to.
    case fields
    /// Of a class of the project: its number in the run.
    case instance(Int32)
    /// A function that took along what it uses of the one around it: its number, and the object that has those variables.
    case closure(Int32, Int32)
    /// Makes things with fields of its own: their names, as a constant's number.
    case record(Int32)
    /// A method of a container, taken along with it: its name, as a constant's number. The container is captured as -1.
    case bound(Int32)
    /// What points to a place.
    case pointer(Place)
  }

  enum Place: Hashable, Sendable {
    case variable(Int)
    case field(Int32, Key)
    /// Under a constant key or position.
    case element(Int32, Int32)
  }

  var nature: Nature
  var fields: [Key: Value] = [:]
  /// By position, where all positions are known.
  var items: [Value]?
  /// What lies under keys and positions that are not known.
  var rest = Value.unknown
  /// What its keys carry.
  var keyTaints = Taints()
  /// It stands for several: nothing that is written to it replaces what was there.
  var isMany = false
  /// Of a closure: the variables of the function around it; under -1 what `this` is there.
  var captures: [Int: Value] = [:]
  /// What it is nobody knows; only what was put into it under names is known.
  var isForeign = false
  /// Every key that it may have is in `fields`: it was made here, empty, and nobody else has written to it.
  var isClosed = false

  init(_ nature: Nature) { self.nature = nature }

  /// What may lie under a key that is not in `fields`.
  private var elsewhere: Value {
    guard !isClosed || items != nil else { return .unknown }
    return (items ?? []).reduce(rest) { $0.joined($1) }.opened
  }

  func joined(_ other: Object) -> Object {
    var result = self
    if nature != other.nature {
      if case .closure(let mine, _) = nature, case .closure(let theirs, _) = other.nature, mine == theirs {
        // The variables of the one that was first.
      } else {
        result.nature = .fields
      }
    }
    for (key, value) in other.fields {
      result.fields[key] = fields[key].map { $0.joined(value) } ?? value.joined(elsewhere).opened
    }
    let beyond = other.elsewhere
    for (key, value) in fields where other.fields[key] == nil { result.fields[key] = value.joined(beyond).opened }
    switch (items, other.items) {
    case (let mine?, let theirs?) where mine.count == theirs.count:
      result.items = zip(mine, theirs).map { $0.joined($1) }
    case (nil, nil): break
    default:
      result.items = nil
      for item in (items ?? []) + (other.items ?? []) { result.rest = result.rest.joined(item.opened) }
    }
    result.rest = result.rest.joined(other.rest)
    for (variable, value) in other.captures {
      result.captures[variable] = captures[variable].map { $0.joined(value) } ?? value.opened
    }
    result.keyTaints.formUnion(other.keyTaints)
    result.isMany = isMany || other.isMany
    result.isForeign = isForeign || other.isForeign
    result.isClosed = isClosed && other.isClosed
    return result
  }

  func holds(_ other: Object) -> Bool {
    guard isMany || !other.isMany, !isClosed || other.isClosed, rest.holds(other.rest), keyTaints.holds(other.keyTaints)
    else { return false }
    for (key, value) in other.fields {
      guard let mine = fields[key], mine.holds(value) else { return false }
    }
    let beyond = other.elsewhere
    for (key, value) in fields where other.fields[key] == nil {
      if !value.isOpen || !value.holds(beyond) { return false }
    }
    for (variable, value) in other.captures {
      guard let mine = captures[variable], mine.holds(value) else { return false }
    }
    switch (items, other.items) {
    case (nil, nil): return true
    case (nil, let theirs?): return theirs.allSatisfy { rest.holds($0.opened) }
    case (let mine?, let theirs?): return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.holds($1) }
    case (_?, nil): return false
    }
  }
}

extension Value {
  fileprivate func refined(by facts: [Int32: State.Fact]) -> Value {
    guard number != 0, let fact = facts[number] else { return self }
    var value = self
    value.taints = value.taints.without(fact.clean)
    if !value.objects.isEmpty { value.clean |= fact.clean }
    if fact.constant != 0 {
      value.constant = fact.constant
      value.isOpen = false
    }
    return value
  }

  /// It may be missing on one of two ways, and nothing is said of it that would not hold then.
  fileprivate var isOpened: Bool { constant == 0 && isOpen && number == 0 }

  fileprivate var numberless: Value {
    var value = opened
    value.number = 0
    return value
  }

  /// A part of something that is harmless for some rules.
  func cleaned(as whole: Value) -> Value {
    guard whole.clean != 0 else { return self }
    var value = self
    value.taints = taints.without(whole.clean)
    if !objects.isEmpty { value.clean |= whole.clean }
    return value
  }

  /// It may also be missing.
  var opened: Value {
    var value = self
    value.constant = 0
    value.isOpen = true
    return value
  }
}

/// What is known at one point of a program.
struct State {
  /// By variable: a declaration of one file, or what `this` is.
  var variables = SharedMap<Value>()
  var objects = Heap()
  /// What conditions have said of values, by their numbers.
  var facts: [Int32: Fact] = [:]
  /// What follows from an answer that is kept in a variable, by the answer's number.
  var outcomes: [Int32: Outcome] = [:]
  /// Nothing comes here.
  var isDead = false

  /// Facts that hold where the answer was yes, and where it was no.
  struct Outcome: Sendable {
    var whenTrue: [Int32: Fact]
    var whenFalse: [Int32: Fact]
  }

  struct Fact: Equatable, Sendable {
    /// Rules for which the value is harmless.
    var clean: UInt64 = 0
    /// It equals this; 0 for nothing known.
    var constant: Int32 = 0
  }

  static var dead: State {
    var state = State()
    state.isDead = true
    return state
  }

  /// A value as conditions have left it.
  func refined(_ value: Value) -> Value { value.refined(by: facts) }

  /// What holds whichever way was taken. `known` was joined before, and takes time out of this one: only what has changed since
  /// is looked at. Returns how much work it was, as maps count it.
  @discardableResult
  mutating func join(_ other: State, since known: State? = nil) -> Int {
    if other.isDead { return 0 }
    if isDead {
      self = other
      return 0
    }
    let (here, there) = (facts, other.facts)
    // Other facts make other values of what is the same.
    let known = known.flatMap { !$0.isDead && $0.facts == there ? $0 : nil }
    var work = variables.join(
      other.variables, since: known?.variables,
      .init(
        both: { mine, value in
          if mine.isSame(value) { return nil }
          if mine.number == value.number { return mine.holds(value) ? nil : mine.joined(value) }
          // What each way has said of its value is known of it from here on.
          let both = mine.refined(by: here).joined(value.refined(by: there))
          return !mine.holds(both) || !both.holds(mine) ? both : nil
        },
        mineOnly: { $0.isOpened ? nil : $0.refined(by: here).numberless },
        theirsOnly: { $0.isOpened ? nil : $0.refined(by: there).numberless }))
    if !outcomes.isEmpty { outcomes = outcomes.filter { other.outcomes[$0.key] != nil } }
    work += objects.join(other.objects, since: known?.objects)
    if !facts.isEmpty {
      var common: [Int32: Fact] = [:]
      for (number, fact) in facts {
        guard let other = other.facts[number] else { continue }
        let both = Fact(
          clean: fact.clean & other.clean, constant: fact.constant == other.constant ? fact.constant : 0)
        if both != Fact() { common[number] = both }
      }
      facts = common
    }
    return work
  }

  /// Whether a join with `other` would change nothing.
  func holds(_ other: State) -> Bool {
    if other.isDead { return true }
    if isDead { return false }
    let isHeld = variables.holds(
      other.variables,
      .init(
        both: { mine, value in
          if mine.number == value.number { return mine.holds(value) }
          // As a join would take it in: with what each way has said of its value.
          let both = refined(mine).joined(other.refined(value))
          return mine.holds(both) && both.holds(mine)
        },
        mineOnly: { $0.isOpened }, theirsOnly: { _ in false }))
    guard isHeld else { return false }
    guard objects.holds(other.objects) else { return false }
    for (number, fact) in facts {
      guard let other = other.facts[number], other.clean & fact.clean == fact.clean,
        fact.constant == 0 || fact.constant == other.constant
      else { return false }
    }
    return true
  }
}

extension State {
  /// Only an object and all that it holds, with what conditions have said of that.
  func kept(by root: Int32) -> State {
    guard !isDead else { return .dead }
    var kept = State()
    var waiting = [root]
    while let id = waiting.popLast() {
      guard !kept.objects.contains(id), var object = objects[id] else { continue }
      func keep(_ value: inout Value) {
        value = refined(value)
        value.number = 0
        waiting += value.objects
      }
      keep(&object.rest)
      for key in object.fields.keys { keep(&object.fields[key]!) }
      for key in object.captures.keys { keep(&object.captures[key]!) }
      if object.items != nil { for index in object.items!.indices { keep(&object.items![index]) } }
      if case .closure(_, let home) = object.nature { waiting.append(home) }
      kept.objects.put(object, as: id)
    }
    return kept
  }
}
