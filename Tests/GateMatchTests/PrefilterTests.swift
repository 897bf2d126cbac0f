import GateMatch
import GateModel
import GateRules
import GateText
import Testing

@Suite struct `The pass before the patterns` {
  /// The pattern that showed it: of some places in memory the library told that nothing fires.
  private static let rule = Sample.rule(
    "line",
    #"^[ \t#*/!-]{0,60}(?:export\s|set\s|SET\s)?["']?[\w.-]{0,60}(?i:password|passwd|pwd|secret|token|(?:api|access)[-_.]?key|pass)["']?[ \t]{0,20}[:=][ \t]{0,20}["']?(?<secret>[^\s"']{3,200})["']?[ \t]{0,20}(?:#.*)?,?\r?$"#,
    keywords: ["password", "passwd", "pwd", "secret", "token", "key", "pass"])

  @Test func `overlooks nothing, wherever the text lies in memory`() throws {
    let set = RuleSet([Self.rule])
    let compiled = CompiledRules(set, database: try PatternDatabase(patterns: CompiledRules.patterns(of: set)))
    var matcher = try FileMatcher(compiled, fingerprints: Sample.key)
    let text =
      (1...9).map { "user\($0):\n  email: a\($0)@b.example\n  crypted_password: qwe\($0)rty\n" }.joined()
      + "  pass_token: abcdefgh\n"
    for place in 0..<128 {
      let bytes = Array(repeating: UInt8(place), count: place) + Array(text.utf8)
      let span = bytes.span.extracting(droppingFirst: place)
      #expect(try matcher.inspect(raw: span, text: span, path: TreePath("a")).sightings.count == 10, "\(place)")
    }
  }

  @Test func `asks for keywords in place of patterns that begin with a run`() {
    #expect(
      CompiledRules.patterns(of: RuleSet([Sample.rule("a", "[a-z]{0,50}x", keywords: ["a.b", "c"])])) == [
        #"(?i)(?:a\.b|c)"#
      ])
    #expect(
      CompiledRules.patterns(of: RuleSet([Sample.rule("a", "x[a-z]{0,50}", keywords: ["x"])])) == ["x[a-z]{0,50}"])
    #expect(CompiledRules.patterns(of: RuleSet([Sample.rule("a", "^[a-z]")])) == ["^[a-z]"])
  }
}
