/// Which of many literals occur in some bytes, without regard to ASCII case: Aho and Corasick's automaton as a
/// dense table over the byte classes in use. Made in under a millisecond for a few hundred literals, so it stands in
/// for the pattern database while none is compiled.
package struct LiteralScanner: Sendable {
  /// The class of each byte; class 0 is every byte that no literal holds.
  private var classes: [UInt8]
  private var classCount: Int
  /// `state * classCount + class` -> next state; when all is linked, twice where that state's row begins, and one more where a
  /// literal ends there: a byte costs two look-ups.
  private var next: [Int32]
  /// The owners of the literals that end in a state, its suffixes' included.
  private var owners: [[Int]]

  /// `literals[i]` is reported as `owner`; empty literals are ignored.
  package init(_ literals: [(text: String, owner: Int)]) {
    classes = Array(repeating: 0, count: 256)
    classCount = 1
    let folded = literals.map { (bytes: Array($0.text.utf8).map(Self.fold), owner: $0.owner) }
    for byte in Set(folded.flatMap(\.bytes)).sorted() where classCount < 256 {
      classes[Int(byte)] = UInt8(classCount)
      if (0x61...0x7A).contains(byte) { classes[Int(byte) - 0x20] = UInt8(classCount) }
      classCount += 1
    }
    next = Array(repeating: -1, count: classCount)
    owners = [[]]
    for (bytes, owner) in folded where !bytes.isEmpty { insert(bytes, owner: owner) }
    link()
    seal()
  }

  private static func fold(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  private mutating func insert(_ bytes: [UInt8], owner: Int) {
    var state = 0
    for byte in bytes {
      let slot = state * classCount + Int(classes[Int(byte)])
      if next[slot] < 0 {
        next[slot] = Int32(owners.count)
        owners.append([])
        next += repeatElement(-1, count: classCount)
      }
      state = Int(next[slot])
    }
    if !owners[state].contains(owner) { owners[state].append(owner) }
  }

  /// Turns the trie into an automaton, breadth first: a missing edge goes where the longest proper suffix would go.
  private mutating func link() {
    var suffix = Array(repeating: 0, count: owners.count)
    var queue: [Int] = []
    for slot in 0..<classCount {
      if next[slot] < 0 { next[slot] = 0 } else if next[slot] > 0 { queue.append(Int(next[slot])) }
    }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      owners[state] += owners[suffix[state]].filter { !owners[state].contains($0) }
      for slot in 0..<classCount {
        let target = Int(next[state * classCount + slot])
        let fallback = Int(next[suffix[state] * classCount + slot])
        if target < 0 {
          next[state * classCount + slot] = Int32(fallback)
        } else {
          suffix[target] = fallback
          queue.append(target)
        }
      }
    }
  }

  private mutating func seal() {
    for slot in next.indices {
      let state = Int(next[slot])
      next[slot] = Int32(state * classCount) << 1 | (owners[state].isEmpty ? 0 : 1)
    }
  }

  /// The owners whose literals occur, in rising order, each once.
  package func fired(in bytes: Span<UInt8>) -> [Int] {
    var seen = Set<Int>()
    var walk = Walk()
    while let owners = advance(&walk, in: bytes) { seen.formUnion(owners) }
    return seen.sorted()
  }

  /// How far a text was gone through.
  package struct Walk {
    /// Behind the literals that were told last.
    package private(set) var place = 0
    fileprivate var row: Int32 = 0

    package init() {}

    fileprivate mutating func move(to place: Int, _ row: Int32) { (self.place, self.row) = (place, row) }
  }

  /// The owners of the literals that end next, or nil at the end.
  package func advance(_ walk: inout Walk, in bytes: Span<UInt8>) -> [Int]? {
    let (place, row) = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe classes.withUnsafeBufferPointer { classes in
        unsafe next.withUnsafeBufferPointer { next in
          var (place, row) = (walk.place, walk.row)
          while place < bytes.count {
            row = unsafe next[Int(row >> 1) + Int(classes[Int(bytes[place])])]
            place += 1
            if row & 1 == 1 { return (place, row) }
          }
          return (-1, 0)
        }
      }
    }
    guard place >= 0 else { return nil }
    walk.move(to: place, row)
    return owners[Int(row >> 1) / classCount]
  }
}
