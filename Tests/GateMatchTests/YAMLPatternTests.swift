import GateSyntax
import Testing

@testable import GateMatch

/// What patterns of YAML match.
@Suite struct `YAML patterns` {
  private func matches(_ pattern: String, _ source: String) throws -> [SyntaxMatch] {
    let file = try #require(SyntaxFile(Array(source.utf8), .yaml))
    return PatternMatcher(try Pattern(pattern, .yaml), in: file, options: .init()) { _, _ in true }.run()
  }

  private func found(_ pattern: String, _ source: String) throws -> [Int] {
    let bytes = Array(source.utf8)
    return Set(try matches(pattern, source).map { bytes[..<$0.range.lowerBound].count { $0 == 0x0A } + 1 }).sorted()
  }

  private let source = """
    a: 1
    b:
      c: x
      d: "y"
    list:
      - x
      - y
      - run: one
        name: z
      - run: two
    c: [1, 2]
    """

  @Test func `a pair is found at any depth`() throws {
    #expect(try found("c: $X", source) == [3, 11])
    #expect(try found("{c: ...}", source) == [3, 11])
    #expect(try found("$K: x", source) == [3])
    #expect(try found("d: \"$X\"", source) == [4])
  }

  @Test func `mappings are without order, and exact without an ellipsis`() throws {
    #expect(try found("b:\n  d: y\n  c: x\n", source) == [2])
    #expect(try found("b:\n  d: y\n", source) == [])
    #expect(try found("b:\n  ...\n  d: y\n", source) == [2])
    #expect(try found("b:\n  ...\n", source) == [2])
    #expect(try found("run: $X\n...\n", source) == [8, 10])
    #expect(try found("name: z\nrun: one", source) == [8])
  }

  @Test func `lists keep their order, and one item stands for itself`() throws {
    #expect(try found("list:\n  - ...\n  - y\n  - ...\n", source) == [5])
    #expect(try found("list:\n  ...\n  - run: two\n", source) == [5])
    #expect(try found("list:\n  - y\n  - ...\n", source) == [])
    #expect(try found("- run: $X", source) == [10])
    #expect(try found("- ...\n  name: z\n", source) == [8])
    #expect(try found("c: [1, ...]", source) == [11])
  }

  @Test func `scalars are compared by value`() throws {
    let source =
      "a: true\nb: \"true\"\nc: yes\nd: 1\ne: 1.0\nf: \"1\"\ng:\nh: \"\"\ni: ~\nj: null\nk: 'x'\nl: |\n  x\nm: x\n"
    #expect(try found("$K: true", source) == [1, 3])
    #expect(try found("$K: 1", source) == [4, 5])
    #expect(try found("$K: \"1\"", source) == [6])
    #expect(try found("$K: \"\"", source) == [7, 8])
    #expect(try found("$K: null", source) == [9, 10])
    #expect(try found("$K: x", source) == [11, 14])
  }

  @Test func `ranges of scalars, blocks and what follows letters of many bytes`() throws {
    let source = "ü: \"ä\"\ntext: |\n  one\n  two\n\nx: &a 'v'\n"
    let file = try #require(SyntaxFile(Array(source.utf8), .yaml))
    func text(_ pattern: String) throws -> [String] {
      PatternMatcher(try Pattern(pattern, .yaml), in: file, options: .init()) { _, _ in true }.run().map {
        String(decoding: Array(source.utf8)[$0.bindings[0].value.range], as: UTF8.self)
      }
    }
    #expect(try text("ü: $X") == ["\"ä\""])
    #expect(try text("ü: \"$X\"") == ["ä"])
    #expect(try text("text: $X") == ["\n  one\n  two"])
    #expect(try text("x: $X") == ["'v'"])
  }

  @Test func `documents of one file`() throws {
    #expect(try found("a: $X", "a: 1\n---\nb: 1\n---\na: 2\n") == [1, 5])
  }

  @Test(arguments: ["a: [", "\ta: b", "{{ template }}: x\n- y", "a: b: c", "\u{0}"])
  func `what is no YAML has no tree`(_ source: String) {
    #expect(SyntaxFile(Array(source.utf8), .yaml) == nil)
  }

  @Test(.timeLimit(.minutes(1))) func `hostile files end`() throws {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(SyntaxFile(Array(deep.utf8), .yaml) == nil)
    let wide = String(repeating: "- a: &x [b, *x]\n", count: 50_000)
    #expect(try matches("a: $X", wide).count == 50_000)
    let twins = "{" + String(repeating: "a: 1, ", count: 20_000) + "b: 2}"
    _ = try matches("{..., a: $X, a: $Y, c: $Z}", twins)
  }
}
