import Crypto
import GateGit
import GateModel

/// A file that stands for content kept elsewhere. Source: git-lfs, docs/spec.md.
struct LFSPointer {
  /// SHA-256 of the content.
  let digest: GateModel.Digest
  let size: Int

  private static let head = Array("version https://git-lfs.github.com/spec/".utf8)

  static func isOne(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count < 1024, bytes.count > head.count else { return false }
    return head.indices.allSatisfy { bytes[$0] == head[$0] }
  }

  /// Nil for one that does not say what it stands for.
  init?(_ bytes: Span<UInt8>) {
    guard Self.isOne(bytes) else { return nil }
    let text = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    var digest: GateModel.Digest?
    var size: Int?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("oid sha256:") { digest = GateModel.Digest(hex: line.dropFirst(11)) }
      if line.hasPrefix("size ") { size = Int(line.dropFirst(5)) }
    }
    guard let digest, let size, size >= 0 else { return nil }
    (self.digest, self.size) = (digest, size)
  }

  enum Content {
    case bytes([UInt8])
    case tooLarge
    /// Not here, or not what the pointer says.
    case none(String)
  }

  /// The content as Git LFS keeps it in the git directory, if it is here and whole.
  func content(in commonFolder: FileTree, limit: Int) -> Content {
    let name = digest.description
    let path = TreePath("lfs/objects/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)")
    guard commonFolder.kind(of: path) != nil else {
      return .none("the content is with Git LFS, only its pointer is here")
    }
    if size > limit { return .tooLarge }
    guard case .bytes(let bytes) = commonFolder.read(path, limit: size), bytes.count == size,
      GateModel.Digest(bytes: Array(SHA256.hash(data: bytes))) == digest
    else { return .none("what Git LFS keeps here is not what the pointer says") }
    return .bytes(bytes)
  }
}
