/// Rows of text in columns: the first to the left, numbers to the right, as wide as their widest cell. Cells are made
/// visible, for they may come from a repository.
package struct Table {
  package enum Alignment: Sendable { case left, right }

  private var rows: [[String]]
  private let alignments: [Alignment]
  private let gap: Int

  package init(_ columns: [(title: String, alignment: Alignment)], gap: Int = 3) {
    rows = [columns.map(\.title)]
    alignments = columns.map(\.alignment)
    self.gap = gap
  }

  package mutating func add(_ cells: [String]) { rows.append(cells.map(Escape.visible)) }

  /// One line a row, the titles first, no blanks at the ends.
  package var lines: [String] { lines(of: Array(alignments.indices), widths) }

  /// As `lines`, none wider than `width`: columns are left out in this order, then the first is cut.
  func lines(within width: Int, leavingOut order: [Int], cut: (String, Int) -> String) -> [String] {
    var widths = self.widths
    var shown = Array(alignments.indices)
    var dispensable = order[...]
    func total() -> Int { shown.reduce(0) { $0 + widths[$1] } + gap * (shown.count - 1) }
    while total() > width, let next = dispensable.popFirst() { shown.removeAll { $0 == next } }
    guard let first = shown.first, total() > width else { return lines(of: shown, widths) }
    var table = self
    widths[first] = max(1, widths[first] - (total() - width))
    for row in table.rows.indices { table.rows[row][first] = cut(table.rows[row][first], widths[first]) }
    return table.lines(of: shown, widths)
  }

  private var widths: [Int] {
    alignments.indices.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
  }

  private func lines(of columns: [Int], _ widths: [Int]) -> [String] {
    rows.map { row in
      let cells = columns.map { column in
        let blank = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(row[column])))
        return alignments[column] == .left ? row[column] + blank : blank + row[column]
      }
      var line = cells.joined(separator: String(repeating: " ", count: gap))
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
