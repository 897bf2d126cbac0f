import Testing

/// What generated programs have found, by hand and small.
@Suite struct `Programs that were misjudged once` {
  static let samples: [Sample] = [
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
  ]

  @Test(arguments: samples)
  func `are judged right`(_ sample: Sample) throws {
    let report = try Engine(sample.language).report(sample.text)
    #expect(report.limits.isEmpty)
    #expect(report.lines == sample.lines)
  }
}
