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
    var first: [Version: Change] = [:]
    // What files are called at the tip, by the names that they have at the commit the walk has come to.
    var names: [TreePath: TreePath] = [:]
    for id in commits {
      let changes = try changesHere(of: id)
      for change in changes where id != tip && change.entry == .file {
        guard case .blob(let blob) = change.content, case .versions(let before) = change.before, !kept.contains(blob)
        else { continue }
        let standing =
          try blobs(at: change.path, of: bases) + blobs(at: names[change.path] ?? change.path, of: [tip])
        guard !standing.contains(blob) else { continue }
        first[Version(path: change.path, blob: blob)] = Change(
          path: change.path, kind: change.kind, entry: .text, content: .blob(blob),
          before: .versions(before + standing),
          commit: id)
      }
      let renamed = changes.compactMap { change in change.renamedFrom.map { ($0, names[change.path] ?? change.path) } }
      names.merge(renamed) { $1 }
    }
    return first.values.sorted { ($0.path, $0.commit!) < ($1.path, $1.commit!) }
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

  /// Of those that have a file there.
  private func blobs(at path: TreePath, of commits: [ObjectID]) throws(GitError) -> [ObjectID] {
    var blobs: [ObjectID] = []
    for commit in commits {
      let tree = try tree(of: commit)
      var entry: OpaquePointer?
      guard unsafe path.withCString({ unsafe git_tree_entry_bypath(&entry, tree.raw, $0) }) == 0 else { continue }
      defer { unsafe git_tree_entry_free(entry) }
      if unsafe git_tree_entry_type(entry) == GIT_OBJECT_BLOB, let id = unsafe git_tree_entry_id(entry) {
        unsafe blobs.append(ObjectID(id.pointee))
      }
    }
    return blobs
  }
}
