import Testing

/// What generated programs have found, by hand and small.
@Suite struct `Programs that were misjudged once` {
  static let samples: [Sample] = [
    Sample(
      "functions leave in a list the one that they stand in", .javascript,
      [
        "function both() {", "const x = source(), y = \"\";", "return [() => x, () => y];", "}",
        "const [a, b] = both();", "sink(a()); // tainted", "sink(b());",
      ]),
    Sample(
      "a `finally` sees what a handler leaves for good", .python,
      [
        "def f(x):", "  try:", "    raise ValueError(\"no\")", "  except Exception:", "    if x not in [\"a\", \"b\"]:",
        "      return", "  finally:", "    sink(x) # tainted", "  sink(x)", "f(source())",
      ]),
    Sample(
      "a `finally` sees what a handler leaves for good", .java,
      [
        "class A {", "static void main() {", "String x = source();", "try {", "throw new RuntimeException();",
        "} catch (Exception e) {", "if (!x.equals(\"a\")) { return; }", "} finally {", "sink(x); // tainted", "}",
        "sink(x);",
        "}", "}",
      ]),
    Sample(
      "what a `finally` leaves behind is there after a jump", .javascript,
      [
        "const o = { a: \"\" };", "function f() {", "try { return; } finally { o.a = source(); }", "}", "f();",
        "sink(o.a); // tainted", "while (flag(1)) {", "let y = \"\";", "try { break; } finally { y = source(); }", "}",
      ]),
    Sample(
      "what is taken from one of two lists moves the rest of either", .python,
      [
        "l = [\"a\", source()]", "k = l", "if flag(1):", "  k = [\"b\", \"c\"]", "k.pop(0)", "sink(l[0]) # tainted",
      ]),
    Sample(
      "what is removed from one of two maps may still be in either", .python,
      [
        "d = {\"a\": source()}", "e = d", "if flag(1):", "  e = {\"a\": \"b\"}", "e.pop(\"a\", None)",
        "sink(d.get(\"a\", \"\")) # tainted",
      ]),
    Sample(
      "what is removed from one of two maps may still be in either", .go,
      [
        "package main", "func main() {", "d := map[string]string{\"a\": source()}", "e := d", "if flag(1) {",
        "e = map[string]string{\"a\": \"b\"}", "}", "delete(e, \"a\")", "sink(d[\"a\"]) // tainted", "}",
      ]),
    Sample(
      "a list that a loop makes stands for several", .java,
      [
        "class A {", "static void main() {", "List<String> k = null;", "List<String> j = null;", "while (flag(1)) {",
        "List<String> l = new ArrayList<>(List.of(\"a\", source()));", "if (flag(2)) { j = l; }",
        "if (flag(3)) { k = l; }",
        "}", "k.remove(0);", "sink(j.get(0)); // tainted", "}", "}",
      ]),
    Sample(
      "what lies at a place where another way wrote", .python,
      ["l = [source()]", "while flag(1):", "  l.append(\"x\")", "  l[0] = \"x\"", "sink(l[0]) # tainted"]),
    Sample(
      "what lies under a key where another way wrote", .python,
      ["d = unknown(source())", "if flag(1):", "  d[\"a\"] = \"x\"", "sink(d[\"a\"]) # tainted"]),
    Sample(
      "a place that was written before others moved", .python,
      [
        "l = []", "for x in [\"a\", \"b\"]:", "  l.append(x)", "l[0] = \"x\"", "l.insert(0, source())",
        "sink(l[0]) # tainted",
      ]),
    Sample(
      "what is removed at a position that is counted", .java,
      [
        "class A {", "static void main() {", "List<String> l = new ArrayList<>(List.of(source()));",
        "String s = l.remove(l.size() - 1);", "sink(s); // tainted", "}", "}",
      ]),
    Sample(
      "`a or b` is no answer to a question", .python,
      ["def f():", "  return source() or \"x\"", "s = \"\"", "s = f()", "sink(s) # tainted"]),
    Sample(
      "`a || b` is no answer to a question", .javascript,
      ["function f(d) { return source() || \"x\"; }", "let s = \"\";", "s = f({});", "sink(s); // tainted"]),
    Sample(
      "what `or` gives may be what a choice, a chain or a call gave", .python,
      [
        "s = (source() if flag(1) else \"b\") or \"c\"", "sink(s) # tainted", "t = (source() or \"b\") or \"c\"",
        "sink(t) # tainted", "def f(x):", "  if flag(1):", "    return x", "  return \"b\"",
        "u = f(source()) or \"d\"", "sink(u) # tainted", "v = f(\"a\") or \"d\"", "sink(v)",
      ]),
    Sample(
      "a key that one way wrote need not be there", .go,
      [
        "package main", "func main() {", "x := source()", "d := map[string]string{}", "for flag(1) {",
        "d[\"b\"] = \"c\"", "}",
        "for _, v := range d {", "return", "}", "sink(x) // tainted", "}",
      ]),
    Sample(
      "a key that one way wrote need not be there", .python,
      [
        "x = source()", "d = {}", "if flag(1):", "  d[\"a\"] = \"b\"", "if \"a\" in d:", "  x = \"\"",
        "sink(x) # tainted",
      ]),
    Sample(
      "a guard that one rule has", .go,
      [
        "package main", "import \"slices\"", "func main() {", "x := source()",
        "if slices.Contains([]string{\"a\"}, x) {", "sink(x)",
        "return", "}", "sink(x) // tainted", "}",
      ]),
    Sample(
      "loops whose turns are counted", .python,
      [
        "x = \"\"", "for n in range(0):", "  x = source()", "sink(x)", "for n in range(2):", "  x = source()",
        "for n in range(1, 3):", "  x = \"\"", "sink(x)", "for n in range(2):", "  sink(x) # tainted", "  x = source()",
      ]),
  ]

  @Test(arguments: samples)
  func `are judged right`(_ sample: Sample) throws {
    let report = try Engine(sample.language).report(sample.text)
    #expect(report.limits.isEmpty)
    #expect(report.lines == sample.lines)
  }
}
