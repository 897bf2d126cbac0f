import GateSyntax
import Testing

@Suite struct `A pattern for JavaScript` {
  private func found(_ pattern: String, _ source: String) throws -> [Int] {
    try lines(pattern, in: source, .javascript)
  }

  // MARK: Expressions

  @Test(arguments: [
    ("open(...)", [1]), ("$X.open(...)", [2, 3, 4, 5]), ("this.open()", [2]), ("$X. ... .open()", [2, 3, 4, 5]),
    ("$X.make().open()", [5]), ("$F()", [1, 2, 3, 4, 5, 6]), ("a.open", [3]), ("$X?.open()", [4]),
  ])
  func `calls and chains, optional or not`(_ pattern: String, _ expected: [Int]) throws {
    #expect(
      try found(pattern, "open();\nthis.open();\na.open();\na?.open();\na.make().open();\na['open']();") == expected)
  }

  @Test(arguments: [
    ("send(a, b)", [1]), ("send(a, ...)", [1, 2, 3]), ("send(..., c)", [2]), ("send(...$REST)", [4]),
    ("send($...ALL)", [1, 2, 3, 4]), ("send($X)", [3, 4]),
  ])
  func `arguments are in order, and an ellipsis is any number of them`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, "send(a, b);\nsend(a, b, c);\nsend(a);\nsend(...list);") == expected)
  }

  @Test func `an expression is found where it stands, a statement as a whole`() throws {
    let source = "const a =\n  load(1);\nsave(() => {\n  load(2);\n});"
    #expect(try found("load(...)", source) == [2, 4])
    #expect(try found("load(...);", source) == [1, 4])
  }

  @Test func `deep expressions stay out of the statements of functions`() throws {
    let source = "f([{a: x}]);\nf(y ? 1 : x);\nf(() => { x });\nf(`${x}`);\nf(b[x]);"
    #expect(try found("f(<... x ...>)", source) == [1, 2, 4, 5])
  }

  @Test(arguments: [
    ("new Box(...)", [1, 2]), ("new $X(...)", [1, 2, 3]), ("new a.Box(1)", [3]), ("Box(...)", []),
  ])
  func `constructors, with and without arguments`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, "new Box;\nnew Box(1);\nnew a.Box(1);") == expected)
  }

  @Test func `operators are told apart`() throws {
    #expect(try found("$A == $B", "a == b;\na === b;\na != b;") == [1])
    #expect(try found("a++", "a++;\n++a;\na += 1;") == [1])
    #expect(try found("typeof $X", "typeof a;\nvoid a;") == [1])
    #expect(try found("$A ?? $B", "a ?? b;\na || b;") == [1])
  }

  // MARK: Literals

  @Test(arguments: [
    (#""...""#, [1, 2, 3]), (#""a""#, [1, 2, 3]), ("`...${...}...`", [4, 5]), ("`...`", [3, 4, 5]), ("`b${$X}`", [4]),
    (#"'$S'"#, [1, 2, 3]),
  ])
  func `strings in any quotes, templates with holes apart`(_ pattern: String, _ expected: [Int]) throws {
    let source = "x = 'a';\nx = \"a\";\nx = `a`;\nx = `b${c}`;\nx = `${c}${d}`;"
    #expect(try found("x = " + pattern, source) == expected)
  }

  @Test(arguments: [("/ab/", [1, 2]), ("/ab/g", [2]), ("/$R/", [1, 2, 3]), ("/.../", [1, 2, 3])])
  func `regular expressions by content, and by flags where there are some`(_ pattern: String, _ expected: [Int]) throws
  {
    #expect(try found(pattern, "x = /ab/;\nx = /ab/g;\nx = /[/]$/;\nx = a / b / c;") == expected)
  }

  @Test(arguments: [
    ("{a: 1}", [1, 2, 3]), ("{b: 2, a: 1}", [2]), ("{..., \"a\": $X, ...}", [1, 2, 3, 4]), ("{a}", [4]),
    ("{...$X}", [5]),
    ("{$K: 1}", [1, 2, 3]), ("({...})", [1, 2, 3, 4, 5]), ("a: 1", [1, 2, 3]),
  ])
  func `objects may have more than is asked for, in any order`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, "x = {a: 1};\nx = {a: 1, b: 2};\nx = {'a': 1};\nx = {a};\nx = {...y};") == expected)
  }

  @Test func `arrays are exact but for an ellipsis`() throws {
    let source = "x = [1];\nx = [1, 2];\nx = [];"
    #expect(try found("[1]", source) == [1])
    #expect(try found("[..., 2]", source) == [2])
  }

  // MARK: Declarations

  @Test(arguments: [
    ("$X = get()", [1, 2, 3, 4, 5, 6, 7, 8]), ("var $X = get()", [1, 2, 3]), ("let $X = get()", [2]),
    ("const $X = get()", [3]), ("const {$A} = get()", [5]), ("$X.b = get()", [7]),
  ])
  func `declarations are assignments`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      var a = get();
      let a = get();
      const a = get();
      a = get();
      const {b} = get();
      const [b] = get();
      a.b = get();
      class C { static d = get() }
      e += get();
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test func `a variable without a value is no assignment`() throws {
    #expect(try found("let $X", "let a;\nlet b = 1;") == [1])
    #expect(try found("$X = ...", "let a;\nlet b = 1;") == [2])
  }

  // MARK: Functions

  private static let functions = """
    function a(x, y) { return 1 }
    b = function (x) { return 1 };
    c = x => 1;
    d = {e(x) { return 1 }};
    d = {e: function (x) { return 1 }};
    class F { async g(x) { return 1 } }
    """

  @Test(arguments: [
    ("function $F(...) {...}", [1, 4, 5, 6]), ("function $F($X) {...}", [4, 5, 6]), ("function (...) {...}", [2, 3]),
    ("($X) => {...}", [2, 3]), ("x => 1", [2, 3]), ("async function $F(...) {...}", [6]),
    ("function $F(..., y, ...) {...}", [1]), ("e(...) {...}", [4, 5]), ("{e: (...) => {...}}", [4, 5]),
    ("return $X", [1, 2, 3, 4, 5, 6]),
  ])
  func `named functions and methods are one, arrows and function expressions another`(
    _ pattern: String, _ expected: [Int]
  ) throws {
    #expect(try found(pattern, Self.functions) == expected)
  }

  @Test(arguments: ["function ... (a) {...}", "function ...(a) { ... }"])
  func `a function of any name may have none`(_ pattern: String) throws {
    let source = "function f(a) {}\nx = function (a) {};\ny = (a) => { b() };\nclass A { g(a) {} }\nfunction h() {}"
    #expect(try found(pattern, source) == [1, 2, 3, 4])
  }

  @Test func `a parameter may be taken apart or have a default`() throws {
    let source = "function a({b}) {}\nfunction c(d = 1) {}\nfunction e(...f) {}\nfunction g() {}"
    #expect(try found("function $F($X) {...}", source) == [1, 2, 3])
    #expect(try found("function $F({$X}) {...}", source) == [1])
  }

  // MARK: Statements

  @Test func `statements follow one another, with an ellipsis at any distance and depth`() throws {
    let source = "a();\nb();\nfunction f() { a(); c(); b(); }\na(); if (x) { b(); }"
    #expect(try found("a();\nb();", source) == [1])
    #expect(try found("a();\n...\nb();", source) == [1, 3, 4])
  }

  @Test(arguments: [
    ("if ($C) {...}", [1, 2, 3, 4]), ("if ($C) {...} else {...}", [2, 3]), ("if (a) f();", [1]), ("if (d) {...}", [4]),
  ])
  func `branches, with braces or without`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, "if (a) f();\nif (b) { g() } else h();\nif (c) {}\nelse if (d) {}") == expected)
  }

  @Test(arguments: [
    ("for (...) {...}", [1, 2, 3]), ("for ($X in $Y) {...}", [2, 3]), ("for (const $X of $Y) {...}", [3]),
    ("for (let $I = 0; ...; ...) {...}", [1]), ("while (...) {...}", [4]),
  ])
  func `loops by their heads`(_ pattern: String, _ expected: [Int]) throws {
    let source = "for (let i = 0; i < 9; i++) {}\nfor (k in o) {}\nfor (const v of o) {}\nwhile (a) {}"
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: [
    ("try {...} catch ($E) {...}", [1, 2]), ("try {...} finally {...}", [3]), ("catch ($E) {...}", [1, 2]),
    ("throw $X", [1]),
  ])
  func `handlers, with a name or without`(_ pattern: String, _ expected: [Int]) throws {
    let source = "try { throw a } catch (e) { b() }\ntry { a() } catch { b() }\ntry { a() } finally { b() }"
    #expect(try found(pattern, source) == expected)
  }

  @Test func `cases of a switch`() throws {
    let source = "switch (a) { case 1: b(); break; default: c() }\nswitch (a) { case 2: b() }"
    #expect(try found("switch ($X) { case 1: ... }", source) == [1])
    #expect(try found("switch ($X) { ... }", source) == [1, 2])
  }

  // MARK: Classes

  @Test(arguments: [
    ("class $C {...}", [1, 2, 3]), ("class $C extends $B {...}", [2]), ("class $C { n() {...} }", [1, 3]),
    ("class $C { ... k = 1; ... n() {...} }", [3]), ("class $C { constructor(...) {...} }", [2]),
    ("export class $C {...}", [3]),
  ])
  func `members in any order, others beside them`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      class A { m() {} n() {} }
      class B extends A { constructor(x) { super(x) } }
      export class C { n() {} k = 1 }
      """
    #expect(try found(pattern, source) == expected)
  }

  // MARK: Modules

  private static let imports = """
    import a from 'm';
    import {b, c as d} from 'm';
    import * as e from 'm';
    import 'm/n';
    const f = require('m');
    import g from 'other';
    """

  @Test(arguments: [
    ("import 'm'", [1, 2, 3, 4, 5]), ("import $X from 'm'", [1]), ("import {b} from 'm'", [2]),
    ("import {c as $X} from 'm'", [2]), ("import * as $X from 'm'", [3]), ("import $X from '$M'", [1, 6]),
    ("import {$X} from 'm'", [1, 2]), ("require('m')", [5]), ("import $X from $M", [1, 6]),
  ])
  func `imports by what they import`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, Self.imports) == expected)
  }

  @Test(arguments: [
    ("import * as a from 'm';\na.run()", [2]), ("import {run} from 'm';\nrun()", [2]),
    ("import {run as b} from 'm';\nb()", [2]), ("const a = require('m');\na.run()", [2]),
    ("const {run: b} = require('m');\nb()", [2]), ("import m2 from 'm';\nm2.run()", []),
    ("import {run} from 'n';\nrun()", []), ("import * as a from 'node:m';\na.run()", [2]),
    ("const {run: b} = require('node:m');\nb()", [2]),
  ])
  func `a name stands for what it was imported from`(_ source: String, _ expected: [Int]) throws {
    #expect(try found("m.run()", source) == expected)
  }

  @Test func `a default import is asked for by no word of the file`() throws {
    #expect(try Pattern("import $X from 'm'", .javascript).requiredWords.isEmpty)
  }

  // MARK: Markup

  private static let markup = """
    a = <Box title={t} />;
    b = <Box title="t" wide>text</Box>;
    c = <Box title />;
    d = <p {...all}>{t}</p>;
    """

  @Test(arguments: [
    ("<$E title={...} />", [1, 2, 3]), ("<Box title={t} />", [1]), ("<Box title=\"...\" />", [2]),
    ("<Box />", [1, 2, 3]),
    ("<$E title=$X />", [1, 2, 3]), ("<$E ... title=... ... />", [1, 2, 3]), ("<p {...$X} />", [4]),
    ("<$E title={true} />", [3]), ("<Box ...>text</Box>", [2]), ("<p ...>...</p>", [4]),
  ])
  func `elements may have other attributes and content`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, Self.markup) == expected)
  }
}

@Suite struct `A pattern for TypeScript` {
  private func found(_ pattern: String, _ source: String) throws -> [Int] {
    try lines(pattern, in: source, .typescript)
  }

  @Test(arguments: [
    ("use(($X: string))", [2, 4, 6]), ("use(($X: number))", [3]), ("use(($X: Box))", [5]),
    ("function $F($X: string, ...) {...}", [1]), ("let $X: $T", []),
  ])
  func `typed metavariables`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      function f(a: string, b: number, c: Box<number>) {
        use(a);
        use(b);
        use('x');
        use(c);
        use(d as string);
      }
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test func `types do not hinder, casts neither`() throws {
    let source = "const a: T = get<U>(b as V);\nget(b!);\nget(<V>b);\nget(b satisfies V);"
    #expect(try found("get(b)", source) == [1, 3, 4])
    #expect(try found("$X = get(...)", source) == [1])
    #expect(try found("$X as V", source) == [1, 3, 4])
    #expect(try found("$X!", source) == [2])
  }

  @Test(arguments: [
    ("@Part(...) class $C {...}", [1, 2]), ("@Part class $C {...}", [2]), ("class $C { @In(...) $X; }", [1]),
    ("class $C implements I {...}", [2]), ("class $C { private $X = 1; }", [2]),
    ("class $C { constructor(..., private $X: T, ...) {...} }", [2]), ("class $C { @On(...) $M(...) {...} }", [2]),
  ])
  func `decorators and modifiers may have company`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      @Part({a: 1}) class A { @In() x: string; }
      @Part export class B extends A implements H, I { private readonly k: T = 1; constructor(private s: T) {} @On('b') @At() m() {} }
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test func `markup is read by the grammar that has it`() throws {
    #expect(try lines("<Box title={$X} />", in: "const a: T = <Box title={t} />;", .tsx) == [1])
  }

  // MARK: Like the reference

  @Test(arguments: [
    ("for (...) { ... }", [2, 4]), ("for (...) go();", [1, 3]), ("while ($X) { ... }", [6]), ("while ($X) $S", [5, 6]),
    ("for (const $K of $L) { ... }", [4]), ("do { ... } while ($X)", [8]),
  ])
  func `a loop with braces is not one without`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      for (let i = 0; i < 3; i++) go();
      for (let i = 0; i < 3; i++) { go(); }
      for (const k of l) go();
      for (const k of l) { go(); }
      while (x) go();
      while (x) { go(); stop(); }
      do go(); while (x);
      do { go(); } while (x);
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: [
    ("if ($X) { go(); }", [1, 2]), ("if ($X) go();", [1, 2]), ("if ($X) { ... }", [1, 2, 3]),
    ("if ($X) { go(); ... }", [2, 3]), ("if ($X) $S", [1, 2, 3]),
  ])
  func `a branch without braces is a block of one`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, "if (a) go();\nif (a) { go(); }\nif (a) { go(); stop(); }") == expected)
  }

  @Test(arguments: [
    ("send({})", [1, 2, 3]), ("x = {}", [4, 5]),
  ])
  func `an empty object is any object`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, "send({});\nsend({a: 1});\nsend({...b});\nx = {};\nx = {a: 1};\nsend(1);") == expected)
  }

  @Test(arguments: [
    ("send(16)", [1, 2, 3]), ("send(1000)", [4, 5, 6]), ("send(0.5)", [7]), ("send(10n)", [8]), ("send(10)", []),
  ])
  func `numbers are known by value`(_ pattern: String, _ expected: [Int]) throws {
    let source = "send(16);\nsend(0x10);\nsend(16.0);\nsend(1e3);\nsend(1_000);\nsend(1000);\nsend(.5);\nsend(10n);"
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: [
    ("$A = $B", [1, 2, 3]), ("$A += $B", [1]), ("$A + $B", [1]), ("$A ?? $B", [2]), ("$A = get()", [2, 3]),
    ("$A ??= $B", [2]),
  ])
  func `assignments with an operator are written out`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, "a += get();\na ??= get();\na = get();") == expected)
  }

  @Test func `nested assignments with operators stay small`() throws {
    let source = String(repeating: "a[", count: 40) + "0" + String(repeating: "] += 1", count: 40)
    #expect(try found("a", source) == [1])
  }

  @Test(arguments: [
    ("function $F(...) { ... }", [1, 2, 3, 5, 6, 7]), ("$M(...) { ... }", [5, 6, 7]),
    ("class $C { $M(...) { ... } }", [6, 7]),
    ("export function $F(...) { ... }", [3]),
  ])
  func `functions that are declared by their value`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      function a(x) { return 1 }
      const b = (x) => { return 1 };
      export default function (x) { return 1 }
      c = (x) => 1;
      d = {e: (x) => 1};
      class F { g = (x) => { return 1 } }
      class H { i = function (x) { return 1 } }
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: [
    ("const $X = $Y", [1, 2]), ("const $X = get()", [1]), ("var $X = $Y", [1, 2, 3]), ("let $X = ...", [3]),
    ("const {a} = $Y", [2]),
  ])
  func `a hole for the name and one for the value are any declaration`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, "const a = get();\nconst {a} = get();\nlet [b] = get();\nc = get();") == expected)
  }

  @Test(arguments: [
    ("import {b, a} from 'm'", [1, 2]), ("import {a, b} from 'm'", [1, 2]), ("import {...} from 'm'", [1, 2, 3, 4, 5]),
    ("import {c} from 'm'", [5]),
  ])
  func `imported names are without order`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      import {a, b} from 'm';
      import {b, a} from 'm';
      import {a} from 'm';
      import d from 'm';
      export {c} from 'm';
      import * as e from 'm';
      import 'm';
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: ["export default a", "export {a}", "export {a} from 'b'"])
  func `patterns of which nothing remains match all statements`(_ pattern: String) throws {
    #expect(try found(pattern, "a = 1;\nif (b) {\n  c();\n}") == [1, 2, 3])
  }

  @Test(arguments: [
    ("<a>$T</a>", [1, 2, 5]), ("<a>{$X}</a>", [3]), ("<a><b/></a>", [4]), ("<a>x</a>", [1, 2]),
    ("<a>...</a>", [1, 2, 3, 4, 5]),
    ("<a>...{$X}...</a>", [2, 3]), ("<a>\n  x\n</a>", [5]), ("<a />", [1, 2, 3, 4, 5]),
  ])
  func `what stands between tags is text, code or another element`(_ pattern: String, _ expected: [Int]) throws {
    let source = "y = <a>x</a>;\ny = <a>x{z}</a>;\ny = <a>{z}</a>;\ny = <a><b/></a>;\ny = <a>\n  x\n</a>;"
    #expect(try lines(pattern, in: source, .tsx) == expected)
  }

  @Test func `try with finally, with or without a handler`() throws {
    let source =
      "try { a() } finally { b() }\ntry { a() } catch (e) { c() } finally { b() }\ntry { a() } catch (e) { c() }"
    #expect(try found("try { ... } finally { ... }", source) == [1, 2])
  }

  @Test func `fields of the constructor's parameters, caught types and signatures`() throws {
    func typed(_ pattern: String, _ source: String) throws -> [Int] { try lines(pattern, in: source, .typescript) }
    let source = """
      class A {
        constructor(private http: Http, other: Other) {}
        get() {
          this.http.get(1);
          this.other.get(1);
        }
      }
      """
    #expect(try typed("($X: Http).get(...)", source) == [4])
    #expect(try typed("($X: Other).get(...)", source) == [])
    #expect(try typed("try { ... } catch ($E) { ... }", "try { a() } catch (e: unknown) { }") == [1])
    #expect(try typed("function $F(...) { ... }", "interface A { b(): void }\nfunction c(): void { }") == [2])
  }
}
