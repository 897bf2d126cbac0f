import GateModel
import Synchronization

/// Readers of one repository for several workers: a call has one to itself, and there are never more than calls at once.
final class BlobReaders: Sendable {
  private let place: GitRepository.Place
  private let idle = Mutex<[Idle]>([])

  /// Handed from worker to worker, never in the hands of two.
  private struct Idle: @unchecked Sendable {
    let reader: ObjectReader
  }

  init(_ place: GitRepository.Place) { self.place = place }

  func content(of id: ObjectID, limit: Int) -> FileContent {
    do throws(GitError) {
      let reader = try take()
      defer { giveBack(reader) }
      let size = try reader.size(of: id)
      if size > limit { return .tooLarge(size, limit: limit) }
      let blob = try reader.blob(id)
      return .bytes(blob.withBytes { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } })
    } catch {
      return .unread(error.code == .missingObject ? .missingObject : .unreadable, detail: error.message)
    }
  }

  /// Nil for what cannot be read as a tree.
  func entries(ofTree id: ObjectID) -> [FileEntry]? {
    guard let reader = try? take() else { return nil }
    defer { giveBack(reader) }
    return reader.entries(ofTree: id)?.compactMap { entry in
      guard entry.isFolder || entry.isFile else { return nil }
      return FileEntry(name: entry.name, isFolder: entry.isFolder, id: entry.id)
    }
  }

  private func take() throws(GitError) -> ObjectReader {
    if let known = idle.withLock({ $0.popLast() }) { return known.reader }
    return try ObjectReader(GitRepository(reopening: place))
  }

  private func giveBack(_ reader: ObjectReader) {
    let reader = Idle(reader: reader)
    idle.withLock { $0.append(reader) }
  }
}
