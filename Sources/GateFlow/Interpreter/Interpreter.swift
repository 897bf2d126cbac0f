import GateModel
import GateSyntax

/// Runs functions on what is known of values in place of values. Branches are taken both ways unless a constant decides; loops
/// are run until nothing new comes of them; calls of the project's functions are run where they stand.
final class Interpreter {
  let program: Program
  /// The file that is at work.
  var unit: Unit
  var state = State()
  var frames: [Frame] = []
  /// What the `try`s around may catch, innermost last.
  var handlers: [Handler] = []
  /// What the handlers around the code at work have caught.
  var beingHandled: [Value?] = []
  var findings = Findings()
  var limits: Set<String> = []
  /// Functions that were called in this run, so that they need no run of their own.
  var invoked: Set<ObjectIdentifier> = []
  /// The object of the method that is at work.
  var receiver = Value.unknown
  /// The values of nodes that propagators ask for.
  var recorded: [Int: Taints] = [:]
  /// Classes whose bodies are at work for an object of theirs.
  var made: Set<ObjectIdentifier> = []
  /// What went into the calls that are sinks.
  var inputs: [Int: Taints] = [:]
  /// Objects that stood before the call at work were changed.
  var changesObjects = false
  /// What was given up with, while the calls are made that were put off; nil where nothing was (Go).
  var panicking: Value?
  /// What is looked at is asked for as it is.
  var ignoresSanitizers = false
  /// The number of the constant at work in its group (Go).
  var iota: Int?
  /// The last object that stood before the quiet call at work; 0 where none is. Whether data was put into what stood.
  var oldest: Int32 = 0
  var isStained = false
  /// What the condition was that was looked at last.
  var tested = Value.unknown
  /// Along which calls the function at work was come to.
  var context: Int64 = 0
  private(set) var fuel: Int
  /// How deep the code at work lies in other code of this run.
  var depth: Int {
    get { program.depth - base }
    set { program.depth = newValue + base }
  }
  /// How deep the runs were that this one began in.
  private let base: Int

  /// Nodes that are looked at in one entry, with all that it calls.
  static let tank = 200_000
  static let deepest = 260
  static let deepestCall = 24

  struct Handler {
    /// What may hold where it begins.
    private(set) var state = State.dead
    /// What was added to that last.
    private var last = State.dead
    /// Nil where nothing was thrown that is known.
    var value: Value?

    /// Something may be thrown where `thrown` holds.
    @discardableResult
    mutating func add(_ thrown: State) -> Int {
      let work = state.join(thrown, since: last)
      if !thrown.isDead { last = thrown }
      return work
    }
  }

  struct Frame {
    var function: Function?
    var returns: Value?
    var returnState = State.dead
    var yields: Value?
    var loops: [Loop] = []
    /// The result is asked for as a condition: what holds where it is true, and where it is not.
    var splits: (whenTrue: State, whenFalse: State)?
    /// The question is whether the last result is something, and what the results are is wanted too (Go).
    var splitsByError = false
    /// What was given back where the result is asked for as a condition.
    var tested: Value?
    /// Of the switches that are expressions around: what they give.
    var choices: [Value?] = []
    /// Of a function that puts off calls: with what it, or what it calls, gave up.
    var panic: Value?
    var panicState = State.dead
    var isRecovered = false
    /// Calls put off to the end.
    var deferred: [Int] = []
    /// Of the arguments that it was called with, 0 where not known.
    var constants: [Int32] = []
  }

  struct Loop {
    var label: Symbol?
    /// A `continue` means the loop around it.
    var isSwitch = false
    /// Only a `break` with its name ends it.
    var isNamedOnly = false
    /// A `break` without a name ends it.
    var isBreakable = true
    var breaks = State.dead
    var continues = State.dead
  }

  init(_ program: Program, _ unit: Unit) {
    self.program = program
    self.unit = unit
    base = program.depth
    fuel = Self.tank
  }

  var tree: Tree { unit.tree }
  var isDeep: Bool { program.isDeep }

  /// False when there is nothing left.
  func spend() -> Bool {
    guard fuel > 0 else {
      limits.insert("too many steps; what comes after them was not followed")
      return false
    }
    fuel -= 1
    return true
  }

  /// Work beside the steps themselves, as joins count it: a step takes about as long as a few nodes of a map.
  func charge(work: Int) { fuel -= work / 4 }

  /// What another run has spent.
  func charge(_ other: Interpreter) { fuel -= Self.tank - other.fuel }

  // MARK: Runs

  /// The top level of the file.
  func runTop() -> State {
    frames = [Frame()]
    if unit.dialect == .javascript, isDeep { readyExports() }
    execute(children: 0)
    finish()
    state.isDead = false
    runStatics()
    if unit.dialect == .go, isDeep {
      for function in unit.topFunctions[tree.symbols.find("init")] ?? [] {
        _ = enter(function, [], receiver: .unknown, at: nil)
      }
      state.isDead = false
    }
    return state
  }

