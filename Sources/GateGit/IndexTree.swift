import CGit2
package import GateModel
import Glibc

extension GitRepository {
  /// The index against HEAD, or against nothing before the first commit, with the id of the tree that a commit of the index
  /// would have. That tree and what it needs of others are made in memory: nothing is written into the repository.
  package func stagedChanges() throws(GitError) -> (changes: Changes, tree: ObjectID) {
    let index = try IndexFile.read(place)
    let memory = try MemoryTrees(self)
    let tree = try index.tree(memory)
    var result = try changes(from: try headTree(), toTree: tree)
    var conflicts: Set<TreePath> = []
    for entry in index.entries where entry.isConflicted {
      let path = TreePath(bytes: Array(index.name(entry)))
      guard conflicts.insert(path).inserted else { continue }
      result.notices.append(
        Notice(path: path, reason: .unreadable, detail: "the index holds an unresolved merge conflict"))
    }
    return (result, tree)
  }

  /// The id of the tree that a commit of the index would have, computed without writing anything. Costs a hash over all
  /// entries' names.
  package func indexTree() throws(GitError) -> ObjectID { try IndexFile.read(place).tree(nil) }
}

/// Takes the trees that are not in the object database yet; they are gone with the handle of the repository.
private final class MemoryTrees {
  private let odb: Owned

  init(_ repository: borrowing GitRepository) throws(GitError) {
    odb = try repository.objectDatabase()
    var backend: UnsafeMutablePointer<git_odb_backend>?
    try GitError.check(unsafe git_mempack_new(&backend), "making room for trees")
    // Before all others, so that it is the one that is written to.
    try GitError.check(unsafe git_odb_add_backend(odb.raw, backend, 1 << 20), "making room for trees")
  }

  func add(_ bytes: [UInt8], id: ObjectID) throws(GitError) {
    var oid = id.oid
    // To write what is there would touch its file.
    if unsafe git_odb_exists_ext(odb.raw, &oid, UInt32(GIT_ODB_LOOKUP_NO_REFRESH.rawValue)) == 1 { return }
    try GitError.check(
      unsafe bytes.withUnsafeBytes { unsafe git_odb_write(&oid, odb.raw, $0.baseAddress, $0.count, GIT_OBJECT_TREE) },
      "making the tree of the index")
  }
}

extension IndexFile {
  /// Sides of a conflict and what is only announced are no part of a commit.
  fileprivate func tree(_ memory: MemoryTrees?) throws(GitError) -> ObjectID {
    let committed = entries.filter { !$0.isConflicted && !$0.isAnnounced }
    return try tree(committed[...], depth: 0, memory)
  }

  /// `entries` are sorted by path and share their first `depth` bytes.
  private func tree(_ entries: ArraySlice<Entry>, depth: Int, _ memory: MemoryTrees?) throws(GitError) -> ObjectID {
    var members: [(key: ArraySlice<UInt8>, mode: UInt32, name: ArraySlice<UInt8>, id: ObjectID)] = []
    var rest = entries
    while let first = rest.first {
      let path = name(first)
      let tail = path.dropFirst(depth)
      guard let slash = tail.firstIndex(of: UInt8(ascii: "/")) else {
        members.append((tail, first.mode, tail, first.id))
        rest = rest.dropFirst()
        continue
      }
      let prefix = path[...slash]
      if first.isFolder, prefix.count == path.count {
        members.append((tail, first.mode, tail.dropLast(), first.id))
        rest = rest.dropFirst()
        continue
      }
      let end = rest.firstIndex { !shares($0, prefix.count, of: first) } ?? rest.endIndex
      let child = try tree(rest[rest.startIndex..<end], depth: prefix.count, memory)
      members.append((tail[...slash], 0o040000, tail[..<slash], child))
      rest = rest[end...]
    }
    // Git sorts a folder as if its name ended in a slash.
    members.sort { a, b in
      let order: Int32 = unsafe a.key.withUnsafeBufferPointer { x in
        unsafe b.key.withUnsafeBufferPointer { y in
          guard let one = x.baseAddress, let two = y.baseAddress else { return 0 }
          return unsafe memcmp(one, two, min(x.count, y.count))
        }
      }
      return order != 0 ? order < 0 : a.key.count < b.key.count
    }
    var bytes: [UInt8] = []
    for member in members {
      bytes += "\(String(member.mode, radix: 8)) ".utf8
      bytes += member.name
      bytes.append(0)
      let (a, b, c) = member.id.words
      unsafe withUnsafeBytes(of: a.bigEndian) { unsafe bytes.append(contentsOf: $0) }
      unsafe withUnsafeBytes(of: b.bigEndian) { unsafe bytes.append(contentsOf: $0) }
      unsafe withUnsafeBytes(of: c.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }
    let id = BlobHash.id(kind: "tree", bytes.span)
    try memory?.add(bytes, id: id)
    return id
  }
}

extension GitRepository {
  /// Gives the library the index where it cannot read it itself.
  func adoptIndex() throws(GitError) {
    guard var index = try IndexFile.readForeign(place) else { return }
    try index.expand(ObjectReader(self))
    let made = unsafe try Owned(git_index_free, doing: "making an index") { unsafe git_index_new($0) }
    for entry in index.entries {
      var plain = unsafe git_index_entry()
      if let facts = index.facts(entry) {
        unsafe plain.ctime = git_index_time(seconds: Int32(bitPattern: facts[0]), nanoseconds: facts[1])
        let changed = Int64(Int32(bitPattern: facts[2])) * 1_000_000_000 + Int64(facts[3])
        // The library does not know when this index was written: what may have changed after that it is to read.
        if changed < index.written {
          unsafe plain.mtime = git_index_time(seconds: Int32(bitPattern: facts[2]), nanoseconds: facts[3])
        }
        unsafe (plain.dev, plain.ino) = (facts[4], facts[5])
        unsafe (plain.uid, plain.gid, plain.file_size) = (facts[7], facts[8], facts[9])
      }
      unsafe plain.mode = entry.mode
      unsafe plain.id = entry.id.oid
      unsafe plain.flags = UInt16(entry.stage) << 12 | (entry.isAssumed ? 0x8000 : 0)
      unsafe plain.flags_extended = UInt16(
        (entry.isSkipped ? GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue : 0)
          | (entry.isAnnounced ? GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue : 0))
      unsafe TreePath(bytes: Array(index.name(entry))).withCString { name in
        unsafe plain.path = name
        // A path that git would refuse as well is none of the work tree's.
        _ = unsafe git_index_add(made.raw, &plain)
      }
    }
    try GitError.check(unsafe git_repository_set_index(raw, made.raw), "using the index")
  }
}
