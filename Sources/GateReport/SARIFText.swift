import GateModel

/// Text from rules and repositories as SARIF may hold it: no control character, no link that we did not write, and
/// never empty.
enum SARIFText {
  /// A message: whole sentences on one line, a period at the end; `own` is a last one of ours, links and all.
  static func message(_ text: String, or fallback: String, then own: String? = nil) -> JSON {
    let said = sentences(text) ?? sentences(fallback) ?? "No more is known."
    return .record(["text": .string(own.map { "\(said) \($0)" } ?? said)])
  }

  /// Nil where there is nothing to say.
  static func sentences(_ text: String) -> String? {
    var line = inert(Escape.oneLine(text))
    while let last = line.last, ":;,! ".contains(last) { line.removeLast() }
    if line.isEmpty { return nil }
    return line.hasSuffix(".") ? line : line + "."
  }

  /// Up to the first period that a capital or the end follows.
  static func firstSentence(of text: String) -> String {
    var rest = text[...]
    while let stop = rest.firstRange(of: ". ") {
      rest = rest[stop.upperBound...]
      if rest.first?.isUppercase == true { return String(text[..<text.index(before: stop.upperBound)]) }
    }
    return text
  }

  /// A name or id: as it is, but visible; nil where there is none.
  static func label(_ text: String?) -> JSON? {
    text.flatMap { $0.isEmpty ? nil : .string(Escape.visible($0)) }
  }

  /// For a field that is read as Markdown: no tags either.
  static func markdown(_ text: String) -> String { text.replacing("<", with: "\\<") }

  /// In SARIF `[text](target)` is a link, in plain messages too; a backslash before the bracket makes it text.
  private static func inert(_ text: String) -> String { text.replacing("](", with: "\\](") }

  /// At most so many Unicode scalars.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1))) + "…"
  }
}
