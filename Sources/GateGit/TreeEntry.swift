import CGit2
import GateModel
import Glibc

/// One line of a tree object.
struct TreeEntry {
  var mode: UInt32
  var name: [UInt8]
  var id: ObjectID

  var isFolder: Bool { mode == 0o040000 }
  /// Of any rights: old trees know modes that git no longer writes.
  var isFile: Bool { mode & 0o170000 == 0o100000 }
  var isSubmodule: Bool { mode == 0o160000 }
  var isLink: Bool { mode == 0o120000 }

  /// Nil for an object that is not there, is no tree, or does not read as one.
  /// Only those that are wanted, by mode and id: most entries of a history are known, and their names need not be made.
  static func all(
    of tree: ObjectID, in odb: borrowing Owned, where isWanted: (UInt32, ObjectID) -> Bool = { _, _ in true }
  ) -> [TreeEntry]? {
    var oid = tree.oid
    var object: OpaquePointer?
    guard unsafe git_odb_read(&object, odb.raw, &oid) == 0 else { return nil }
    defer { unsafe git_odb_object_free(object) }
    guard unsafe git_odb_object_type(object) == GIT_OBJECT_TREE else { return nil }
    let size = unsafe git_odb_object_size(object)
    guard size > 0, let data = unsafe git_odb_object_data(object) else { return [] }
    // `mode SP name NUL id`, over and over; read by pointer, for a history has millions of them.
    let base = unsafe UnsafeRawPointer(data)
    var entries: [TreeEntry] = []
    var position = 0
    while position < size {
      guard let space = unsafe memchr(base + position, 0x20, size - position) else { return nil }
      let name = unsafe UnsafeRawPointer(space) - base + 1
      guard let nul = unsafe memchr(base + name, 0, size - name) else { return nil }
      let id = unsafe UnsafeRawPointer(nul) - base + 1
      guard id + 20 <= size else { return nil }
      var mode: UInt32 = 0
      for index in position..<(name - 1) {
        mode = mode << 3 | UInt32(unsafe base.load(fromByteOffset: index, as: UInt8.self) & 7)
      }
      position = id + 20
      let object = unsafe ObjectID(raw: base + id)
      guard isWanted(mode, object) else { continue }
      unsafe entries.append(
        TreeEntry(
          mode: mode, name: Array(UnsafeRawBufferPointer(start: base + name, count: id - 1 - name)), id: object))
    }
    return entries
  }
}
