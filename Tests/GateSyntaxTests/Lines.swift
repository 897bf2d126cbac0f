import GateSyntax

/// The lines on which a pattern's matches begin, each once, in order.
func lines(
  _ pattern: String, in source: String, _ language: Language, options: PatternMatcher.Options = .init()
) throws -> [Int] {
  Array(Set(try matches(pattern, in: source, language, options: options).map { line($0.range.lowerBound, in: source) }))
    .sorted()
}

/// The texts of all matches, in order.
func texts(_ pattern: String, in source: String, _ language: Language) throws -> [String] {
  try matches(pattern, in: source, language).map { String(decoding: Array(source.utf8)[$0.range], as: UTF8.self) }
}

func matches(
  _ pattern: String, in source: String, _ language: Language, options: PatternMatcher.Options = .init()
) throws -> [SyntaxMatch] {
  guard let file = SyntaxFile(Array(source.utf8), language) else { fatalError("no tree") }
  let pattern = try Pattern(pattern, language)
  guard PatternMatcher.mayMatch(pattern, in: file) else { return [] }
  let matcher = PatternMatcher(pattern, in: file, options: options) { pattern, text in
    // The tests ask for nothing but literal text here.
    String(decoding: text, as: UTF8.self).contains(pattern)
  }
  return matcher.run()
}

private func line(_ offset: Int, in source: String) -> Int {
  source.utf8.prefix(offset).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
}