  /// A function that nobody is known to call: its parameters may be anything.
  func run(_ function: Function, receiver: Value, from start: State) {
    state = start
    self.receiver = receiver
    fuel = min(Self.tank, program.budget)
    _ = enter(function, [], receiver: receiver, at: nil)
  }

  /// An object of a class as its constructor leaves it, with arguments that may be anything; and the state then.
  func runConstructor(of type: ClassType) -> (object: Value, state: State) {
    let object = instance(of: type)
    frames = [Frame()]
    var constructors = constructors(of: type, -1)
    if constructors.count > 1 { constructors = constructors.filter { $0.body != nil } }
    initialiseApart(type, constructors, object)
    frames = []
    state.isDead = false
    return (object, state)
  }

  /// What ends a function, or the file: the results of all its ways together, and then what was put off.
  func finish() {
    guard var frame = frames.last else { return }
    state.join(frame.returnState)
    let deferred = frame.deferred
    frame.deferred = []
    frames[frames.count - 1] = frame
    guard !deferred.isEmpty else { return }
    let isOver = state.isDead
    state.join(frame.panicState)
    let outer = panicking
    panicking = frame.panic
    frames[frames.count - 1].isRecovered = false
    for call in deferred.reversed() { _ = evaluate(call) }
    panicking = outer
    if let results = frame.function?.results, !results.isEmpty, !state.isDead {
      let value = named(results)
      frames[frames.count - 1].returns = value
    }
    if isOver, !frames[frames.count - 1].isRecovered { state.isDead = true }
  }

  // MARK: Values

  /// A value in a variable, under a number so that what is said of it holds for its copies.
  func numbered(_ value: Value) -> Value {
    var value = value.isCopied ? copiedApart(value) : value
    guard value.number == 0, !value.taints.isEmpty else { return value }
    value.number = program.newNumber()
    return value
  }

  /// The value as conditions have left it.
  func refined(_ value: Value) -> Value { state.refined(value) }

  func object(_ id: Int32) -> Object? { state.objects[id] ?? moduleObject(id) }

  /// An object that the top of some file made.
  private func moduleObject(_ id: Int32) -> Object? {
    guard id > 0, let home = program.moduleHomes[id] else { return nil }
    return program.moduleState(home).objects[id]
  }

  /// What a value and all that it holds carry.
  func deepTaints(_ value: Value) -> Taints {
    guard !value.objects.isEmpty else { return value.taints }
    var taints = value.taints
    var seen: Set<Int32> = []
    var waiting = value.objects
    while let id = waiting.popLast(), seen.count < 60 {
      guard id > 0, seen.insert(id).inserted, let object = object(id) else { continue }
      func add(_ value: Value) {
        let value = refined(value)
        taints.formUnion(value.taints)
        waiting += value.objects
      }
      for (_, value) in object.fields { add(value) }
      for value in object.items ?? [] { add(value) }
      if case .pointer(let place) = object.nature { add(read(place)) }
      add(object.rest)
    }
    return taints.without(value.clean)
  }

  /// Holds no function or class that could be called.
  func isData(_ value: Value, allowingTypes: Bool = false) -> Bool {
    value.objects.allSatisfy { id in
      switch program.entity(id) {
      case nil: if case .closure = object(id)?.nature { !allowingTypes } else { true }
      case .function: false
      case .type, .module: allowingTypes
      }
    }
  }

  func make(_ nature: Object.Nature) -> Int32 {
    let id = program.newObject()
    state.objects.put(Object(nature), as: id)
    return id
  }

  /// Of an object that is new: to change it is to finish it, so nothing is said of it.
  func fill(_ id: Int32, _ change: (inout Object) -> Void) {
    // No access to the state is open while the change is found out, which may look at the state itself.
    guard var object = state.objects[id] else { return }
    state.objects.removeValue(forKey: id)
    change(&object)
    state.objects.put(object, as: id)
  }

  func instance(of type: ClassType) -> Value { Value(object: make(.instance(program.object(of: type)))) }

  func step(_ value: Value, _ kind: TraceTable.Kind, _ node: Int) -> Value {
    guard !value.taints.isEmpty else { return value }
    var value = value
    value.taints = step(value.taints, kind, node)
    return value
  }

  func step(_ taints: Taints, _ kind: TraceTable.Kind, _ node: Int) -> Taints {
    taints.map { taint in
      taint.trace = program.traces.add(
        TraceTable.Station(before: taint.trace, unit: unit.number, node: Int32(node), kind: kind))
    }
  }
}
