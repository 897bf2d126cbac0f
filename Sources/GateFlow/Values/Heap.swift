/// The objects of a state by number.
struct Heap {
  private var objects = SharedMap<Object>()
  /// Those that stand for functions and classes, whose numbers are negative: few, and often asked for.
  private(set) var entities: Set<Int32> = []
  /// Those that point, or pointed, to a variable (Go).
  private(set) var pointers: Set<Int32> = []

  /// In time by the number of all objects.
  var keys: [Int32] { objects.map { Int32($0.key) } }

  /// Those that are not as they are in `other`.
  func changes(since other: Heap) -> [(id: Int32, object: Object)] {
    objects.changes(since: other.objects).map { (Int32($0.key), $0.element) }
  }

  subscript(id: Int32) -> Object? { objects[Int(id)] }

  func contains(_ id: Int32) -> Bool { objects.contains(Int(id)) }

  /// As it is from now on, whatever was there.
  mutating func put(_ object: Object, as id: Int32) {
    objects[Int(id)] = object
    if id < 0 { entities.insert(id) }
    if case .pointer(.variable) = object.nature { pointers.insert(id) }
  }

  /// What was there; where no other state has it, it is held once from here on and so changed where it lies.
  @discardableResult
  mutating func removeValue(forKey id: Int32) -> Object? { objects.removeValue(forKey: Int(id)) }

  /// Nothing comes of it where the object is not there.
  mutating func change(_ id: Int32, _ change: (inout Object) -> Void) {
    guard var object = removeValue(forKey: id) else { return }
    change(&object)
    put(object, as: id)
  }

  /// What holds whichever of two ways was taken: what only one knows is kept.
  /// As of the map: how much work it was.
  @discardableResult
  mutating func join(_ other: Heap, since known: Heap? = nil) -> Int {
    if !other.entities.isSubset(of: entities) { entities.formUnion(other.entities) }
    if !other.pointers.isSubset(of: pointers) { pointers.formUnion(other.pointers) }
    return objects.join(
      other.objects, since: known?.objects,
      .init(both: { mine, theirs in mine.holds(theirs) ? nil : mine.joined(theirs) }, mineOnly: nil, theirsOnly: nil))
  }

  /// Whether a join with `other` would change nothing.
  func holds(_ other: Heap) -> Bool {
    objects.holds(
      other.objects, .init(both: { $0.holds($1) }, mineOnly: { _ in true }, theirsOnly: { _ in false }))
  }
}
