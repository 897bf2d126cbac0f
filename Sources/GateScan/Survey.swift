import GateMatch
import GateModel

/// A scan of a whole project first finds out between which files data can go at all, and follows it in those alone: of a large
/// project that is a small part. The survey reads all files of the tree, so it pays only where most of them are selected.
struct Survey {
  let rules: CompiledRules
  /// Nil where no rule follows data from file to file.
  let tree: ProjectTree?
  let cache: FlowCache?
  /// Of the monotonic clock, in seconds.
  let deadline: Double?

  /// Fewer files are followed at once.
  private static let fewest = 60
  private static let chunk = 16

  /// Nil where every file is to be followed.
  func run(over changes: [Change], of selection: Selection, jobs: Int) async -> TaintReach? {
    guard let tree, selection == .paths || selection == .worktree, changes.count >= Self.fewest,
      let reach = TaintReach(rules)
    else { return nil }
    let selected = changes.count { reach.concerns($0.path) }
    guard selected >= Self.fewest else { return nil }
    let files = tree.files { reach.concerns($0) }
    guard files.count <= 2 * selected else { return nil }
    let next = NextIndex()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, min(jobs, files.count / Self.chunk)) {
        group.addTask {
          await DeepStack.run {
            let surveyor = TaintSurveyor(reach, rules, tree, cache: cache)
            while !isLate, case let start = next.take(Self.chunk), start < files.count {
              for path in files[start..<min(start + Self.chunk, files.count)] { surveyor.survey(path) }
            }
          }
        }
      }
    }
    // Of half a survey nothing may be concluded.
    guard !isLate else { return nil }
    reach.settle()
    return reach
  }

  private var isLate: Bool { deadline.map { Clock.monotonic() > $0 } ?? false }
}
