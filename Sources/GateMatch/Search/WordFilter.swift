import GateModel
import GateText

/// Which rules about code have the words that they need in a file of one kind, found in one pass over its text.
final class WordFilter {
  /// Search rules: index into the rule set and the language to run it as; the clauses that must hold.
  private(set) var search: [(rule: Int, language: SourceLanguage, clauses: [Int])] = []
  /// Taint rules of the language.
  private(set) var taint: [TaintMember] = []
  /// Lists of formulas, by number: rules that name the same models share them.
  fileprivate private(set) var gates: [[Int]] = []
  /// The clauses of each formula of the plan that is of the language.
  fileprivate private(set) var partClauses: [[Int]?]

  struct TaintMember {
    /// Into the plan's entries.
    var entry: Int
    var rule: Int
    /// Gates: one of whose formulas may hold.
    var sources: Int
    var sinks: Int
  }

  private let words: WordScanner
  private let literals: LiteralScanner
  private let hasLiterals: Bool
  private let clauseCount: Int

  init(_ plan: SearchPlan, _ language: SourceLanguage?) {
    var numbers = ClauseNumbers()
    for entry in plan.entries where entry.language == language || !entry.language.isParsed {
      search.append((entry.rule, entry.language, entry.clauses.map { numbers[$0] }))
    }
    partClauses = Array(repeating: nil, count: plan.taint.parts.count)
    var gateNumbers: [[Int]: Int] = [:]
    for (index, entry) in plan.taint.entries.enumerated() where entry.language == language {
      for part in entry.parts.joined() where partClauses[part] == nil {
        partClauses[part] = plan.taint.parts[part].clauses.map { numbers[plan.taint.clauses[$0]] }
      }
      var gate: [Int] = []
      for parts in [entry.sources, entry.sinks] {
        gate.append(gateNumbers[parts] ?? gates.count)
        if gateNumbers[parts] == nil {
          gateNumbers[parts] = gates.count
          gates.append(parts)
        }
      }
      taint.append(TaintMember(entry: index, rule: entry.rule, sources: gate[0], sinks: gate[1]))
    }
    clauseCount = numbers.count
    words = WordScanner(numbers.words)
    literals = LiteralScanner(numbers.literals)
    hasLiterals = !numbers.literals.isEmpty
  }

  func scan(_ text: Span<UInt8>) -> FileWords {
    var holds = [Bool](repeating: false, count: clauseCount)
    if clauseCount > 0 {
      words.scan(text) { for clause in $0 { holds[clause] = true } }
      if hasLiterals { for clause in literals.fired(in: text) { holds[clause] = true } }
    }
    return FileWords(self, holds)
  }
}

/// Clauses get numbers, equal ones the same.
private struct ClauseNumbers {
  private var known: [[RequiredWord]: Int] = [:]
  private(set) var words: [(text: String, owner: Int)] = []
  private(set) var literals: [(text: String, owner: Int)] = []

  var count: Int { known.count }

  subscript(clause: [RequiredWord]) -> Int {
    mutating get {
      if let number = known[clause] { return number }
      let number = known.count
      known[clause] = number
      for word in clause {
        if word.isWhole { words.append((word.text, number)) } else { literals.append((word.text, number)) }
      }
      return number
    }
  }
}

/// What one text has of the words that rules need.
final class FileWords {
  private let filter: WordFilter
  private let holds: [Bool]
  private var gates: [Bool?]

  fileprivate init(_ filter: WordFilter, _ holds: [Bool]) {
    self.filter = filter
    self.holds = holds
    gates = Array(repeating: nil, count: filter.gates.count)
  }

  var search: [(rule: Int, language: SourceLanguage)] {
    filter.search.filter { member in member.clauses.allSatisfy { holds[$0] } }.map { ($0.rule, $0.language) }
  }

  var taint: [WordFilter.TaintMember] { filter.taint }

  /// Whether a formula of the plan may hold in the text.
  func mayHold(part: Int) -> Bool { filter.partClauses[part]?.allSatisfy { holds[$0] } ?? false }

  /// Whether one of a gate's formulas may.
  func isOpen(gate: Int) -> Bool {
    if let known = gates[gate] { return known }
    let isOpen = filter.gates[gate].contains { mayHold(part: $0) }
    gates[gate] = isOpen
    return isOpen
  }
}

/// The filters of one worker, made when the first file of a kind comes.
final class WordFilters {
  private let plan: SearchPlan
  private var known: [SourceLanguage?: WordFilter] = [:]

  init(_ plan: SearchPlan) { self.plan = plan }

  subscript(language: SourceLanguage?) -> WordFilter {
    if let filter = known[language] { return filter }
    let filter = WordFilter(plan, language)
    known[language] = filter
    return filter
  }
}
