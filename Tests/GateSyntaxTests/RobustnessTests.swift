import GateSyntax
import Testing

/// Files made to hurt: all of these end, and none needs a deep stack.
@Suite(.timeLimit(.minutes(2))) struct `Hostile sources` {
  private func count(_ pattern: String, _ source: String) throws -> Int {
    try matches(pattern, in: source, .python).count
  }

  @Test(arguments: [
    (
      Language.javascript,
      "function f(a) {\n  const b = g(a);\n  if (b) {\n    return {c: 'x' + b};\n  }\n  throw new E(b);\n}\n",
      "$A = $B\n...\nreturn $C"
    ),
    (.python, "def f(a):\n  b = g(a)\n  if b:\n    return {'c': 'x' + b}\n  raise E(b)\n", "$A = $B\n...\nreturn $C"),
    (
      .java, "class A { int f(int a) {\n  int b = g(a);\n  if (b > 1) { return b; }\n  throw new E(b);\n} }\n",
      "$T $A = $B;\n...\nreturn $C;"
    ),
    (
      .go, "package a\nfunc f(a int) int {\n  b := g(a)\n  if b > 1 {\n    return b\n  }\n  return 1\n}\n",
      "$A := $B\n...\nreturn $C"
    ),
  ])
  func `code from which lines are missing`(_ language: Language, _ source: String, _ pattern: String) throws {
    let lines = source.split(separator: "\n")
    // Every choice of lines: what is left parses as all kinds of fragments.
    for choice in 0..<(1 << lines.count) {
      let text = lines.indices.filter { choice & 1 << $0 != 0 }.map { String(lines[$0]) }.joined(separator: "\n")
      _ = try matches(pattern, in: text, language)
    }
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

  @Test func `types that lead to each other`() throws {
    let java = "class A { void m() { var y = y + 1; var a = b; var b = a; foo(y); foo(a); } }\n"
    #expect(try matches("foo((String $X))", in: java, .java).isEmpty)
    let sum = "class A { void m(String s) { foo(s" + String(repeating: " + s", count: 50_000) + "); } }\n"
    _ = try matches("foo((String $X))", in: sum, .java)
    let numbers = "let y = 1" + String(repeating: " + 1", count: 50_000) + "; f(y)\n"
    _ = try matches("f(($X: number))", in: numbers, .typescript)
  }

  @Test func `ways to match by the million`() throws {
    let chain = "class A { Object m() { return a" + String(repeating: ".b()", count: 20_000) + "; } }\n"
    _ = try matches("$X. ... .b()", in: chain, .java)
    let nested = String(repeating: "f(", count: 20_000) + String(repeating: ")", count: 20_000) + "\n"
    _ = try count("f(<... $X ...>)", nested)
    let conditions = "y = a" + String(repeating: " and a", count: 50_000) + "\n"
    _ = try count("$A and $B", conditions)
  }
}
