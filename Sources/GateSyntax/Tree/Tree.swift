/// One file's syntax as a flat array in pre-order: everything inside node `i` lies at `i + 1 ..< nodes[i].end`.
/// Equivalences of a language are settled when it is made (`Lowering`): parentheses are gone, statements that hold one
/// expression are that expression, every branch is a block.
package final class Tree: Sendable {
  package struct Node: Sendable {
    package var kind: Kind
    package var role: Role
    package var flags: Flags
    /// Bytes from the node's first to the first of its content, and from the last of its content to its end: quotes.
    package var opening: UInt8 = 0
    package var closing: UInt8 = 0
    /// Byte offsets in the source.
    package var from: UInt32
    package var to: UInt32
    /// Index of the parent; its own for the root.
    package var parent: UInt32
    /// The index after its last descendant.
    package var end: UInt32
    /// Interned text; 0 where there is none.
    package var symbol: Symbol
    /// Of the whole below it but positions and role: equal code has equal hashes.
    package var hash: UInt32 = 0

    package var range: Range<Int> { Int(from)..<Int(to) }
  }

  package let nodes: [Node]
  package let symbols: SymbolTable
  /// Byte ranges that did not parse, in order.
  package let unsound: [Range<Int>]
  /// There were more nodes than are kept.
  package let isCutOff: Bool

  init(_ draft: TreeDraft) {
    var draft = draft
    draft.hashAll()
    nodes = draft.nodes
    symbols = draft.symbols
    unsound = draft.unsound
    isCutOff = draft.isCutOff
  }

  package subscript(index: Int) -> Node {
    _read { yield nodes[index] }
  }

  package func firstChild(_ index: Int) -> Int? {
    index + 1 < Int(nodes[index].end) ? index + 1 : nil
  }

  /// The next child of the same parent.
  package func sibling(_ index: Int) -> Int? {
    let next = Int(nodes[index].end)
    return index != 0 && next < Int(nodes[Int(nodes[index].parent)].end) ? next : nil
  }

  package func children(_ index: Int) -> Children { Children(tree: self, place: index + 1, end: Int(nodes[index].end)) }

  package func child(_ index: Int, _ role: Role) -> Int? {
    var next = index + 1
    let end = Int(nodes[index].end)
    while next < end {
      if nodes[next].role == role { return next }
      next = Int(nodes[next].end)
    }
    return nil
  }

  package struct Children: Sequence, IteratorProtocol {
    let tree: Tree
    var place: Int
    let end: Int

    package mutating func next() -> Int? {
      guard place < end else { return nil }
      defer { place = Int(tree.nodes[place].end) }
      return place
    }
  }

  /// Structural equality: kinds, texts and shape; not positions, and not what the roots are to their parents.
  package func isEqual(_ a: Int, _ b: Int) -> Bool {
    if a == b { return true }
    let count = Int(nodes[a].end) - a
    guard nodes[a].hash == nodes[b].hash, count == Int(nodes[b].end) - b else { return false }
    for step in 0..<count {
      let (x, y) = (nodes[a + step], nodes[b + step])
      guard x.kind == y.kind, x.symbol == y.symbol, Int(x.end) - a == Int(y.end) - b, step == 0 || x.role == y.role
      else { return false }
    }
    return true
  }
}

/// A tree while it is made.
struct TreeDraft {
  var nodes: [Tree.Node] = []
  var symbols = SymbolTable()
  var unsound: [Range<Int>] = []
  var isCutOff = false

  /// Fills in every node's hash, last to first, so without recursion.
  fileprivate mutating func hashAll() {
    for index in nodes.indices.reversed() {
      // The children are done: each has given its share to `hash` already.
      var hash = nodes[index].hash &* 0x9E37_79B1
      hash ^= UInt32(nodes[index].kind.rawValue) &* 0x85EB_CA6B
      hash = (hash ^ hash >> 15) &* 0xC2B2_AE35 &+ nodes[index].symbol.number
      hash ^= hash >> 13
      nodes[index].hash = hash
      if index > 0 {
        let parent = Int(nodes[index].parent)
        let share = hash &+ UInt32(nodes[index].role.rawValue) &* 0x27D4_EB2F
        // Children arrive last to first; the multiplication keeps their order apart.
        nodes[parent].hash = nodes[parent].hash &* 31 &+ share
      }
    }
  }
}

/// A text of one `SymbolTable`. Zero is no text.
package struct Symbol: Hashable, Sendable {
  package var number: UInt32

  package init(number: UInt32) { self.number = number }

  package static let none = Symbol(number: 0)
  /// A text that the table does not hold: equal to no node's symbol.
  package static let absent = Symbol(number: .max)
}

/// Texts by number, each once.
package struct SymbolTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text ends in `bytes`; entry 0 is the empty text of `none`.
  private var ends: [UInt32] = [0]
  /// Open addressing; zero is an empty slot.
  private var slots: [UInt32] = Array(repeating: 0, count: 256)

  package init() {}

  package var count: Int { ends.count }

  package mutating func intern(_ text: Span<UInt8>) -> Symbol {
    var slot = Int(Self.hash(text)) & (slots.count - 1)
    while slots[slot] != 0 {
      if isEqual(Int(slots[slot]), text) { return Symbol(number: slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(ends.count)
    for index in text.indices { bytes.append(text[index]) }
    ends.append(UInt32(bytes.count))
    slots[slot] = number
    if ends.count * 2 > slots.count { grow() }
    return Symbol(number: number)
  }

  package mutating func intern(_ text: String) -> Symbol { intern(Array(text.utf8).span) }

  /// `absent` where no node has this text.
  package func find(_ text: Span<UInt8>) -> Symbol {
    var slot = Int(Self.hash(text)) & (slots.count - 1)
    while slots[slot] != 0 {
      if isEqual(Int(slots[slot]), text) { return Symbol(number: slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return .absent
  }

  package func find(_ text: String) -> Symbol { find(Array(text.utf8).span) }

  package func text(_ symbol: Symbol) -> ArraySlice<UInt8> {
    guard symbol != .none, symbol != .absent else { return [] }
    return bytes[range(Int(symbol.number))]
  }

  package func string(_ symbol: Symbol) -> String { String(decoding: text(symbol), as: UTF8.self) }

  private func range(_ number: Int) -> Range<Int> { Int(ends[number - 1])..<Int(ends[number]) }

  private func isEqual(_ number: Int, _ text: Span<UInt8>) -> Bool {
    let range = range(number)
    guard range.count == text.count else { return false }
    for index in 0..<text.count where bytes[range.lowerBound + index] != text[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in 1..<ends.count {
      var slot = Int(Self.hash(bytes.span.extracting(range(number)))) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number)
    }
  }

  /// FNV-1a, finished; the keys are short. A file made to collide costs time, and the time is bounded by fuel.
  private static func hash(_ text: Span<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for index in text.indices { hash = (hash ^ UInt32(text[index])) &* 16_777_619 }
    return hash ^ hash >> 15
  }
}
