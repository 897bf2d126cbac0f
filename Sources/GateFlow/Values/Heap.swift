/// The objects of a state by number.
struct Heap {
  private var objects = SharedMap<Object>()

  var keys: [Int32] { objects.map { Int32($0.key) } }

  subscript(id: Int32) -> Object? { objects[Int(id)] }

  func contains(_ id: Int32) -> Bool { objects.contains(Int(id)) }

  /// As it is from now on, whatever was there.
  mutating func put(_ object: Object, as id: Int32) { objects[Int(id)] = object }

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
  mutating func join(_ other: Heap) {
    objects.join(
      other.objects,
      .init(both: { mine, theirs in mine.holds(theirs) ? nil : mine.joined(theirs) }, mineOnly: nil, theirsOnly: nil))
  }

  /// Whether a join with `other` would change nothing.
  func holds(_ other: Heap) -> Bool {
    objects.holds(
      other.objects, .init(both: { $0.holds($1) }, mineOnly: { _ in true }, theirsOnly: { _ in false }))
  }
}
