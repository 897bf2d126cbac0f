import CGit2
package import GateModel

/// A commit as its object tells; a stranger's text throughout.
package struct Commit: Equatable, Sendable {
  package struct Identity: Hashable, Sendable {
    package var name: String
    package var email: String
    /// Seconds since 1970, UTC.
    package var time: Int64

    package init(name: String, email: String, time: Int64 = 0) {
      self.name = name
      self.email = email
      self.time = time
    }
  }

  package var id: ObjectID
  package var tree: ObjectID
  package var parents: [ObjectID]
  package var author: Identity
  package var committer: Identity
  package var message: String

  package init(
    id: ObjectID, tree: ObjectID, parents: [ObjectID], author: Identity, committer: Identity, message: String
  ) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = message
  }
}

extension GitRepository {
  /// Throws `missingObject`, also at a shallow boundary.
  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    let handle = try commitHandle(id)
    return unsafe Self.read(handle.raw, id: id)
  }

  func commitHandle(_ id: ObjectID) throws(GitError) -> Owned {
    var oid = id.oid
    let repository = unsafe raw
    return unsafe try Owned(git_commit_free, doing: "reading commit \(id)") {
      unsafe git_commit_lookup($0, repository, &oid)
    }
  }

  private static func read(_ raw: OpaquePointer, id: ObjectID) -> Commit {
    func text(_ pointer: UnsafePointer<CChar>?) -> String { unsafe pointer.map { unsafe String(cString: $0) } ?? "" }
    func identity(_ signature: UnsafePointer<git_signature>?) -> Commit.Identity {
      guard let signature = unsafe signature else { return Commit.Identity(name: "", email: "") }
      return unsafe Commit.Identity(
        name: text(signature.pointee.name), email: text(signature.pointee.email), time: signature.pointee.when.time)
    }
    let parents = unsafe (0..<git_commit_parentcount(raw)).map {
      unsafe ObjectID(git_commit_parent_id(raw, $0)!.pointee)
    }
    return unsafe Commit(
      id: id, tree: ObjectID(git_commit_tree_id(raw)!.pointee), parents: parents,
      author: identity(git_commit_author(raw)),
      committer: identity(git_commit_committer(raw)), message: text(git_commit_message_raw(raw)))
  }

  /// The commit that a revision names. Throws `badRevision` with what to try.
  package func resolve(_ revision: String) throws(GitError) -> ObjectID {
    let repository = unsafe raw
    do throws(GitError) {
      let object = unsafe try Owned(git_object_free, doing: revision) {
        unsafe git_revparse_single($0, repository, revision)
      }
      let commit = unsafe try Owned(git_object_free, doing: revision) { [object = unsafe object.raw] in
        unsafe git_object_peel($0, object, GIT_OBJECT_COMMIT)
      }
      return unsafe ObjectID(git_object_id(commit.raw)!.pointee)
    } catch {
      throw GitError(
        .badRevision,
        "`\(revision)` names no commit here\(isShallow ? " (the clone is shallow; type: git fetch --unshallow)" : "")")
    }
  }

  /// HEAD's commit; nil before the first one.
  package func head() throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let code = unsafe git_reference_name_to_id(&oid, raw, "HEAD")
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try GitError.check(code, "reading HEAD")
    return ObjectID(oid)
  }

  /// The best common ancestor of two commits. Throws `shallow` where the clone ends before it.
  package func mergeBase(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> ObjectID {
    var (first, second, base) = (a.oid, b.oid, git_oid())
    let code = unsafe git_merge_base(&base, raw, &first, &second)
    guard code < 0 else { return ObjectID(base) }
    if isShallow {
      if let base = try visibleMergeBase(a, b) { return base }
      throw GitError(
        .shallow,
        "the merge base of \(a.short) and \(b.short) is not in this shallow clone; type: git fetch --unshallow (in CI: fetch-depth: 0)"
      )
    }
    if code == GIT_ENOTFOUND.rawValue {
      throw GitError(
        .badRevision, "\(a.short) and \(b.short) have no common ancestor, so there is no base to compare with")
    }
    try GitError.check(code, "finding the merge base of \(a.short) and \(b.short)")
    throw GitError(.unreadable, "finding the merge base failed")
  }

  /// The commits reachable from `tips` and not from `hidden`; parents before children with `oldestFirst`, else newest
  /// first.
  package func commits(
    from tips: [ObjectID], hiding hidden: [ObjectID] = [], oldestFirst: Bool = false
  ) throws(GitError) -> [ObjectID] {
    let repository = unsafe raw
    let walk = unsafe try Owned(git_revwalk_free, doing: "walking history") { unsafe git_revwalk_new($0, repository) }
    let order = GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue | (oldestFirst ? GIT_SORT_REVERSE.rawValue : 0)
    unsafe git_revwalk_sorting(walk.raw, order)
    for tip in tips {
      var oid = tip.oid
      try GitError.check(unsafe git_revwalk_push(walk.raw, &oid), "walking history from \(tip.short)")
    }
    for commit in hidden {
      var oid = commit.oid
      try GitError.check(unsafe git_revwalk_hide(walk.raw, &oid), "walking history up to \(commit.short)")
    }
    var found: [ObjectID] = []
    var oid = git_oid()
    while true {
      let code = unsafe git_revwalk_next(&oid, walk.raw)
      if code == GIT_ITEROVER.rawValue { return found }
      try GitError.check(
        code, "walking history\(isShallow ? " (the clone is shallow; type: git fetch --unshallow)" : "")")
      found.append(ObjectID(oid))
    }
  }
}
