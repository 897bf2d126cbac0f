import GateModel
import GatePolicy

extension Assembly {
  /// What stands in the baseline is not new. What was fixed and is back is told as such, and counts as new.
  mutating func accept(_ baseline: Baseline, holds: (TreePath) -> Bool) {
    var matching = BaselineMatching(baseline)
    for (index, entry) in matching.match(drafts.map(\.finding), holds: holds).enumerated() {
      guard let entry else { continue }
      drafts[index].finding.isInBaseline = true
      guard drafts[index].finding.state == .new else { continue }
      drafts[index].finding.state = entry.state == .open ? .existing : .reintroduced
    }
  }
}
