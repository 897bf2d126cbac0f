package import GateModel

/// The files of a commit's tree.
package final class CommittedFiles: FileStore {
  private let tree: ObjectID
  private let readers: BlobReaders

  package init(of commit: ObjectID, in place: GitRepository.Place) throws(GitError) {
    tree = try GitRepository(reopening: place).commit(commit).tree
    readers = BlobReaders(place)
  }

  package func entries(in folder: TreePath, _ entry: FileEntry?) -> [FileEntry]? {
    // Nil for an entry without an id, which no entry of this store is.
    (entry.map(\.id) ?? tree).flatMap { readers.entries(ofTree: $0) }
  }

  package func read(_ path: TreePath, _ entry: FileEntry, limit: Int) -> FileContent {
    entry.id.map { readers.content(of: $0, limit: limit) } ?? .none
  }
}
