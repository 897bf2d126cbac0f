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

  /// One of the two.
  private struct Slot {
    var leaf: Leaf?
    var node: Node?

    func isSame(_ other: Slot) -> Bool { leaf === other.leaf && node === other.node }

    var count: Int { leaf != nil ? 1 : node?.slots.reduce(0) { $0 + $1.count } ?? 0 }
  }

  private final class Node {
    /// Which of the sixteen places are taken; `slots` has those, in order.
    var taken: UInt16
    var slots: [Slot]

    init(_ taken: UInt16, _ slots: [Slot]) {
      self.taken = taken
      self.slots = slots
    }

    func index(_ place: Int) -> Int { (taken & (1 << UInt16(place) - 1)).nonzeroBitCount }

    subscript(place: Int) -> Slot? { taken & 1 << UInt16(place) == 0 ? nil : slots[index(place)] }
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
    while let slot = node[Self.place(mixed, level)] {
      guard let next = slot.node else { return slot.leaf.flatMap { $0.key == key ? $0 : nil } }
      node = next
      level += 1
    }
    return nil
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
    guard node.taken & 1 << UInt16(place) != 0 else {
      node.taken |= 1 << UInt16(place)
      node.slots.insert(Slot(leaf: leaf), at: index)
      return true
    }
    if let other = node.slots[index].leaf {
      if other.key == leaf.key {
        node.slots[index].leaf = leaf
        return false
      }
      let inner = Node(0, [])
      _ = put(other, Self.mixed(other.key), into: inner, level + 1)
      _ = put(leaf, mixed, into: inner, level + 1)
      node.slots[index] = Slot(node: inner)
      return true
    }
    if !isKnownUniquelyReferenced(&node.slots[index].node), let shared = node.slots[index].node {
      node.slots[index].node = Node(shared.taken, shared.slots)
    }
    guard let inner = node.slots[index].node else { return false }
    return put(leaf, mixed, into: inner, level + 1)
  }

  /// What was there.
  @discardableResult
  mutating func removeValue(forKey key: Int) -> Element? {
    guard let element = leaf(key)?.element else { return nil }
    Self.own(&root)
    let mixed = Self.mixed(key)
    var node = root
    var level = 0
    while true {
      let place = Self.place(mixed, level)
      let index = node.index(place)
      if node.slots[index].leaf != nil {
        node.slots.remove(at: index)
        node.taken &= ~(1 << UInt16(place))
        count -= 1
        return element
      }
      if !isKnownUniquelyReferenced(&node.slots[index].node), let shared = node.slots[index].node {
        node.slots[index].node = Node(shared.taken, shared.slots)
      }
      guard let inner = node.slots[index].node else { return element }
      node = inner
      level += 1
    }
  }

  // MARK: Two of one origin

  /// What becomes of an element that both have, and of one that only one of them has: nil leaves it as it is.
  struct Join {
    var both: (Element, Element) -> Element?
    var mineOnly: ((Element) -> Element?)?
    var theirsOnly: ((Element) -> Element?)?
  }

  mutating func join(_ other: SharedMap, _ how: Join) {
    root = Self.joined(root, other.root, 0, how, &count)
  }

  private static func joined(_ mine: Node, _ theirs: Node, _ level: Int, _ how: Join, _ count: inout Int) -> Node {
    if mine === theirs { return mine }
    var slots: [Slot] = []
    slots.reserveCapacity((mine.taken | theirs.taken).nonzeroBitCount)
    var isSame = mine.taken | theirs.taken == mine.taken
    for place in 0..<16 {
      let (a, b) = (mine[place], theirs[place])
      switch (a, b) {
      case (nil, nil): continue
      case (let a?, nil):
        let slot = how.mineOnly.map { changed(a, $0) } ?? a
        isSame = isSame && slot.isSame(a)
        slots.append(slot)
      case (nil, let b?):
        let slot = how.theirsOnly.map { changed(b, $0) } ?? b
        count += slot.count
        slots.append(slot)
      case (let a?, let b?):
        let slot: Slot
        if let x = a.leaf, let y = b.leaf, x.key == y.key {
          slot = x === y ? a : how.both(x.element, y.element).map { Slot(leaf: Leaf(x.key, $0)) } ?? a
        } else {
          slot = Slot(node: joined(inner(a, level), inner(b, level), level + 1, how, &count))
        }
        isSame = isSame && slot.isSame(a)
        slots.append(slot)
      }
    }
    return isSame ? mine : Node(mine.taken | theirs.taken, slots)
  }

  /// A slot as the node that it would be if there were more in it.
  private static func inner(_ slot: Slot, _ level: Int) -> Node {
    if let node = slot.node { return node }
    guard let leaf = slot.leaf else { return Node(0, []) }
    return Node(1 << UInt16(place(mixed(leaf.key), level + 1)), [slot])
  }

  private static func changed(_ slot: Slot, _ change: (Element) -> Element?) -> Slot {
    if let leaf = slot.leaf { return change(leaf.element).map { Slot(leaf: Leaf(leaf.key, $0)) } ?? slot }
    guard let node = slot.node else { return slot }
    let slots = node.slots.map { changed($0, change) }
    return zip(slots, node.slots).allSatisfy { $0.isSame($1) } ? slot : Slot(node: Node(node.taken, slots))
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
      case (nil, nil): true
      case (let a?, nil): all(a, how.mineOnly)
      case (nil, let b?): all(b, how.theirsOnly)
      case (let a?, let b?):
        if let x = a.leaf, let y = b.leaf, x.key == y.key {
          x === y || how.both(x.element, y.element)
        } else {
          holds(inner(a, level), inner(b, level), level + 1, how)
        }
      }
    }
  }

  private static func all(_ slot: Slot, _ holds: (Element) -> Bool) -> Bool {
    if let leaf = slot.leaf { return holds(leaf.element) }
    return slot.node?.slots.allSatisfy { all($0, holds) } ?? true
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
        if let leaf = node.slots[index].leaf { return (leaf.key, leaf.element) }
        if let inner = node.slots[index].node { stack.append((inner, 0)) }
      }
      return nil
    }
  }
}
