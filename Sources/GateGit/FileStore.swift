package import GateModel

/// Where all files of a project lie, those that did not change too: a folder, a commit's tree, the index. Workers share it.
package protocol FileStore: Sendable {
  /// The files and folders in a folder, in no order; links, submodules and whatever else is neither are left out. Nil where
  /// it cannot be read. `entry` is what the store told of the folder; nil for the root.
  func entries(in folder: TreePath, _ entry: FileEntry?) -> [FileEntry]?

  /// `entry` is what the store told of the file at `path`.
  func read(_ path: TreePath, _ entry: FileEntry, limit: Int) -> FileContent
}

package struct FileEntry: Sendable {
  package var name: [UInt8]
  package var isFolder: Bool
  /// Where the store keeps objects.
  package var id: ObjectID?

  package init(name: [UInt8], isFolder: Bool, id: ObjectID? = nil) {
    self.name = name
    self.isFolder = isFolder
    self.id = id
  }
}

package enum FileContent: Sendable {
  case bytes([UInt8])
  /// No regular file is there any more.
  case none
  case unread(Notice.Reason, detail: String)

  static func tooLarge(_ size: Int, limit: Int) -> FileContent {
    .unread(.tooLarge, detail: "\(size) bytes, of at most \(limit)")
  }
}
