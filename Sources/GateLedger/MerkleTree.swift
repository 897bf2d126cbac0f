internal import Crypto
package import GateModel

/// The hashes of RFC 6962, section 2.1. The prefixes keep a node from being passed off as a leaf.
package enum MerkleTree {
  package static func leafHash(_ body: [UInt8]) -> GateModel.Digest { sha256([0x00], body) }

  package static func nodeHash(_ left: GateModel.Digest, _ right: GateModel.Digest) -> GateModel.Digest {
    sha256([0x01], left.bytes, right.bytes)
  }

  package static let emptyRoot = sha256()
}

/// SHA-256 over the parts as one text.
func sha256(_ parts: [UInt8]...) -> GateModel.Digest {
  var hash = SHA256()
  for part in parts {
    unsafe part.withUnsafeBytes { bytes in unsafe hash.update(bufferPointer: bytes) }
  }
  guard let digest = GateModel.Digest(bytes: Array(hash.finalize())) else {
    preconditionFailure("SHA-256 gives 32 bytes")
  }
  return digest
}

/// The right edge of a growing tree: the roots of its full subtrees, the greatest first. All that is needed to append
/// and to know the root, in at most 64 hashes.
package struct Frontier: Equatable, Sendable {
  package private(set) var count = 0
  package private(set) var roots: [GateModel.Digest] = []

  package init() {}

  /// Nil unless `bytes` are the roots of a tree of `count` leaves, one after the other.
  package init?(count: Int, bytes: [UInt8]) {
    guard count >= 0, bytes.count == 32 * count.nonzeroBitCount else { return nil }
    self.count = count
    roots = stride(from: 0, to: bytes.count, by: 32).compactMap { GateModel.Digest(bytes: bytes[$0..<($0 + 32)]) }
  }

  package var bytes: [UInt8] { roots.flatMap(\.bytes) }

  package mutating func append(_ leaf: GateModel.Digest) {
    var node = leaf
    // Each full subtree on the right edge that is as great as ours joins with it.
    for _ in 0..<count.trailingOnes { node = MerkleTree.nodeHash(roots.removeLast(), node) }
    roots.append(node)
    count += 1
  }

  package var root: GateModel.Digest {
    guard let last = roots.last else { return MerkleTree.emptyRoot }
    return roots.dropLast().reversed().reduce(last) { MerkleTree.nodeHash($1, $0) }
  }
}

extension Int {
  fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
