import Crypto
package import GateModel

/// Something of the project that an analysis asked for, and the answer it got: while all answers are the same, so is what it
/// found.
package struct FlowDependency: Hashable, Sendable {
  package enum Answer: Hashable, Sendable {
    /// No file of that path that can be read.
    case absent
    case content(GateModel.Digest)
    /// The names in a folder; of none where there is no such folder.
    case listing(GateModel.Digest)
  }

  package var path: TreePath
  package var answer: Answer

  package init(path: TreePath, answer: Answer) {
    self.path = path
    self.answer = answer
  }

  /// By path; a file comes before a folder.
  func precedes(_ other: Self) -> Bool {
    if path != other.path { return path < other.path }
    return answer.order.lexicographicallyPrecedes(other.answer.order)
  }

  /// The tree still says so.
  func holds(in tree: any SourceTree) -> Bool {
    switch answer {
    case .absent, .content: answer == .of(tree.bytes(of: path))
    case .listing: answer == .of(tree.names(in: path))
    }
  }
}

extension FlowDependency.Answer {
  fileprivate var order: [UInt8] {
    switch self {
    case .absent: [0]
    case .content(let digest): [1] + digest.bytes
    case .listing(let digest): [2] + digest.bytes
    }
  }

  package static func of(_ content: [UInt8]?) -> Self {
    content.map { .content(FlowCache.hash(of: $0.span)) } ?? .absent
  }

  package static func of(_ names: [String]) -> Self {
    var hash = SHA256()
    // No name holds a NUL.
    for name in names { hash.update(data: Array(name.utf8) + [0]) }
    return .listing(GateModel.Digest(bytes: Array(hash.finalize()))!)
  }
}
