import GateFlow
import GateModel

/// Up to 64 rules whose data is followed alike, run together: the analysis walks a file once for all of them. A rule is known by its
/// number here.
final class TaintBatch: FlowLibrary {
  /// By number: indices into the rule set.
  let rules: [Int]
  let matchers: [TaintMatcher]
  private let formulas: TaintFormulas
  private let files: ProjectFiles
  private let makeAnalysis: FlowMaker
  private var analysis: ((FlowFile) -> FlowAnalysis.Outcome)?
  private var marked: [TreePath: MarkedFile] = [:]
  private let stamps: [SourceLanguage: TaintStamps]
  private let reach: TaintReach?

  init(
    _ rules: [(rule: Int, matcher: TaintMatcher)], _ plan: TaintPlan, _ formulas: TaintFormulas, _ files: ProjectFiles,
    _ reach: TaintReach?, _ makeAnalysis: @escaping FlowMaker
  ) {
    self.reach = reach
    self.rules = rules.map(\.rule)
    matchers = rules.map(\.matcher)
    self.formulas = formulas
    self.files = files
    self.makeAnalysis = makeAnalysis
    let numbers = Dictionary(zip(self.rules, self.rules.indices), uniquingKeysWith: { first, _ in first })
    var stamps: [SourceLanguage: TaintStamps] = [:]
    for entry in plan.entries {
      if let number = numbers[entry.rule] {
        stamps[entry.language, default: TaintStamps()].add(entry, matchers[number], number: number)
      }
    }
    self.stamps = stamps
  }

  private var reachesFiles: Bool { files.hasTree && matchers.first?.flow.reach == .project }

  /// The file under inspection, marked: where other files may lead to it by all rules, for its marks are kept.
  func file(_ path: TreePath, for admitted: Set<Int>) -> MarkedFile? {
    if !reachesFiles {
      forget()
      marked[path] = files.file(path).flatMap { mark($0, rules.map { admitted.contains($0) }) }
    }
    return markedFile(path)
  }

  func run(_ file: MarkedFile) -> FlowAnalysis.Outcome {
    // Kept once: each time that a closure is stored anew it is wrapped once more.
    if analysis == nil { analysis = makeAnalysis(matchers.map(\.flow), Weak(self)) }
    return analysis?(file.flow) ?? FlowAnalysis.Outcome()
  }

  /// What was learnt of files that may have changed.
  func forget() {
    analysis = nil
    marked = [:]
  }

  func markedFile(_ path: TreePath) -> MarkedFile? {
    if let known = marked[path] { return known }
    let file = files.file(path).flatMap { mark($0, nil) }
    marked[path] = file
    return file
  }

  private func mark(_ file: ProjectFile, _ chosen: [Bool]?) -> MarkedFile? {
    guard let syntax = file.searched.syntax(file.language) else { return nil }
    return MarkedFile(file, syntax, stamps[file.language] ?? TaintStamps(), formulas, matchers, chosen)
  }

  // MARK: The analysis asks

  func file(_ path: TreePath) -> FlowFile? { reachesFiles || marked[path] != nil ? markedFile(path)?.flow : nil }

  func names(in folder: TreePath) -> [String] { reachesFiles ? files.names(in: folder) : [] }

  func note(_ path: TreePath, isFolder: Bool, for asker: TreePath) {
    files.note(path, isFolder: isFolder, for: asker)
  }

  func reach(of path: TreePath) -> FlowReach? { reach?.reach(of: path, rules) }

  /// The analysis belongs to the batch, so it must not own it.
  private final class Weak: FlowLibrary {
    private weak var batch: TaintBatch?

    init(_ batch: TaintBatch) { self.batch = batch }

    func file(_ path: TreePath) -> FlowFile? { batch?.file(path) }
    func names(in folder: TreePath) -> [String] { batch?.names(in: folder) ?? [] }
    func reach(of path: TreePath) -> FlowReach? { batch?.reach(of: path) }
    func note(_ path: TreePath, isFolder: Bool, for asker: TreePath) {
      batch?.note(path, isFolder: isFolder, for: asker)
    }
  }
}
