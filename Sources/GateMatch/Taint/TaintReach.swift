import GateFlow
package import GateModel
import Synchronization

/// Between which files of a project data can go from a source of a rule to a sink, found before any of them is followed. All
/// workers share it: they add what they surveyed, and when it is settled they ask.
package final class TaintReach: Sendable {
  /// By family of languages that call each other: indices into the rule set, in the order of the graph's numbers.
  private let rules: [SourceLanguage: [Int]]
  private let graphs: Mutex<[SourceLanguage: ReachGraph]>
  private let settled: Mutex<GateModel.Digest?> = Mutex(nil)

  /// Nil where no rule follows data.
  package init?(_ compiled: CompiledRules) {
    var rules: [SourceLanguage: Set<Int>] = [:]
    for entry in compiled.plan.taint.entries { rules[entry.language.family, default: []].insert(entry.rule) }
    guard !rules.isEmpty else { return nil }
    self.rules = rules.mapValues { $0.sorted() }
    graphs = Mutex(rules.mapValues { ReachGraph(ruleCount: $0.count) })
  }

  /// Whether some rule follows data through files of that name.
  package func concerns(_ path: TreePath) -> Bool { SourceLanguage.of(path).map { rules[$0.family] != nil } ?? false }

  func numbers(_ family: SourceLanguage) -> [Int: Int] {
    let rules = rules[family] ?? []
    return Dictionary(zip(rules, rules.indices), uniquingKeysWith: { first, _ in first })
  }

  /// Each file once, in any order.
  func add(_ path: TreePath, _ family: SourceLanguage, _ outline: FlowOutline, _ marks: [ReachGraph.Mark]) {
    graphs.withLock { $0[family]?.add(path, outline, marks) }
  }

  /// To be called once, when all files were added.
  package func settle() {
    let bytes = graphs.withLock { graphs in
      for family in graphs.keys { graphs[family]?.settle() }
      return graphs.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap(\.value.bytes)
    }
    let digest = FlowCache.hash(of: bytes.span)
    settled.withLock { $0 = digest }
  }

  /// Of all that was found out; nil until it is settled.
  var digest: GateModel.Digest? { settled.withLock { $0 } }

  /// The rules, as indices into the rule set, that may find something that begins in a file; nil where nothing is known of it.
  func rules(of path: TreePath, _ language: SourceLanguage) -> Set<Int>? {
    guard let all = rules[language.family],
      let numbers = graphs.withLock({ $0[language.family]?.rules(of: path) })
    else { return nil }
    return Set(numbers.map { all[$0] })
  }

  /// For a run of some rules, as indices into the rule set; nil for a file that nothing is known of.
  func reach(of path: TreePath, _ chosen: [Int]) -> FlowReach? {
    guard let language = SourceLanguage.of(path) else { return nil }
    let known = numbers(language.family)
    let numbers = chosen.compactMap { known[$0] }
    // A rule that the graph does not know may find anything.
    guard numbers.count == chosen.count else { return nil }
    return graphs.withLock { $0[language.family]?.reach(of: path, numbers) }
  }
}

extension SourceLanguage {
  /// Files of some languages call each other, and are followed together.
  var family: SourceLanguage { self == .typescript ? .javascript : self }
}
