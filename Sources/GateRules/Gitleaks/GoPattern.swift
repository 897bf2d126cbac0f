/// A regular expression of Go's as PCRE2 reads the same. The two agree but for what is handled here; docs/gitleaks-compatibility.md
/// has the list.
struct GoPattern {
  private(set) var text = ""
  /// Where the two differ and nothing can be done, in a few words each.
  private(set) var notes: [String] = []

  init(_ pattern: String) {
    let characters = Array(pattern)
    // PCRE2 is told MULTILINE for our own rules; Go is not.
    let isMultiline = Self.flagsOfGroups(characters).contains { $0.contains("m") }
    text = "(?-m)"
    var index = 0
    var inClass = false
    var classStart = 0
    while index < characters.count {
      let character = characters[index]
      switch character {
      case "\\" where index + 1 < characters.count:
        let next = characters[index + 1]
        if next == "p" || next == "P" { note("a class of Unicode's holds its ASCII and Latin-1 characters alone") }
        text += String(character) + String(next)
        index += 2
        continue
      case "[" where !inClass:
        (inClass, classStart) = (true, index)
      case "[" where inClass && index + 1 < characters.count && characters[index + 1] != ":":
        // PCRE2 takes `[[.` and `[[=` for something else.
        text += "\\["
        index += 1
        continue
      case "]" where inClass:
        let isFirst = index == classStart + 1 || (index == classStart + 2 && characters[classStart + 1] == "^")
        if !isFirst { inClass = false }
      // The end of the text, never before a last newline.
      case "$" where !inClass && !isMultiline:
        text += "\\z"
        index += 1
        continue
      default:
        if inClass, !character.isASCII { note("a class holds the bytes of characters outside ASCII, each for itself") }
      }
      text.append(character)
      index += 1
    }
  }

  private mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  /// What stands between `(?` and `)` or `:`, where that is letters and a minus.
  private static func flagsOfGroups(_ characters: [Character]) -> [String] {
    var flags: [String] = []
    for index in characters.indices where characters[index] == "(" {
      guard index + 1 < characters.count, characters[index + 1] == "?" else { continue }
      let letters = characters[(index + 2)...].prefix { $0.isASCII && ($0.isLetter || $0 == "-") }
      let end = index + 2 + letters.count
      guard end < characters.count, characters[end] == ")" || characters[end] == ":" else { continue }
      flags.append(String(letters.prefix { $0 != "-" }))
    }
    return flags
  }
}
