import GateDocument
import GateModel

/// The files of a folder of the user's: what the targets of rule tests may import.
struct FolderTree: SourceTree {
  private let folder: String

  init(_ folder: String) { self.folder = folder }

  func bytes(of path: TreePath) -> [UInt8]? { try? Files.read("\(folder)/\(path)") }

  func names(in folder: TreePath) -> [String] {
    (try? Files.names(in: folder.isEmpty ? self.folder : "\(self.folder)/\(folder)")) ?? []
  }
}
