/// Which of some words stand in some bytes, as whole words: runs of letters, digits, `_`, `$` and bytes beyond ASCII. One hash a run,
/// so its cost hardly depends on how many words there are.
package struct WordScanner: Sendable {
  private struct Slot: Sendable {
    var hash: UInt32
    /// Into `texts`.
    var from: Int32
    var count: Int32
    var owners: [Int]
  }

  private var slots: [Slot?]
  private var texts: [UInt8] = []
  private let isEmpty: Bool

  /// `words[i]` is reported as `owner`. What `isWord` denies would never be found.
  package init(_ words: [(text: String, owner: Int)]) {
    isEmpty = words.isEmpty
    var size = 16
    while size < words.count * 4 { size *= 2 }
    slots = Array(repeating: nil, count: size)
    for (text, owner) in words { insert(Array(text.utf8), owner) }
  }

  /// The text is a single run.
  package static func isWord(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { classes[Int($0)] }
  }

  private static let classes: [Bool] = (0..<256).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  private static let seed: UInt32 = 2_166_136_261

  private static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }

  private mutating func insert(_ word: [UInt8], _ owner: Int) {
    let hash = word.reduce(Self.seed, Self.step)
    var slot = Int(hash ^ hash >> 15) & (slots.count - 1)
    while let known = slots[slot] {
      if known.hash == hash, texts[Int(known.from)..<Int(known.from + known.count)].elementsEqual(word) {
        slots[slot]!.owners.append(owner)
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Slot(hash: hash, from: Int32(texts.count), count: Int32(word.count), owners: [owner])
    texts += word
  }

  /// Calls `found` with the owners of every word that stands there, perhaps more than once.
  package func scan(_ bytes: Span<UInt8>, found: ([Int]) -> Void) {
    if isEmpty { return }
    let classes = Self.classes
    var index = 0
    let count = bytes.count
    while index < count {
      guard classes[Int(bytes[index])] else {
        index += 1
        continue
      }
      let start = index
      var hash = Self.seed
      while index < count, classes[Int(bytes[index])] {
        hash = Self.step(hash, bytes[index])
        index += 1
      }
      var slot = Int(hash ^ hash >> 15) & (slots.count - 1)
      while let known = slots[slot] {
        if known.hash == hash, Int(known.count) == index - start, isEqual(known, bytes, start) {
          found(known.owners)
          break
        }
        slot = (slot + 1) & (slots.count - 1)
      }
    }
  }

  private func isEqual(_ slot: Slot, _ bytes: Span<UInt8>, _ start: Int) -> Bool {
    for step in 0..<Int(slot.count) where texts[Int(slot.from) + step] != bytes[start + step] { return false }
    return true
  }
}
