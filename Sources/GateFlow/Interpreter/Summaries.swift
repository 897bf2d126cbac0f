import GateModel
import GateSyntax

/// Calls that take no data in and come to no source: all that matters of them is what kind of thing they give. That is found
/// out once for a function and what it is called with, apart from whoever calls it, and kept for all files.
struct CallSummary {
  /// Without what the caller's state would have to hold.
  var value: Value
  /// It never comes back.
  var isDead: Bool
  /// Arguments, or -1 for the receiver, that it gives back.
  var handedBack: [Int]
  /// What was not followed to its end.
  var limits: Set<String>
}

struct SummaryKey: Hashable {
  /// What is known of something that goes in.
  struct Input: Hashable {
    var name: String?
    var constant: Int32 = 0
    /// Of an object: its class, 1 for a list, 2 for what has fields. A function or class stands for itself.
    var kind: Int32 = 0
  }

  var function: ObjectIdentifier
  var receiver: Input
  var arguments: [Input]
}

extension Program {
  /// Summaries that are being made, and the outermost of them that one of the others asked for in vain.
  struct Summarising {
    var keys: [SummaryKey] = []
    var outermost = Int.max
  }
}

extension Interpreter {
  /// Nil where the call is to be run where it stands.
  func summarised(_ target: Call.Target, _ call: Call, _ node: Int) -> Value? {
    guard let key = summaryKey(target, call) else { return nil }
    let outermost = program.summarising.outermost
    guard let summary = program.summaries[key] ?? summary(of: target, call, key) else { return nil }
    program.summarising.outermost = min(outermost, program.summarising.outermost)
    guard let summary, spend() else { return nil }
    invoked.insert(ObjectIdentifier(target.function))
    limits.formUnion(summary.limits)
    state.isDead = summary.isDead
    return summary.handedBack.reduce(summary.value) { value, index in
      value.joined(index < 0 ? target.receiver : call.arguments[index].value)
    }
  }

  // MARK: What a summary is of

  private func summaryKey(_ target: Call.Target, _ call: Call) -> SummaryKey? {
    let function = target.function
    guard isDeep, target.closure == nil, comesToNoSource(function), !function.isGenerator, isLarge(function),
      !isConstructor(function), let receiver = input(target.receiver, nil)
    else { return nil }
    var key = SummaryKey(function: ObjectIdentifier(function), receiver: receiver, arguments: [])
    for argument in call.arguments {
      guard !argument.isSpread, let input = input(argument.value, argument.name) else { return nil }
      key.arguments.append(input)
    }
    return key
  }

  private func comesToNoSource(_ function: Function) -> Bool {
    !function.isWithinFunction && function.reach?.begins == 0
  }

  /// Nil for what carries data, or could bring some.
  private func input(_ value: Value, _ name: String?) -> SummaryKey.Input? {
    guard value.taints.isEmpty else { return nil }
    var input = SummaryKey.Input(name: name, constant: value.constant)
    guard !value.objects.isEmpty else { return input }
    for id in value.objects {
      switch program.entity(id) {
      case .function(let function): if !comesToNoSource(function) { return nil }
      case .type, .module: break
      case nil: if case .closure? = object(id)?.nature { return nil }
      }
    }
    guard deepTaints(value).isEmpty else { return nil }
    guard value.objects.count == 1 else { return input }
    switch object(value.objects[0])?.nature {
    case .instance(let type)?: input.kind = type
    case .sequence?: input.kind = 1
    case .fields?: input.kind = 2
    case nil where value.objects[0] < 0: input.kind = value.objects[0]
    default: break
    }
    return input
  }

  // MARK: How it is made

  private static let mostAtOnce = 24

