package import GateGit
package import GateLedger
package import GateModel

/// What hooks have seen and the book remembers: the agent that was at work when a tree was about to be committed. It outlives a
/// stripped trailer, so an agent's limits hold for its commits too.
package struct HookMemory: Sendable {
  /// By the tree that was staged.
  private var seen: [String: RecordedAuthor] = [:]

  /// Remembers nothing.
  package init() {}

  /// Reads the whole book once.
  package init(_ store: any LedgerStore) throws(LedgerError) {
    for scan in try History.scans(in: store, HistoryFilter()) where scan.mode == "staged" {
      for commit in scan.commits where commit.author.tier == .observed {
        // The newest comes first, and it is the commit's own.
        if let tree = commit.tree, seen[tree] == nil { seen[tree] = commit.author }
      }
    }
  }

  package func evidence(for commit: Commit) -> [Evidence] {
    guard let author = seen[commit.tree.description] else { return [] }
    return author.agents.map { agent in
      Evidence(
        source: "ledger", signal: "observed", agent: agent, weight: author.confidence,
        detail: "seen by the hook when this tree was staged")
    }
  }
}
