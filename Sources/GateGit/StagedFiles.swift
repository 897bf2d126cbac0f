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
    var index = try IndexFile.read(place)
    if index.isSparse { try index.expand(ObjectReader(GitRepository(reopening: place))) }
    var folders: [TreePath: [FileEntry]] = [TreePath(""): []]
    // Sides of a conflict and what is only announced are no part of a commit.
    for entry in index.entries where entry.isFile && !entry.isConflicted && !entry.isAnnounced {
      let path = TreePath(bytes: Array(index.name(entry)))
      add(FileEntry(name: Array(path.name), isFolder: false, id: entry.id), at: path, to: &folders)
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
