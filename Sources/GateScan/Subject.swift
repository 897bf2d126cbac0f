package import GateGit
import GateModel

/// What a selection came to: the files, and the facts of the repository that later stages need.
struct Subject: Sendable {
  /// The folder that file contents are read below; nil where all content is in the object database.
  var root: String?
  var place: GitRepository.Place?
  var changes: [Change] = []
  var notices: [Notice] = []
  /// All that a change brings, alters or takes away, whatever the scan is restricted to; nil where that is not known.
  var touched: Set<TreePath>?
  /// Of the repository's own texts, which are not counted with the files.
  var textNotices: [Notice] = []
  var base: ObjectID?
  var head: ObjectID?
  /// The tree that a staged scan looked at, so that its commit can be recognised later.
  var tree: ObjectID?
  /// The selection in words.
  var text: String
  var policyPlace: PolicyPlace
  var provenance = Provenance()
  var remarks: [String] = []
  var failures: [String] = []
  /// The commits of a diff or commit selection, newest first.
  var commits: [ObjectID] = []
  /// Of a history selection.
  var inHead = History.InHead()

  /// Where the policy is read from: never from the change under inspection.
  enum PolicyPlace: Equatable, Sendable {
    case commit(ObjectID)
    case folder(String)
    case none
  }
}

extension Subject {
  mutating func take(_ changes: Changes) {
    (self.changes, notices) = (changes.changes, changes.notices)
    touched = Set(changes.changes.map(\.path) + changes.changes.compactMap(\.renamedFrom) + changes.gone)
  }

  static func select(_ request: ScanRequest) throws(ScanFailure) -> Subject {
    switch request.selection {
    case .paths: return try PathSelector(request).select()
    case .staged, .worktree, .diff, .commit, .history:
      do throws(GitError) {
        return try GitSelector(request).select()
      } catch {
        throw ScanFailure(error)
      }
    }
  }
}

extension ScanFailure {
  /// What the user named wrongly is a usage error; what the repository cannot give is not.
  package init(_ error: GitError) {
    switch error.code {
    case .notARepository, .foreignOwner, .badRevision: self = .usage(error.message)
    case .missingObject, .shallow, .unsupported, .unreadable: self = .incomplete(error.message)
    }
  }
}
