/// What a scan was asked to look at.
package enum Selection: Equatable, Sendable {
  case paths
  case staged
  case worktree
  case diff(base: String, head: String?)
  case commit(String)
  case history(since: String?)

  /// The mode's name in reports and in the ledger.
  package var name: String {
    switch self {
    case .paths: "paths"
    case .staged: "staged"
    case .worktree: "worktree"
    case .diff: "diff"
    case .commit: "commit"
    case .history: "history"
    }
  }

  /// Only findings on added or changed lines are new, and the policy is the base's.
  package var isDiffLike: Bool {
    switch self {
    case .staged, .worktree, .diff, .commit: true
    case .paths, .history: false
    }
  }
}

/// One file that a selection brings to the gate.
package struct Change: Equatable, Sendable {
  package enum Kind: String, Sendable { case added, modified, renamed, copied, typeChanged, modeChanged, whole }

  /// Where the bytes are read from.
  package enum Content: Equatable, Sendable {
    case blob(ObjectID)
    /// A file below the root of the scan.
    case file
    /// A symbolic link below the root; its text is the content, its target is never read.
    case link
  }

  package var path: TreePath
  package var kind: Kind
  package var content: Content
  /// The lines that the change adds; nil where every line counts, as in path and history selections.
  package var addedLines: LineSet?
  /// The first commit that holds this blob, in history selections.
  package var commit: ObjectID?

  package init(
    path: TreePath, kind: Kind, content: Content, addedLines: LineSet? = nil, commit: ObjectID? = nil
  ) {
    self.path = path
    self.kind = kind
    self.content = content
    self.addedLines = addedLines
    self.commit = commit
  }
}
