import GateModel
import GateSyntax

/// The marks of a file by node. Asked for every node that is evaluated, so the common answer, that there is nothing, is one
/// look at a byte.
struct NodeMarks {
  struct Flags: OptionSet {
    let rawValue: UInt8

    static let source = Flags(rawValue: 1)
    static let sink = Flags(rawValue: 2)
    static let sanitizer = Flags(rawValue: 4)
    static let propagatorFrom = Flags(rawValue: 8)
    static let propagatorTo = Flags(rawValue: 16)
    static let propagator = Flags(rawValue: 32)
    static let condition = Flags(rawValue: 64)
  }

  struct Propagation {
    var mark: FlowMarks.Propagator
    var from: Int
    var to: Int
  }

  struct Condition {
    var rules: UInt64
    var cleans: Int
    var when: Bool
    var untainted: [Int]
  }

  /// Empty where nothing is marked.
  private var flags: [Flags] = []
  private(set) var sources: [Int32: [FlowMarks.Source]] = [:]
  private(set) var sinks: [Int32: [FlowMarks.Sink]] = [:]
  /// Rules for which a node is clean.
  private(set) var sanitizers: [Int32: UInt64] = [:]
  /// Rules for which the variable that a node names is clean from then on.
  private(set) var cleaning: [Int32: UInt64] = [:]
  /// By the node of the whole match.
  private(set) var propagators: [Int32: [Propagation]] = [:]
  /// What a node gets of others.
  private(set) var receivers: [Int32: [Propagation]] = [:]
  private(set) var conditions: [Int32: [Condition]] = [:]

  private static let operations: Set<Kind> = [.call, .new, .binary, .unary, .typeTest, .cast, .member, .index]

  var isEmpty: Bool { flags.isEmpty }
  var hasSources: Bool { !sources.isEmpty }
  var hasSinks: Bool { !sinks.isEmpty }

  subscript(node: Int) -> Flags { flags.isEmpty ? [] : flags[node] }

  init(_ marks: FlowMarks, _ tree: Tree, isDeep: Bool) {
    let all =
      marks.sources.map(\.range) + marks.sinks.map(\.range) + marks.sanitizers.map(\.range)
      + marks.propagators.flatMap { [$0.range, $0.from, $0.to] }
      + marks.guards.flatMap { [$0.range, $0.cleans] + $0.untainted }
    guard !all.isEmpty else { return }
    flags = Array(repeating: [], count: tree.nodes.count)
    let places = NodePlaces(all, tree)
    for source in marks.sources {
      // What holds a field that is a source is not the source itself.
      let isValue =
        isDeep
        && places.node(source.range).map { [.member, .index, .call, .new].contains(tree[$0].kind) } == true
      for node in places.nodes(source.range, isExact: source.isExact || isValue || source.sideEffect != .no) {
        flags[node].insert(.source)
        sources[Int32(node), default: []].append(source)
      }
    }
    for sink in marks.sinks {
      for node in places.nodes(sink.range, isExact: sink.isExact) {
        flags[node].insert(.sink)
        sinks[Int32(node), default: []].append(sink)
      }
    }
    for sanitizer in marks.sanitizers {
      if sanitizer.sideEffect != .only {
        // Looked at closely, what goes into a call or an operation is not what comes of it.
        let isValue = isDeep && places.node(sanitizer.range).map { Self.operations.contains(tree[$0].kind) } == true
        for node in places.nodes(sanitizer.range, isExact: sanitizer.isExact || isValue) {
          flags[node].insert(.sanitizer)
          sanitizers[Int32(node), default: 0] |= 1 << UInt64(sanitizer.rule)
        }
      }
      if sanitizer.sideEffect != .no, let node = places.nodes(sanitizer.range, isExact: true).first {
        flags[node].insert(.sanitizer)
        cleaning[Int32(node), default: 0] |= 1 << UInt64(sanitizer.rule)
      }
    }
    for mark in marks.propagators {
      guard let whole = places.node(mark.range), let from = places.node(mark.from), let to = places.node(mark.to) else {
        continue
      }
      let propagation = Propagation(mark: mark, from: from, to: to)
      flags[whole].insert(.propagator)
      flags[from].insert(.propagatorFrom)
      flags[to].insert(.propagatorTo)
      propagators[Int32(whole), default: []].append(propagation)
      receivers[Int32(to), default: []].append(propagation)
    }
    for mark in marks.guards {
      guard let whole = places.node(mark.range), let cleans = places.node(mark.cleans) else { continue }
      flags[whole].insert(.condition)
      let condition = Condition(
        rules: 1 << UInt64(mark.rule), cleans: cleans, when: mark.when,
        untainted: mark.untainted.compactMap { places.node($0) })
      // Rules share most guards, and each is asked once.
      let known = conditions[Int32(whole), default: []].firstIndex {
        $0.cleans == cleans && $0.when == condition.when && $0.untainted == condition.untainted
      }
      if let known {
        conditions[Int32(whole)]?[known].rules |= condition.rules
      } else {
        conditions[Int32(whole), default: []].append(condition)
      }
    }
  }
}

/// Which nodes some byte ranges are.
private struct NodePlaces {
  private let tree: Tree
  /// The nodes that begin at an offset that some range begins at, rising: outer ones first.
  private var byStart: [UInt32: [Int32]] = [:]

  init(_ ranges: [Range<Int>], _ tree: Tree) {
    self.tree = tree
    let starts = Set(ranges.map { UInt32(truncatingIfNeeded: $0.lowerBound) })
    for (index, node) in tree.nodes.enumerated() where starts.contains(node.from) {
      byStart[node.from, default: []].append(Int32(index))
    }
  }

  /// The outermost node of a range that is an expression or a statement.
  func node(_ range: Range<Int>) -> Int? {
    var found: Int?
    for index in byStart[UInt32(truncatingIfNeeded: range.lowerBound)] ?? [] {
      let node = tree[Int(index)]
      guard Int(node.to) == range.upperBound, node.kind != .file else { continue }
      if node.kind == .block && found == nil {
        found = Int(index)
        continue
      }
      if found == nil || [.block, .parameter, .returnStatement].contains(tree[found!].kind) { found = Int(index) }
      // The name of a parameter is what holds the value; what an arrow returns is its expression.
      if node.kind == .parameter || node.kind == .returnStatement { continue }
      break
    }
    return found
  }

  /// With `isExact` the node of the range, else that and all within it. A range that is no node's is all that lies in it.
  func nodes(_ range: Range<Int>, isExact: Bool) -> [Int] {
    if isExact, let node = node(range) { return [node] }
    var nodes: [Int] = []
    let first = byStart[UInt32(truncatingIfNeeded: range.lowerBound)]?.first {
      Int(tree[Int($0)].to) <= range.upperBound
    }
    guard let first else { return [] }
    var index = Int(first)
    while index < tree.nodes.count, Int(tree[index].from) < range.upperBound {
      if Int(tree[index].to) <= range.upperBound { nodes.append(index) }
      index += 1
    }
    return nodes
  }
}
