import CGit2
package import GateModel
import Glibc

/// What a selection brings, and what it brings that is no file.
package struct Changes: Sendable {
  package var changes: [Change] = []
  package var notices: [Notice] = []
  /// What was deleted: there is nothing of it to look at. Of a merge none are told.
  package var gone: [TreePath] = []

  package init() {}

  /// Only what lies at or below one of `paths`; everything when there are none.
  package func restricted(to paths: [TreePath]) -> Changes {
    guard !paths.isEmpty else { return self }
    var kept = Changes()
    kept.changes = changes.filter { change in paths.contains { change.path.isWithin($0) } }
    kept.notices = notices.filter { notice in paths.contains { notice.path.isWithin($0) } }
    kept.gone = gone.filter { path in paths.contains { path.isWithin($0) } }
    return kept
  }
}

extension GitRepository {
  /// The work tree against HEAD, untracked files too, ignored ones not.
  package func worktreeChanges() throws(GitError) -> Changes {
    guard place.workTree != nil else { throw GitError(.unsupported, "a bare repository has no work tree to look at") }
    try adoptIndex()
    let repository = unsafe raw
    let tree = try headTree()
    var gone: [(path: TreePath, old: ObjectID)] = []
    var result = try unsafe changes(doing: "comparing the work tree with HEAD", inWorkTree: true, gone: &gone) {
      unsafe git_diff_tree_to_workdir_with_index($0, repository, tree.raw, $1)
    }
    try addUnindexed(gone, to: &result)
    let back = Set(result.changes.map(\.path))
    result.gone = gone.map(\.path).filter { !back.contains($0) }
    return result
  }

  /// Taken out of the index and still there: the library calls such a file deleted, to git it is untracked.
  private func addUnindexed(
    _ gone: [(path: TreePath, old: ObjectID)], to result: inout Changes
  ) throws(GitError) {
    guard !gone.isEmpty, let root = place.workTree else { return }
    let files = try FileTree(root)
    let tracked = try TrackedFiles(place)
    let known = Set(result.changes.map(\.path))
    for (path, old) in gone where !known.contains(path) {
      guard let kind = files.kind(of: path), kind == .file || kind == .link,
        tracked.standing(ofFile: path) == .shown
      else { continue }
      result.changes.append(
        Change(
          path: path, kind: .modified, entry: kind == .link ? .link : .file, content: .file,
          before: .versions(kind == .file ? [old] : [])))
    }
  }

  /// One tree against another; against nothing without `base`.
  package func changes(
    from base: ObjectID?, to head: ObjectID, most: Int = mostChanges
  ) throws(GitError) -> Changes {
    let repository = unsafe raw
    let old = try base.map { (id) throws(GitError) in try tree(of: id) } ?? OptionalHandle()
    let new = try tree(of: head)
    return unsafe try changes(doing: "comparing commits", most: most) {
      unsafe git_diff_tree_to_tree($0, repository, old.raw, new.raw, $1)
    }
  }

  /// The same, of a tree that no commit holds.
  func changes(from old: borrowing OptionalHandle, toTree id: ObjectID) throws(GitError) -> Changes {
    let repository = unsafe raw
    var oid = id.oid
    let old = unsafe old.raw
    let new = unsafe try Owned(git_tree_free, doing: "reading the tree of the index") {
      unsafe git_tree_lookup($0, repository, &oid)
    }
    return unsafe try changes(doing: "comparing the index with HEAD") {
      unsafe git_diff_tree_to_tree($0, repository, old, new.raw, $1)
    }
  }

  /// What a commit adds: against its parent, against nothing for a root; of a merge only the files that differ from every
  /// parent, with the versions in all of them.
  package func changes(of commit: Commit) throws(GitError) -> Changes {
    try changes(from: commit.parents, to: commit.id)
  }

  /// A libgit2 object or none.
  @safe struct OptionalHandle: ~Copyable {
    let owned: Owned?

    init() { owned = nil }
    init(_ owned: consuming Owned) { self.owned = consume owned }

    @unsafe var raw: OpaquePointer? {
      switch owned {
      case .some(let owned): unsafe owned.raw
      case .none: nil
      }
    }
  }

  func tree(of commit: ObjectID) throws(GitError) -> OptionalHandle {
    let handle = try commitHandle(commit)
    let raw = unsafe handle.raw
    return unsafe OptionalHandle(
      try Owned(git_tree_free, doing: "reading the tree of commit \(commit)") { unsafe git_commit_tree($0, raw) })
  }

  func headTree() throws(GitError) -> OptionalHandle {
    guard let head = try head() else { return OptionalHandle() }
    return try tree(of: head)
  }

  /// The index as the library reads and writes it; `IndexFile` reads more kinds of it.
  func indexHandle() throws(GitError) -> Owned {
    let repository = unsafe raw
    if let path = place.indexFile {
      return unsafe try Owned(git_index_free, doing: "reading the index \(path)") { unsafe git_index_open($0, path) }
    }
    return unsafe try Owned(git_index_free, doing: "reading the index") { unsafe git_repository_index($0, repository) }
  }

  /// A tree may stand for billions of paths and take a few hundred bytes; more than these are no change that anybody made.
  package static let mostChanges = 4_000_000

  private func changes(
    doing: String, most: Int = mostChanges,
    _ make: (UnsafeMutablePointer<OpaquePointer?>, UnsafePointer<git_diff_options>) -> Int32
  ) throws(GitError) -> Changes {
    var gone: [(path: TreePath, old: ObjectID)] = []
    var changes = try unsafe changes(doing: doing, inWorkTree: false, most: most, gone: &gone, make)
    changes.gone = gone.map(\.path)
    return changes
  }

