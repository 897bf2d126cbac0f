/// Rows of text in columns: the first to the left, numbers to the right, as wide as their widest cell. Cells are made
/// visible, for they may come from a repository.
package struct Table {
  package enum Alignment: Sendable { case left, right }

  private var rows: [[String]]
  private let alignments: [Alignment]

  package init(_ columns: [(title: String, alignment: Alignment)]) {
    rows = [columns.map(\.title)]
    alignments = columns.map(\.alignment)
  }

  package mutating func add(_ cells: [String]) { rows.append(cells.map(Escape.visible)) }

  /// One line a row, the titles first, no blanks at the ends.
  package var lines: [String] {
    let widths = alignments.indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        let blank = String(repeating: " ", count: widths[column] - DisplayWidth.of(row[column]))
        return alignments[column] == .left ? row[column] + blank : blank + row[column]
      }
      var line = cells.joined(separator: "   ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
