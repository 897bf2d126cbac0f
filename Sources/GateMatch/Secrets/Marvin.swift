import GateModel

/// The hash in the last four bytes of Azure's keys, which Microsoft calls identifiable: github.com/microsoft/security-utilities.
enum Marvin {
  /// The seeds of the kinds of keys, by the four letters that stand before the hash.
  private static let seeds: [(mark: String, seeds: [UInt64])] = [
    ("+ASt", [0x4465_6661_756c_7430]),
    ("ACDb", [0x4d61_7374_5257_3030, 0x4d61_7374_524f_3030]),
    ("AzSe", [0x5041_646d_696e_3030, 0x5175_6572_7930_3030]),
    ("+ACR", [0x4143_5244_666c_7430]),
    ("+ASb", [0x5365_6e64_3030_3030, 0x4d61_6e61_6765_3030, 0x4c69_7374_656e_3030]),
    ("+AEh", [0x5365_6e64_3030_3030, 0x4d61_6e61_6765_3030, 0x4c69_7374_656e_3030]),
    ("AIoT", [0x496f_5448_7562_3030, 0x4470_734b_6579_3030, 0x4465_7669_6365_3030]),
    ("AzCa", [0x4163_6365_7373_3030]),
  ]

  /// Nil for a key without such a mark: older ones are plain random bytes.
  static func passes(_ value: [UInt8]) -> Bool? {
    let digits = value.prefix { $0 != UInt8(ascii: "=") }
    let padding = String(repeating: "=", count: (4 - digits.count % 4) % 4)
    // Six digits hold the hash, with what is left of the byte before it.
    guard digits.count > 10, case let mark = String(decoding: digits.dropLast(6).suffix(4), as: UTF8.self),
      let kind = seeds.first(where: { $0.mark == mark }),
      let bytes = Base64.decode(String(decoding: digits, as: UTF8.self) + padding), bytes.count > 4
    else { return nil }
    let sum = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return kind.seeds.contains { hash(bytes.dropLast(4), seed: $0) == sum }
  }

  static func hash(_ bytes: ArraySlice<UInt8>, seed: UInt64) -> UInt32 {
    var (low, high) = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 { value << count | value >> (32 - count) }
    func mix() {
      high ^= low
      low = rotated(low, 20) &+ high
      high = rotated(high, 9) ^ low
      low = rotated(low, 27) &+ high
      high = rotated(high, 19)
    }
    var rest = bytes
    while rest.count >= 4 {
      low = low &+ rest.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      rest = rest.dropFirst(4)
      mix()
    }
    low = low &+ (rest.reversed().reduce(UInt32(0x80)) { $0 << 8 | UInt32($1) })
    mix()
    mix()
    return low ^ high
  }
}
