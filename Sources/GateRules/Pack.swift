package import GateModel

/// The built-in rules, the agents registry and the pattern database as one run of bytes, made when the program is built.
package struct Pack: Sendable {
  /// The rule set's.
  package var digest: Digest
  package var rules: ArraySlice<UInt8>
  package var agents: ArraySlice<UInt8>
  package var patterns: ArraySlice<UInt8>

  private static let magic = "GBPACK1\n"

  package static func bytes(digest: Digest, rules: [UInt8], agents: [UInt8], patterns: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(magic)
    writer.write(digest.bytes)
    writer.write(rules)
    writer.write(agents)
    writer.write(patterns)
    return writer.bytes
  }

  package init(_ bytes: [UInt8]) throws(MalformedBytes) {
    var reader = ByteReader(bytes[...])
    guard try reader.text() == Self.magic, let digest = Digest(bytes: try reader.data()) else { throw MalformedBytes() }
    self.digest = digest
    rules = try reader.data()
    agents = try reader.data()
    patterns = try reader.data()
  }

  package func ruleSet() throws(MalformedBytes) -> RuleSet {
    var reader = ByteReader(rules)
    return try RuleSet(from: &reader)
  }
}
