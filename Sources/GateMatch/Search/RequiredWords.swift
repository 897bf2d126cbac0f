import GateModel
import GateRules
import GateSyntax

/// What must stand in any file where a formula holds: of every clause at least one word. No clause means no demand.
struct RequiredWords {
  var clauses: [Set<String>]

  static let nothing = RequiredWords(clauses: [])

  init(clauses: [Set<String>]) { self.clauses = clauses }

  init(_ formula: PreparedFormula) {
    switch formula {
    case .code(let pattern):
      clauses = pattern.pattern.requiredWords.map { [String(decoding: $0, as: UTF8.self)] }
    case .generic(let pattern, _): clauses = pattern.requiredWords.filter { !$0.isEmpty }.map { [$0] }
    case .regex(let pattern):
      let words = Keywords.derived(from: pattern.text)
      clauses = words.isEmpty ? [] : [Set(words)]
    case .any(let parts): clauses = Self.either(parts.map { RequiredWords($0) })
    case .all(let all): clauses = (all.positive + all.insides).flatMap { RequiredWords($0).clauses }
    }
    clauses = Self.distinct(clauses)
  }

  /// One clause that holds whichever part does: the union of each part's most telling clause.
  private static func either(_ parts: [RequiredWords]) -> [Set<String>] {
    var union: Set<String> = []
    for part in parts {
      guard let best = part.clauses.max(by: { weight($0) < weight($1) }) else { return [] }
      union.formUnion(best)
    }
    return union.isEmpty ? [] : [union]
  }

  /// Long words in short clauses tell most.
  private static func weight(_ clause: Set<String>) -> Int { (clause.map(\.utf8.count).min() ?? 0) * 8 - clause.count }

  private static func distinct(_ clauses: [Set<String>]) -> [Set<String>] {
    var seen: Set<Set<String>> = []
    return clauses.filter { seen.insert($0).inserted }
  }
}
