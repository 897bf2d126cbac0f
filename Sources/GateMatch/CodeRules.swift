import GateFlow
import GateModel

/// All rules about code of a rule set, as one worker runs them: behind a filter on the words that they need, so that most files are
/// never parsed. What is parsed is parsed once for all of them.
final class CodeRules {
  private let ruleSet: RuleSet
  private let filters: WordFilters
  private let strings = StringTests()
  private let search: SearchRules
  private let tree: (any SourceTree)?
  private let cache: FlowCache?
  private let taint: TaintRules
  private let reach: TaintReach?

  /// `tree` are the files around the one under inspection; nil where they are not known. `reach` is settled; nil where the project
  /// was not surveyed, so that every file is followed.
  init(
    _ ruleSet: RuleSet, _ plan: SearchPlan, tree: (any SourceTree)?, cache: FlowCache? = nil, reach: TaintReach? = nil,
    analysis: @escaping FlowMaker = TaintRules.analysis
  ) {
    self.ruleSet = ruleSet
    self.tree = tree
    self.cache = cache
    self.reach = reach
    filters = WordFilters(plan)
    search = SearchRules(ruleSet)
    taint = TaintRules(ruleSet, plan, filters, strings, tree: tree, reach: reach, analysis: analysis)
  }

  /// Files beyond this are not parsed.
  static let maximumParsedSize = 5 << 20

  struct Outcome {
    var candidates: [Candidate] = []
    /// In other files: flows that begin here and arrive there.
    var elsewhere: [Elsewhere] = []
    /// Byte ranges that did not parse, where the file was parsed.
    var unsound: [Range<Int>] = []
    var notices: [(reason: Notice.Reason, detail: String)] = []
  }

  struct Elsewhere {
    var path: TreePath
    /// As it lies in the tree, and as it reads.
    var raw: [UInt8]
    var text: [UInt8]
    var candidates: [Candidate]
  }

  func search(_ text: Span<UInt8>, path: TreePath) -> Outcome {
    var outcome = Outcome()
    let language = SourceLanguage.of(path)
    let words = filters[language].scan(text)
    var searching = words.search.filter { ruleSet.rules[$0.rule].paths.admits(path) }
    var following = taint.admitted(words, path: path)
    if text.count > Self.maximumParsedSize {
      let left = searching.count { $0.language.isParsed } + following.count
      searching.removeAll { $0.language.isParsed }
      following = []
      if left > 0 {
        outcome.notices.append(
          (
            .tooLarge,
            "\(text.count) bytes are beyond the \(Self.maximumParsedSize) that are parsed; \(left) rules did not run"
          ))
      }
    }
    narrow(&following, path, language)
    guard !searching.isEmpty || !following.isEmpty else { return outcome }
    guard let cache, let tree else { return run(text, path, language, words, searching, following, outcome) }
    var hash = FlowCache.hash(of: text)
    // What was not followed hangs on what was found out of the whole project.
    if let digest = reach?.digest { hash = FlowCache.hash(of: (hash.bytes + digest.bytes).span) }
    if let bytes = cache.lookup(path, hash, tree),
      let kept = try? Outcome(bytes, rules: ruleSet.rules.count, of: tree)
    {
      return kept
    }
    outcome = run(text, path, language, words, searching, following, outcome)
    if outcome.mayBeKept, let recording = taint.recording { cache.store(path, hash, recording, outcome.bytes) }
    return outcome
  }

  /// Leaves out the rules whose data cannot come from a source to a sink by way of this file.
  private func narrow(_ following: inout Set<Int>, _ path: TreePath, _ language: SourceLanguage?) {
    guard let language, !following.isEmpty, let possible = reach?.rules(of: path, language) else { return }
    following.formIntersection(possible)
  }

  private func run(
    _ text: Span<UInt8>, _ path: TreePath, _ language: SourceLanguage?, _ words: FileWords,
    _ searching: [(rule: Int, language: SourceLanguage)], _ following: Set<Int>, _ begun: Outcome
  ) -> Outcome {
    var outcome = begun
    let file = taint.known(path, text) ?? SearchedFile(Self.copy(text), path: path, strings: strings)
    search.search(file, searching, into: &outcome)
    if let language, !following.isEmpty { taint.search(file, path, language, words, following, into: &outcome) }
    if file.isIncomplete { outcome.notices.append((.fuel, "a search took too long in this file and was given up")) }
    for parsed in file.unparsed { outcome.notices.append((.parseError, parsed)) }
    outcome.unsound = file.unsound
    return outcome
  }

  private static func copy(_ text: Span<UInt8>) -> [UInt8] {
    unsafe text.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
