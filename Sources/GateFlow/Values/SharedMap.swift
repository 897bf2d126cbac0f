/// A map whose copies share what has not changed since: to copy it costs nothing, to write takes time by its depth, and two maps
/// of one origin are joined in time by what differs in them. A trie over the bits of mixed keys (Bagwell, Ideal Hash Trees, 2001);
/// its order hangs on the keys alone.
struct SharedMap<Element> {
  private final class Leaf {
    let key: Int
    let element: Element

    init(_ key: Int, _ element: Element) {
      self.key = key
      self.element = element
    }
  }

  private enum Slot {
    case leaf(Leaf)
    case node(Node)
    /// While what was there is at work.
    case none

    func isSame(_ other: Slot) -> Bool {
      switch (self, other) {
      case (.leaf(let a), .leaf(let b)): a === b
      case (.node(let a), .node(let b)): a === b
      default: false
      }
    }

    /// As `isSame`, for places where nothing may be.
    func isAsIn(_ other: Slot) -> Bool {
      if case (.none, .none) = (self, other) { true } else { isSame(other) }
    }

    var count: Int {
      switch self {
      case .leaf: 1
      case .node(let node): node.slots.reduce(0) { $0 + $1.count }
      case .none: 0
      }
    }
  }

  private final class Node {
    /// Which of the sixteen places are taken; `slots` has those, in order.
    var taken: UInt16
    var slots: [Slot]

    init(_ taken: UInt16, _ slots: [Slot]) {
      self.taken = taken
      self.slots = slots
    }

    func has(_ place: Int) -> Bool { taken & 1 << UInt16(place) != 0 }

    func index(_ place: Int) -> Int { (taken & (1 << UInt16(place) - 1)).nonzeroBitCount }

    subscript(place: Int) -> Slot { has(place) ? slots[index(place)] : .none }

    /// Changes the node at an index, which is made one of its own where others have it too.
    func change<Result>(_ index: Int, _ change: (Node) -> Result) -> Result? {
      guard case .node(var inner) = slots[index] else { return nil }
      slots[index] = .none
      SharedMap.own(&inner)
      defer { slots[index] = .node(inner) }
      return change(inner)
    }
  }

  private var root = Node(0, [])
  private(set) var count = 0

  /// Every bit of a key moves the first ones; no two keys are mixed to the same.
  private static func mixed(_ key: Int) -> UInt64 { UInt64(bitPattern: Int64(key)) &* 0x9E37_79B9_7F4A_7C15 }

  private static func place(_ mixed: UInt64, _ level: Int) -> Int { Int(mixed >> UInt64(60 - 4 * level)) & 15 }

  subscript(key: Int) -> Element? {
    get { leaf(key)?.element }
    set {
      if let newValue { put(Leaf(key, newValue)) } else { removeValue(forKey: key) }
    }
  }

  private func leaf(_ key: Int) -> Leaf? {
    let mixed = Self.mixed(key)
    var node = root
    var level = 0
    while true {
      switch node[Self.place(mixed, level)] {
      case .leaf(let leaf): return leaf.key == key ? leaf : nil
      case .node(let inner): node = inner
      case .none: return nil
      }
      level += 1
    }
  }

  func contains(_ key: Int) -> Bool { leaf(key) != nil }

  // MARK: Writing

  /// Gives a node of its own where others have it too.
  private static func own(_ node: inout Node) {
    if !isKnownUniquelyReferenced(&node) { node = Node(node.taken, node.slots) }
  }

  private mutating func put(_ leaf: Leaf) {
    Self.own(&root)
    if Self.put(leaf, Self.mixed(leaf.key), into: root, 0) { count += 1 }
  }

  /// True where there was none of that key. The node belongs to nobody else.
  private static func put(_ leaf: Leaf, _ mixed: UInt64, into node: Node, _ level: Int) -> Bool {
    let place = place(mixed, level)
    let index = node.index(place)
    guard node.has(place) else {
      node.taken |= 1 << UInt16(place)
      node.slots.insert(.leaf(leaf), at: index)
      return true
    }
    if case .leaf(let other) = node.slots[index] {
      if other.key == leaf.key {
        node.slots[index] = .leaf(leaf)
        return false
      }
      let inner = Node(0, [])
      _ = put(other, Self.mixed(other.key), into: inner, level + 1)
      _ = put(leaf, mixed, into: inner, level + 1)
      node.slots[index] = .node(inner)
      return true
    }
    return node.change(index) { put(leaf, mixed, into: $0, level + 1) } ?? false
  }

  /// What was there.
  @discardableResult
  mutating func removeValue(forKey key: Int) -> Element? {
    guard let element = leaf(key)?.element else { return nil }
    Self.own(&root)
    Self.remove(Self.mixed(key), from: root, 0)
    count -= 1
    return element
  }

  /// It is there. The node belongs to nobody else.
  private static func remove(_ mixed: UInt64, from node: Node, _ level: Int) {
    let place = place(mixed, level)
    let index = node.index(place)
    if node.change(index, { remove(mixed, from: $0, level + 1) }) == nil {
      node.slots.remove(at: index)
      node.taken &= ~(1 << UInt16(place))
    }
  }

  // MARK: Two of one origin

  /// What becomes of an element that both have, and of one that only one of them has: nil leaves it as it is.
  struct Join {
    var both: (Element, Element) -> Element?
    var mineOnly: ((Element) -> Element?)?
    var theirsOnly: ((Element) -> Element?)?
  }

