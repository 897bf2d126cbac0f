import GateSyntax
import Testing

/// Files made to hurt: all of these end, and none needs a deep stack.
@Suite(.timeLimit(.minutes(2))) struct `Hostile sources` {
  private func count(_ pattern: String, _ source: String) throws -> Int {
    try matches(pattern, in: source, .python).count
  }

  @Test func `nesting a hundred thousand deep`() throws {
    let depth = 100_000
    let source = String(repeating: "[", count: depth) + "f(1)" + String(repeating: "]", count: depth) + "\n"
    _ = try count("f($X)", source)
  }

  @Test func `a sum of fifty thousand terms`() throws {
    let source = "x = f(1)" + String(repeating: " + a", count: 50_000) + "\n"
    #expect(try count("f($X)", source) == 1)
    #expect(try count("$A + $B", source) > 0)
  }

  @Test func `a chain of ten thousand calls`() throws {
    let source = "x" + String(repeating: ".a(1)", count: 10_000) + ".run()\n"
    #expect(try count("$X. ... .run()", source) > 0)
  }

  @Test func `ten thousand branches in a row`() throws {
    let source = "if a: f(0)\n" + String(repeating: "elif b: f(1)\n", count: 10_000)
    #expect(try count("f($X)", source) == 10_001)
  }

  @Test func `thousands of statements under patterns with ellipses`() throws {
    let source = "def g():\n" + String(repeating: "  a = f(a)\n", count: 3_000)
    _ = try count("$X = f($Y)\n...\n$Y = f($X)\n...\nnever($X)", source)
  }

  @Test func `one long line of arguments`() throws {
    let source = "f(" + String(repeating: "1, ", count: 20_000) + "2)\n"
    #expect(try count("f(..., 2)", source) == 1)
    _ = try count("f(..., $X, ..., $X, ..., $X, ..., 3)", source)
  }
}
