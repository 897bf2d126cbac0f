/// Semgrep's first engine of generic matching, "spacegrep". A pattern without lists goes into and out of the lists of the
/// text, but not out of the list in which its match begins; a list in it stands for a whole list of the text.
/// Backtracks over ellipses, shortest first, on a stack of its own.
struct TreeMatcher {
  /// Where a search stands.
  private struct State {
    var step: Int
    /// The next node.
    var node: Int
    /// The atom matched or passed over last.
    var last: Int?
    /// End mark of the innermost list that has been entered.
    var level: Int
  }

  private struct Choice {
    var state: State
    var mark: Int
    /// The node at which the ellipsis was reached.
    var entry: Int
  }

  /// An ellipsis that leads nowhere from `entry` leads nowhere from further on, given the same bounds.
  private struct DeadEnd {
    var limit: Int
    var bound: Int
    var entry: Int
  }

  private enum Progress { case going, stuck, matched }

  private let pattern: GenericPattern
  private let steps: [GenericStep]
  private let document: GenericDocument
  private(set) var fuel: Int
  /// Of each step, how many lists of the pattern it is in.
  private var depths: [Int] = []
  /// Metavariables; after them, for each depth, the end mark of the text's list there.
  private var bindings: GenericBindings
  private var choices: [Choice] = []
  private var deadEnds: [DeadEnd?]
  private var first = 0

  init(_ pattern: GenericPattern, _ steps: [GenericStep], _ document: GenericDocument, fuel: Int) {
    self.pattern = pattern
    self.steps = steps
    self.document = document
    self.fuel = fuel
    var depth = 0
    for step in steps {
      if case .end = step { depth -= 1 }
      depths.append(depth)
      if case .list = step { depth += 1 }
    }
    bindings = GenericBindings(count: pattern.metavariables.count + (depths.max() ?? 0) + 2)
    deadEnds = Array(repeating: nil, count: steps.count)
  }

  // MARK: Starts

  mutating func run(_ bytes: Span<UInt8>) -> [TextMatch] {
    var found: [TextMatch] = []
    var byEnd: [Int: Int] = [:]
    let isOpenEnded = if case .ellipsis? = steps.last { true } else { false }
    func add(_ match: TextMatch) {
      // As measured: of matches with one end Semgrep tells the shortest, but with an ellipsis at the end the longest.
      if let known = byEnd[match.range.upperBound] {
        if !isOpenEnded { found[known] = match }
      } else {
        byEnd[match.range.upperBound] = found.count
        found.append(match)
      }
    }
    switch steps[0] {
    case .atom(let id):
      for start in document.places(of: id) { if fuel > 0, let match = match(at: Int(start), bytes) { add(match) } }
    case .metavariable:
      for start in document.nodes.indices where document.nodes[start].isWord {
        if fuel > 0, let match = match(at: start, bytes) { add(match) }
      }
    case .ellipsis:
      // An ellipsis in front begins where a list does.
      for start in document.nodes.indices
      where document.nodes[start].isAtom && (start == 0 || document.nodes[start - 1].id == GenericDocument.opening) {
        if fuel > 0, let match = match(at: start, bytes) { add(match) }
      }
    case .list, .end: break
    }
    return found.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }

  private mutating func match(at start: Int, _ bytes: Span<UInt8>) -> TextMatch? {
    bindings.undo(to: 0)
    choices.removeAll(keepingCapacity: true)
    first = start
    let level = Int(document.nodes[start].level)
    setLimit(level, depth: 0)
    var state = State(step: 0, node: start, last: nil, level: level)
    var entry: Int?
    while fuel > 0 {
      fuel -= 1
      switch advance(&state, entry, bytes) {
      case .going: entry = nil
      case .matched:
        let end = Int(document.nodes[state.last ?? start].end)
        return TextMatch(
          range: Int(document.nodes[start].start)..<end, bindings: bindings.bindings(pattern.metavariables))
      case .stuck:
        guard let choice = choices.popLast() else { return nil }
        bindings.undo(to: choice.mark)
        state = choice.state
        entry = choice.entry
      }
    }
    return nil
  }

  // MARK: Steps

  /// `entry` is set where an ellipsis is tried once more, from `state.node` on.
  private mutating func advance(_ state: inout State, _ entry: Int?, _ bytes: Span<UInt8>) -> Progress {
    guard state.step < steps.count else { return .matched }
    switch steps[state.step] {
    case .atom(let id):
      guard skipMarks(&state), document.nodes[state.node].id == id else { return .stuck }
      take(&state)
    case .metavariable(let slot):
      guard skipMarks(&state), document.nodes[state.node].isWord, bind(slot, state.node, bytes) else { return .stuck }
      take(&state)
    case .ellipsis(let count, _, let slot):
      return ellipsis(&state, count, slot, entry, bytes)
    case .list(let end, let isOptional):
      return enter(&state, end, isOptional)
    case .end:
      // All of the list is to be matched, or all of the innermost list within it.
      guard state.node == state.level else { return .stuck }
      leave(&state)
    }
    return .going
  }

  private func limit(_ depth: Int) -> Int { Int(bindings.values[pattern.metavariables.count + depth]!.start) }

  private mutating func setLimit(_ limit: Int, depth: Int) {
    bindings.set(pattern.metavariables.count + depth, .init(start: Int32(limit), end: Int32(limit), id: -1))
  }

