package import GateModel
import GateSyntax

/// One station of a flow.
package struct FlowStep: Equatable, Sendable {
  package var kind: Step.Kind
  package var path: TreePath
  /// Byte offsets in that file.
  package var range: Range<Int>
  /// A few words, without any value.
  package var message: String

  package init(kind: Step.Kind, path: TreePath, range: Range<Int>, message: String) {
    self.kind = kind
    self.path = path
    self.range = range
    self.message = message
  }
}

/// Data of a source that reaches a sink.
package struct FlowFinding: Sendable {
  package var rule: Int
  /// The numbers under which the matches were marked, each in its file.
  package var sink: FlowMarks.MatchNumber
  package var sinkPath: TreePath
  package var source: FlowMarks.MatchNumber
  package var sourcePath: TreePath
  /// From the source to the sink.
  package var steps: [FlowStep]

  package init(
    rule: Int, sink: FlowMarks.MatchNumber, sinkPath: TreePath, source: FlowMarks.MatchNumber, sourcePath: TreePath,
    steps: [FlowStep]
  ) {
    self.rule = rule
    self.sink = sink
    self.sinkPath = sinkPath
    self.source = source
    self.sourcePath = sourcePath
    self.steps = steps
  }
}

/// Follows data through a file and what it calls, for up to 64 rules at once, all with the same options of reach and depth.
/// Keeps what it learnt of functions from file to file. Belongs to one worker.
package final class FlowAnalysis {
  package struct Outcome: Sendable {
    /// Each pair of rule and sink once for every source, in the order of the sinks; also where the sink is in another file.
    package var findings: [FlowFinding] = []
    /// What was not followed to its end, in words; empty where all was.
    package var limits: [String] = []

    package init() {}
  }

  private let rules: [FlowOptions]
  private let library: any FlowLibrary
  private var program: Program

  /// `rules` by number. Their `reach` and `isDeep` must be the same.
  package init(_ rules: [FlowOptions], library: any FlowLibrary) {
    self.rules = rules
    self.library = library
    program = Program(rules, library: library)
  }

  /// Files kept from one entry to the next; their trees take memory.
  private static let mostKept = 400

  /// What begins in this file's functions, wherever it leads.
  package func run(_ file: FlowFile) -> Outcome {
    if program.units.count > Self.mostKept { program = Program(rules, library: library) }
    // What a file says must not hang on which files were looked at before.
    program.results = program.results.filter { !$0.key.isQuiet }
    program.stained = []
    program.hasTaint = program.topsHaveTaint
    program.budget = Program.budget
    let unit = program.unit(file)
    program.possible = unit.reach?.possible ?? .max
    var entry = Entry(program, unit)
    entry.run()
    var outcome = Outcome()
    outcome.findings = told(entry.findings)
    outcome.limits = entry.limits.sorted()
    return outcome
  }

  // MARK: In words

  private func told(_ findings: Findings) -> [FlowFinding] {
    findings.ways.map { place, way in
      let source = program.sources.list[Int(place.source)]
      let home = program.units[Int(source.unit) - 1]
      let end = program.units[Int(place.unit) - 1]
      return FlowFinding(
        rule: place.rule, sink: place.match, sinkPath: end.file.path, source: source.matches[place.rule] ?? 0,
        sourcePath: home.file.path, steps: steps(way.trace, to: place))
    }.sorted { a, b in
      let (x, y) = (a.steps[a.steps.count - 1], b.steps[b.steps.count - 1])
      if x.path != y.path { return x.path < y.path }
      if x.range.lowerBound != y.range.lowerBound { return x.range.lowerBound < y.range.lowerBound }
      if a.rule != b.rule { return a.rule < b.rule }
      if a.steps.count != b.steps.count { return a.steps.count < b.steps.count }
      return (a.sourcePath.description, a.steps[0].range.lowerBound) < (
        b.sourcePath.description, b.steps[0].range.lowerBound
      )
    }
  }

  private func steps(_ trace: Int32, to place: Findings.Place) -> [FlowStep] {
    var steps: [FlowStep] = []
    for station in program.traces.stations(trace) {
      let unit = program.units[Int(station.unit) - 1]
      let node = Int(station.node)
      let step = FlowStep(
        kind: station.kind == .source ? .source : station.kind == .checked ? .sanitizer : .step, path: unit.file.path,
        range: unit.tree[node].range,
        message: Self.words(station.kind, unit, node))
      // The same place twice in a row says nothing new.
      if let last = steps.last, last.path == step.path, last.range == step.range { continue }
      steps.append(step)
    }
    let end = program.units[Int(place.unit) - 1]
    steps.append(
      FlowStep(
        kind: .sink, path: end.file.path, range: end.tree[Int(place.node)].range, message: "arrives where it does harm")
    )
    return steps
  }

  private static func words(_ kind: TraceTable.Kind, _ unit: Unit, _ node: Int) -> String {
    let name = unit.tree[node].kind == .name ? " `\(unit.text(node))`" : ""
    switch kind {
    case .source: return "comes from outside"
    case .assigned: return name.isEmpty ? "is kept" : "is kept in\(name)"
    case .passed: return name.isEmpty ? "is handed over" : "is handed over as\(name)"
    case .returned: return "comes back from the call"
    case .propagated: return name.isEmpty ? "is carried on" : "is carried on in\(name)"
    case .stored: return name.isEmpty ? "is put in" : "is put into\(name)"
    case .checked: return "is checked, which does not make it harmless here"
    }
  }
}

