import GateModel

/// The way of the data from source to sink, a line a step; of a long one its two ends.
///
///             1 source          src/web.py:12  a parameter of the request
///             2 sanitizer seen  src/web.py:14  trim()
///             3 sink            src/db.py:40   part of a query
struct TextTrace {
  private let rows: [Row]
  private let steps: Int
  private let margin: Int

  /// How many steps are shown at either end.
  private static let ends = 6
  /// The fewest columns that words get beside a place; where there are fewer they stand below it.
  private static let leastRoom = 24

  private struct Row {
    var head: String
    var place: String
    var words: String
  }

  init(_ steps: [Step], margin: Int) {
    self.steps = steps.count
    self.margin = margin
    let numbered = Array(zip(1..., steps))
    let isLong = steps.count > 2 * Self.ends
    let shown = isLong ? numbered.prefix(Self.ends) + numbered.suffix(Self.ends) : numbered[...]
    let digits = String(steps.count).count
    let label = shown.map { $0.1.kind.label.count }.max() ?? 0
    rows = shown.map { number, step in
      let blank = String(repeating: " ", count: digits - String(number).count)
      return Row(
        head: "\(blank)\(number) \(Self.padded(step.kind.label, to: label))  ",
        place: "\(Escape.visible(step.path)):\(step.range.start.line)", words: Escape.oneLine(step.message))
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }

  func write(on page: inout TextPage) {
    let places = rows.map { DisplayWidth.of($0.place) }.max() ?? 0
    let room = page.width - margin - (rows.first.map { DisplayWidth.of($0.head) } ?? 0) - places - 2
    for (index, row) in rows.enumerated() {
      if index == Self.ends, steps > rows.count {
        page.line("\(String(repeating: " ", count: margin))… \(Words.count(steps - rows.count, "step")) more")
      }
      if room >= Self.leastRoom, !row.words.isEmpty {
        page.prose(row.words, indent: margin, lead: row.head + Self.padded(row.place, to: places + 2))
      } else {
        page.line(String(repeating: " ", count: margin) + row.head + row.place)
        if !row.words.isEmpty { page.prose(row.words, indent: margin + row.head.count) }
      }
    }
  }
}

extension Step.Kind {
  fileprivate var label: String {
    switch self {
    case .source, .step, .sink: rawValue
    // It did not help, or there would be no finding.
    case .sanitizer: "sanitizer seen"
    }
  }
}
