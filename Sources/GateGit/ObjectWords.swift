import CGit2
package import GateModel

extension ObjectReader {
  /// What a commit or tag object says in words: its message first, so that lines are numbered as git shows them, then its
  /// headers but for object ids and signatures. Headers hold names, and the messages of merged tags. Checked against the id.
  package func words(of id: ObjectID, limit: Int) throws(GitError) -> Words {
    var oid = id.oid
    let database = unsafe odb.raw
    let size = try size(of: id)
    if size > limit { return .tooLarge(size) }
    let owned = unsafe try Owned(git_odb_object_free, doing: "reading object \(id)") {
      unsafe git_odb_read($0, database, &oid)
    }
    let kind: String
    switch unsafe git_odb_object_type(owned.raw) {
    case GIT_OBJECT_COMMIT: kind = "commit"
    case GIT_OBJECT_TAG: kind = "tag"
    default: throw GitError(.unreadable, "object \(id) is no commit and no tag")
    }
    let count = unsafe git_odb_object_size(owned.raw)
    let bytes = unsafe git_odb_object_data(owned.raw).map {
      unsafe Array(UnsafeRawBufferPointer(start: $0, count: count))
    }
    guard let bytes, BlobHash.id(kind: kind, bytes.span) == id else {
      throw GitError(.unreadable, "object \(id) is damaged: its content has another hash; type: git fsck")
    }
    return .words(Self.words(ofObject: bytes))
  }

  package enum Words: Sendable {
    case words([UInt8])
    case tooLarge(Int)
  }

  private static let unworded = ["tree", "parent", "object", "type", "gpgsig", "gpgsig-sha256"].map { Array($0.utf8) }

  static func words(ofObject bytes: [UInt8]) -> [UInt8] {
    var headers: [UInt8] = []
    var rest = bytes[...]
    var isKept = false
    while let first = rest.first, first != 0x0A {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest.dropFirst(line.count + 1)
      // A line that begins with a space goes on with the header before it.
      let goesOn = first == 0x20
      if !goesOn {
        let name = line.prefix { $0 != 0x20 }
        isKept = !unworded.contains { $0[...] == name }
      }
      if isKept { headers += goesOn ? line.dropFirst() : line }
      if isKept { headers.append(0x0A) }
    }
    let message = rest.dropFirst()
    return message + (message.last == 0x0A ? [] : [0x0A]) + headers
  }
}
