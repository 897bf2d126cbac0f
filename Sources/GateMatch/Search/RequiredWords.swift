import GateModel
import GateRules
import GateSyntax
import GateText

/// A text that a file must hold.
struct RequiredWord: Hashable {
  var text: String
  /// As a whole word, letter for letter; otherwise anywhere and without ASCII case.
  var isWhole: Bool

  /// A name of code is a whole word wherever it stands.
  init(name: String) {
    text = name
    isWhole = WordScanner.isWord(name)
  }

  init(text: String, isWhole: Bool = false) {
    self.text = text
    self.isWhole = isWhole
  }
}

/// What must stand in any file where a formula holds: of every clause at least one word. No clause means no demand.
struct RequiredWords {
  typealias Clause = Set<RequiredWord>

  var clauses: [Clause]

  init(_ formula: PreparedFormula) {
    switch formula {
    case .code(let pattern):
      clauses =
        pattern.pattern.requiredWords.map { [RequiredWord(name: String(decoding: $0, as: UTF8.self))] }
        + pattern.pattern.requiredOperators.map { [RequiredWord(text: $0)] }
    case .generic(let pattern, _):
      clauses = pattern.requiredWords.filter { !$0.isEmpty }.map { [RequiredWord(text: $0)] }
    case .regex(let pattern): clauses = Self.literals(of: pattern)
    case .any(let parts): clauses = Self.either(parts.map { RequiredWords($0) })
    case .all(let all):
      clauses = (all.positive + all.insides).flatMap { RequiredWords($0).clauses } + Self.conditions(of: all)
    }
    clauses = Self.distinct(clauses)
  }

  private static func literals(of pattern: TextPattern) -> [Clause] {
    let words = Keywords.derived(from: pattern.text)
    return words.isEmpty ? [] : [Set(words.map { RequiredWord(text: $0) })]
  }

  /// What a metavariable's text must match stands in the file, unless the metavariable is a string's content, which may be put
  /// together of parts.
  private static func conditions(of all: PreparedAll) -> [Clause] {
    let strings = (all.positive + all.insides).reduce(into: Set<String>()) { contents(of: $1, into: &$0) }
    return all.conditions.flatMap { condition -> [Clause] in
      guard case .regex(let name, let pattern, resolvingConstants: false) = condition, !strings.contains(name) else {
        return []
      }
      return literals(of: pattern)
    }
  }

  private static func contents(of formula: PreparedFormula, into names: inout Set<String>) {
    switch formula {
    case .code(let pattern): names.formUnion(pattern.pattern.contentNames)
    case .generic, .regex: break
    case .any(let parts): for part in parts { contents(of: part, into: &names) }
    case .all(let all):
      for part in all.positive + all.insides { contents(of: part, into: &names) }
      for case .pattern(_, let inner, _, _) in all.conditions { contents(of: inner, into: &names) }
    }
  }

  /// One clause that holds whichever part does: the union of each part's most telling clause.
  private static func either(_ parts: [RequiredWords]) -> [Clause] {
    var union: Clause = []
    for part in parts {
      guard let best = part.clauses.max(by: { weight($0) < weight($1) }) else { return [] }
      union.formUnion(best)
    }
    return union.isEmpty ? [] : [union]
  }

  /// Long words in short clauses tell most, and whole ones more than others.
  private static func weight(_ clause: Clause) -> Int {
    (clause.map { $0.text.utf8.count + ($0.isWhole ? 3 : 0) }.min() ?? 0) * 8 - clause.count
  }

  private static func distinct(_ clauses: [Clause]) -> [Clause] {
    var seen: Set<Clause> = []
    return clauses.filter { seen.insert($0).inserted }
  }
}
