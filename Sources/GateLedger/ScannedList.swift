package import GateModel

/// Which blobs a scan looked at, so that later scans and replays can trust it: for each, sorted by path and id,
/// the twenty bytes of the id (zeros where there is none), the path and a NUL.
package struct ScannedList: Equatable, Sendable {
  package struct Item: Equatable, Sendable {
    package var path: TreePath
    package var blob: ObjectID?

    package init(path: TreePath, blob: ObjectID?) {
      self.path = path
      self.blob = blob
    }
  }

  package let bytes: [UInt8]
  package let digest: Digest

  package init(_ items: [Item]) {
    let zeros = [UInt8](repeating: 0, count: 20)
    let lines = items.map { (path: $0.path, id: $0.blob?.bytes ?? zeros) }
    let sorted = lines.sorted { $0.path != $1.path ? $0.path < $1.path : $0.id.lexicographicallyPrecedes($1.id) }
    self.init(bytes: sorted.flatMap { $0.id + $0.path.bytes + [0] })
  }

  /// As a store gives it back.
  package init(bytes: [UInt8]) {
    self.bytes = bytes
    digest = sha256(bytes)
  }
}
