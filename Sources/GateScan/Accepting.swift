import GateModel
import GatePolicy

extension Assembly {
  /// Says of each finding what the baseline says of it.
  mutating func accept(_ baseline: Baseline, holds: (TreePath) -> Bool) {
    var matching = BaselineMatching(baseline)
    let found = drafts + beside
    let matched = matching.match(found.map(\.finding), holds: holds)
    var next = matched.makeIterator()
    each { $0.entry = (next.next() ?? nil)?.state }
  }

  /// Of findings that are alike nobody can say which is the one that was accepted: those on lines that were there before have
  /// the first claim, so that a second of the kind is as new as any other.
  mutating func settle() {
    struct Kin: Hashable {
      var first: Fingerprint
      var path: TreePath
    }
    typealias Word = (entry: Baseline.Entry.State?, dismissal: Dismissal?)
    var words: [Kin: [Word]] = [:]
    func kin(_ draft: Draft) -> Kin? { draft.kin.map { Kin(first: $0, path: draft.finding.path) } }
    each { draft in
      guard let kin = kin(draft), draft.entry != nil || draft.finding.dismissal != nil else { return }
      words[kin, default: []].append((draft.entry, draft.finding.dismissal))
    }
    guard !words.isEmpty else { return }
    for isOld in [true, false] {
      each { draft in
        guard let kin = kin(draft), let left = words[kin], (draft.finding.state == .existing) == isOld else { return }
        draft.entry = left.first?.entry
        draft.finding.dismissal = left.first?.dismissal
        words[kin] = Array(left.dropFirst())
      }
    }
    each { draft in
      guard let entry = draft.entry else { return }
      draft.finding.isInBaseline = true
      if draft.finding.state == .new { draft.finding.state = entry == .open ? .existing : .reintroduced }
    }
  }
}
