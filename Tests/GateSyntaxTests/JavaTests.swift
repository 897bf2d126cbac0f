import GateSyntax
import Testing

@Suite struct `A pattern for Java` {
  private func found(_ pattern: String, _ source: String) throws -> [Int] { try lines(pattern, in: source, .java) }

  /// Statements in a method of their own, one a line, from line 1.
  private func inMethod(_ pattern: String, _ statements: String) throws -> [Int] {
    try found(pattern, "class A { void m() { \(statements)\n} }")
  }

  // MARK: Expressions and statements

  @Test func `an expression is found where it stands, a statement as a whole`() throws {
    let source = "String s =\n  load(1);\nif (a\n  && load(2)) { }\nreturn b +\n  load(3);"
    #expect(try inMethod("load(...)", source) == [2, 4, 6])
    #expect(try inMethod("load(...);", source) == [1, 5])
  }

  @Test func `statements follow one another, with an ellipsis at any distance`() throws {
    let source = "open();\nclose();\nopen(); use(); close();\nopen(); if (a) { close(); }\nopen(); if (close()) { }"
    #expect(try inMethod("open(); close();", "open();\nclose();\nopen(); use();") == [1])
    #expect(try inMethod("open();\n...\nclose();", source) == [1, 3, 4])
  }

  @Test(arguments: [
    ("open(...)", [1]), ("$X.open(...)", [2, 3, 4]), ("this.open()", [2]), ("$X. ... .open()", [2, 3, 4]),
    ("$X.make().open()", [4]), ("$F()", [1, 2, 3, 4]),
  ])
  func `calls and chains`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try inMethod(pattern, "open();\nthis.open();\na.b.open();\na.make().open();") == expected)
  }

  @Test func `a cast is no hindrance, and can be asked for`() throws {
    let source = "T a = (T) b.get(1);\na = b.get(1);"
    #expect(try inMethod("$X = $Y.get(...);", source) == [1, 2])
    #expect(try inMethod("$X = (T) $Y.get(...);", source) == [1])
  }

  @Test(arguments: [
    ("$X = 1", [1, 2, 3, 4]), ("int $X = 1;", [1, 2]), ("final $T $X = 1;", [2]), ("$T $X;", [5]), ("$X += 1", [6]),
    ("$T $X = ...;", [1, 2]),
  ])
  func `declarations and assignments`(_ pattern: String, _ expected: [Int]) throws {
    #expect(
      try inMethod(pattern, "int a = 0, b = 1;\nfinal int c = 1;\nd = 1;\nthis.e = 1;\nint f;\ng += 1;") == expected)
  }

  @Test(arguments: [
    ("new Box(...)", [1]), ("new Box<>(...)", [2]), ("new Box<T>(...)", [3]), ("new q.Box(...)", [4]),
    ("new Box(...) { ... }", [5]), ("new byte[$N]", [6]), ("new $T[] {...}", [7]),
  ])
  func `objects and arrays`(_ pattern: String, _ expected: [Int]) throws {
    let source =
      "a = new Box(1);\na = new Box<>(1);\na = new Box<T>(1);\na = new q.Box(1);\na = new Box(1) { };\n"
      + "a = new byte[4];\na = new int[] {1, 2};"
    #expect(try inMethod(pattern, source) == expected)
  }

  @Test(arguments: [
    ("$X -> go($X)", [1, 2]), ("(...) -> { ... }", [1, 2, 3]), ("(String $X) -> { ... }", [2]), ("Foo::go", [4]),
    ("$X.class", [5]), ("Foo.class", [5]), ("'a'", [6]), ("\"a\"", [7]), ("$X instanceof Foo", [8]),
    ("$X instanceof Foo $Y", [9]), ("$X++", [10]), ("++$X", [11]), ("$A ? $B : $C", [12]), ("x + ...", [13]),
  ])
  func `other expressions`(_ pattern: String, _ expected: [Int]) throws {
    let source =
      "a(x -> go(x));\na((String x) -> { return go(x); });\na(() -> { });\na(Foo::go);\na(Foo.class);\na('a');\n"
      + "a(\"a\");\na(x instanceof Foo);\na(x instanceof Foo y);\ni++;\n++i;\na(b ? c : d);\na(x + y);"
    #expect(try inMethod(pattern, source) == expected)
  }

  @Test func `a block of text is a string`() throws {
    #expect(try inMethod("\"...\"", "a(\"\"\"\n  x\"\"\");\na('x');") == [1])
  }

  // MARK: Branches and loops

  @Test(arguments: [
    ("if ($X) { go(); }", [1, 2, 3]), ("if ($X) go();", [1, 2, 3]), ("if ($X) { ... } else { ... }", [3]),
    ("while ($X) { ... }", [4]), ("for (...) { ... }", [5, 6]), ("for ($T $X : $Y) { ... }", [6]),
    ("for (int $I = 0; ...; ...) { ... }", [5]), ("do { ... } while ($X);", [7]), ("assert $X;", [8]),
    ("synchronized ($X) { ... }", [9]), ("throw new $E(...);", [10]), ("return ...;", [11]),
  ])
  func `branches and loops`(_ pattern: String, _ expected: [Int]) throws {
    let source =
      "if (a) go();\nif (a) { go(); }\nif (a) { go(); } else { b(); }\nwhile (a) { b(); }\n"
      + "for (int i = 0; i < 3; i++) { b(); }\nfor (final String s : t) { b(); }\ndo { b(); } while (a);\nassert a;\n"
      + "synchronized (this) { b(); }\nthrow new E(1);\nreturn;"
    #expect(try inMethod(pattern, source) == expected)
  }

  @Test(arguments: [
    ("try { ... } catch (E $X) { ... }", [1, 2, 4]), ("try { ... } catch ($T $X) { ... }", [1, 2, 4]),
    ("catch (F $X) { ... }", [2]), ("try { ... } catch ($T $X) { ... } finally { ... }", [3]),
    ("try (R $X = ...) { ... } catch (...) { ... }", [4]), ("$X = open();", [4]),
  ])
  func `exceptions`(_ pattern: String, _ expected: [Int]) throws {
    let source =
      "try { a(); } catch (E e) { }\ntry { a(); } catch (E | F e) { }\ntry { a(); } catch (E e) { } finally { }\n"
      + "try (R r = open()) { a(); } catch (E e) { }"
    #expect(try inMethod(pattern, source) == expected)
  }

  @Test(arguments: [
    ("switch ($X) { ... }", [1, 2, 3]), ("switch ($X) { case 2: go(); }", [1, 2]), ("case $X: go();", [1, 2]),
    ("switch ($X) { ... default: stop(); ... }", [3]),
  ])
  func `switches of both kinds`(_ pattern: String, _ expected: [Int]) throws {
    let source =
      "switch (a) { case 1: b(); break; case 2: go(); }\nswitch (a) { case 2 -> go(); }\nswitch (a) { default: stop(); }"
    #expect(try inMethod(pattern, source) == expected)
  }

  // MARK: Declarations

  private static let members = """
    class A {
      A(int a) { go(); }
      public static <T> int b(T x, int y) throws E, F { go(); return 1; }
      abstract void c(final String s);
      @Mark(1) void d(@From("x") String s) { a(); go(); b(); }
      private final int e = 1;
      @Mark int f;
      static { go(); }
    }
    """

  @Test(arguments: [
    ("$M(...) { ... }", [2, 3, 4, 5]), ("$T $M(...) { ... }", [3, 4, 5]), ("A(...) { ... }", [2]),
    ("void $M(...) { ... }", [4, 5]), ("void $M(...);", [4]), ("static $T $M(...) { ... }", [3]),
    ("$T $M(...) throws F { ... }", [3]), ("$T $M(..., int $Y) { ... }", [3]), ("$T $M(String $S) { ... }", [4, 5]),
    ("$T $M(@From(...) $U $S) { ... }", [5]), ("@Mark(...) $T $M(...) { ... }", [5]),
    ("$T $M($...ALL) { ... }", [3, 4, 5]),
    ("$T $M(...) { ... go(); ... }", [3, 5]), ("$T $M(...) { ... go(); }", [3, 5]), ("$T $M(...) { go(); }", []),
    ("private $T $F = 1;", [6]), ("@Mark(...) $T $F;", [7]), ("static { ... }", [8]), ("@Mark", [7]),
    ("@Mark(...)", [5, 7]),
  ])
  func `members alone`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, Self.members) == expected)
  }

  private static let types = """
    package a.b;
    import java.util.*;
    import java.util.List;
    import static a.B.run;
    @Mark public class A extends B implements C, D { int x; void m() { } void n() { } }
    interface E extends F { void m(); }
    enum G { ONE, TWO; void m() { } }
    record H(int x) implements C { }
    @interface I { int value(); }
    class J<T> extends B<T> { }
    """

  @Test(arguments: [
    ("package $P;", [1]), ("import java.util.*;", [2]), ("import java.util.List;", [3]),
    ("import static a.B.run;", [4]),
    ("import java.util.List;\n...\nclass $C { ... }", [3]), ("class $C { ... }", [5, 7, 10]),
    ("class $C extends B { ... }", [5]), ("class $C extends B<$T> { ... }", [10]),
    ("class $C implements D { ... }", [5]),
    ("class $C { ... void n() { ... } ... void m() { ... } ... }", [5]), ("class $C { int x; }", [5]),
    ("@Mark class $C { ... }", [5]), ("interface $I { ... }", [6, 9]), ("interface $I extends F { ... }", [6]),
    ("enum $E { ... }", [7]), ("enum $E { ..., TWO }", [7]), ("record $R(...) { ... }", [8]),
    ("@interface $A { ... }", [9]), ("class $C<$T> { ... }", [10]),
  ])
  func `types and imports`(_ pattern: String, _ expected: [Int]) throws {
    #expect(try found(pattern, Self.types) == expected)
  }

  @Test func `annotations take their arguments in any order, and only all of them without an ellipsis`() throws {
    let source = "class A {\n@Mark(x = 1) int a;\n@Mark(y = 2, x = 1) int b;\n@Mark({\"u\", \"v\"}) int c;\n}"
    #expect(try found("@Mark(x = $V)", source) == [2])
    #expect(try found("@Mark(x = 1, ...)", source) == [2, 3])
    #expect(try found("@Mark({..., \"v\"})", source) == [4])
    #expect(try found("Mark", source) == [2, 3, 4])
  }

  @Test func `a class and its constructor are the same name`() throws {
    #expect(try found("class $C { ... $C(...) { ... } ... }", "class A { A() { } }\nclass B { void A() { } }") == [1])
  }

  @Test func `a typed metavariable asks for what was declared`() throws {
    let source = "void m(String a, int b) {\nuse(a);\nuse(b);\nuse(\"c\");\nList<String> d = make();\nd.add(a);\n}"
    #expect(try found("use((String $X))", source) == [2, 4])
    #expect(try found("(List<String> $X).add(...)", source) == [6])
  }

  @Test func `types are not found as values`() throws {
    #expect(try texts("$X", in: "class A { List<String> y(String[] s) { return s; } }", .java) == ["s"])
  }

  // MARK: Robustness

  @Test(arguments: [
    "try (...) { ... }", "int[] $X = {...};", "$X.$Y[...]", "foo($...A, $X)", "@A(...) @B class $X { }",
  ])
  func `it can be read`(_ pattern: String) throws {
    #expect(throws: Never.self) { try Pattern(pattern, .java) }
  }

  @Test(arguments: ["foo(", "class {", "if ("])
  func `what is no Java is told`(_ pattern: String) {
    #expect(throws: PatternError.self) { try Pattern(pattern, .java) }
  }

  // MARK: What the reference does, too

  @Test(arguments: [
    ("use(\"...\")", [2, 3, 4, 5, 9]), ("use(\"ab\")", [4]), ("use(\"a1\")", [5]), ("use(16)", [6]), ("use(2)", [7]),
    ("use(\"b\")", [3, 9]),
  ])
  func `fields, sums and numbers have their values`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      class A { private static final String P = "a"; private String q = "b"; String r = "c"; private String s = "d"; void m(boolean z) {
      use(P);
      use(this.q);
      use(P + q);
      use(P + 1);
      use(0x10); int i = 1; i++;
      use(i); while (z) { use(i); }
      use(r); use(this.s); this.s = "e";
      try { P2 = "b"; } catch (E e) { } String t = z ? "b" : "b"; use(t);
      } }
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: [
    ("use((String $X))", [3, 4, 9]), ("use((int $X))", [5, 6, 8]), ("use((Long $X))", [5, 6, 8]),
    ("use((File[] $X))", [7]), ("use((boolean $X))", [10]),
  ])
  func `types of fields, loops, arrays and sums`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      class A { String f; int n; void m(A other, List<String> l, int... rest) {
      use(rest); use(new Object() { }); use("a" + l);
      use(other.f);
      for (String s : l) { use(s); }
      use(1 + 2);
      use(this.n);
      use(new File[] {});
      use(n + 1);
      if (l instanceof String s) { use(s); }
      use(n == 1);
      try { } catch (String e) { use(e); }
      for (int i = 0; ; ) { use(i); }
      } }
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: [
    ("a.b.Tool.run()", [4]), ("c.d.Tool.run()", [4]), ("a.b.Known.run()", []), ("k.Known.run()", [5]),
    ("(a.b.Tool $X).run()", [6]), ("new a.b.Tool()", [7]), ("s.Consts.help()", [8]), ("a.b.x.run()", []),
    ("class $C extends a.b.Base { ... }", [3]),
  ])
  func `names may come from what is imported as a whole`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      import a.b.*; import c.d.*; import static s.Consts.*;
      import k.Known;
      class A extends Base { void m(Tool x) {
      Tool.run();
      Known.run();
      x.run();
      y = new Tool();
      help();
      } }
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: [
    ("class $C { ... void m() { ... } ... }", [1, 2]), ("enum $E { ... }", [2]), ("@interface $I { ... }", [4]),
    ("interface $I { ... }", [3, 4]), ("class $C extends Z { ... }", [2]), ("class $C { $C() { ... } }", [1]),
    ("class $C<$T> { ... }", [5]), ("$T n();", [3]),
  ])
  func `enumerations are classes, annotations interfaces`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      class A { A() { } void m() { } }
      enum E implements Z { ONE; void m() { go(); } }
      interface I { void n(); }
      @interface N { int v(); }
      class B<T extends A> { int n = 1; }
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test(arguments: [
    ("super(...)", [1]), ("this(1);", [2]), ("new $T(...)", [3, 4]), ("new int[$N]", [3, 4]), ("new int[] {1}", [4]),
    ("while ($X) { ... }", [6]), ("for (...) { ... }", [7]), ("$X = 0", []), ("if (!($X instanceof T)) { ... }", [8]),
    ("try { ... } finally { ... }", [9]), ("use(\"a\" + ...)", [10]), ("{ ... go(); ... }", [5, 6]),
  ])
  func `statements and expressions`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      class A { A() { super(); }
      A(int x) { this(1); }
      int[] a = new int[3];
      int[] b = new int[] {1};
      void m() { while (a) go();
      while (a) { go(); }
      for (int i = 0; ; ) { } for (T s : t) stop();
      if (!(x instanceof T)) return;
      try { } catch (E e) { } finally { }
      use("a" + b + c); use(b + "a"); } }
      """
    #expect(try found(pattern, source) == expected)
  }

  @Test func `what is assigned to may be asked for by its type`() throws {
    let source = "P a = make();\nQ b = make();\na = make();\nb = make();\nif (a == make()) { }"
    #expect(try inMethod("(P $X) = make();", source) == [1, 3])
    #expect(try inMethod("(P $X) == make()", source) == [5])
    #expect(try inMethod("(P[] $X) = $Y.get(...);", "P[] a = b.get();\nP c = b.get();") == [1])
  }

  @Test func `a method may have the name of a variable`() throws {
    let source = "class A { String name; String name() { return name; } void m() { use(name, name()); } }"
    #expect(try found("class $C { ... String $F; ... void m() { use($F, ...); } }", source) == [1])
  }
}
