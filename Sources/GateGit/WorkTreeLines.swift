package import GateModel

/// Which line of HEAD a line of a work tree file is.
package struct WorkTreeLines: ~Copyable {
  private let repository: GitRepository
  private let files: FileTree
  private let head: ObjectID
  /// By path; nil for a file that HEAD does not have.
  private var maps: [TreePath: LineMap?] = [:]

  package init(_ place: GitRepository.Place, root: String, head: ObjectID) throws(GitError) {
    let repository = try GitRepository(reopening: place)
    files = try FileTree(root)
    self.repository = repository
    self.head = head
  }

  /// Nil for a line that is not in HEAD: of an untracked file, or changed since. Each file is read and compared once.
  package mutating func committed(_ path: TreePath, line: Int) throws(GitError) -> Blame.Line? {
    let map: LineMap?
    if let known = maps[path] {
      map = known
    } else {
      map = try compare(path)
      maps[path] = .some(map)
    }
    return map?.old(line).map { Blame.Line(path: path, number: $0) }
  }

  private func compare(_ path: TreePath) throws(GitError) -> LineMap? {
    guard let old = try repository.file(path, at: head),
      case .bytes(let bytes) = files.read(path, limit: 100 << 20)
    else { return nil }
    return old == bytes ? LineMap([]) : LineMap(try LineDiff.hunks(from: old.span, to: bytes.span))
  }
}
