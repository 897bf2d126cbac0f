import GateModel
import GateTesting
import Testing

@testable import GateGit

/// The added lines of a selection as the pipeline computes them; paths without any are left out.
struct AddedLines: ~Copyable {
  let repository: GitRepository
  private let reader: ObjectReader
  /// Texts in UTF-16 and the like are compared by their own lines, which git does not do.
  private(set) var incomparable: Set<TreePath> = []

  init(_ path: String) throws {
    guard let repository = try GitRepository.discover(at: path, trustOwner: true) else {
      throw GitError(.notARepository, path)
    }
    reader = try ObjectReader(repository)
    self.repository = repository
  }

  mutating func staged() throws -> [TreePath: LineSet] { try lines(try repository.stagedChanges().changes) }

  mutating func worktree() throws -> [TreePath: LineSet] { try lines(try repository.worktreeChanges()) }

  mutating func between(_ base: ObjectID?, _ head: ObjectID) throws -> [TreePath: LineSet] {
    try lines(try repository.changes(from: base, to: head))
  }

  mutating func of(_ commit: ObjectID) throws -> [TreePath: LineSet] {
    try lines(try repository.changes(of: try repository.commit(commit)))
  }

  private mutating func lines(_ changes: Changes) throws -> [TreePath: LineSet] {
    incomparable = []
    var all: [TreePath: LineSet] = [:]
    for change in changes.changes {
      guard case .versions(let versions) = change.before else { continue }
      let lines = try self.lines(change, versions)
      if !lines.isEmpty { all[change.path] = lines }
    }
    return all
  }

  private mutating func lines(_ change: Change, _ versions: [ObjectID]) throws -> LineSet {
    for version in versions where !Self.isPlain(try reader.blob(version)) { incomparable.insert(change.path) }
    switch change.content {
    case .blob(let id):
      let blob = try reader.blob(id)
      if !Self.isPlain(blob) { incomparable.insert(change.path) }
      return try blob.withBytes { try reader.addedLines(of: $0, absentFrom: versions) }
    case .message, .text: return LineSet()
    case .file:
      let files = try FileTree(repository.place.workTree ?? "/")
      if change.entry == .link {
        let text = files.readLink(change.path) ?? []
        return try reader.addedLines(of: text.span, absentFrom: versions)
      }
      guard case .bytes(let bytes) = files.read(change.path, limit: 1 << 30) else { return LineSet() }
      let filters = try ContentFilters(GitRepository(reopening: repository.place))
      let normal = filters.normalised(bytes.span, path: change.path) ?? bytes
      return try reader.addedLines(of: normal.span, absentFrom: versions)
    }
  }

  private static func isPlain(_ blob: borrowing Blob) -> Bool {
    blob.withBytes { bytes in
      switch TextEncoding.detect(bytes) {
      case .bytes(skip: 0), .binary: true
      default: false
      }
    }
  }
}

/// A line for each path where ours and git's differ, but for those that `isExcused`.
func differences(
  _ ours: [TreePath: LineSet], _ gits: [TreePath: LineSet], unless isExcused: (TreePath) throws -> Bool = { _ in false }
) rethrows -> [String] {
  try Set(ours.keys).union(gits.keys).sorted().compactMap { path in
    let (mine, its) = (ours[path]?.ranges ?? [], gits[path]?.ranges ?? [])
    if try mine == its || isExcused(path) { return nil }
    return "\(path): ours \(mine), git's \(its)"
  }
}

/// Where each renamed file came from, as git sees it.
enum GitRenames {
  static let question = ["-r", "-M", "-l1000", "-z", "--raw"]

  static func sources(_ raw: [UInt8]) -> [TreePath: TreePath] {
    let words = raw.split(separator: 0).map { TreePath(bytes: Array($0)) }
    var sources: [TreePath: TreePath] = [:]
    for (index, word) in words.enumerated()
    where word.bytes.first == UInt8(ascii: ":") && word.description.contains(" R") {
      if index + 2 < words.count { sources[words[index + 2]] = words[index + 1] }
    }
    return sources
  }
}

extension AddedLines {
  /// Which of several likely sources a new file was renamed from, and whether it is like enough, is a matter of taste, and
  /// the two have different taste.
  func seesOtherRename(of file: TreePath, than sources: [TreePath: TreePath], from base: ObjectID, to head: ObjectID)
    throws -> Bool
  {
    try repository.changes(from: base, to: head).changes.first { $0.path == file }?.renamedFrom != sources[file]
  }
}

/// Of a merge: what is absent from every parent.
func absentFromAll(_ parents: [[TreePath: LineSet]]) -> [TreePath: LineSet] {
  guard let first = parents.first else { return [:] }
  return parents.dropFirst().reduce(first) { common, next in
    common.reduce(into: [:]) { all, item in
      let lines = next[item.key].map { item.value.intersection($0) } ?? LineSet()
      if !lines.isEmpty { all[item.key] = lines }
    }
  }
}
