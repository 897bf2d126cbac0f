import CGit2
package import GateModel

/// What a tip brings to somebody who has other commits already.
package struct News: Equatable, Sendable {
  /// Newest first.
  package var commits: [ObjectID]
  /// The known commits that the new ones grew from; of two where one descends from the other, the younger. Empty where there is
  /// none: everything is new.
  package var edges: [ObjectID]
}

extension GitRepository {
  /// The commits that `tip` reaches and no one of `known` does. Throws `shallow` where the clone ends among them.
  package func news(of tip: ObjectID, beyond known: [ObjectID]) throws(GitError) -> News {
    let commits = isShallow ? try visibleNews(tip, known) : try commits(from: [tip], hiding: known)
    guard !commits.isEmpty else { return News(commits: [], edges: [tip]) }
    let new = Set(commits)
    var edges: [ObjectID] = []
    for commit in commits {
      for parent in try self.commit(commit).parents where !new.contains(parent) && !edges.contains(parent) {
        edges.append(parent)
      }
    }
    return News(commits: commits, edges: try youngest(edges))
  }

  private func visibleNews(_ tip: ObjectID, _ known: [ObjectID]) throws(GitError) -> [ObjectID] {
    let hidden = try CommitGraph(self, tips: known)
    let seen = Set(hidden.nodes.map(\.id) + hidden.missing)
    let graph = try CommitGraph(self, tips: [tip])
    // What neither side has here lies behind the end of the clone: whether it is new cannot be told.
    if let first = graph.missing.first(where: { !seen.contains($0) }) {
      throw GitError(
        .shallow,
        "commit \(first.short) is not in this shallow clone; type: git fetch --unshallow (in CI: fetch-depth: 0)")
    }
    return graph.nodes.reversed().map(\.id).filter { !seen.contains($0) }
  }

  private func youngest(_ ids: [ObjectID]) throws(GitError) -> [ObjectID] {
    var kept: [ObjectID] = []
    for id in ids {
      var isSurpassed = false
      for other in kept where try descends(other, from: id) { isSurpassed = true }
      if isSurpassed { continue }
      var others: [ObjectID] = []
      for other in kept where !(try descends(id, from: other)) { others.append(other) }
      kept = others + [id]
    }
    return kept
  }

  private func descends(_ commit: ObjectID, from ancestor: ObjectID) throws(GitError) -> Bool {
    if isShallow { return try visibleMergeBase(commit, ancestor) == ancestor }
    var (child, parent) = (commit.oid, ancestor.oid)
    let code = unsafe git_graph_descendant_of(raw, &child, &parent)
    try GitError.check(code, "comparing \(commit.short) with \(ancestor.short)")
    return code == 1
  }

  /// The commits that the refs below `prefix` (`refs/`, `refs/remotes/origin/`) name, through tags; what names no commit that is
  /// here is left out.
  package func tips(below prefix: String) throws(GitError) -> [ObjectID] {
    var seen: Set<ObjectID> = []
    var tips: [ObjectID] = []
    for reference in try references() where reference.name.starts(with: prefix.utf8) {
      guard let target = reference.target, seen.insert(target).inserted, let tip = commit(behind: target) else {
        continue
      }
      tips.append(tip)
    }
    return tips
  }

  /// What an object is or, as a tag, leads to; nil where that is no commit, or is not here.
  package func commit(behind id: ObjectID) -> ObjectID? {
    var oid = id.oid
    var object: OpaquePointer?
    guard unsafe git_object_lookup(&object, raw, &oid, GIT_OBJECT_ANY) == 0 else { return nil }
    defer { unsafe git_object_free(object) }
    var commit: OpaquePointer?
    guard unsafe git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0 else { return nil }
    defer { unsafe git_object_free(commit) }
    return unsafe git_object_id(commit).map { unsafe ObjectID($0.pointee) }
  }

  /// The remotes whose address is `url`, as it stands in the configuration.
  package func remotes(at url: String) -> [String] {
    var names = unsafe git_strarray()
    guard unsafe git_remote_list(&names, raw) == 0 else { return [] }
    defer { unsafe git_strarray_dispose(&names) }
    return unsafe (0..<names.count).compactMap { index in
      unsafe names.strings[index].map { unsafe String(cString: $0) }
    }.filter { config("remote.\($0).url") == url || config("remote.\($0).pushurl") == url }
  }

  /// What `tip` has and no one of `bases` does: a file that is the same in one of them is left out, and a line of the others is
  /// added when it is absent from each.
  package func changes(from bases: [ObjectID], to tip: ObjectID) throws(GitError) -> Changes {
    var merged = try changes(from: bases.first, to: tip)
    for base in bases.dropFirst() { merged.keep(commonWith: try changes(from: base, to: tip)) }
    return merged
  }
}

extension Changes {
  /// Only what another comparison of the same tree tells as well, with the versions of both.
  mutating func keep(commonWith other: Changes) {
    let byPath = Dictionary(other.changes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    changes = changes.compactMap { change in
      guard let same = byPath[change.path], case .versions(let known) = change.before,
        case .versions(let more) = same.before
      else { return nil }
      var change = change
      change.before = .versions(known + more)
      return change
    }
    let submodules = Set(other.notices.map(\.path))
    notices.removeAll { !submodules.contains($0.path) }
  }
}

extension ObjectID {
  /// Git's name for a tree that holds nothing: what the first push is compared with.
  package static let emptyTree = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904")!
}

extension GitRepository {
  /// The tag objects that a revision names before it comes to its commit, the outermost first.
  package func tags(from revision: String) throws(GitError) -> [ObjectID] {
    var object: OpaquePointer?
    guard unsafe git_revparse_single(&object, raw, revision) == 0 else { return [] }
    var tags: [ObjectID] = []
    while unsafe git_object_type(object) == GIT_OBJECT_TAG {
      unsafe tags.append(ObjectID(git_object_id(object)!.pointee))
      var target: OpaquePointer?
      let code = unsafe git_tag_target(&target, object)
      unsafe git_object_free(object)
      unsafe object = target
      try GitError.check(code, "reading tag \(tags.last?.short ?? revision)")
    }
    unsafe git_object_free(object)
    return tags
  }
}
