/// The objects of a state by number. Each lies in a cell that never changes and that states share, so that to copy a state is cheap,
/// and two states that share an object see at one look that they do: most of what is joined has not changed since the ways parted.
struct Heap: Sendable {
  private final class Cell: Sendable {
    let object: Object

    init(_ object: Object) { self.object = object }
  }

  private var cells: [Int32: Cell] = [:]

  var keys: some Collection<Int32> { cells.keys }
  var count: Int { cells.count }

  subscript(id: Int32) -> Object? { cells[id]?.object }

  func contains(_ id: Int32) -> Bool { cells[id] != nil }

  /// As it is from now on, whatever was there.
  mutating func put(_ object: Object, as id: Int32) { cells[id] = Cell(object) }

  /// What was there; where no other state has it, it is held once from here on and so changed where it lies.
  @discardableResult
  mutating func removeValue(forKey id: Int32) -> Object? { cells.removeValue(forKey: id)?.object }

  /// Nothing comes of it where the object is not there.
  mutating func change(_ id: Int32, _ change: (inout Object) -> Void) {
    guard var object = removeValue(forKey: id) else { return }
    change(&object)
    put(object, as: id)
  }

  /// What holds whichever of two ways was taken: what only one knows is kept.
  mutating func join(_ other: Heap) {
    for (id, theirs) in other.cells {
      guard let mine = cells[id] else {
        cells[id] = theirs
        continue
      }
      if mine !== theirs, !mine.object.holds(theirs.object) { cells[id] = Cell(mine.object.joined(theirs.object)) }
    }
  }

  /// Whether a join with `other` would change nothing.
  func holds(_ other: Heap) -> Bool {
    other.cells.allSatisfy { id, theirs in
      cells[id].map { $0 === theirs || $0.object.holds(theirs.object) } ?? false
    }
  }
}
