import GateModel

/// Values that look like secrets, put together when they are asked for: none stands in a file of this project.
package enum FakeSecret {
  /// Of rule `secrets.github.personal-access-token`, critical; its checksum is right.
  package static func githubToken(_ seed: UInt64 = 1) -> String {
    let body = letters(30, alphanumerics, seed)
    return "ghp" + "_" + body + String(decoding: CRC32.base62(body.utf8), as: UTF8.self)
  }

  /// Of rule `secrets.aws.access-key-id`, high.
  package static func awsKeyID(_ seed: UInt64 = 1) -> String { "AK" + "IA" + letters(16, base32, seed) }

  /// Of rule `secrets.private-key.rsa`, critical; ends in a line feed.
  package static func privateKey(_ seed: UInt64 = 1) -> String {
    let dashes = String(repeating: "-", count: 5)
    let body = (0..<4).map { letters(64, alphanumerics, seed &+ UInt64($0)) }
    let lines = ["MII" + body[0].dropFirst(3)] + body.dropFirst()
    return
      "\(dashes)BEGIN RSA PRIVATE KEY\(dashes)\n\(lines.joined(separator: "\n"))\n\(dashes)END RSA PRIVATE KEY\(dashes)\n"
  }

  private static let base32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
  private static let alphanumerics = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

  private static func letters(_ count: Int, _ alphabet: [Character], _ seed: UInt64) -> String {
    var random = SeededRandom(seed: seed)
    return String((0..<count).map { _ in alphabet.randomElement(using: &random)! })
  }
}

/// SplitMix64: equal seeds give equal numbers on every machine.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678 }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True once in `count` times.
  package mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}
