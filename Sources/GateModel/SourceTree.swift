/// The files of a project as they are in what is scanned (a commit, the index, the work tree), also those that did not
/// change: an analysis that follows data from file to file asks here. Safe to be shared by all workers.
package protocol SourceTree: Sendable {
  /// The bytes as they lie, which `TextEncoding` reads. Nil where there is no regular file of that path, or it cannot be
  /// read, is binary, is too large, or is kept elsewhere (Git LFS). Paths that are not plain lead to nothing.
  func bytes(of path: TreePath) -> [UInt8]?
  /// The names in a folder, files and folders, sorted by their bytes; folders end in `/`. Names that are not UTF-8 are left
  /// out. Empty where there is no such folder.
  func names(in folder: TreePath) -> [String]
}