  /// Nil where it is asked for while it is being made; in it nil where what the function does cannot be told apart from its
  /// caller.
  private func summary(of target: Call.Target, _ call: Call, _ key: SummaryKey) -> CallSummary?? {
    let place = program.summarising.keys.firstIndex(of: key) ?? Int.max
    guard place == .max, program.summarising.keys.count < Self.mostAtOnce else {
      // Whoever is between the two has been told less than there is.
      program.summarising.outermost = min(program.summarising.outermost, place == .max ? 0 : place)
      return CallSummary(value: .unknown, isDead: false, handedBack: [], limits: [])
    }
    program.summarising.outermost = .max
    program.summarising.keys.append(key)
    let maker = Interpreter(program, target.function.unit)
    let summary = maker.summary(of: target.function, key, call.arguments)
    program.summarising.keys.removeLast()
    if program.summarising.outermost >= program.summarising.keys.count {
      program.summarising.outermost = .max
      program.summaries[key] = .some(summary)
    } else {
      charge(maker)
    }
    return .some(summary)
  }

  /// Runs the function on things of the same kinds, in a state of its own.
  private func summary(of function: Function, _ key: SummaryKey, _ given: [Argument]) -> CallSummary? {
    frames = [Frame()]
    let receiver = canonical(key.receiver)
    let arguments = zip(key.arguments, given).map { input, argument in
      Argument(value: canonical(input), name: input.name, node: function.node)
    }
    let value = enter(function, arguments, receiver: receiver, at: function.node)
    // Data, or things that it left somewhere, make a difference to what comes later.
    guard deepTaints(value).isEmpty, value.taints.isEmpty, !leavesThings([receiver] + arguments.map(\.value)) else {
      return nil
    }
    var summary = CallSummary(value: value, isDead: state.isDead, handedBack: [], limits: limits)
    summary.value.number = 0
    summary.value.objects = []
    for id in value.objects {
      if let index = arguments.firstIndex(where: { $0.value.objects == [id] && id > 0 }) {
        summary.handedBack.append(index)
      } else if receiver.objects == [id], id > 0 {
        summary.handedBack.append(-1)
      } else if id < 0 || program.moduleHomes[id] != nil {
        if case .function(let inner)? = program.entity(id), inner.isWithinFunction { return nil }
        summary.value.objects.append(id)
      } else {
        return nil
      }
    }
    return summary
  }

  private func canonical(_ input: SummaryKey.Input) -> Value {
    var value = Value(constant: input.constant)
    switch input.kind {
    case 0: return value
    case 1, 2:
      value.objects = [make(input.kind == 1 ? .sequence : .fields)]
    default:
      value.objects = [input.kind]
      if case .type(let type)? = program.entity(input.kind) { value = instance(of: type) }
    }
    return value
  }

  /// Functions or objects, in what it was given or in what stood before: later calls may find them there.
  private func leavesThings(_ given: [Value]) -> Bool {
    if state.variables.contains(where: { !$0.value.objects.isEmpty }) { return true }
    let handed = Set(given.flatMap(\.objects))
    return state.objects.keys.contains { id in
      guard id < 0 || handed.contains(id) || program.moduleHomes[id] != nil, let object = state.objects[id] else {
        return false
      }
      return !object.rest.objects.isEmpty || object.fields.contains { !$0.value.objects.isEmpty }
        || object.items?.contains { !$0.objects.isEmpty } ?? false
    }
  }

  /// Data lies where functions find it that are not handed it: in variables of a file's top, in fields of classes.
  func sharesData() -> Bool {
    if !program.left.isEmpty { return true }
    guard program.hasTaint else { return false }
    return state.variables.contains { variable, value in
      guard !value.taints.isEmpty || !value.objects.isEmpty, isOfTop(variable) else { return false }
      return !deepTaints(value).isEmpty
    }
      || state.objects.entities.contains { id in
        state.objects[id]?.fields.contains { !deepTaints($0.value).isEmpty } ?? false
      }
  }

  private func isOfTop(_ variable: Int) -> Bool {
    let declaration = variable & 0xFFFF_FFFF
    return variable >> 32 != Int(unit.number) || declaration >= unit.names.declarationCount
      || unit.names.scope(of: declaration) == 0
  }
}
