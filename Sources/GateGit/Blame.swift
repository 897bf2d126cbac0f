import CGit2
package import GateModel
import Glibc

/// Which commit brought each of some lines: only the lines asked for are followed, through renames and merges, all files in
/// one walk.
package struct Blame: ~Copyable {
  /// A line of a file at the commit where the search begins.
  package struct Line: Hashable, Sendable {
    package var path: TreePath
    package var number: Int

    package init(path: TreePath, number: Int) {
      self.path = path
      self.number = number
    }
  }

  private let repository: GitRepository
  private let reader: ObjectReader
  private var origins: [Line: ObjectID] = [:]
  /// For each commit: by the path there, the lines that are looked for and where they stand in it.
  private var suspects: [ObjectID: [TreePath: [(origin: Line, number: Int)]]] = [:]
  private var queue = Heap<(time: Int64, id: ObjectID)> { ($0.time, $0.id) > ($1.time, $1.id) }
  private var parents: [ObjectID: [ObjectID]] = [:]

  private init(_ place: GitRepository.Place) throws(GitError) {
    let repository = try GitRepository(reopening: place)
    reader = try ObjectReader(repository)
    self.repository = repository
  }

  /// The commit that brought each of `lines`, as they stand at `start`. Lines not found within `budget` CPU seconds, or whose
  /// history is cut off, are left out.
  package static func origins(
    of lines: [Line], at start: ObjectID, in place: GitRepository.Place, budget: Double
  ) throws(GitError) -> [Line: ObjectID] {
    guard !lines.isEmpty else { return [:] }
    var blame = try Blame(place)
    for line in lines { blame.suspect(start, path: line.path, origin: line, number: line.number) }
    try blame.enqueue(start)
    try blame.run(until: Self.cpuSeconds() + budget)
    return blame.origins
  }

  private mutating func run(until deadline: Double) throws(GitError) {
    while let (_, commit) = queue.pop() {
      guard let files = suspects.removeValue(forKey: commit) else { continue }
      for (path, lines) in files {
        guard Self.cpuSeconds() < deadline else { return }
        try settle(lines, of: path, at: commit)
      }
      for parent in parents[commit] ?? [] where suspects[parent] != nil { try enqueue(parent) }
    }
  }

  /// Hands each line on to the first parent that has it; what no parent has was brought by `commit`.
  private mutating func settle(
    _ lines: [(origin: Line, number: Int)], of path: TreePath, at commit: ObjectID
  ) throws(GitError) {
    guard let blob = blob(at: path, in: commit) else { return }
    var rest = lines
    for parent in parents[commit] ?? [] where !rest.isEmpty {
      guard parents[parent] != nil || isReadable(parent) else { return }
      guard let (old, oldPath) = try predecessor(of: path, in: commit, parent: parent) else { continue }
      if old == blob {
        for line in rest { suspect(parent, path: oldPath, origin: line.origin, number: line.number) }
        return
      }
      let map = try lineMap(from: old, to: blob)
      rest = rest.filter { line in
        guard let number = map.old(line.number) else { return true }
        suspect(parent, path: oldPath, origin: line.origin, number: number)
        return false
      }
    }
    for line in rest { origins[line.origin] = commit }
  }

  private mutating func suspect(_ commit: ObjectID, path: TreePath, origin: Line, number: Int) {
    suspects[commit, default: [:]][path, default: []].append((origin, number))
  }

  private mutating func enqueue(_ id: ObjectID) throws(GitError) {
    guard parents[id] == nil else { return }
    let commit = try repository.commit(id)
    parents[id] = commit.parents
    queue.push((commit.committer.time, id))
  }

  private func isReadable(_ id: ObjectID) -> Bool { (try? reader.size(of: id)) != nil }

  private func blob(at path: TreePath, in commit: ObjectID) -> ObjectID? {
    guard let tree = try? repository.tree(of: commit) else { return nil }
    var entry: OpaquePointer?
    guard unsafe path.withCString({ unsafe git_tree_entry_bypath(&entry, tree.raw, $0) }) == 0 else { return nil }
    defer { unsafe git_tree_entry_free(entry) }
    return unsafe git_tree_entry_type(entry) == GIT_OBJECT_BLOB ? ObjectID(git_tree_entry_id(entry)!.pointee) : nil
  }

  /// The file's version in the parent, also under the name it was renamed from.
  private func predecessor(
    of path: TreePath, in commit: ObjectID, parent: ObjectID
  ) throws(GitError) -> (blob: ObjectID, path: TreePath)? {
    if let same = blob(at: path, in: parent) { return (same, path) }
    let change = try repository.changes(from: parent, to: commit).changes.first { $0.path == path }
    guard let change, let from = change.renamedFrom, let blob = blob(at: from, in: parent) else { return nil }
    return (blob, from)
  }

  private func lineMap(from old: ObjectID, to new: ObjectID) throws(GitError) -> LineMap {
    let old = try reader.blob(old)
    let new = try reader.blob(new)
    let result: Result<LineMap, GitError> = old.withBytes { old in
      new.withBytes { new in
        do throws(GitError) { return .success(LineMap(try LineDiff.hunks(from: old, to: new))) } catch {
          return .failure(error)
        }
      }
    }
    return try result.get()
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Where the lines of a new version stood in the old one.
package struct LineMap: Sendable {
  private let hunks: [LineDiff.Hunk]

  package init(_ hunks: [LineDiff.Hunk]) { self.hunks = hunks }

  /// Nil for a line that the new version added.
  package func old(_ line: Int) -> Int? {
    var shift = 0
    for hunk in hunks {
      // An empty run stands after its start line.
      let first = hunk.newCount == 0 ? hunk.newStart + 1 : hunk.newStart
      if line < first { break }
      if line < first + hunk.newCount { return nil }
      shift += hunk.oldCount - hunk.newCount
    }
    return line + shift
  }
}
