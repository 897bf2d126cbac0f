import CGit2
import GateModel

/// Why the repository could not answer, and what the user can do about it.
package struct GitError: Error, Equatable, CustomStringConvertible {
  package enum Code: Equatable, Sendable {
    /// There is no repository at the place named.
    case notARepository
    /// The repository belongs to another user, and nobody said it is to be trusted.
    case foreignOwner
    /// A revision that names nothing, or more than one thing.
    case badRevision
    /// An object that the repository should hold and does not (partial or shallow clone, damage).
    case missingObject
    /// History is cut off where the selection needs it.
    case shallow
    /// Something this version cannot read: SHA-256 objects, a split or sparse index.
    case unsupported
    /// Anything else that does not read as it should.
    case unreadable
  }

  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  /// Throws for a negative code of libgit2, with its words and ours.
  static func check(_ code: Int32, _ doing: @autoclosure () -> String) throws(GitError) {
    guard code < 0 else { return }
    let words = unsafe git_error_last().map { unsafe String(cString: $0.pointee.message) } ?? "no reason given"
    throw translate(code, words: words, doing: doing())
  }

  static func foreignOwner(_ place: String) -> GitError {
    GitError(
      .foreignOwner,
      "\(place): the repository belongs to another user; call with --trust-owner if you trust it this once, or type: "
        + "git config --global --add safe.directory PATH")
  }

  /// There is a way to look at the files all the same.
  static func unsupportedFormat(_ what: String) -> GitError {
    GitError(
      .unsupported,
      "\(what); this version reads SHA-1 repositories with refs as files. Files can be looked at outside of it: "
        + "git archive HEAD | tar -x -C FOLDER && gatebook scan FOLDER")
  }

  private static func translate(_ code: Int32, words: String, doing: String) -> GitError {
    if code == GIT_EOWNER.rawValue { return foreignOwner(doing) }
    if words.contains("unsupported extension name") {
      return unsupportedFormat(
        "\(doing): \(words)\(words.contains("refstorage") ? "; type: git refs migrate --ref-format=files" : "")")
    }
    if code == GIT_ENOTFOUND.rawValue {
      return GitError(
        .missingObject, "\(doing): \(words); type: git fsck (in a partial clone: git fetch --refetch)")
    }
    return GitError(.unreadable, "\(doing): \(words)")
  }
}

extension ObjectID {
  /// Reads twenty bytes.
  @unsafe init(raw: UnsafeRawPointer) {
    self = unsafe ObjectID(
      UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
      UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
  }

  init(_ oid: git_oid) { self = unsafe withUnsafeBytes(of: oid) { unsafe ObjectID(raw: $0.baseAddress!) } }

  var oid: git_oid {
    var oid = git_oid()
    let (a, b, c) = words
    unsafe withUnsafeMutableBytes(of: &oid) { bytes in
      unsafe bytes.storeBytes(of: a.bigEndian, as: UInt64.self)
      unsafe bytes.storeBytes(of: b.bigEndian, toByteOffset: 8, as: UInt64.self)
      unsafe bytes.storeBytes(of: c.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return oid
  }
}
