/// The cyclic redundancy check of IEEE 802.3, as zlib and many makers of tokens use it. A bit at a time: it is worked out over some
/// hundred bytes of a found value, never over a file.
package enum CRC32 {
  package static func sum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~sum
  }

  /// The sum as six digits of base 62 (`0-9A-Za-z`, the highest first), as GitHub's and npm's tokens end in.
  package static func base62(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    digits(sum(bytes), Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8), width: 6)
  }

  /// The highest first, the first of the alphabet for what is missing.
  package static func digits(_ number: UInt32, _ alphabet: [UInt8], width: Int) -> [UInt8] {
    var rest = Int(number)
    var digits = [UInt8](repeating: alphabet[0], count: width)
    for place in digits.indices.reversed() {
      digits[place] = alphabet[rest % alphabet.count]
      rest /= alphabet.count
    }
    return digits
  }
}
