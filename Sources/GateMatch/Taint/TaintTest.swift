import GateModel

/// One taint rule, run on the files that it is tested on.
final class TaintTest {
  private let filters: WordFilters
  private let rules: TaintRules

  init(_ rule: Rule, _ strings: StringTests, _ tree: (any SourceTree)?) throws(PreparationError) {
    var rule = rule
    rule.paths = PathFilter()
    let ruleSet = RuleSet(rules: [rule], digest: Digest(bytes: [UInt8](repeating: 0, count: 32))!)
    let plan = SearchPlan(ruleSet)
    if let problem = plan.problems.first { throw PreparationError(message: problem.message) }
    filters = WordFilters(plan)
    rules = TaintRules(ruleSet, plan, filters, strings, tree: tree, reach: nil, analysis: TaintRules.analysis)
  }

  /// Where the findings start whose data begins in a file, by the file in which they are.
  func places(in file: SearchedFile, _ path: TreePath, _ language: SourceLanguage) -> [TreePath: [Int]] {
    let text = file.text
    let words = filters[language].scan(text.span)
    let admitted = rules.admitted(words, path: path)
    guard !admitted.isEmpty else { return [:] }
    var outcome = CodeRules.Outcome()
    rules.search(file, path, language, words, admitted, into: &outcome)
    var places = [path: outcome.candidates.map(\.secret.lowerBound)]
    for other in outcome.elsewhere { places[other.path, default: []] += other.candidates.map(\.secret.lowerBound) }
    return places
  }
}
