/// What a scan was asked to look at.
package enum Selection: Equatable, Sendable {
  case paths
  case staged
  case worktree
  case diff(base: String, head: String?)
  case commit(String)
  /// With `everything` also what only logs of refs and heads left behind still name.
  case history(since: String?, everything: Bool = false)

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
    /// What lies at `path` below the root of the scan.
    case file
    /// What a commit or tag object says: its message, and who wrote it.
    case message(ObjectID)
    /// Bytes at hand.
    case text([UInt8])
  }

  /// A symbolic link's content is its text; its target is never read. A text is no file of the result: a
  /// `RepositoryText`, or a version that a later commit takes away.
  package enum Entry: Sendable { case file, link, text }

  /// What the content is compared with, to tell added lines from old ones.
  package enum Before: Equatable, Sendable {
    /// Nothing: every line counts, as in path and history selections.
    case unasked
    /// The versions in the parents; a line is added when it is absent from each. None: the file is new.
    case versions([ObjectID])
  }

  package var path: TreePath
  package var kind: Kind
  package var entry: Entry
  package var content: Content
  package var before: Before
  /// The old name of a renamed file.
  package var renamedFrom: TreePath?
  /// The first commit that holds this blob, in history selections.
  package var commit: ObjectID?

  package init(
    path: TreePath, kind: Kind, entry: Entry = .file, content: Content, before: Before, commit: ObjectID? = nil
  ) {
    self.path = path
    self.kind = kind
    self.entry = entry
    self.content = content
    self.before = before
    self.commit = commit
  }
}
