import GateSyntax
import Testing

@Suite struct `A grammar` {
  /// A span cannot pass through `#expect`.
  private func accepts(_ grammar: Grammar, _ source: String) -> Bool { grammar.accepts(Array(source.utf8).span) }

  private static let sources: [(Grammar, String)] = [
    (.python, "def add(a: int, *rest) -> int:\n    match a:\n        case 1: return f\"{a!r:>{2}} more\"\n"),
    (.javascript, "const f = async (a, b = /x[/]y/g) => `${a ?? b}`\nclass A { #p = 1; static { f?.() } }\n"),
    (.typescript, "export const f = <T,>(a: T, b?: number): a is string => a ? b : <number>a\n"),
    (.tsx, "const View = ({ a }: { a?: string }) => <p className=\"x\">it's {a ? <b/> : null}</p>\n"),
    (.java, "record P(int x) { static <T> T id(T t) { return switch (1) { case 1 -> t; default -> null; }; } }\n"),
    (.go, "package main\n\nfunc Map[T any](xs []T, f func(T) T) { for i := range xs { xs[i] = f(xs[i]) } }\n"),
    (.ruby, "def a(b:, **c) = b\nputs <<~TEXT, %w[x y]\n  hello #{a(b: 1)}\nTEXT\n"),
    (.json, "{\"a\": [1, -2.5e3, null, \"\\u00e4\"]}"),
  ]

  @Test func `every language has a source here`() {
    #expect(Self.sources.map(\.0) == Grammar.allCases)
  }

  @Test(arguments: sources)
  func `a sound source is accepted`(_ grammar: Grammar, _ source: String) {
    #expect(accepts(grammar, source))
  }

  @Test(arguments: sources)
  func `a broken source is not`(_ grammar: Grammar, _ source: String) {
    #expect(!accepts(grammar, source + "\n) ] = {"))
  }

  @Test(arguments: Grammar.allCases)
  func `bytes that are no text are refused, not stumbled over`(_ grammar: Grammar) {
    let accepted = grammar.accepts(([0xFF, 0x00, 0xC3, 0x28, 0x22, 0x27, 0x60] as [UInt8]).span)
    #expect(!accepted)
  }

  /// What the scanner of our own must get right: see ci/grammars/typescript-scanner.c.
  @Test(
    arguments: [Grammar.typescript, .tsx],
    [
      // Optional parameters and ternaries.
      "const f = (a?: string, b?) => a ? b : a\n", "const f = (a ? : string) => a\n", "x = a?.b ? .5 : c?.[0]\n",
      "const y = a\n  ? b\n  : c\n",
      // Signatures without a body, and bodies on the next line.
      "function f(a: string): void\nfunction f(a: number): void\nfunction f(a: any) { }\n",
      "function f(): void\n{\n}\n", "function f(): void // why\n{\n}\n",
      "abstract class A { abstract a(): void\n b(): void\n b(c?: string): void { } }\n",
      "declare function f(a: string): void\ndeclare const g: number\n",
      // Patterns in types, and object types before a colon.
      "type F = { url: ({ a }: { a: string }) => void }\n", "type C = A extends { b: 1 } ? { c: D } : { e }\n",
      // Members without semicolons.
      "interface A {\n  a: string\n  [key: string]: any\n  (b: number): string\n  c?(): void\n}\n",
      "class A {\n  a: string\n  *b() { }\n  c = 1\n  [d] = 2\n}\n",
      "class A {\n  a?: string // one\n  /** two\n   * three */\n  b!: number\n}\n",
      // Unions with comments, on one line and on many.
      "type U =\n  // first\n  | 'a' // one\n  | 'b' /* two */\n  // three\n  | 'c'\nlet x = 1\n",
      // What JavaScript's own scanner answers.
      "let a = 1\nlet b = `x ${a} $ \\` y`\na++\nb\n--a\nreturn_: for (;;) { break return_ }\n",
    ])
  func `TypeScript's ends of line and question marks are understood`(_ grammar: Grammar, _ source: String) {
    #expect(accepts(grammar, source))
  }
}