/// All that begins in one file: its top level, and every function that nobody there calls.
private struct Entry {
  let program: Program
  let unit: Unit
  var findings = Findings()
  var limits: Set<String> = []

  init(_ program: Program, _ unit: Unit) {
    self.program = program
    self.unit = unit
  }

  mutating func run() {
    program.left = [:]
    once(Self.mayBegin)
    // What functions leave where others find it: once more with that.
    if program.isDeep, !program.left.isEmpty {
      program.results = [:]
      once { !$1.isInert($0) }
      program.results = [:]
      program.left = [:]
    }
  }

  /// What is left in variables of the top and in fields of classes.
  private func keep(_ state: State, _ interpreter: Interpreter) {
    guard program.isDeep, !state.isDead else { return }
    for (variable, value) in state.variables where variable >> 32 == Int(unit.number) && !value.isPlain {
      let declaration = variable & 0xFFFF_FFFF
      guard declaration < unit.names.scopes.count, unit.names.scope(of: declaration) == 0 else { continue }
      let taints = interpreter.deepTaints(state.refined(value))
      if !taints.isEmpty { program.left[.variable(variable), default: Taints()].formUnion(taints) }
    }
    for id in state.objects.entities.sorted() {
      guard case .type? = program.entity(id), let object = state.objects[id] else { continue }
      for (key, value) in object.fields {
        let taints = interpreter.deepTaints(state.refined(value))
        if !taints.isEmpty { program.left[.field(id, key), default: Taints()].formUnion(taints) }
      }
    }
  }

  /// Data of a source may be come to: without, nothing that a function does is of interest.
  private static func mayBegin(_ function: Function, _ program: Program) -> Bool {
    function.reach.map { $0.begins & program.possible != 0 } ?? true
  }

  /// Runs those functions that are wanted.
  private mutating func once(_ isWanted: (Function, Program) -> Bool) {
    _ = program.moduleState(unit)
    if let found = program.moduleFindings[unit.number] { findings.add(found) }
    limits.formUnion(program.moduleLimits[unit.number] ?? [])
    var invoked = program.moduleInvoked[unit.number] ?? []
    let functions = unit.allFunctions.filter {
      !$0.isWithinFunction && $0.body != nil && unit.tree[$0.node].kind == .function && isWanted($0, program)
    }
    // Those that nobody here calls come first; what they call need not be run on its own.
    let called = calledNames()
    let ordered = functions.filter { !isCalled($0, called) } + functions.filter { isCalled($0, called) }
    var classes: Set<Int> = []
    for function in ordered {
      if program.isDeep, let receiver = function.receiverType {
        let interpreter = Interpreter(program, unit)
        if let holder = unit.allClasses[receiver] ?? interpreter.neighbourType(receiver) {
          if classes.insert(holder.node << 20 | Int(holder.unit.number)).inserted {
            run(holder, unit.allFunctions.filter { $0.receiverType == receiver }, &invoked)
          }
          continue
        }
      }
      if let holder = function.holder, program.isDeep {
        if classes.insert(holder.node << 20 | Int(unit.number)).inserted {
          run(holder, holder.methods.values.flatMap { $0 }.filter { $0.unit === unit }, &invoked)
        }
        continue
      }
      if program.isDeep, invoked.contains(ObjectIdentifier(function)), isCalled(function, called) { continue }
      run(function, receiver: .unknown, from: State(), &invoked)
    }
    // Functions at the top that are values: handlers that were handed over have been run, others have not.
    for function in unit.allFunctions
    where !function.isWithinFunction && function.body != nil && unit.tree[function.node].kind == .lambda
      && !invoked.contains(ObjectIdentifier(function)) && isWanted(function, program)
    {
      run(function, receiver: .unknown, from: State(), &invoked)
    }
    if program.isTooWide { limits.insert("more files than are followed were imported") }
  }

