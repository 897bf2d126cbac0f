package import GateModel
import Synchronization

/// Files as they lie in a folder. Of a repository's work tree those that git would show, so that what is found there does
/// not hang on what else a machine has lying about.
package final class FolderFiles: FileStore {
  private let files: FileTree
  private let tracked: Mutex<TrackedFiles?>

  /// `place` is the repository whose ignore rules count; nil where none do.
  package init(_ folder: String, in place: GitRepository.Place?) throws(GitError) {
    files = try FileTree(folder)
    // An index that cannot be read keeps no file from being looked at; the selection has said so.
    tracked = Mutex(place.flatMap { try? TrackedFiles($0) })
  }

  package func entries(in folder: TreePath, _ entry: FileEntry?) -> [FileEntry]? {
    guard let entries = files.entries(in: folder) else { return nil }
    return tracked.withLock { tracked in
      guard let tracked else { return entries }
      return entries.filter {
        let path = folder.appending($0.name)
        return ($0.isFolder ? tracked.standing(ofFolder: path) : tracked.standing(ofFile: path)) == .shown
      }
    }
  }

  package func read(_ path: TreePath, _ entry: FileEntry, limit: Int) -> FileContent {
    switch files.read(path, limit: limit) {
    case .bytes(let bytes): .bytes(bytes)
    case .tooLarge(let size): .tooLarge(size, limit: limit)
    case .notAFile: .none
    case .unreadable(let why): files.kind(of: path) == .file ? .unread(.unreadable, detail: why) : .none
    }
  }
}

extension FileTree {
  /// The regular files and the folders in a folder; nil where it cannot be read.
  func entries(in folder: TreePath) -> [FileEntry]? {
    var entries: [FileEntry] = []
    var isRead = true
    list(
      folder, notice: { _ in isRead = false },
      each: { child, kind in
        guard kind == .file || kind == .folder else { return }
        entries.append(FileEntry(name: Array(child.name), isFolder: kind == .folder))
      })
    return isRead ? entries : nil
  }
}
