import GateDocument
import Testing

@Suite struct `TOML values` {
  private func parse(_ text: String) throws(DocumentError) -> YAMLMapping {
    try TOMLParser.parse(Array(text.utf8), file: "f.toml").mapping("the file")
  }

  @Test func `tables, lists and texts are what YAML would give, and know where they start`() throws {
    let top = try parse(
      "title = \"x\"\n[extend]\npath = 'a.toml'\n[[rules]]\nid = 1\nwords = [\"a\", '''b\nc''']\n[[rules]]\nid = 2.5\n")
    #expect(try top.required("title").string("") == "x")
    #expect(try top.required("extend").mapping("").required("path").string("") == "a.toml")
    let rules = try top.required("rules").list("")
    #expect(try rules[0].mapping("").required("id").integer("") == 1)
    #expect(try rules[0].mapping("").required("words").strings("") == ["a", "b\nc"])
    #expect(try rules[1].mapping("").required("id").decimal("") == 2.5)
    #expect(rules.map(\.line) == [4, 8])
    let words = try rules[0].mapping("").required("words")
    #expect([words.line, words.column] == [6, 9])
  }

  @Test(arguments: ["a = ", "[x", "a = 1\na = 2\n", "a = 'x", "= 1", "a = \"\\q\"", "a = 1 b = 2", "\u{0}"])
  func `a document that is none is refused with its place`(_ text: String) {
    #expect { _ = try parse(text) } throws: { ($0 as? DocumentError)?.line ?? 0 > 0 }
  }

  @Test(arguments: [("[\n", 1), ("[ \t=", 1), ("a = 1\n[[\nb]]\n[c]\n", 2), ("\n\n[#]\n", 3)])
  func `a head of a table that has no name ends nothing but the reading`(_ text: String, _ line: Int) {
    #expect { _ = try parse(text) } throws: { ($0 as? DocumentError)?.line == line }
  }

  @Test func `a text is no number, and a date is neither`() throws {
    let top = try parse("a = '1'\nb = 2020-01-01\n")
    #expect(throws: DocumentError.self) { try top.entries[0].value.integer("`a`") }
    #expect(throws: DocumentError.self) { try top.entries[1].value.string("`b`") }
  }

  @Test func `what is nested too deep is refused, not followed`() {
    let deep = "a = " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(throws: DocumentError.self) { try parse(deep) }
  }

  @Test func `a document beyond ten megabytes is refused`() {
    #expect(throws: DocumentError.self) {
      try TOMLParser.parse(Array(repeating: 0x20, count: TOMLParser.maximumBytes + 1), file: "f")
    }
  }

  @Test(arguments: [
    ("# c\n\n[extend]\n", true), ("title = \"x\"\n", true), ("[[rules]]\n", true), ("rules:\n- id: x\n", false),
    ("- a\n", false), ("", false), ("a: b = c\n", false),
  ])
  func `text that says nothing of its form is told from YAML`(_ text: String, _ isTOML: Bool) {
    #expect(TOMLParser.isLikely(Array(text.utf8)) == isTOML)
  }
}
