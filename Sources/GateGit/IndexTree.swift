import CGit2
package import GateModel
import Glibc

extension GitRepository {
  /// The id of the tree that a commit of the index would have, computed without writing anything. Costs a hash over all
  /// entries' names.
  package func indexTree() throws(GitError) -> ObjectID {
    let index = try indexHandle()
    var entries: [(path: [UInt8], mode: UInt32, id: ObjectID)] = []
    for position in 0..<(unsafe git_index_entrycount(index.raw)) {
      guard let entry = unsafe git_index_get_byindex(index.raw, position) else { continue }
      // Intent-to-add entries are no part of a commit.
      if unsafe UInt32(entry.pointee.flags_extended) & GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue != 0 { continue }
      let path = unsafe Array(UnsafeRawBufferPointer(start: entry.pointee.path, count: strlen(entry.pointee.path)))
      entries.append((path, unsafe entry.pointee.mode, unsafe ObjectID(entry.pointee.id)))
    }
    return Self.tree(entries[...], depth: 0)
  }

  /// `entries` are sorted by path and share their first `depth` bytes.
  private static func tree(_ entries: ArraySlice<(path: [UInt8], mode: UInt32, id: ObjectID)>, depth: Int) -> ObjectID {
    var members: [(key: [UInt8], line: [UInt8])] = []
    var rest = entries
    while let first = rest.first {
      let tail = first.path[depth...]
      if let slash = tail.firstIndex(of: UInt8(ascii: "/")) {
        let prefix = first.path[...slash]
        let end = rest.firstIndex { !$0.path.starts(with: prefix) } ?? rest.endIndex
        let child = tree(rest[rest.startIndex..<end], depth: slash + 1)
        let name = Array(first.path[depth..<slash])
        members.append((name + [UInt8(ascii: "/")], Array("40000 ".utf8) + name + [0] + child.bytes))
        rest = rest[end...]
      } else {
        members.append((Array(tail), Array("\(String(first.mode, radix: 8)) ".utf8) + tail + [0] + first.id.bytes))
        rest = rest.dropFirst()
      }
    }
    // Git sorts a folder as if its name ended in a slash.
    members.sort { $0.key.lexicographicallyPrecedes($1.key) }
    let bytes = members.flatMap(\.line)
    return BlobHash.id(kind: "tree", bytes.span)
  }
}
