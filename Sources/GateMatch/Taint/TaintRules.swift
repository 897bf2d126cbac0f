import GateFlow
import GateModel

/// Makes an analysis for some rules; what it gives runs on one file after the other.
typealias FlowMaker = @Sendable ([FlowOptions], any FlowLibrary) -> (FlowFile) -> FlowAnalysis.Outcome

/// All taint rules of a rule set, as one worker runs them: in batches of rules that are followed alike.
final class TaintRules {
  static let analysis: FlowMaker = { rules, library in
    let analysis = FlowAnalysis(rules, library: library)
    return { analysis.run($0) }
  }

  /// What one analysis takes.
  static let batchSize = 64

  private let ruleSet: RuleSet
  private let plan: TaintPlan
  private let formulas: TaintFormulas
  private let files: ProjectFiles
  private let reach: TaintReach?
  private let makeAnalysis: FlowMaker
  private var batches: [SourceLanguage: [TaintBatch]] = [:]

  init(
    _ ruleSet: RuleSet, _ plan: SearchPlan, _ filters: WordFilters, _ strings: StringTests, tree: (any SourceTree)?,
    reach: TaintReach?, analysis: @escaping FlowMaker
  ) {
    self.ruleSet = ruleSet
    self.plan = plan.taint
    formulas = TaintFormulas(ruleSet, plan.taint)
    files = ProjectFiles(tree, filters, strings)
    self.reach = reach
    makeAnalysis = analysis
  }

  /// The rules that are to run on a file: data of a source may begin in it and, unless other files are looked into, reach a sink.
  func admitted(_ words: FileWords, path: TreePath) -> Set<Int> {
    var rules: Set<Int> = []
    for member in words.taint {
      let (begins, ends) = (words.isOpen(gate: member.sources), words.isOpen(gate: member.sinks))
      guard begins && ends || (begins || ends) && files.hasTree && matcher(member.rule)?.flow.reach == .project else {
        continue
      }
      if ruleSet.rules[member.rule].paths.admits(path) { rules.insert(member.rule) }
    }
    return rules
  }

  /// What else of the project results hang on.
  var recording: RecordingSourceTree? { files.tree }

  /// The file of that path as it was parsed for another one, where it has that very text.
  func known(_ path: TreePath, _ text: Span<UInt8>) -> SearchedFile? { files.known(path, text) }

  /// Adds what `admitted` rules find.
  func search(
    _ searched: SearchedFile, _ path: TreePath, _ language: SourceLanguage, _ words: FileWords, _ admitted: Set<Int>,
    into outcome: inout CodeRules.Outcome
  ) {
    if !files.begin(searched, path, language, words) { for batch in batches.values.joined() { batch.forget() } }
    defer { files.end() }
    var report = TaintReport(ruleSet, files, entry: path)
    for batch in batches(of: language) where !admitted.isDisjoint(with: batch.rules) {
      guard let file = batch.file(path, for: admitted) else { continue }
      let found = batch.run(file)
      report.add(found.findings, of: batch, admitted)
      for limit in found.limits { outcome.notices.append((.fuel, limit)) }
    }
    for problem in formulas.takeProblems() { outcome.notices.append((.ruleNotRun, problem)) }
    report.finish(into: &outcome)
  }

  private func matcher(_ rule: Int) -> TaintMatcher? {
    if case .taint(let matcher) = ruleSet.rules[rule].matcher { matcher } else { nil }
  }

  private func batches(of language: SourceLanguage) -> [TaintBatch] {
    let family = language.family
    if let known = batches[family] { return known }
    let languages: [SourceLanguage] = family == .javascript ? [.javascript, .typescript] : [family]
    var rules: [Int] = []
    for entry in plan.entries where languages.contains(entry.language) && !rules.contains(entry.rule) {
      rules.append(entry.rule)
    }
    var made: [TaintBatch] = []
    for alike in Self.grouped(rules.compactMap { rule in matcher(rule).map { (rule, $0) } }) {
      for start in stride(from: 0, to: alike.count, by: Self.batchSize) {
        let chosen = Array(alike[start..<min(start + Self.batchSize, alike.count)])
        made.append(TaintBatch(chosen, plan, formulas, files, reach, makeAnalysis))
      }
    }
    batches[family] = made
    return made
  }

  /// By how far and how closely data is followed.
  private static func grouped(_ rules: [(rule: Int, matcher: TaintMatcher)]) -> [[(rule: Int, matcher: TaintMatcher)]] {
    let groups = Dictionary(grouping: rules) { $0.matcher.flow.reach.rawValue * 2 + ($0.matcher.flow.isDeep ? 1 : 0) }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }
}
