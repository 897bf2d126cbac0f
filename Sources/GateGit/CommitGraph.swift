import CGit2
package import GateModel

/// Every commit reachable from some tips, read from the raw objects: unlike libgit2's walk it goes as far as the objects
/// reach, and says where they end. `.git/shallow` and grafts have no say.
package struct CommitGraph: Sendable {
  package struct Node: Sendable {
    package var id: ObjectID
    package var tree: ObjectID
    package var parents: [ObjectID]
    /// Seconds since 1970, the committer's.
    package var time: Int64
  }

  /// Parents before children; among those free to go, the earlier commit first.
  package let nodes: [Node]
  /// Parents that are named and not there.
  package let missing: [ObjectID]

  package init(_ repository: borrowing GitRepository, tips: [ObjectID]) throws(GitError) {
    let odb = try repository.objectDatabase()
    var found: [ObjectID: Node] = [:]
    var missing: Set<ObjectID> = []
    var pending = tips
    while let id = pending.popLast() {
      guard found[id] == nil, !missing.contains(id) else { continue }
      guard let node = try Self.read(id, from: odb) else {
        missing.insert(id)
        continue
      }
      found[id] = node
      pending += node.parents
    }
    self.missing = missing.sorted()
    nodes = Self.sorted(found)
  }

  /// Kahn's algorithm with the oldest free commit first.
  private static func sorted(_ found: [ObjectID: Node]) -> [Node] {
    var waiting: [ObjectID: Int] = [:]
    var children: [ObjectID: [ObjectID]] = [:]
    var free = Heap<Node> { ($0.time, $0.id) < ($1.time, $1.id) }
    for node in found.values {
      let known = Set(node.parents.filter { found[$0] != nil })
      waiting[node.id] = known.count
      for parent in known { children[parent, default: []].append(node.id) }
      if known.isEmpty { free.push(node) }
    }
    var order: [Node] = []
    order.reserveCapacity(found.count)
    while let node = free.pop() {
      order.append(node)
      for child in children[node.id] ?? [] {
        waiting[child]! -= 1
        if waiting[child] == 0 { free.push(found[child]!) }
      }
    }
    return order
  }

  /// Nil where there is no such object.
  private static func read(_ id: ObjectID, from odb: borrowing Owned) throws(GitError) -> Node? {
    var oid = id.oid
    var object: OpaquePointer?
    let code = unsafe git_odb_read(&object, odb.raw, &oid)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try GitError.check(code, "reading commit \(id)")
    defer { unsafe git_odb_object_free(object) }
    guard unsafe git_odb_object_type(object) == GIT_OBJECT_COMMIT else { return nil }
    let bytes = unsafe UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object))
    return unsafe parse(bytes, id: id)
  }

  private static func parse(_ bytes: UnsafeRawBufferPointer, id: ObjectID) -> Node? {
    var node: Node?
    var rest = unsafe bytes[...]
    while let end = unsafe rest.firstIndex(of: 0x0A), unsafe end > rest.startIndex {
      let line = unsafe rest[..<end]
      unsafe rest = rest[(end + 1)...]
      if unsafe line.starts(with: "tree ".utf8), let tree = unsafe Self.id(line.dropFirst(5)) {
        node = Node(id: id, tree: tree, parents: [], time: 0)
      } else if unsafe line.starts(with: "parent ".utf8), let parent = unsafe Self.id(line.dropFirst(7)) {
        node?.parents.append(parent)
      } else if unsafe line.starts(with: "committer ".utf8) {
        let words = unsafe line.split(separator: 0x20)
        let seconds = unsafe words.count >= 2 ? String(decoding: words[words.count - 2], as: UTF8.self) : ""
        node?.time = Int64(seconds) ?? 0
        break
      }
    }
    return node
  }

  /// Digit by digit into the id's words, for a history has as many as it has commits, and generic code costs more than reading.
  private static func id(_ hex: Slice<UnsafeRawBufferPointer>) -> ObjectID? {
    guard unsafe hex.count == 40 else { return nil }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    for index in 0..<40 {
      let digit: UInt8
      switch unsafe hex.base[hex.startIndex + index] {
      case let byte where (0x30...0x39).contains(byte): digit = byte - 0x30
      case let byte where (0x41...0x46).contains(byte): digit = byte - 0x41 + 10
      case let byte where (0x61...0x66).contains(byte): digit = byte - 0x61 + 10
      default: return nil
      }
      switch index {
      case 0..<16: words.0 = words.0 << 4 | UInt64(digit)
      case 16..<32: words.1 = words.1 << 4 | UInt64(digit)
      default: words.2 = words.2 << 4 | UInt64(digit)
      }
    }
    return ObjectID(words.0, words.1, UInt32(words.2))
  }
}

/// A binary heap; the element that precedes all others comes first.
struct Heap<Element> {
  private var items: [Element] = []
  private let precedes: (Element, Element) -> Bool

  init(_ precedes: @escaping (Element, Element) -> Bool) { self.precedes = precedes }

  mutating func push(_ item: Element) {
    items.append(item)
    var child = items.count - 1
    while child > 0, precedes(items[child], items[(child - 1) / 2]) {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Element? {
    guard let first = items.first else { return nil }
    let last = items.removeLast()
    guard !items.isEmpty else { return first }
    items[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count && precedes(items[child], items[best]) {
        best = child
      }
      if best == parent { return first }
      items.swapAt(parent, best)
      parent = best
    }
  }
}