  private func calledNames() -> Set<Symbol> {
    var names: Set<Symbol> = []
    for (index, node) in unit.tree.nodes.enumerated() where node.kind == .call || node.kind == .new {
      guard let callee = unit.tree.child(index, .callee) else { continue }
      let name = unit.tree[callee].kind == .member ? unit.tree.child(callee, .field) ?? callee : callee
      names.insert(unit.tree[name].symbol)
    }
    return names
  }

  private func isCalled(_ function: Function, _ names: Set<Symbol>) -> Bool {
    function.name.map { names.contains($0) } ?? false
  }

  private mutating func run(
    _ function: Function, receiver: Value, from start: State, _ invoked: inout Set<ObjectIdentifier>
  ) {
    let interpreter = Interpreter(program, unit)
    interpreter.run(function, receiver: receiver, from: start)
    take(interpreter, &invoked)
  }

  private mutating func take(_ interpreter: Interpreter, _ invoked: inout Set<ObjectIdentifier>) {
    keep(interpreter.state, interpreter)
    program.budget -= max(0, min(Interpreter.tank, program.budget) - interpreter.fuel)
    findings.add(interpreter.findings)
    limits.formUnion(interpreter.limits)
    invoked.formUnion(interpreter.invoked)
  }

  /// A class: its constructor first, then each method on what that left. What methods leave in fields is there for all of them.
  private mutating func run(_ type: ClassType, _ all: [Function], _ invoked: inout Set<ObjectIdentifier>) {
    let maker = Interpreter(program, unit)
    let (object, start) = maker.runConstructor(of: type)
    take(maker, &invoked)
    let methods = all.filter { $0.body != nil }.sorted { $0.node < $1.node }
    guard let id = object.onlyObject else { return }
    // What methods leave in the object is there for the others.
    var shared = State.dead
    for round in 0..<3 {
      var left = shared
      for method in methods
      where !unit.dialect.isConstructor(method.name.map { unit.tree.symbols.string($0) } ?? "", of: type.nameText) {
        if round == 0, invoked.contains(ObjectIdentifier(method)), isPrivate(method) { continue }
        let interpreter = Interpreter(program, unit)
        var state = start
        state.join(shared)
        // Only what is written once is known to be still what it was.
        for (key, value) in state.objects[id]?.fields ?? [:] where value.constant != 0 && !isFinal(key, type) {
          state.objects.change(id) { $0.fields[key] = value.opened }
        }
        interpreter.run(
          method, receiver: method.isStatic ? Value(object: program.object(of: type)) : object, from: state)
        take(interpreter, &invoked)
        left.join(interpreter.state.kept(by: id))
      }
      if shared.holds(left) { break }
      shared = left
    }
  }

  private func isPrivate(_ method: Function) -> Bool {
    if let name = method.name.map({ unit.tree.symbols.string($0) }), name.hasPrefix("_") || name.hasPrefix("#") {
      return true
    }
    return unit.tree.children(method.node).contains { unit.tree[$0].kind == .modifier && unit.text($0) == "private" }
  }

  /// A field that nothing but the constructor and the class's body writes.
  private func isFinal(_ key: Key, _ type: ClassType) -> Bool {
    guard let name = program.constants[key.number / 2].string else { return false }
    let symbol = unit.tree.symbols.find(name)
    var writes = 0
    for index in type.node..<Int(unit.tree[type.node].end) {
      let node = unit.tree[index]
      guard node.kind == .assign || node.kind == .augmentedAssign, let target = unit.tree.child(index, .target) else {
        continue
      }
      let field = unit.tree[target].kind == .member ? unit.tree.child(target, .field) ?? target : target
      if unit.tree[field].symbol == symbol, unit.tree[target].kind == .member || unit.dialect == .java { writes += 1 }
    }
    return writes <= 1
  }
}
