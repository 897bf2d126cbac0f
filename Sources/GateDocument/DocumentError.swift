/// What is wrong with a document, where, and what would be right.
package struct DocumentError: Error, Equatable, CustomStringConvertible {
  /// The file as the user knows it: a path, or `.gatebook.yml at 1a2b3c4d5e`.
  package var file: String
  /// 1-based; 0 where the file as a whole is meant.
  package var line: Int
  package var column: Int
  package var message: String

  package init(file: String, line: Int = 0, column: Int = 0, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  package var description: String { line > 0 ? "\(file):\(line):\(column): \(message)" : "\(file): \(message)" }
}
