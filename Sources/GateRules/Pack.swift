package import GateModel

/// The built-in rules, the agents registry, the pattern database and the models as one run of bytes, made when the program is
/// built.
///
/// A head (magic, the rule set's digest, a length for every part) comes first, so that one part can be read without touching the
/// others: the database alone is two megabytes, and models are asked for only by rules from elsewhere.
package struct Pack: Sendable {
  /// The rule set's.
  package let digest: Digest
  /// Where each part lies.
  package let rules: Range<Int>
  package let agents: Range<Int>
  package let patterns: Range<Int>
  package let models: Range<Int>
  /// What a scan knows of the rules before it sees a file: finding it out would compile every pattern of theirs.
  package let plan: Range<Int>

  private static let magic = Array("GBPACK6\n".utf8)
  private static let partCount = 5
  package static let headSize = 40 + 8 * partCount

  package static func bytes(
    digest: Digest, rules: [UInt8], agents: [UInt8], patterns: [UInt8], models: [UInt8], plan: [UInt8]
  ) -> [UInt8] {
    let parts = [rules, agents, patterns, models, plan]
    let lengths = parts.flatMap { part in (0..<8).map { UInt8(truncatingIfNeeded: part.count >> (8 * $0)) } }
    return magic + digest.bytes + lengths + parts.joined()
  }

  /// From the head, and the size of the whole.
  package init(head: [UInt8], size: Int) throws(MalformedBytes) {
    guard head.count == Self.headSize, Array(head[..<8]) == Self.magic, let digest = Digest(bytes: head[8..<40]) else {
      throw MalformedBytes()
    }
    var start = Self.headSize
    var parts: [Range<Int>] = []
    for part in 0..<Self.partCount {
      let length = (0..<8).reduce(0) { $0 | Int(head[40 + 8 * part + $1]) << (8 * $1) }
      guard length >= 0, length <= size - start else { throw MalformedBytes() }
      parts.append(start..<(start + length))
      start += length
    }
    self.digest = digest
    (rules, agents, patterns, models, plan) = (parts[0], parts[1], parts[2], parts[3], parts[4])
  }
}
