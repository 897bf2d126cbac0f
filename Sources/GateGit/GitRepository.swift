import CGit2
import GateModel
import Glibc
import Synchronization

/// A repository, read through libgit2: no git process, no hooks, filters, textconv or replace refs. One handle belongs to
/// one worker; opening another costs well under a millisecond.
package struct GitRepository: ~Copyable {
  private let owned: Owned
  package let place: Place

  @unsafe var raw: OpaquePointer { unsafe owned.raw }

  /// What it takes to open the same repository again, in another worker.
  package struct Place: Equatable, Sendable {
    /// The git directory, absolute, with `/` at its end.
    package var gitDirectory: String
    /// The git directory shared by all work trees.
    package var commonDirectory: String
    /// The root of the work tree with `/` at its end; nil for a bare repository.
    package var workTree: String?
    /// The index that git named for a hook; nil for the repository's own.
    package var indexFile: String?
    var objectDirectories: [String]
    /// The configuration of this work tree alone, where the repository has such.
    var ownConfiguration: String?

    /// What it says.
    func own(_ name: String) -> String? {
      guard let file = ownConfiguration else { return nil }
      var configuration: OpaquePointer?
      guard unsafe git_config_open_ondisk(&configuration, file) == 0 else { return nil }
      defer { unsafe git_config_free(configuration) }
      return unsafe GitRepository.value(name, in: configuration)
    }
  }

  private static let library = Mutex(false)

  /// Once a process, 0.3 ms. The owner check is libgit2's; `--trust-owner` switches it off for this process.
  private static func start(trustOwner: Bool) {
    library.withLock { started in
      if !started {
        git_libgit2_init()
        // Blobs are verified by our own SHA-1, which is several times as fast as the collision-detecting one.
        _ = gatebook_git_set_strict_hash_verification(0)
        // What is mapped of packs counts as memory in use, and a history is read once: small windows, a small cache.
        _ = gatebook_git_set_window(32 << 20, 128 << 20)
        _ = gatebook_git_set_cache_size(32 << 20)
        // What the library refuses without being told, and what we check ourselves or need not mind.
        _ = gatebook_git_set_extensions()
        started = true
      }
      if trustOwner { _ = gatebook_git_set_owner_validation(0) }
    }
  }

  /// The repository that `path` lies in, or nil when it lies in none. The variables of `environment` count only where no
  /// path was named, or where they speak of the same repository.
  package static func discover(
    at path: String?, environment: GitEnvironment = GitEnvironment(), trustOwner: Bool = false
  ) throws(GitError) -> GitRepository? {
    start(trustOwner: trustOwner)
    if path == nil, let directory = environment.directory {
      return try GitRepository(directory: directory, environment: environment, search: false, isNamed: false)
    }
    do throws(GitError) {
      return try GitRepository(directory: path ?? ".", environment: environment, search: true, isNamed: path != nil)
    } catch {
      if error.code == .notARepository { return nil }
      throw error
    }
  }

  private init(
    directory: String, environment: GitEnvironment, search: Bool, isNamed: Bool
  ) throws(GitError) {
    let flags = search ? 0 : UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
    let opened = try Self.open(directory, flags: flags, ceilings: environment.ceilings)
    try Self.checkFormat(opened, directory)
    var place = unsafe Place(opened.raw)
    Self.configure(&place, opened)
    place = place.completed(by: environment, always: !search, isNamed: isNamed)
    try Self.attach(place.objectDirectories, to: opened)
    try Self.setWorkTree(place, opened)
    owned = opened
    self.place = place
  }

  private static func checkFormat(_ opened: borrowing Owned, _ directory: String) throws(GitError) {
    guard let format = unsafe config("extensions.objectformat", of: opened.raw), format.lowercased() != "sha1" else {
      return
    }
    throw GitError.unsupportedFormat("opening the repository at \(directory): its objects are named by \(format)")
  }

  /// With what a linked work tree's own configuration says, which the library does not read.
  private static func configure(_ place: inout Place, _ opened: borrowing Owned) {
    let value = unsafe config("extensions.worktreeconfig", of: opened.raw)?.lowercased()
    guard let value, ["true", "yes", "on", "1", ""].contains(value) else { return }
    place.ownConfiguration = place.gitDirectory + "config.worktree"
    if let tree = place.own("core.worktree"), !tree.isEmpty {
      place.workTree = place.absolute(tree.hasPrefix("/") ? tree : place.gitDirectory + tree) + "/"
    } else if place.own("core.bare") == "true", place.gitDirectory == place.commonDirectory {
      place.workTree = nil
    }
  }

  /// Tells the library where the work tree is, where it would take another folder for it.
  private static func setWorkTree(_ place: Place, _ opened: borrowing Owned) throws(GitError) {
    guard let tree = place.workTree, unsafe Place(opened.raw).workTree != tree else { return }
    try GitError.check(
      unsafe git_repository_set_workdir(opened.raw, tree, 0), "using the work tree \(tree)")
  }

  /// Another handle of the same repository, for a worker of its own.
  package init(reopening place: Place) throws(GitError) {
    let opened = try Self.open(
      place.gitDirectory, flags: UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue), ceilings: nil)
    try Self.attach(place.objectDirectories, to: opened)
    try Self.setWorkTree(place, opened)
    owned = opened
    self.place = place
  }

  private static func open(_ path: String, flags: UInt32, ceilings: String?) throws(GitError) -> Owned {
    var missing = false
    do throws(GitError) {
      return unsafe try Owned(git_repository_free, doing: "opening the repository at \(path)") {
        let code = unsafe git_repository_open_ext($0, path, flags, ceilings)
        missing = code == GIT_ENOTFOUND.rawValue
        return code
      }
    } catch {
      guard missing else { throw error }
      throw isRefused(path, ceilings)
        ? GitError.foreignOwner(path) : GitError(.notARepository, "\(path) lies in no git repository")
    }
  }

  /// There is a repository, and the library would not open it: without any safe.directory configured it calls one of
  /// another owner "not found".
  private static func isRefused(_ path: String, _ ceilings: String?) -> Bool {
    var found = unsafe git_buf()
    defer { unsafe git_buf_dispose(&found) }
    return unsafe git_repository_discover(&found, path, 0, ceilings) == 0
  }

  private static func attach(_ directories: [String], to repository: borrowing Owned) throws(GitError) {
    guard !directories.isEmpty else { return }
    let odb = try objectDatabase(of: repository)
    for directory in directories {
      try GitError.check(unsafe git_odb_add_disk_alternate(odb.raw, directory), "opening the objects at \(directory)")
    }
  }

  private static func objectDatabase(of repository: borrowing Owned) throws(GitError) -> Owned {
    let repository = unsafe repository.raw
    return unsafe try Owned(git_odb_free, doing: "opening the object database") {
      unsafe git_repository_odb($0, repository)
    }
  }

  func objectDatabase() throws(GitError) -> Owned { try Self.objectDatabase(of: owned) }

  package var isShallow: Bool { unsafe git_repository_is_shallow(raw) == 1 }

  /// Blobs may be missing on purpose, to be fetched when asked for: a partial clone.
  package var isPartial: Bool {
    config("extensions.partialclone") != nil || config("remote.origin.promisor") == "true"
  }

  func config(_ name: String) -> String? { unsafe place.own(name) ?? Self.config(name, of: raw) }

  @unsafe private static func config(_ name: String, of repository: OpaquePointer) -> String? {
    var snapshot: OpaquePointer?
    guard unsafe git_repository_config_snapshot(&snapshot, repository) == 0 else { return nil }
    defer { unsafe git_config_free(snapshot) }
    return unsafe value(name, in: snapshot)
  }

  @unsafe fileprivate static func value(_ name: String, in configuration: OpaquePointer?) -> String? {
    var entry: UnsafeMutablePointer<git_config_entry>?
    guard unsafe git_config_get_entry(&entry, configuration, name) == 0, let entry = unsafe entry else { return nil }
    defer { unsafe git_config_entry_free(entry) }
    return unsafe entry.pointee.value.map { unsafe String(cString: $0) } ?? ""
  }
}