  /// To the next atom, into lists and out of them.
  private mutating func skipMarks(_ state: inout State) -> Bool {
    let limit = limit(depths[state.step])
    while state.node < limit, !document.nodes[state.node].isAtom {
      state.node += 1
      fuel -= 1
    }
    return state.node < limit
  }

  private func take(_ state: inout State) {
    state.last = state.node
    state.level = Int(document.nodes[state.node].level)
    state.node += 1
    state.step += 1
  }

  private mutating func bind(_ slot: Int, _ node: Int, _ bytes: Span<UInt8>) -> Bool {
    let node = document.nodes[node]
    return bindings.bind(slot, .init(start: node.start, end: node.end, id: node.id), in: bytes)
  }

  /// A list of the pattern takes the next list of the text, when that comes next.
  private mutating func enter(_ state: inout State, _ end: Int, _ isOptional: Bool) -> Progress {
    let limit = limit(depths[state.step])
    var node = state.node
    while node < limit, document.nodes[node].id == GenericDocument.closing {
      node += 1
      fuel -= 1
    }
    if node < limit, document.nodes[node].id == GenericDocument.opening {
      state.level = Int(document.nodes[node].end)
      setLimit(state.level, depth: depths[state.step] + 1)
      state.node = node + 1
      state.step += 1
      return .going
    }
    guard isOptional else { return .stuck }
    state.step = end + 1
    return .going
  }

  /// Out of a list of the pattern; what is left of the text's list is passed over.
  private func leave(_ state: inout State) {
    let close = limit(depths[state.step] + 1)
    state.node = close + 1
    state.level = Int(document.nodes[close].level)
    state.step += 1
  }

  // MARK: Ellipses

  private mutating func ellipsis(
    _ state: inout State, _ count: Int, _ slot: Int?, _ entry: Int?, _ bytes: Span<UInt8>
  ) -> Progress {
    let depth = depths[state.step]
    let limit = limit(depth)
    let lines = pattern.span.multipliedReportingOverflow(by: count)
    let line = Int(document.nodes[state.last ?? first].line).addingReportingOverflow(lines.partialValue)
    let below = lines.overflow || line.overflow ? document.nodes.count : document.bound(line: line.partialValue)
    let next = state.step + 1
    guard next < steps.count else { return rest(&state, below, slot, bytes) ? .matched : .stuck }
    if case .end = steps[next] {
      guard rest(&state, below, slot, bytes) else { return .stuck }
      state.step = next
      leave(&state)
      return .going
    }
    let bound = min(limit, below)
    let entered = entry ?? state.node
    if let dead = deadEnds[state.step], dead.limit == limit, dead.bound == bound, dead.entry <= entered {
      return .stuck
    }
    guard let node = candidate(next, from: state.node, to: bound) else {
      // What an outer list's search says holds for its own bounds alone, and a repeated name for what it stands for.
      if depth == 0, !pattern.hasRepeats {
        deadEnds[state.step] = DeadEnd(limit: limit, bound: bound, entry: entered)
      }
      return .stuck
    }
    if document.nodes[node].isAtom {
      var again = state
      again.node = node + 1
      choices.append(Choice(state: again, mark: bindings.mark, entry: entered))
    }
    if let slot, !bindSkipped(slot, state.last, before: node, bytes) {
      // The choice just laid down goes on from here.
      return .stuck
    }
    state.node = node
    state.step = next
    return .going
  }

  /// The first node at or after `start` where the step after an ellipsis can begin.
  private mutating func candidate(_ step: Int, from start: Int, to bound: Int) -> Int? {
    var id: Int32?
    switch steps[step] {
    case .atom(let atom): id = atom
    case .metavariable(let slot): id = bindings.values[slot].flatMap { $0.id >= 0 ? $0.id : nil }
    case .ellipsis, .list, .end: break
    }
    if let id { return document.next(id, from: start).flatMap { $0 < bound ? $0 : nil } }
    let wantsList = if case .list = steps[step] { true } else { false }
    var node = start
    while node < bound {
      fuel -= 1
      // An ellipsis before a list does not pass over another list.
      if wantsList ? document.nodes[node].id == GenericDocument.opening : document.nodes[node].isWord { return node }
      node += 1
    }
    return nil
  }

  /// An ellipsis with nothing behind it takes all that is left of the innermost list, as far as lines go.
  private mutating func rest(_ state: inout State, _ below: Int, _ slot: Int?, _ bytes: Span<UInt8>) -> Bool {
    let end = min(state.level, below)
    if let slot, !bindSkipped(slot, state.last, before: max(end, state.node), bytes) { return false }
    if let last = lastAtom(from: state.node, to: end) { state.last = last }
    return true
  }

  private mutating func lastAtom(from start: Int, to end: Int) -> Int? {
    var node = end - 1
    while node >= start, !document.nodes[node].isAtom {
      node -= 1
      fuel -= 1
    }
    return node >= start ? node : nil
  }

  /// `$...X` begins right behind the atom before it, white space and all, and ends with an atom.
  private mutating func bindSkipped(_ slot: Int, _ last: Int?, before node: Int, _ bytes: Span<UInt8>) -> Bool {
    let start = last.map { document.nodes[$0].end } ?? document.nodes[first].start
    let end = lastAtom(from: last.map { $0 + 1 } ?? first, to: node).map { document.nodes[$0].end } ?? start
    return bindings.bind(slot, .init(start: start, end: end, id: -1), in: bytes)
  }
}
