import GateModel

/// An excerpt and the carets below it, as terminals show them.
struct TextExcerpt {
  let text: String
  /// Columns before the first caret.
  let indent: Int
  let carets: Int

  /// - Parameter room: the columns there are; of a longer line the part around the mark is shown.
  init(_ excerpt: Excerpt, room: Int) {
    let cells = TextExcerpt.cells(of: excerpt)
    let mark = excerpt.mark.clamped(to: 0..<cells.count)
    let before = TextExcerpt.width(cells[..<mark.lowerBound])
    let marked = TextExcerpt.width(cells[mark])
    let view = TextExcerpt.view(of: cells, before: before, marked: marked, room: room)
    let start = TextExcerpt.width(cells[..<view.lowerBound])
    let end = start + TextExcerpt.width(cells[view])
    let lead = view.lowerBound > 0 ? "…" : ""
    text = lead + cells[view].map(\.text).joined() + (view.upperBound < cells.count ? "…" : "")
    indent = lead.count + before - start
    carets = max(1, min(before + marked, end) - before)
  }

  /// One scalar as it is shown.
  private struct Cell {
    var text: String
    var width: Int
  }

  private static func cells(of excerpt: Excerpt) -> [Cell] {
    var scalars = Array(excerpt.text.unicodeScalars)
    // The end of the line says nothing, unless it is what was found.
    while let last = scalars.last, last.properties.isWhitespace, scalars.count > excerpt.mark.upperBound {
      scalars.removeLast()
    }
    var column = 0
    return scalars.map { scalar in
      let cell = cell(of: scalar, at: column)
      column += cell.width
      return cell
    }
  }

  private static func cell(of scalar: Unicode.Scalar, at column: Int) -> Cell {
    if scalar == "\t" {
      let width = 4 - column % 4
      return Cell(text: String(repeating: " ", count: width), width: width)
    }
    if let spelling = Escape.spelling(of: scalar) { return Cell(text: spelling, width: spelling.utf8.count) }
    return Cell(text: String(scalar), width: DisplayWidth.of(scalar))
  }

  private static func width(_ cells: ArraySlice<Cell>) -> Int { cells.reduce(0) { $0 + $1.width } }

  /// The cells to show: all of them where they fit, else a window with the mark's start a third from its left.
  private static func view(of cells: [Cell], before: Int, marked: Int, room: Int) -> Range<Int> {
    if width(cells[...]) <= room { return cells.indices }
    // Two columns go to the dots at the ends.
    let room = max(8, room - 2)
    let skipped = before + marked <= room ? 0 : max(0, before - room / 3)
    var start = 0
    var column = 0
    while start < cells.count, column < skipped {
      column += cells[start].width
      start += 1
    }
    var end = start
    var used = 0
    while end < cells.count, used + cells[end].width <= room {
      used += cells[end].width
      end += 1
    }
    return start..<end
  }
}
