package import GateModel
package import GateSyntax

/// One file as the analysis sees it: its syntax, and what the rules of the run say of its places.
package final class FlowFile {
  package let path: TreePath
  package let syntax: SyntaxFile
  package let marks: FlowMarks

  package init(path: TreePath, syntax: SyntaxFile, marks: FlowMarks) {
    self.path = path
    self.syntax = syntax
    self.marks = marks
  }
}

/// Where the analysis gets the other files of a project from. Belongs to one worker.
package protocol FlowLibrary: AnyObject {
  /// Parsed and marked, the same object each time; nil where there is no such file, or it cannot be parsed.
  func file(_ path: TreePath) -> FlowFile?
  /// The names in a folder, as `SourceTree` gives them.
  func names(in folder: TreePath) -> [String]
  /// What follows of `asker` hangs on a file, or on what a folder holds, whoever asked for it first.
  func note(_ path: TreePath, isFolder: Bool, for asker: TreePath)
  /// What a survey of the project says of a file; nil where none was made.
  func reach(of path: TreePath) -> FlowReach?
}
