import GateModel
import GateSyntax

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

  /// The findings whose data begins in a file, by the file in which they are.
  func places(
    in file: SearchedFile, _ path: TreePath, _ language: SourceLanguage
  ) -> [TreePath: [AnnotatedTest.Place]] {
    let text = file.text
    let words = filters[language].scan(text.span)
    let admitted = rules.admitted(words, path: path)
    guard !admitted.isEmpty else { return [:] }
    var outcome = CodeRules.Outcome()
    rules.search(file, path, language, words, admitted, into: &outcome)
    func place(_ candidate: Candidate) -> AnnotatedTest.Place {
      let trace = candidate.code?.trace ?? []
      let own = trace.filter { $0.path == path }.map { Self.function(around: $0.range.start.offset, file, language) }
      let crossesFiles = trace.contains { $0.path != trace.first?.path }
      return AnnotatedTest.Place(
        range: candidate.secret, fix: candidate.code?.fix, crossesFunctions: crossesFiles || Set(own).count > 1,
        crossesFiles: crossesFiles)
    }
    var places = [path: outcome.candidates.map { place($0) }]
    for other in outcome.elsewhere {
      places[other.path, default: []] += other.candidates.map { place($0) }
    }
    return places
  }

  /// The innermost one, as a node; 0 for what stands in none.
  private static func function(around offset: Int, _ file: SearchedFile, _ language: SourceLanguage) -> Int {
    guard let tree = file.syntax(language)?.tree else { return 0 }
    return tree.nodes.indices.last { index in
      let node = tree.nodes[index]
      return (node.kind == .function || node.kind == .lambda) && node.range.contains(offset)
    } ?? 0
  }
}
