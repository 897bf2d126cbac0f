import GateModel

/// Fills `{32 alnum}` in examples, so that no fake secret ever lies in the repository where a code host's own scanner
/// would see it. The same seed gives the same text. `{36 crc32-base62}` ends in the sum that GitHub's and npm's tokens end in.
package struct ExampleFiller {
  private var state: UInt64

  package init(seed: String) {
    // FNV-1a: any spread will do.
    state = seed.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static let classes: [String: String] = [
    "digit": "0123456789",
    "lower": "abcdefghijklmnopqrstuvwxyz",
    "upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "alpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "alnum": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "loweralnum": "abcdefghijklmnopqrstuvwxyz0123456789",
    "upperalnum": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "hex": "0123456789abcdef",
    "HEX": "0123456789ABCDEF",
    "base64": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    "base64url": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-",
    "word": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_",
    "base58": "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
    "base32": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  ]

  package mutating func fill(_ example: String) -> String {
    var result = ""
    var rest = example[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      if let close = rest.firstIndex(of: "}"), let filled = filler(rest[rest.index(after: open)..<close]) {
        result += filled
        rest = rest[rest.index(after: close)...]
      } else {
        result.append("{")
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  private mutating func filler(_ body: Substring) -> String? {
    let words = body.split(separator: " ")
    guard words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) else { return nil }
    if words[1] == "crc32-base62", count > 6, let body = filler("\(count - 6) alnum") {
      return body + String(decoding: CRC32.base62(body.utf8), as: UTF8.self)
    }
    guard let alphabet = Self.classes[String(words[1])] else { return nil }
    let characters = Array(alphabet)
    // No character twice in a row: a run would lower the entropy of a short value by chance.
    var last: Character?
    var text = ""
    while text.count < count {
      let next = characters[Int(random() % UInt64(characters.count))]
      if next == last { continue }
      text.append(next)
      last = next
    }
    return text
  }

  /// SplitMix64.
  private mutating func random() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
