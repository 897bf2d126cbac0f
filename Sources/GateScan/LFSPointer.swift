/// A file that stands for content kept elsewhere. Source: git-lfs, docs/spec.md.
enum LFSPointer {
  private static let head = Array("version https://git-lfs.github.com/spec/".utf8)

  static func isOne(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count < 1024, bytes.count > head.count else { return false }
    return head.indices.allSatisfy { bytes[$0] == head[$0] }
  }
}
