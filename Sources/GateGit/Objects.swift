import CGit2
import Crypto
package import GateModel

/// The bytes of a blob, as they lie in the object database; read with `withBytes`.
@safe package struct Blob: ~Copyable {
  private let owned: Owned

  fileprivate init(_ owned: consuming Owned) { self.owned = owned }

  package var count: Int { unsafe git_odb_object_size(owned.raw) }

  /// The span is valid within `body` only.
  package func withBytes<R>(_ body: (Span<UInt8>) throws -> R) rethrows -> R {
    let pointer = unsafe git_odb_object_data(owned.raw)?.assumingMemoryBound(to: UInt8.self)
    return try unsafe body(Span(_unsafeStart: pointer ?? UnsafePointer(Owned.empty), count: count))
  }
}

extension Owned {
  /// A place to point at for no bytes.
  nonisolated(unsafe) fileprivate static let empty = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
}

/// Reads objects; holds the object database open. Belongs to one worker. A class, as are the other handles that a worker may
/// lack: an optional noncopyable stored property crashes the optimiser of Swift 6.3.1.
@safe package final class ObjectReader {
  let odb: Owned

  package init(_ repository: borrowing GitRepository) throws(GitError) { odb = try repository.objectDatabase() }

  /// The size of an object in bytes, without inflating it. Throws `missingObject`.
  package func size(of id: ObjectID) throws(GitError) -> Int {
    var oid = id.oid
    var size = 0
    var type = GIT_OBJECT_ANY
    try GitError.check(unsafe git_odb_read_header(&size, &type, odb.raw, &oid), "reading object \(id)")
    return size
  }

  /// Nil for an object that is not there, is no tree, or does not read as one.
  func entries(ofTree id: ObjectID) -> [TreeEntry]? { TreeEntry.all(of: id, in: odb) }

  /// A blob, checked against its id. Throws `missingObject`, or `unreadable` when the bytes are not those of that id.
  package func blob(_ id: ObjectID) throws(GitError) -> Blob {
    var oid = id.oid
    let database = unsafe odb.raw
    let owned = unsafe try Owned(git_odb_object_free, doing: "reading blob \(id)") {
      unsafe git_odb_read($0, database, &oid)
    }
    guard unsafe git_odb_object_type(owned.raw) == GIT_OBJECT_BLOB else {
      throw GitError(.unreadable, "object \(id) is no blob")
    }
    let blob = Blob(owned)
    guard blob.withBytes({ BlobHash.id(of: $0) }) == id else {
      throw GitError(.unreadable, "object \(id) is damaged: its content has another hash; type: git fsck")
    }
    return blob
  }
}

/// Git's id for bytes that need not be in any repository.
package enum BlobHash {
  package static func id(of bytes: Span<UInt8>) -> ObjectID { id(kind: "blob", bytes) }

  static func id(kind: String, _ bytes: Span<UInt8>) -> ObjectID {
    var hash = Insecure.SHA1()
    hash.update(data: Array("\(kind) \(bytes.count)\0".utf8))
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    return ObjectID(bytes: Array(hash.finalize()))!
  }
}
