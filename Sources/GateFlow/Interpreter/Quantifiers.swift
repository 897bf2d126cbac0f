import GateModel
import GateSyntax

/// Questions about all or any of a collection's elements: `all(ok(x) for x in xs)`, `xs.every(ok)`, `words.some(w => w == x)`.
extension Interpreter {
  func quantified(_ node: Int, _ callee: Int) -> (State, State)? {
    let arguments = tree.children(node).filter { tree[$0].role == .argument }
    guard arguments.count == 1, let argument = arguments.first else { return nil }
    if tree[callee].kind == .name, unit.dialect == .python, tree[argument].kind == .comprehension {
      switch unit.text(callee) {
      case "all": return overComprehension(argument, isAll: true, node)
      case "any": return overComprehension(argument, isAll: false, node)
      default: return nil
      }
    }
    guard tree[callee].kind == .member, let object = tree.child(callee, .object), let field = tree.child(callee, .field)
    else { return nil }
    let isAll: Bool
    switch unit.text(field) {
    case "every", "allMatch", "all?": isAll = true
    case "some", "anyMatch", "any?": isAll = false
    default: return nil
    }
    return overCollection(object, argument, isAll: isAll, node)
  }

  private func overComprehension(_ comprehension: Int, isAll: Bool, _ node: Int) -> (State, State)? {
    let parts = Array(tree.children(comprehension))
    let loops = parts.filter { tree[$0].kind == .forEach }
    guard loops.count == 1, let loop = loops.first, parts.count == 2, let result = tree.child(comprehension, .result),
      let iterable = tree.child(loop, .iterable), let target = tree.child(loop, .target), tree[target].kind == .name
    else { return nil }
    let collection = operand(iterable)
    let before = state
    bind([target], to: collection, overKeys: false, at: loop)
    let number = state.variables[variable(of: target)]?.number ?? 0
    let during = state
    let (whenTrue, whenFalse) = branch(result)
    state = before
    return told(collection, number, isAll, during, whenTrue, whenFalse, node)
  }

  private func overCollection(_ object: Int, _ predicate: Int, isAll: Bool, _ node: Int) -> (State, State)? {
    let collection = operand(object)
    let handed = evaluate(predicate)
    guard handed.objects.count == 1, let id = handed.objects.first, case .function(let function)? = program.entity(id),
      function.body != nil, targets(of: node, collection).isEmpty
    else { return nil }
    var element = element(of: collection, overKeys: false)
    if !element.taints.isEmpty { element.number = program.newNumber() }
    let before = state
    let call = Call(arguments: [Argument(value: element, node: node)])
    guard let (whenTrue, whenFalse) = split(Call.Target(function: function, receiver: receiver), call, node) else {
      state = before
      return nil
    }
    state = before
    return told(collection, element.number, isAll, before, whenTrue, whenFalse, node)
  }

  /// What the answer for one element says of the whole, and of what else was looked at.
  private func told(
    _ collection: Value, _ number: Int32, _ isAll: Bool, _ during: State, _ whenTrue: State, _ whenFalse: State,
    _ node: Int
  ) -> (State, State) {
    let (held, missed) = (whenTrue.learnt(since: during), whenFalse.learnt(since: during))
    let value = marked(.unknown, node)
    tested = value
    var (yes, no) = (state, state)
    if isAll {
      // Each is so; one at least is not.
      yes.clean(collection, for: held[number]?.clean ?? 0)
      no.learn(missed.filter { $0.key != number })
    } else {
      yes.learn(held.filter { $0.key != number })
      no.clean(collection, for: missed[number]?.clean ?? 0)
    }
    return (yes, no)
  }
}

extension State {
  /// A collection and what is in it.
  mutating func clean(_ collection: Value, for rules: UInt64) {
    guard rules != 0, !isDead else { return }
    clean(collection.number, for: rules)
    for id in collection.objects {
      guard var object = objects[id] else { continue }
      object.rest.taints = object.rest.taints.without(rules)
      for key in object.fields.keys { object.fields[key]!.taints = object.fields[key]!.taints.without(rules) }
      if object.items != nil {
        for index in object.items!.indices { object.items![index].taints = object.items![index].taints.without(rules) }
      }
      objects.put(object, as: id)
    }
  }
}
