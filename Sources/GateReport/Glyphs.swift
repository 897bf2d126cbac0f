/// The characters that a frame is drawn with: Unicode, or nothing but ASCII for terminals and logs that know no more.
struct Glyphs {
  let isASCII: Bool

  var rule: String { isASCII ? "-" : "─" }
  var dash: String { isASCII ? "-" : "–" }
  private var ellipsis: String { isASCII ? "..." : "…" }

  /// Text of a stranger, safe to show, in these characters.
  func text(_ text: String) -> String {
    let visible = Escape.visible(text)
    guard isASCII, !visible.utf8.allSatisfy({ $0 < 0x80 }) else { return visible }
    return visible.unicodeScalars.reduce(into: "") { out, scalar in
      if scalar.isASCII {
        out.unicodeScalars.append(scalar)
      } else {
        out += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
  }

  /// No wider than `width`, with a sign that something is gone.
  func cut(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    let sign = width > ellipsis.count ? ellipsis : ""
    var out = String.UnicodeScalarView()
    var used = sign.count
    for scalar in text.unicodeScalars {
      used += DisplayWidth.of(scalar)
      if used > width { break }
      out.append(scalar)
    }
    return String(out) + sign
  }

  /// One character a value: a dot for none, and the taller the more. In ASCII the number itself, `#` beyond nine.
  func trend(_ values: [Int]) -> String {
    let most = max(1, values.max() ?? 1)
    return String(
      values.map { value -> Character in
        if value <= 0 { return isASCII ? "." : "·" }
        if isASCII { return value > 9 ? "#" : Character(String(value)) }
        return Self.blocks[min(7, (8 * value + most - 1) / most - 1)]
      })
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
