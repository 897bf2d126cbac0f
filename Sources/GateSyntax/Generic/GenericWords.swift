/// Numbers for the words of a text, so that matching compares numbers. 0 to 255 are single bytes.
struct GenericWords: Sendable {
  static let first: Int32 = 256

  /// Where each word stands first.
  private var places: [(start: Int32, end: Int32)] = []
  /// Open addressing; -1 is free, else an index of `places`.
  private var table: [Int32] = Array(repeating: -1, count: 64)
  private let isCaseless: Bool
  /// Drawn once for a process: a file cannot be written to make the words of all runs collide.
  private static let seed = UInt64.random(in: .min ... .max)

  init(isCaseless: Bool) { self.isCaseless = isCaseless }

  var count: Int { places.count }

  private func fold(_ byte: UInt8) -> UInt8 { isCaseless && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  /// The number of the word at `range`, which gets one if it has none.
  mutating func number(_ range: Range<Int>, in bytes: Span<UInt8>) -> Int32 {
    let slot = slot(bytes.extracting(range), in: bytes)
    if table[slot] >= 0 { return table[slot] + Self.first }
    table[slot] = Int32(places.count)
    places.append((Int32(range.lowerBound), Int32(range.upperBound)))
    if places.count * 2 > table.count { grow(bytes) }
    return Int32(places.count - 1) + Self.first
  }

  /// The number of a word, where the text has it.
  func find(_ word: Span<UInt8>, in bytes: Span<UInt8>) -> Int32? {
    let index = table[slot(word, in: bytes)]
    return index < 0 ? nil : index + Self.first
  }

  /// Where the word is in the table, or belongs.
  private func slot(_ word: Span<UInt8>, in bytes: Span<UInt8>) -> Int {
    var hash = Self.seed
    for index in word.indices {
      hash = (hash ^ UInt64(fold(word[index]))) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[slot] >= 0, !isSame(places[Int(table[slot])], word, in: bytes) { slot = (slot + 1) & (table.count - 1) }
    return slot
  }

  private func isSame(_ place: (start: Int32, end: Int32), _ word: Span<UInt8>, in bytes: Span<UInt8>) -> Bool {
    guard Int(place.end - place.start) == word.count else { return false }
    for index in word.indices where fold(bytes[Int(place.start) + index]) != fold(word[index]) { return false }
    return true
  }

  private mutating func grow(_ bytes: Span<UInt8>) {
    table = Array(repeating: -1, count: table.count * 2)
    for (index, place) in places.enumerated() {
      table[slot(bytes.extracting(Int(place.start)..<Int(place.end)), in: bytes)] = Int32(index)
    }
  }
}
