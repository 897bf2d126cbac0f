import GateModel
import GateSyntax
import GateText

/// All search rules of a rule set, as one worker runs them: by the kinds of file they are for, behind a filter on the words
/// that their patterns need, so that most files are never parsed.
final class SearchRules {
  private let plan: SearchPlan
  private let ruleSet: RuleSet
  private var rules: [Int: SearchRule] = [:]
  private var byLanguage: [SourceLanguage?: Filter] = [:]
  private let strings = StringTests()

  init(_ ruleSet: RuleSet, _ plan: SearchPlan) {
    self.ruleSet = ruleSet
    self.plan = plan
  }

  var isEmpty: Bool { plan.entries.isEmpty }

  /// Files beyond this are not parsed.
  static let maximumParsedSize = 5 << 20

  struct Outcome {
    var candidates: [Candidate] = []
    /// Byte ranges that did not parse, where the file was parsed.
    var unsound: [Range<Int>] = []
    var notices: [(reason: Notice.Reason, detail: String)] = []
  }

  /// The rules of one kind of file.
  private struct Filter {
    /// Index into the rule set and the language to run it as.
    var members: [(rule: Int, language: SourceLanguage)] = []
    /// Clause numbers by member; a member without any always runs.
    var clauses: [[Int]] = []
    var words = WordScanner([])
    var literals = LiteralScanner([])
    var hasLiterals = false
    var clauseCount = 0

    func admitted(in text: Span<UInt8>) -> [(rule: Int, language: SourceLanguage)] {
      var holds = [Bool](repeating: false, count: clauseCount)
      words.scan(text) { for clause in $0 { holds[clause] = true } }
      if hasLiterals { for clause in literals.fired(in: text) { holds[clause] = true } }
      return members.indices.filter { clauses[$0].allSatisfy { holds[$0] } }.map { members[$0] }
    }
  }

  func search(_ text: Span<UInt8>, path: TreePath) -> Outcome {
    var outcome = Outcome()
    let language = SourceLanguage.of(path)
    let admitted = filter(language).admitted(in: text).filter { ruleSet.rules[$0.rule].paths.admits(path) }
    guard !admitted.isEmpty else { return outcome }
    let isTooLarge = text.count > Self.maximumParsedSize
    let file = SearchedFile(Self.copy(text), path: path, strings: strings)
    var left = 0
    for (index, language) in admitted {
      if isTooLarge, language.isParsed {
        left += 1
        continue
      }
      guard let rule = rule(index) else { continue }
      do throws(PreparationError) {
        outcome.candidates += try rule.hits(in: file, language).map {
          SearchReport.candidate($0, rule: index, rule, in: file, language)
        }
      } catch {
        // The plan says that it can run; if it cannot all the same, this file was not looked through by it.
        outcome.notices.append((.ruleNotRun, "rule `\(rule.rule.id)` did not run on this file: \(error.message)"))
      }
    }
    if left > 0 {
      outcome.notices.append(
        (
          .tooLarge,
          "\(text.count) bytes are beyond the \(Self.maximumParsedSize) that are parsed; \(left) rules did not run"
        ))
    }
    if file.isIncomplete { outcome.notices.append((.fuel, "a search took too long in this file and was given up")) }
    for parsed in file.unparsed { outcome.notices.append((.parseError, parsed)) }
    outcome.unsound = file.unsound
    return outcome
  }

  private func rule(_ index: Int) -> SearchRule? {
    if let known = rules[index] { return known }
    guard case .search(let matcher) = ruleSet.rules[index].matcher else { return nil }
    let rule = SearchRule(ruleSet.rules[index], matcher)
    rules[index] = rule
    return rule
  }

  private static func copy(_ text: Span<UInt8>) -> [UInt8] {
    unsafe text.withUnsafeBufferPointer { unsafe Array($0) }
  }

  private func filter(_ language: SourceLanguage?) -> Filter {
    if let known = byLanguage[language] { return known }
    var filter = Filter()
    var words: [(text: String, owner: Int)] = []
    var literals: [(text: String, owner: Int)] = []
    var numbers: [[RequiredWord]: Int] = [:]
    for entry in plan.entries where entry.language == language || !entry.language.isParsed {
      filter.members.append((entry.rule, entry.language))
      filter.clauses.append(
        entry.clauses.map { clause in
          if let known = numbers[clause] { return known }
          let number = numbers.count
          numbers[clause] = number
          for word in clause {
            if word.isWhole { words.append((word.text, number)) } else { literals.append((word.text, number)) }
          }
          return number
        })
    }
    filter.clauseCount = numbers.count
    filter.words = WordScanner(words)
    filter.literals = LiteralScanner(literals)
    filter.hasLiterals = !literals.isEmpty
    byLanguage[language] = filter
    return filter
  }
}

extension SourceLanguage {
  /// Its patterns are code.
  var isParsed: Bool { self != .generic && self != .regex }
}
