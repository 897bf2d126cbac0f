import GateModel
import Testing

/// Programs that are large, deep or run round in circles: the analysis ends, and is complete or says that it is not.
@Suite struct `Programs without measure` {
  /// In a debug build on a slow machine.
  static let longest = Duration.seconds(20)

  static let samples: [Sample] = [
    Sample(
      "a chain of 10,000 additions", .python,
      ["x = source()", "y = x" + String(repeating: " + \"a\"", count: 10_000), "sink(y) # tainted"]),
    Sample(
      "a chain of 10,000 additions", .javascript,
      [
        "let x = source();", "let y = \"a\"" + String(repeating: " + \"a\"", count: 10_000) + " + x;",
        "sink(y); // tainted",
      ]),
    Sample(
      "a chain of 10,000 additions", .java,
      [
        "class A { void m() {", "String x = source();",
        "String y = x" + String(repeating: " + \"a\"", count: 10_000) + ";", "sink(y); // tainted", "} }",
      ]),
    Sample(
      "a chain of 10,000 additions", .go,
      [
        "package main", "func main() {", "x := source()", "y := x" + String(repeating: " + \"a\"", count: 10_000),
        "sink(y) // tainted", "}",
      ]),
    Sample(
      "a chain of 10,000 conditions", .python,
      ["x = source()", "if a" + String(repeating: " or a", count: 10_000) + ":", "  sink(x) # tainted"]),
    Sample(
      "a chain of 10,000 conditions", .javascript,
      ["let x = source();", "if (a" + String(repeating: " && a", count: 10_000) + ") {", "  sink(x); // tainted", "}"]),
    Sample(
      "a chain of 3,000 calls", .javascript,
      ["let x = source();", "sink(q" + String(repeating: ".m(x)", count: 3000) + "); // tainted"]),
    Sample(
      "calls nested 400 deep", .python,
      [
        "x = source()",
        "sink(" + String(repeating: "f(", count: 400) + "x" + String(repeating: ")", count: 400) + ") # tainted",
      ]),
    Sample(
      "blocks nested 90 deep", .python,
      ["x = source()"] + (0..<90).map { String(repeating: " ", count: $0) + "if a\($0):" } + [
        String(repeating: " ", count: 90) + "sink(x) # tainted"
      ]),
    Sample(
      "blocks nested 500 deep", .javascript,
      ["let x = source();"] + (0..<500).map { "if (a\($0)) {" } + [
        "sink(x); // tainted", String(repeating: "}", count: 500),
      ]),
    Sample(
      "loops nested 30 deep", .javascript,
      ["let x = source();", "let y = \"\";"] + (0..<30).map { "while (flag(\($0))) {" } + [
        "sink(y); // tainted", "y = x;", String(repeating: "}", count: 30),
      ]),
    Sample(
      "loops nested 8 deep that hand on", .python,
      ["x = source()", "l = [\"\"] * 8", "a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = \"\""]
        + (0..<8).map { String(repeating: " ", count: $0) + "while flag(\($0)):" }
        + (0..<7).map { String(repeating: " ", count: 8) + "a\($0) = a\($0 + 1)" } + [
          String(repeating: " ", count: 8) + "a7 = x", "sink(a0) # tainted",
        ]),
    Sample(
      "a function that calls itself", .python,
      ["def f(x, n):", "  if n == 0:", "    return x", "  return f(x, n - 1)", "sink(f(source(), 5)) # tainted"]),
    Sample(
      "a function that calls itself twice", .python,
      [
        "def f(x, n):", "  if n < 2:", "    return x", "  return f(x, n - 1) + f(x, n - 2)",
        "sink(f(source(), 30)) # tainted",
      ]),
    Sample(
      "functions that call each other", .javascript,
      [
        "function even(x, n) { return n == 0 ? x : odd(x, n - 1); }",
        "function odd(x, n) { return n == 0 ? \"\" : even(x, n - 1); }", "sink(even(source(), 10)); // tainted",
      ]),
    Sample(
      "classes that make each other", .java,
      [
        "class A {", "B b;", "String s;", "A(String s, B b) { this.s = s; this.b = b; }",
        "String get() { return b == null ? s : b.get(); }", "static A make(String s) { return new A(s, B.make(s)); }",
        "}", "class B {", "A a;", "B(A a) { this.a = a; }", "String get() { return a.get(); }",
        "static B make(String s) { return flag() ? new B(A.make(s)) : null; }",
        "static void main() { sink(make(source()).get()); } // tainted", "}",
      ]),
    Sample(
      "classes whose fields are made of what is made from them", .java,
      [
        "class A {", "A one = new B();", "A two = new C();", "String s = source();", "void m() { sink(s); } // tainted",
        "}", "class B extends A { A three = new C(); }", "class C extends A { A four = new B(); }",
      ]),
    Sample(
      "40 functions, each of which calls the next twice", .python,
      (0..<40).flatMap { ["def f\($0)(x):", "  return f\($0 + 1)(x) + f\($0 + 1)(x + \"a\")"] } + [
        "def f40(x):", "  return x", "sink(f0(source())) # tainted",
      ]),
    Sample(
      "12 functions, each of which calls the next twice", .javascript,
      (0..<12).map { "function f\($0)(x) { return f\($0 + 1)(x) + f\($0 + 1)(x + \"a\"); }" } + [
        "function f12(x) { return x; }", "sink(f0(source())); // tainted",
      ]),
    Sample(
      "a dictionary with 20,000 keys", .python,
      ["d = {"] + (0..<20_000).map { "  \"k\($0)\": \"v\"," } + [
        "}", "d[\"k7\"] = source()", "sink(d[\"k8\"])", "sink(d[\"k7\"]) # tainted",
      ]),
    Sample(
      "a list with 20,000 elements", .javascript,
      ["let l = [" + String(repeating: "\"a\", ", count: 20_000) + "source()];", "sink(l[20000]); // tainted"]),
    Sample(
      "6,000 statements", .python,
      ["x0 = source()"] + (1..<6000).map { "x\($0) = x\($0 - 1) + \"a\"" } + ["sink(x5999) # tainted"]),
    Sample(
      "3,000 branches", .python,
      ["x = source()", "y = \"\""] + (0..<3000).flatMap { ["if a\($0):", "  y = y + x"] } + ["sink(y) # tainted"]),
    Sample(
      "2,000 variables through 300 branches", .go,
      ["package main", "func main() {", "x := source()"] + (0..<2000).map { "v\($0) := x" }
        + (0..<300).flatMap { ["if a(\($0)) {", "v\($0) = \"\"", "}"] } + ["sink(v1999) // tainted", "}"]),
    Sample(
      "3,000 objects in a list through 200 branches", .python,
      ["l = []"] + (0..<3000).map { "o\($0) = {\"a\": \"b\"}" }
        + (0..<200).flatMap { ["if a\($0):", "  o\($0)[\"a\"] = source()"] } + ["sink(o7[\"a\"]) # tainted"]),
    Sample(
      "a switch of 2,000 cases", .javascript,
      ["let x = source(), y = \"\";", "switch (n()) {"] + (0..<2000).flatMap { ["case \($0):", "y = x; break;"] } + [
        "}", "sink(y); // tainted",
      ]),
    Sample(
      "300 sources at one place", .python, ["y = \"\""] + (0..<300).map { _ in "y += source()" } + ["sink(y) # tainted"]
    ),
    Sample(
      "a thing that holds itself", .javascript,
      [
        "let o = {};", "o.o = o;", "o.x = source();", "let p = o;", "while (flag()) { p = p.o; }",
        "sink(p.x); // tainted", "sink(o); // tainted",
      ]),
    Sample(
      "a list that grows in a loop", .python, ["l = []", "while flag():", "  l = [l, source()]", "sink(l) # tainted"]),
    Sample(
      "a chain of objects that grows in a loop", .javascript,
      [
        "let o = null;", "while (flag()) { o = { next: o, x: source() }; }", "while (flag()) { o = o.next; }",
        "sink(o.x); // tainted",
      ]),
    Sample(
      "functions nested 40 deep", .javascript,
      ["let x = source();"] + (0..<40).map { "function f\($0)() {" } + ["sink(x); // tainted"]
        + (0..<40).reversed().map { "} f\($0)();" }),
    Sample(
      "a function that hands itself over", .javascript,
      ["function f(g, x) { return flag() ? x : g(g, x); }", "sink(f(f, source())); // tainted"]),
    Sample(
      "a text of a megabyte built of constants", .python,
      ["a = \"aaaaaaaaaaaaaaaa\""] + (0..<16).map { _ in "a = a + a" } + ["sink(a + source()) # tainted"]),
  ]

  @Test(arguments: samples)
  func `are followed to their end, or it is said that they are not`(_ sample: Sample) throws {
    let engine = try Engine(sample.language)
    let clock = ContinuousClock()
    var report = Engine.Report()
    let time = clock.measure { report = engine.report(sample.text) }
    #expect(time < Self.longest)
    let missing = sample.lines.subtracting(report.lines)
    #expect(
      missing.isEmpty || !report.limits.isEmpty, "lines \(missing.sorted()) are missing, and nothing is said of it")
    #expect(report.lines.subtracting(sample.lines).isEmpty)
  }
}