  /// `known` was joined to this before, in the same way: what `other` has as `known` has it is not looked at again.
  /// Returns how many nodes were looked at, as a measure of the work.
  @discardableResult
  mutating func join(_ other: SharedMap, since known: SharedMap? = nil, _ how: Join) -> Int {
    var tally = Tally(count: count)
    root = Self.joined(root, other.root, known?.root, 0, how, &tally)
    count = tally.count
    return tally.looked
  }

  private struct Tally {
    var count: Int
    var looked = 0
  }

  private static func joined(
    _ mine: Node, _ theirs: Node, _ known: Node?, _ level: Int, _ how: Join, _ tally: inout Tally
  ) -> Node {
    if mine === theirs || theirs === known { return mine }
    tally.looked += 1
    let taken = mine.taken | theirs.taken
    // Made when the first slot is another one than before.
    var slots: [Slot]? = taken == mine.taken ? nil : []
    for place in 0..<16 where taken & 1 << UInt16(place) != 0 {
      let (a, b, before) = (mine[place], theirs[place], known.map { $0[place] })
      let slot: Slot
      switch (a, b) {
      case _ where before.map(b.isAsIn) == true: slot = a
      case (_, .none): slot = how.mineOnly.map { changed(a, $0) } ?? a
      case (.none, _):
        slot = how.theirsOnly.map { changed(b, $0) } ?? b
        tally.count += slot.count
      case (.leaf(let x), .leaf(let y)) where x.key == y.key:
        slot = x === y ? a : how.both(x.element, y.element).map { .leaf(Leaf(x.key, $0)) } ?? a
      default:
        let whole = joined(
          inner(a, level), inner(b, level), before.map { inner($0, level) }, level + 1, how, &tally)
        slot = .node(whole)
      }
      if slots == nil, !slot.isSame(a) { slots = Array(mine.slots[..<mine.index(place)]) }
      slots?.append(slot)
    }
    return slots.map { Node(taken, $0) } ?? mine
  }

  /// A slot as the node that it would be if there were more in it.
  private static func inner(_ slot: Slot, _ level: Int) -> Node {
    switch slot {
    case .node(let node): node
    case .leaf(let leaf): Node(1 << UInt16(place(mixed(leaf.key), level + 1)), [slot])
    case .none: Node(0, [])
    }
  }

  private static func changed(_ slot: Slot, _ change: (Element) -> Element?) -> Slot {
    switch slot {
    case .leaf(let leaf): return change(leaf.element).map { .leaf(Leaf(leaf.key, $0)) } ?? slot
    case .node(let node):
      let slots = node.slots.map { changed($0, change) }
      return zip(slots, node.slots).allSatisfy { $0.isSame($1) } ? slot : .node(Node(node.taken, slots))
    case .none: return slot
    }
  }

  /// Whether a question holds for all that differs: for what both have, what only this has, and what only the other has.
  struct Comparison {
    var both: (Element, Element) -> Bool
    var mineOnly: (Element) -> Bool
    var theirsOnly: (Element) -> Bool
  }

  func holds(_ other: SharedMap, _ how: Comparison) -> Bool { Self.holds(root, other.root, 0, how) }

  private static func holds(_ mine: Node, _ theirs: Node, _ level: Int, _ how: Comparison) -> Bool {
    if mine === theirs { return true }
    return (0..<16).allSatisfy { place in
      switch (mine[place], theirs[place]) {
      case (.none, .none): true
      case (let a, .none): all(a, how.mineOnly)
      case (.none, let b): all(b, how.theirsOnly)
      case (.leaf(let x), .leaf(let y)) where x.key == y.key: x === y || how.both(x.element, y.element)
      case (let a, let b): holds(inner(a, level), inner(b, level), level + 1, how)
      }
    }
  }

  private static func all(_ slot: Slot, _ holds: (Element) -> Bool) -> Bool {
    switch slot {
    case .leaf(let leaf): holds(leaf.element)
    case .node(let node): node.slots.allSatisfy { all($0, holds) }
    case .none: true
    }
  }

  /// What this has under keys that `other` has not, or has something else under.
  func changes(since other: SharedMap) -> [(key: Int, element: Element)] {
    var found: [(key: Int, element: Element)] = []
    Self.collect(.node(root), .node(other.root), 0, &found)
    return found
  }

  private static func collect(_ mine: Slot, _ theirs: Slot, _ level: Int, _ found: inout [(key: Int, element: Element)])
  {
    switch (mine, theirs) {
    case (.none, _): return
    case (.node(let a), .node(let b)):
      if a === b { return }
      for place in 0..<16 { collect(a[place], b[place], level + 1, &found) }
    case (.leaf(let x), .leaf(let y)): if x !== y { found.append((x.key, x.element)) }
    case (.leaf(let x), .node(let b)): collect(mine, b[place(mixed(x.key), level)], level + 1, &found)
    case (.node(let a), _): for place in 0..<16 { collect(a[place], theirs, level + 1, &found) }
    case (.leaf(let x), .none): found.append((x.key, x.element))
    }
  }
}

extension SharedMap: Sequence {
  /// In an order that hangs on the keys alone.
  func makeIterator() -> AnyIterator<(key: Int, value: Element)> {
    var stack: [(node: Node, index: Int)] = [(root, 0)]
    return AnyIterator {
      while let (node, index) = stack.last {
        guard index < node.slots.count else {
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].index += 1
        switch node.slots[index] {
        case .leaf(let leaf): return (leaf.key, leaf.element)
        case .node(let inner): stack.append((inner, 0))
        case .none: continue
        }
      }
      return nil
    }
  }
}