extension GitRepository.Place {
  init(_ repository: OpaquePointer) {
    func text(_ pointer: UnsafePointer<CChar>?) -> String? { unsafe pointer.map { unsafe String(cString: $0) } }
    gitDirectory = unsafe text(git_repository_path(repository)) ?? ""
    commonDirectory = unsafe text(git_repository_commondir(repository)) ?? ""
    workTree = unsafe text(git_repository_workdir(repository))
    objectDirectories = []
  }

  /// With what git said in its variables. `GIT_INDEX_FILE` alone (an ordinary commit) counts where no repository was named, or when that index lies in this
  /// repository's git directory; the others when `GIT_DIR` is this repository.
  func completed(by environment: GitEnvironment, always: Bool, isNamed: Bool) -> GitRepository.Place {
    var place = self
    let isMeant = always || environment.directory.map { absolute($0) == absolute(gitDirectory) } ?? false
    if let index = environment.indexFile {
      let folder = absolute(String(index.prefix(upTo: index.lastIndex(of: "/") ?? index.startIndex)))
      if isMeant || !isNamed || folder == absolute(gitDirectory) { place.indexFile = absolute(index) }
    }
    // Without a repository named they speak of the one that is found, as with git.
    guard isMeant || (environment.directory == nil && !isNamed) else { return place }
    if let tree = environment.workTree {
      place.workTree = absolute(tree) + "/"
    } else if always, place.workTree != nil, gitDirectory == commonDirectory, !hasWorkTree {
      // Git takes the current folder for the work tree of a git directory that was named.
      let current = absolute(".") + "/"
      if !current.hasPrefix(gitDirectory) { place.workTree = current }
    }
    place.objectDirectories = ([environment.objectDirectory].compactMap { $0 } + environment.alternates).map(absolute)
    return place
  }

  /// The configuration says where the work tree is.
  private var hasWorkTree: Bool {
    if own("core.worktree") != nil { return true }
    var configuration: OpaquePointer?
    guard unsafe git_config_open_ondisk(&configuration, commonDirectory + "config") == 0 else { return false }
    defer { unsafe git_config_free(configuration) }
    return unsafe GitRepository.value("core.worktree", in: configuration) != nil
  }

  /// Absolute and without symbolic links as far as the path exists.
  package func absolute(_ path: String) -> String {
    if let resolved = unsafe realpath(path.isEmpty ? "." : path, nil) {
      defer { unsafe free(resolved) }
      return unsafe String(cString: resolved)
    }
    guard let slash = path.lastIndex(of: "/") else { return absolute(".") + "/" + path }
    return absolute(String(path[..<slash])) + path[slash...]
  }
}
