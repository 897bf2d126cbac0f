import CGit2
package import GateModel

/// Which files of a work tree git would show: tracked ones, and untracked ones that no ignore rule names.
@safe package final class TrackedFiles {
  private let repository: GitRepository
  private let index: IndexFile

  package init(_ place: GitRepository.Place) throws(GitError) {
    let repository = try GitRepository(reopening: place)
    try repository.adoptIndex()
    var index = try IndexFile.read(place)
    if index.isSparse { try index.expand(ObjectReader(repository)) }
    self.index = index
    self.repository = repository
  }

  package enum Standing: Sendable { case shown, ignored, submodule }

  /// A folder with tracked files in it is shown, whatever the ignore rules say of it.
  package func standing(ofFolder path: TreePath) -> Standing {
    if let mode = mode(of: path) { return mode == GIT_FILEMODE_COMMIT.rawValue ? .submodule : .shown }
    let folder = TreePath(bytes: path.bytes + [UInt8(ascii: "/")])
    let position = index.position(of: folder.bytes)
    if position < index.entries.count, index.name(index.entries[position]).starts(with: folder.bytes) { return .shown }
    return isIgnored(folder) ? .ignored : .shown
  }

  package func standing(ofFile path: TreePath) -> Standing {
    mode(of: path) == nil && isIgnored(path) ? .ignored : .shown
  }

  private func mode(of path: TreePath) -> UInt32? {
    let position = index.position(of: path.bytes)
    guard position < index.entries.count, case let entry = index.entries[position], !entry.isConflicted,
      index.name(entry) == path.bytes[...]
    else { return nil }
    return entry.mode
  }

  /// As deep as libgit2 itself goes into a work tree. For each question it reads the ignore files of all folders above, so that
  /// a chain of two thousand folders would take minutes.
  private static let deepest = 100

  /// Nothing below a hundred folders is: what lies there is looked at.
  private func isIgnored(_ path: TreePath) -> Bool {
    guard path.bytes.count(where: { $0 == UInt8(ascii: "/") }) <= Self.deepest else { return false }
    var ignored: Int32 = 0
    let code = unsafe path.withCString { unsafe git_ignore_path_is_ignored(&ignored, repository.raw, $0) }
    return code == 0 && ignored != 0
  }
}
