import CGit2
package import GateModel
import Glibc

/// A ref, its name in full and as bytes.
struct Reference {
  var name: [UInt8]
  /// Nil for one that names a ref which is not there.
  var target: ObjectID?
}

extension GitRepository {
  /// All refs, by name.
  func references() throws(GitError) -> [Reference] {
    let repository = unsafe raw
    let iterator = unsafe try Owned(git_reference_iterator_free, doing: "listing the refs") {
      unsafe git_reference_iterator_new($0, repository)
    }
    var found: [Reference] = []
    while true {
      var reference: OpaquePointer?
      let code = unsafe git_reference_next(&reference, iterator.raw)
      if code == GIT_ITEROVER.rawValue { break }
      try GitError.check(code, "listing the refs")
      defer { unsafe git_reference_free(reference) }
      let name = unsafe UnsafeRawPointer(git_reference_name(reference)!)
      unsafe found.append(
        Reference(
          name: Array(UnsafeRawBufferPointer(start: name, count: strlen(git_reference_name(reference)))),
          target: Self.target(of: reference)))
    }
    return found.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  @unsafe private static func target(of reference: OpaquePointer?) -> ObjectID? {
    if let direct = unsafe git_reference_target(reference) { return unsafe ObjectID(direct.pointee) }
    var resolved: OpaquePointer?
    guard unsafe git_reference_resolve(&resolved, reference) == 0 else { return nil }
    defer { unsafe git_reference_free(resolved) }
    return unsafe git_reference_target(resolved).map { unsafe ObjectID($0.pointee) }
  }

  /// A tag as if it were a commit of who made it, so that its author is told by the same signs.
  package func tagAsCommit(_ id: ObjectID) throws(GitError) -> Commit {
    let reader = try ObjectReader(self)
    guard case .words(let words) = try reader.words(of: id, limit: 1 << 20) else {
      throw GitError(.unreadable, "tag \(id) is too long")
    }
    let lines = words.split(separator: 0x0A)
    let prefix = Array("tagger ".utf8)
    let header = lines.last { $0.starts(with: prefix) } ?? []
    let name = header.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: "<") }
    let email = header.drop { $0 != UInt8(ascii: "<") }.dropFirst().prefix { $0 != UInt8(ascii: ">") }
    let tagger = Commit.Identity(
      name: String(decoding: name, as: UTF8.self).trimmed, email: String(decoding: email, as: UTF8.self))
    return Commit(
      id: id, tree: id, parents: [], author: tagger, committer: tagger, message: String(decoding: words, as: UTF8.self))
  }
}

extension String {
  fileprivate var trimmed: String {
    let body = drop { $0 == " " }
    return String(body.prefix(body.count - body.reversed().prefix { $0 == " " }.count))
  }
}

/// What refs lead to, through tags: each object is asked for once.
struct Reached: ~Copyable {
  struct Tag {
    var id: ObjectID
    /// The object that it names, whatever that is.
    var target: ObjectID
    /// Seconds since 1970, the tagger's; nil where none is told.
    var time: Int64?
  }

  private let odb: Owned
  private var seen: Set<ObjectID> = []
  private(set) var commits: Set<ObjectID> = []
  private(set) var trees: [ObjectID] = []
  private(set) var blobs: [(id: ObjectID, name: [UInt8])] = []
  private(set) var tags: [Tag] = []
  private(set) var gone = 0

  init(_ repository: borrowing GitRepository) throws(GitError) { odb = try repository.objectDatabase() }

  /// What is not there counts as a commit, so that the walk tells of it, or is counted where it `mayBeGone`.
  mutating func follow(_ start: ObjectID, named name: [UInt8], mayBeGone: Bool = false) {
    var id = start
    while seen.insert(id).inserted {
      var oid = id.oid
      var size = 0
      var kind = GIT_OBJECT_ANY
      guard unsafe git_odb_read_header(&size, &kind, odb.raw, &oid) == 0 else {
        if mayBeGone, id == start {
          gone += 1
          // A ref may name it as well.
          seen.remove(id)
        } else {
          commits.insert(id)
        }
        return
      }
      switch kind {
      case GIT_OBJECT_COMMIT: commits.insert(id)
      case GIT_OBJECT_TREE: trees.append(id)
      case GIT_OBJECT_BLOB: blobs.append((id, name))
      case GIT_OBJECT_TAG:
        guard let tag = tag(id) else {
          commits.insert(id)
          return
        }
        tags.append(tag)
        id = tag.target
        continue
      default: commits.insert(id)
      }
      return
    }
  }

  /// Nil where the object does not read as a tag.
  private func tag(_ id: ObjectID) -> Tag? {
    var oid = id.oid
    var object: OpaquePointer?
    guard unsafe git_odb_read(&object, odb.raw, &oid) == 0 else { return nil }
    defer { unsafe git_odb_object_free(object) }
    let bytes = unsafe UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object))
    var tag: Tag?
    var rest = unsafe bytes[...]
    while let end = unsafe rest.firstIndex(of: 0x0A), unsafe end > rest.startIndex {
      let line = unsafe rest[..<end]
      unsafe rest = rest[(end + 1)...]
      if unsafe line.starts(with: "object ".utf8) {
        guard let target = unsafe ObjectID(hex: String(decoding: line.dropFirst(7), as: UTF8.self)) else { return nil }
        tag = Tag(id: id, target: target)
      } else if unsafe line.starts(with: "tagger ".utf8) {
        let words = unsafe line.split(separator: 0x20)
        tag?.time = unsafe words.count < 2 ? nil : Int64(String(decoding: words[words.count - 2], as: UTF8.self))
      }
    }
    return tag
  }
}
