import GateModel
import Testing

@testable import GateMatch

/// Vectors as the formats' owners publish them; docs/secrets.md names the places.
@Suite struct `Checksums of values` {
  @Test(arguments: [
    (ChecksumKind.crc32Base62, "ghp" + "_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17"),
    (.crc32HexLittle, "glsa" + "_yscW25imSKJIuav8zF37RZmnbiDvB05G_fcaaf58a"),
    (.crc32Base36, "glpat" + "-YWFhYWFhYWFhYWFhYWFhYW86MQM.01.0r0i4k17x"),
    (.bech32, "nsec" + "1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5"),
    (.base58check, "5HueCGU8rMjxEXxiPuD5BDku" + "4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"),
    (.crc16Base32, "SBU2RRGLXH3E5CQHTD3ODLDF2BWD" + "CYUSSBLLZ5GNW7JXHDIYKXZWHOKR"),
  ])
  func `hold for what was given out, and for nothing else`(_ kind: ChecksumKind, _ value: String) {
    let bytes = Array(value.utf8)
    #expect(Checksum.passes(kind, bytes) == true)
    for index in bytes.indices.suffix(12) {
      var other = bytes
      other[index] = other[index] == UInt8(ascii: "a") ? UInt8(ascii: "q") : UInt8(ascii: "a")
      #expect(Checksum.passes(kind, other) != true, "\(index)")
    }
  }

  @Test func `Marvin's hash is Microsoft's`() {
    // The test vector of the runtime of .NET, folded to 32 bits.
    #expect(Marvin.hash([], seed: 0x004f_b61a_001b_dbcc) == 0x3020_09bc)
  }

  @Test func `a key of Azure's passes under its own seed alone`() {
    // 57 bytes of nothing, the letters of the mark, the hash.
    let head = [UInt8](repeating: 0x41, count: 57) + (Base64.decode("+ASt") ?? [])
    let sum = Marvin.hash(head[...], seed: 0x4465_6661_756c_7430)
    let bytes = head + (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) }
    let key = Array(Base64.encode(bytes).utf8)
    #expect(Checksum.passes(.marvin32, key) == true)
    var other = key
    other[3] = UInt8(ascii: "x")
    #expect(Checksum.passes(.marvin32, other) == false)
    #expect(Checksum.passes(.marvin32, Array(repeating: UInt8(ascii: "A"), count: 88)) == nil)
  }

  @Test func `a form without a checksum neither passes nor fails`() {
    #expect(Checksum.passes(.crc32Base36, Array(("glpat" + "-abcdefghij0123456789").utf8)) == nil)
    #expect(Checksum.passes(.crc32HexLittle, Array("glsa_abc".utf8)) == nil)
  }

  @Test func `that fail leave the finding, with low confidence and a word`() throws {
    let rule = Rule(
      id: "r", severity: .high, confidence: .high, message: "m",
      matcher: .secret(SecretMatcher(pattern: "ghp_[A-Za-z0-9]{36}", keywords: ["ghp_"], checksum: .crc32Base62)))
    func confidence(_ value: String) throws -> (Confidence, String?) {
      let sighting = try #require(try Sample.inspect(value, [rule]).sightings.first)
      return (rule.confidence(under: sighting.doubt), sighting.message)
    }
    let right = try confidence("ghp" + "_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17")
    #expect(right.0 == .high && right.1 == nil)
    let wrong = try confidence("ghp" + "_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18")
    #expect(wrong.0 == .low)
    #expect(wrong.1 == "m Its checksum is wrong, so it was most likely never given out by the provider.")
  }
}
