/// A place in the decoded text of a file (UTF-8, without a byte order mark).
package struct Position: Hashable, Comparable, Sendable {
  /// 1-based; only LF ends a line, as in git.
  package var line: Int
  /// 1-based, in Unicode scalars; an ill-formed byte sequence counts as the replacement characters it decodes to.
  package var column: Int
  /// 0-based, in bytes of the decoded text.
  package var offset: Int

  package init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  package static func < (a: Self, b: Self) -> Bool { a.offset < b.offset }
}

/// From `start` up to, not including, `end`.
package struct SourceRange: Hashable, Sendable {
  package var start: Position
  package var end: Position

  package init(start: Position, end: Position) {
    self.start = start
    self.end = end
  }

  /// The lines it touches. An end at the start of a line does not touch that line.
  package var lines: ClosedRange<Int> {
    let last = end.column == 1 && end.line > start.line ? end.line - 1 : end.line
    return start.line...max(start.line, last)
  }
}
