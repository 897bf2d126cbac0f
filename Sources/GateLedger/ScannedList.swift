package import GateModel

/// Which blobs a scan looked at, so that later scans and replays can trust it: for each, sorted by path and id,
/// the twenty bytes of the id (zeros where there is none), the path and a NUL.
package struct ScannedList: Equatable, Sendable {
  /// What is known of a blob for the next scan.
  package enum Mark: UInt8, Sendable {
    /// It is to be looked at again.
    case none = 0
    /// There was nothing to tell of it, among the files that HEAD held.
    case cleanInHead = 1
    /// There was nothing to tell of it, whatever lies around it.
    case clean = 2
  }

  package struct Item: Equatable, Sendable {
    package var path: TreePath
    package var blob: ObjectID?
    package var mark: Mark

    package init(path: TreePath, blob: ObjectID?, mark: Mark = .none) {
      self.path = path
      self.blob = blob
      self.mark = mark
    }
  }

  package let bytes: [UInt8]
  package let digest: Digest
  /// Two bits an item, in the order of the list; the body holds them, the list does not. Empty as a store gives it back.
  package let marks: [UInt8]

  package init(_ items: [Item]) {
    let zeros = [UInt8](repeating: 0, count: 20)
    let lines = items.map { (path: $0.path, id: $0.blob?.bytes ?? zeros, mark: $0.mark) }
    let sorted = lines.sorted { $0.path != $1.path ? $0.path < $1.path : $0.id.lexicographicallyPrecedes($1.id) }
    bytes = sorted.flatMap { $0.id + $0.path.bytes + [0] }
    digest = sha256(bytes)
    var marks = [UInt8](repeating: 0, count: (sorted.count + 3) / 4)
    for (index, line) in sorted.enumerated() { marks[index / 4] |= line.mark.rawValue << (2 * (index % 4)) }
    self.marks = marks
  }

  /// As a store gives it back.
  package init(bytes: [UInt8]) {
    self.bytes = bytes
    digest = sha256(bytes)
    marks = []
  }

  /// The ids in it; nil where it is not of this form.
  package var blobs: Set<ObjectID>? {
    var ids: Set<ObjectID> = []
    var start = 0
    while start < bytes.count {
      guard start + 20 < bytes.count, let end = bytes[(start + 20)...].firstIndex(of: 0),
        let id = ObjectID(bytes: bytes[start..<(start + 20)])
      else { return nil }
      ids.insert(id)
      start = end + 1
    }
    return ids
  }

  /// The items of a list that came back, with the marks that its entry holds; nil where the two do not belong together.
  package func items(marked marks: [UInt8]) -> [Item]? {
    var items: [Item] = []
    var start = 0
    while start < bytes.count {
      guard start + 20 < bytes.count, let end = bytes[(start + 20)...].firstIndex(of: 0),
        items.count / 4 < marks.count,
        let mark = Mark(rawValue: marks[items.count / 4] >> (2 * (items.count % 4)) & 3)
      else { return nil }
      items.append(Item(path: TreePath(bytes: Array(bytes[(start + 20)..<end])), blob: id(at: start), mark: mark))
      start = end + 1
    }
    return (items.count + 3) / 4 == marks.count ? items : nil
  }

  /// Byte by byte: a history has hundreds of thousands of them.
  private func id(at start: Int) -> ObjectID {
    func word(_ range: Range<Int>) -> UInt64 { range.reduce(0) { $0 << 8 | UInt64(bytes[start + $1]) } }
    return ObjectID(word(0..<8), word(8..<16), UInt32(word(16..<20)))
  }
}
