package import GateModel

/// History as far as it is here. The library gives up at the first parent that is not, even where the answer does not hang
/// on it.
extension GitRepository {
  /// The best common ancestor among the commits that are here, as git has it; nil where there is none.
  func visibleMergeBase(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> ObjectID? {
    let ours = Set(try CommitGraph(self, tips: [a]).nodes.map(\.id))
    let common = try CommitGraph(self, tips: [b]).nodes.filter { ours.contains($0.id) }
    let surpassed = Set(common.flatMap(\.parents))
    return common.filter { !surpassed.contains($0.id) }.max { ($0.time, $1.id) < ($1.time, $0.id) }?.id
  }

  /// The commits reachable from `tip` and not from `base`, newest first, and those among them that are named and not here.
  package func commits(after base: ObjectID, upTo tip: ObjectID) throws(GitError) -> (
    found: [ObjectID], missing: [ObjectID]
  ) {
    guard isShallow else { return (try commits(from: [tip], hiding: [base]), []) }
    let known = try CommitGraph(self, tips: [base])
    let hidden = Set(known.nodes.map(\.id) + known.missing)
    let all = try CommitGraph(self, tips: [tip])
    return (all.nodes.reversed().map(\.id).filter { !hidden.contains($0) }, all.missing.filter { !hidden.contains($0) })
  }
}
