/// Text from rules and repositories within Markdown: it shows as it is and does nothing, in a table's cell too.
///
/// What could begin markup is written as a character reference, which no reader takes for structure.
enum Markdown {
  /// Prose on one line.
  static func text(_ text: String) -> String { referenced(Escape.oneLine(text)) }

  /// Text in a code face; a dash where there is none.
  static func code(_ text: String) -> String {
    let visible = Escape.visible(text)
    if visible.isEmpty { return "–" }
    let isPlain = visible.unicodeScalars.allSatisfy { !"`|\\<>&[".unicodeScalars.contains($0) }
    // A code span hides all but these from the reader of Markdown, and blanks at its ends.
    let isBare = isPlain && visible.first != " " && visible.last != " "
    return isBare ? "`\(visible)`" : "<code>\(referenced(visible))</code>"
  }

  private static func referenced(_ text: String) -> String {
    var out = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "@":
        // Hosts look for names in what is rendered, so the name is parted from its sign.
        out += "&#64;&#8203;"
      case "`", "*", "_", "[", "]", "<", ">", "&", "|", "#", "~", "!", "$", "\\", "{", "}":
        out += "&#\(scalar.value);"
      case ":" where scalars[(index + 1)...].starts(with: ["/", "/"]): out += "&#58;"
      case "." where scalars[..<index].suffix(3).allSatisfy({ $0 == "w" || $0 == "W" }) && index >= 3: out += "&#46;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
