import Crypto
import GateModel

/// What values say of their own wholeness. docs/secrets.md has the sources of the formats.
enum Checksum {
  /// Nil where the value is of a form without a checksum.
  static func passes(_ kind: ChecksumKind, _ value: [UInt8]) -> Bool? {
    switch kind {
    case .crc32Base62: crc32Base62(value)
    case .crc32HexLittle: crc32HexLittle(value)
    case .crc32Hex: crc32Hex(value)
    case .crc32Base36: crc32Base36(value)
    case .bech32: bech32(value)
    case .base58check: base58check(value)
    case .crc16Base32: crc16Base32(value)
    case .marvin32: Marvin.passes(value)
    }
  }

  // MARK: CRC-32 (IEEE 802.3)

  private static func crc32Base62(_ value: [UInt8]) -> Bool? {
    guard let underscore = value.firstIndex(of: UInt8(ascii: "_")), value.count - underscore > 7 else { return nil }
    let body = value[(underscore + 1)..<(value.count - 6)]
    return Array(value.suffix(6)) == CRC32.base62(body)
  }

  private static func crc32HexLittle(_ value: [UInt8]) -> Bool? {
    guard let underscore = value.lastIndex(of: UInt8(ascii: "_")), value.count - underscore == 9 else { return nil }
    let sum = CRC32.sum(value[..<underscore]).byteSwapped
    return Array(value.suffix(8)) == CRC32.digits(sum, Array("0123456789abcdef".utf8), width: 8)
  }

  private static func crc32Hex(_ value: [UInt8]) -> Bool? {
    guard value.count > 8, value[value.count - 9] == UInt8(ascii: "=") else { return nil }
    return Array(value.suffix(8))
      == CRC32.digits(CRC32.sum(value.dropLast(8)), Array("0123456789ABCDEF".utf8), width: 8)
  }

  /// `PREFIX-payload.01.` two digits of the payload's length, seven of the sum.
  private static func crc32Base36(_ value: [UInt8]) -> Bool? {
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[1].elementsEqual("01".utf8) else { return nil }
    let tail = parts[2...].joined()
    guard parts.last?.count == 9 || tail.count == 9 else { return nil }
    return Array(value.suffix(7)) == CRC32.digits(CRC32.sum(value.dropLast(7)), Array(base36.utf8), width: 7)
  }

  private static let base36 = "0123456789abcdefghijklmnopqrstuvwxyz"

  // MARK: Others

  /// BIP-173.
  private static func bech32(_ value: [UInt8]) -> Bool? {
    let text = Array(String(decoding: value, as: UTF8.self).lowercased().utf8)
    guard let one = text.lastIndex(of: UInt8(ascii: "1")), one > 0, text.count - one > 6 else { return nil }
    let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    let name = text[..<one]
    var words = name.map { UInt32($0 >> 5) } + [0] + name.map { UInt32($0 & 31) }
    for byte in text[(one + 1)...] {
      guard let word = alphabet.firstIndex(of: byte) else { return false }
      words.append(UInt32(word))
    }
    let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
    var sum: UInt32 = 1
    for word in words {
      let top = sum >> 25
      sum = (sum & 0x1ff_ffff) << 5 ^ word
      for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { sum ^= generator[bit] }
    }
    return sum == 1
  }

  private static func base58check(_ value: [UInt8]) -> Bool? {
    let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    guard value.count <= 128 else { return nil }
    var bytes: [UInt8] = []
    for byte in value {
      guard var carry = alphabet.firstIndex(of: byte) else { return false }
      for index in bytes.indices.reversed() {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      while carry > 0 {
        bytes.insert(UInt8(carry & 0xFF), at: 0)
        carry >>= 8
      }
    }
    bytes = Array(repeating: 0, count: value.prefix { $0 == UInt8(ascii: "1") }.count) + bytes
    guard bytes.count > 4 else { return false }
    let once = Array(SHA256.hash(data: bytes.dropLast(4)))
    return Array(SHA256.hash(data: once).prefix(4)) == Array(bytes.suffix(4))
  }

  /// The CRC-16 of XMODEM, its low byte first.
  private static func crc16Base32(_ value: [UInt8]) -> Bool? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    var (bytes, bits, held): ([UInt8], UInt32, Int) = ([], 0, 0)
    for byte in value {
      guard let word = alphabet.firstIndex(of: byte) else { return false }
      bits = bits << 5 | UInt32(word)
      held += 5
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    guard bytes.count > 2 else { return nil }
    var sum: UInt16 = 0
    for byte in bytes.dropLast(2) {
      sum ^= UInt16(byte) << 8
      for _ in 0..<8 { sum = sum << 1 ^ (sum & 0x8000 != 0 ? 0x1021 : 0) }
    }
    return bytes.suffix(2).elementsEqual([UInt8(sum & 0xFF), UInt8(sum >> 8)])
  }
}
