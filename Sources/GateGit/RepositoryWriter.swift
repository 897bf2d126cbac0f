import CGit2
package import GateModel
import Glibc

/// Makes a small real repository: for the demonstration, and for nothing that is under inspection.
package struct RepositoryWriter: ~Copyable {
  private let repository: GitRepository
  private let folder: String

  /// A new repository with a work tree in an existing folder; its first branch is `main`.
  package init(creatingIn folder: String) throws(GitError) {
    git_libgit2_init()
    var options = unsafe git_repository_init_options()
    unsafe git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
    unsafe options.flags = GIT_REPOSITORY_INIT_NO_REINIT.rawValue | GIT_REPOSITORY_INIT_MKDIR.rawValue
    let branch = unsafe strdup("main")
    defer { unsafe free(branch) }
    unsafe options.initial_head = UnsafePointer(branch)
    _ = unsafe try Owned(git_repository_free, doing: "making a repository in \(folder)") {
      unsafe git_repository_init_ext($0, folder, &options)
    }
    guard let repository = try GitRepository.discover(at: folder) else {
      throw GitError(.notARepository, "no repository came about in \(folder)")
    }
    self.repository = repository
    self.folder = folder
  }

  /// Writes files into the work tree and the index.
  package func stage(_ files: [(path: String, text: String)]) throws(GitError) {
    let index = try repository.indexHandle()
    for (path, text) in files {
      try write(text, to: path)
      try GitError.check(unsafe git_index_add_bypath(index.raw, path), "staging \(path)")
    }
    try GitError.check(unsafe git_index_write(index.raw), "writing the index")
  }

  /// Commits what is staged, on top of HEAD.
  @discardableResult
  package func commit(_ message: String, author: Commit.Identity) throws(GitError) -> ObjectID {
    let index = try repository.indexHandle()
    var treeID = git_oid()
    try GitError.check(unsafe git_index_write_tree(&treeID, index.raw), "writing the tree")
    let raw = unsafe repository.raw
    let tree = unsafe try Owned(git_tree_free, doing: "reading the tree") { unsafe git_tree_lookup($0, raw, &treeID) }
    let signature = try SignatureHandle(author)
    var parents: [OpaquePointer?] = unsafe []
    let parent = try repository.head().map { (id) throws(GitError) in try repository.commitHandle(id) }
    switch parent {
    case .some(let parent): unsafe parents = [parent.raw]
    case .none: break
    }
    var id = git_oid()
    let code = unsafe parents.withUnsafeMutableBufferPointer { parents in
      unsafe git_commit_create(
        &id, raw, "HEAD", signature.raw, signature.raw, "UTF-8", message, tree.raw, parents.count, parents.baseAddress)
    }
    try GitError.check(code, "committing")
    return ObjectID(id)
  }

  private func write(_ text: String, to path: String) throws(GitError) {
    let full = "\(folder)/\(path)"
    for (index, character) in zip(full.indices, full) where character == "/" && index > full.startIndex {
      unsafe mkdir(String(full[..<index]), 0o755)
    }
    let file = unsafe open(full, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    let bytes = Array(text.utf8)
    let written = file < 0 ? -1 : unsafe Glibc.write(file, bytes, bytes.count)
    if file >= 0 { close(file) }
    guard written == bytes.count else { throw GitError(.unreadable, "\(full) cannot be written") }
  }

  /// A git signature, freed with its owner.
  @safe private struct SignatureHandle: ~Copyable {
    let raw: UnsafeMutablePointer<git_signature>

    init(_ identity: Commit.Identity) throws(GitError) {
      var made: UnsafeMutablePointer<git_signature>?
      try GitError.check(
        unsafe git_signature_new(&made, identity.name, identity.email, identity.time, 0), "naming the author")
      guard let made = unsafe made else { throw GitError(.unreadable, "naming the author failed") }
      unsafe raw = made
    }

    deinit { unsafe git_signature_free(raw) }
  }
}