  /// `gone` takes what was deleted.
  private func changes(
    doing: String, inWorkTree: Bool, most: Int = mostChanges, gone: inout [(path: TreePath, old: ObjectID)],
    _ make: (UnsafeMutablePointer<OpaquePointer?>, UnsafePointer<git_diff_options>) -> Int32
  ) throws(GitError) -> Changes {
    var options = unsafe git_diff_options()
    unsafe git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    unsafe options.flags =
      GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_INCLUDE_TYPECHANGE_TREES.rawValue
      | GIT_DIFF_SKIP_BINARY_CHECK.rawValue | GIT_DIFF_DISABLE_PATHSPEC_MATCH.rawValue
    if inWorkTree {
      unsafe options.flags |= GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
    }
    let room = Room(most)
    unsafe options.payload = Unmanaged.passUnretained(room).toOpaque()
    unsafe options.notify_cb = { _, _, _, payload in
      guard let payload = unsafe payload else { return 0 }
      return unsafe Unmanaged<Room>.fromOpaque(payload).takeUnretainedValue().take() ? 0 : GIT_EUSER.rawValue
    }
    let diff: Owned
    do throws(GitError) {
      diff = unsafe try Owned(git_diff_free, doing: doing) { unsafe make($0, &options) }
    } catch {
      throw room.isFull ? GitError(.unreadable, "\(doing): more than \(most) files differ") : error
    }
    try detectRenames(in: diff, untracked: inWorkTree)
    var result = Changes()
    for index in 0..<(unsafe git_diff_num_deltas(diff.raw)) {
      guard let delta = unsafe git_diff_get_delta(diff.raw, index)?.pointee else { continue }
      if unsafe delta.status == GIT_DELTA_DELETED, let path = unsafe TreePath(delta.old_file.path) {
        unsafe gone.append((path, ObjectID(delta.old_file.id)))
      } else {
        unsafe Self.add(delta, inWorkTree: inWorkTree, to: &result)
      }
    }
    return result
  }

  /// For so many changes.
  private final class Room {
    private var left: Int

    init(_ count: Int) { left = count }

    var isFull: Bool { left < 0 }

    func take() -> Bool {
      left -= 1
      return !isFull
    }
  }

  private func detectRenames(in diff: borrowing Owned, untracked: Bool) throws(GitError) {
    var options = unsafe git_diff_find_options()
    unsafe git_diff_find_options_init(&options, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION))
    unsafe options.flags = GIT_DIFF_FIND_RENAMES.rawValue | (untracked ? GIT_DIFF_FIND_FOR_UNTRACKED.rawValue : 0)
    // As git's diff.renameLimit: beyond it a rename counts as a new file, which only adds lines to look at.
    unsafe options.rename_limit = 1000
    try GitError.check(unsafe git_diff_find_similar(diff.raw, &options), "looking for renames")
  }

  private static func add(_ delta: git_diff_delta, inWorkTree: Bool, to result: inout Changes) {
    guard unsafe delta.status != GIT_DELTA_DELETED, let path = unsafe TreePath(delta.new_file.path) else { return }
    let mode = unsafe UInt32(delta.new_file.mode)
    if unsafe delta.status == GIT_DELTA_CONFLICTED {
      result.notices.append(
        Notice(path: path, reason: .unreadable, detail: "the index holds an unresolved merge conflict"))
      return
    }
    if mode == GIT_FILEMODE_COMMIT.rawValue {
      let id = unsafe ObjectID(delta.new_file.id)
      result.notices.append(
        Notice(path: path, reason: .submodule, detail: "a submodule at \(id.short); its own gate speaks for it"))
      return
    }
    // A folder: a nested repository that git shows as untracked.
    guard mode != GIT_FILEMODE_TREE.rawValue, path.bytes.last != UInt8(ascii: "/") else {
      result.notices.append(Notice(path: path, reason: .submodule, detail: "a repository within this one"))
      return
    }
    let isLink = mode == GIT_FILEMODE_LINK.rawValue
    let wasLink = unsafe UInt32(delta.old_file.mode) == GIT_FILEMODE_LINK.rawValue
    let old = unsafe ObjectID(delta.old_file.id)
    let comparable =
      unsafe delta.status != GIT_DELTA_ADDED && delta.status != GIT_DELTA_UNTRACKED && !old.isZero && isLink == wasLink
    var change = unsafe Change(
      path: path, kind: kind(delta), entry: isLink ? .link : .file,
      content: inWorkTree ? .file : .blob(ObjectID(delta.new_file.id)),
      before: .versions(comparable ? [old] : []))
    if unsafe delta.status == GIT_DELTA_RENAMED { change.renamedFrom = unsafe TreePath(delta.old_file.path) }
    result.changes.append(change)
  }

  private static func kind(_ delta: git_diff_delta) -> Change.Kind {
    switch unsafe delta.status {
    case GIT_DELTA_ADDED, GIT_DELTA_UNTRACKED: .added
    case GIT_DELTA_RENAMED: .renamed
    case GIT_DELTA_COPIED: .copied
    case GIT_DELTA_TYPECHANGE: .typeChanged
    default: unsafe ObjectID(delta.old_file.id) == ObjectID(delta.new_file.id) ? .modeChanged : .modified
    }
  }
}

extension TreePath {
  /// A path as libgit2 gives it; nil for none.
  @unsafe init?(_ name: UnsafePointer<CChar>?) {
    guard let name = unsafe name else { return nil }
    self = unsafe TreePath(bytes: Array(UnsafeRawBufferPointer(start: name, count: strlen(name))))
  }
}
