import GateModel
import GateRules
import Testing

@Suite struct `What a rule teaches` {
  private static let yaml = """
    rules:
    - id: python.a
      languages: [python]
      severity: LOW
      message: m
      pattern: f()
      metadata: {why: because, before: "f()\\ng()", after: "h()"}
    - id: python.b
      languages: [python]
      severity: LOW
      message: m
      pattern: g()

    """

  @Test func `is read, and kept in a pack`() throws {
    let rules = try RuleFile.parse(Array(Self.yaml.utf8), file: "r.yaml").rules.map(\.rule)
    var writer = ByteWriter()
    RuleSet(rules).write(to: &writer)
    var reader = ByteReader(writer.bytes[...])
    let kept = try RuleSet(from: &reader).rules
    #expect(kept == rules)
    #expect(kept[0].lesson.why == "because")
    #expect(kept[0].lesson.before == "f()\ng()")
    #expect(kept[0].lesson.after == "h()")
    #expect(kept[1].lesson == Lesson())
    #expect(kept[1].lesson.why == nil)
  }

  @Test func `is nothing where the bytes are no lesson's`() {
    #expect(Lesson(bytes: [0xFF, 0xFF, 0xFF]).why == nil)
    #expect(Lesson(why: nil, before: nil, after: "x").why == nil)
    #expect(Lesson(why: nil, before: nil, after: "x").after == "x")
  }
}
