/// Things that loops make. In a turn what it makes stands for itself; from the next turn on all that one place has made is one
/// thing, so that there is an end.
extension Interpreter {
  /// Makes one of what the same place has made since `first`. The older one's number stays. `head` is what the turn began with.
  func fold(_ state: inout State, since first: Int32, _ head: State) {
    guard !state.isDead, program.lastObject > first else { return }
    let made = (first...program.lastObject).filter { state.objects.contains($0) }
    guard made.count > 1 else { return }
    charge(work: made.count)
    var oldest: [Int64: Int32] = [:]
    var renamed: [Int32: Int32] = [:]
    for id in made {
      let site = program.site(of: id)
      if let known = oldest[site] { renamed[id] = known } else { oldest[site] = id }
    }
    guard !renamed.isEmpty else { return }
    for id in made {
      guard let home = renamed[id], let object = state.objects.removeValue(forKey: id) else { continue }
      if var whole = state.objects[home] {
        whole = whole.joined(object)
        whole.isMany = true
        state.objects.put(whole, as: home)
      } else {
        state.objects.put(object, as: home)
      }
    }
    func isRenamed(_ value: Value) -> Bool { value.objects.contains { renamed[$0] != nil } }
    func rename(_ value: inout Value) {
      guard isRenamed(value) else { return }
      value.objects = Array(Set(value.objects.map { renamed[$0] ?? $0 })).sorted()
    }
    // Only what this turn has written can hold what this turn has made.
    for (key, value) in state.variables.changes(since: head.variables) where isRenamed(value) {
      var value = value
      rename(&value)
      state.variables[key] = value
    }
    for (id, object) in state.objects.changes(since: head.objects)
    where object.values.contains(where: isRenamed) || object.isClosure(of: renamed) {
      var changed = object
      rename(&changed.rest)
      for key in changed.fields.keys { rename(&changed.fields[key]!) }
      for key in changed.captures.keys { rename(&changed.captures[key]!) }
      if case .closure(let function, let home) = changed.nature, let new = renamed[home] {
        changed.nature = .closure(function, new)
      }
      if changed.items != nil { for index in changed.items!.indices { rename(&changed.items![index]) } }
      state.objects.put(changed, as: id)
    }
  }
}

extension Object {
  /// All that it holds.
  fileprivate var values: [Value] { [rest] + fields.values + captures.values + (items ?? []) }

  fileprivate func isClosure(of homes: [Int32: Int32]) -> Bool {
    if case .closure(_, let home) = nature { homes[home] != nil } else { false }
  }
}
