import CGit2
package import GateModel
import Glibc
import Synchronization

/// The files that the index holds, with the content that it holds: what a commit would bring, whatever the work tree says.
package final class StagedFiles: FileStore {
  private let place: GitRepository.Place
  private let readers: BlobReaders
  /// By folder; read when it is first asked for, in one pass over the index.
  private let folders: Mutex<[TreePath: [FileEntry]]?> = Mutex(nil)

  package init(_ place: GitRepository.Place) {
    self.place = place
    readers = BlobReaders(place)
  }

  package func entries(in folder: TreePath, _ entry: FileEntry?) -> [FileEntry]? {
    folders.withLock { known in
      if known == nil { known = try? Self.folders(of: place) }
      return known.map { $0[folder] ?? [] }
    }
  }

  package func read(_ path: TreePath, _ entry: FileEntry, limit: Int) -> FileContent {
    entry.id.map { readers.content(of: $0, limit: limit) } ?? .none
  }

  private static func folders(of place: GitRepository.Place) throws(GitError) -> [TreePath: [FileEntry]] {
    let repository = try GitRepository(reopening: place)
    let index = try repository.indexHandle()
    var folders: [TreePath: [FileEntry]] = [TreePath(""): []]
    for position in 0..<(unsafe git_index_entrycount(index.raw)) {
      guard let entry = unsafe git_index_get_byindex(index.raw, position)?.pointee else { continue }
      let isFile = unsafe entry.mode & 0o170000 == 0o100000
      // Sides of a conflict and what is only announced are no part of a commit.
      let isMerged = unsafe entry.flags & UInt16(GIT_INDEX_ENTRY_STAGEMASK) == 0
      let isAnnounced = unsafe UInt32(entry.flags_extended) & GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue != 0
      guard isFile, isMerged, !isAnnounced, let path = unsafe TreePath(entry.path) else { continue }
      add(FileEntry(name: Array(path.name), isFolder: false, id: unsafe ObjectID(entry.id)), at: path, to: &folders)
    }
    return folders
  }

  /// With the folders on the way that are not known yet.
  private static func add(_ entry: FileEntry, at path: TreePath, to folders: inout [TreePath: [FileEntry]]) {
    var (entry, path) = (entry, path)
    while true {
      let folder = path.folder
      let isKnown = folders[folder] != nil
      folders[folder, default: []].append(entry)
      if isKnown { return }
      path = folder
      entry = FileEntry(name: Array(path.name), isFolder: true)
    }
  }
}
