import Synchronization

/// The objects of a state by number. Each change gives an object a version that no other has, so that two states that share an
/// object see at one look that they do: most of what is joined has not changed since the ways parted.
struct Heap: Sendable, Sequence {
  private static let clock = Atomic<Int>(0)

  private var storage: [Int32: Object] = [:]

  var keys: Dictionary<Int32, Object>.Keys { storage.keys }
  var count: Int { storage.count }

  subscript(id: Int32) -> Object? { storage[id] }

  /// As it is from now on, whatever was there.
  mutating func put(_ object: Object, as id: Int32) {
    storage[id] = object
    storage[id]?.version = Self.clock.add(1, ordering: .relaxed).newValue
  }

  /// Nothing comes of it where the object is not there. It is held once while it is changed, and so changed where it lies.
  mutating func change(_ id: Int32, _ change: (inout Object) -> Void) {
    guard var object = storage.removeValue(forKey: id) else { return }
    change(&object)
    put(object, as: id)
  }

  /// As it is, with its version.
  mutating func keep(_ object: Object, as id: Int32) { storage[id] = object }

  @discardableResult
  mutating func removeValue(forKey id: Int32) -> Object? { storage.removeValue(forKey: id) }

  func makeIterator() -> Dictionary<Int32, Object>.Iterator { storage.makeIterator() }
}
