import GateModel

/// The lines that a selection adds, file by file.
struct AddedLines: Sendable {
  /// The selection compares with what was before; where it does not, every line counts.
  let compares: Bool
  private var lines: [TreePath: LineSet] = [:]
  /// Changed, and every line counts.
  private var whole: Set<TreePath> = []
  /// Changed, and never looked at, so that nobody knows which lines are new.
  private var unknown: Set<TreePath> = []

  init(_ inspected: [Inspected], _ changes: [Change], selection: Selection) {
    compares = selection.isDiffLike
    guard compares else { return }
    for item in inspected where changes[item.change].entry != .text {
      let path = item.member ?? changes[item.change].path
      switch item.outcome {
      case .scanned(_, .some(let added)): lines[path] = added
      case .scanned(_, .none): whole.insert(path)
      case .skipped, .failed, .known: unknown.insert(path)
      }
    }
  }

  /// Those of some lines of a file that were added.
  func added(_ range: ClosedRange<Int>, of path: TreePath) -> LineSet {
    if !compares || whole.contains(path) { return [range] }
    return lines[path]?.intersection([range]) ?? LineSet()
  }

  /// Some of these lines were added, or may have been: what is not known must not open the gate.
  func touch(_ range: ClosedRange<Int>, of path: TreePath) -> Bool {
    unknown.contains(path) || !added(range, of: path).isEmpty
  }
}
