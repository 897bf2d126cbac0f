import CGit2
package import GateModel

extension GitRepository {
  /// The versions of files that some commits bring and that are gone at `tip`: whoever gets the commits gets them too. Each once,
  /// at the first commit that has it, as a text whose added lines are those that stand neither before its commit, nor in
  /// `bases`, nor at the tip. `commits` come newest first; `kept` are contents that the tip has under whatever name.
  package func past(
    of commits: [ObjectID], after bases: [ObjectID], upTo tip: ObjectID, kept: Set<ObjectID>
  ) throws(GitError) -> [Change] {
    // A single commit is the tip.
    guard commits.count > 1 else { return [] }
    var seen: Set<Version> = []
    var past: [Change] = []
    for id in commits.reversed() where id != tip {
      for change in try changesHere(of: id) where change.entry == .file {
        guard case .blob(let blob) = change.content, case .versions(let before) = change.before, !kept.contains(blob),
          seen.insert(Version(path: change.path, blob: blob)).inserted
        else { continue }
        var standing: [ObjectID] = []
        for commit in bases + [tip] {
          if let other = try self.blob(at: change.path, of: commit) { standing.append(other) }
        }
        guard !standing.contains(blob) else { continue }
        past.append(
          Change(
            path: change.path, kind: change.kind, entry: .text, content: .blob(blob),
            before: .versions(before + standing),
            commit: id))
      }
    }
    return past
  }

  private struct Version: Hashable {
    var path: TreePath
    var blob: ObjectID
  }

  /// Nothing where a parent lies behind the end of a shallow clone, which is told with the commits.
  private func changesHere(of id: ObjectID) throws(GitError) -> [Change] {
    do throws(GitError) {
      return try changes(of: commit(id)).changes
    } catch {
      guard error.code == .missingObject, isShallow else { throw error }
      return []
    }
  }

  private func blob(at path: TreePath, of commit: ObjectID) throws(GitError) -> ObjectID? {
    let tree = try tree(of: commit)
    var entry: OpaquePointer?
    guard unsafe path.withCString({ unsafe git_tree_entry_bypath(&entry, tree.raw, $0) }) == 0 else { return nil }
    defer { unsafe git_tree_entry_free(entry) }
    guard unsafe git_tree_entry_type(entry) == GIT_OBJECT_BLOB else { return nil }
    return unsafe git_tree_entry_id(entry).map { unsafe ObjectID($0.pointee) }
  }
}
