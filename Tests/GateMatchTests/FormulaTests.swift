import GateModel
import GateRules
import Testing

@testable import GateMatch

/// What the operators of a rule make of the ranges of its patterns, one test an operator.
@Suite struct `Formulas` {
  /// The lines that a rule reports; `body` is the rule's YAML below id, languages, severity and message.
  private func lines(_ body: String, _ source: String, languages: String = "python") throws -> [Int] {
    let hits = try hits(body, source, languages)
    let bytes = Array(source.utf8)
    return hits.map { hit in bytes[..<hit.range.lowerBound].count { $0 == 0x0A } + 1 }
  }

  private func texts(_ body: String, _ source: String, languages: String = "python") throws -> [String] {
    try hits(body, source, languages).map { String(decoding: Array(source.utf8)[$0.range], as: UTF8.self) }
  }

  private func hits(_ body: String, _ source: String, _ languages: String) throws -> [Hit] {
    let (rule, matcher) = try Self.rule(body, languages)
    return try SearchRule(rule, matcher).hits(
      in: SearchedFile(Array(source.utf8), strings: StringTests()), matcher.languages[0])
  }

  private static func rule(_ body: String, _ languages: String) throws -> (Rule, SearchMatcher) {
    let indented = body.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(
      separator: "\n")
    let yaml = "rules:\n- id: r\n  languages: [\(languages)]\n  severity: LOW\n  message: m\n\(indented)\n"
    let rule = try #require(try RuleFile.parse(Array(yaml.utf8), file: "r.yaml").rules.first?.rule)
    guard case .search(let matcher) = rule.matcher else { fatalError("no search rule") }
    return (rule, matcher)
  }

  private let calls = "f(1)\ng(f(2))\nh(g(f(3)))\n"

  @Test func `patterns keep the inner of two ranges`() throws {
    #expect(try texts("patterns: [{pattern: g(...)}, {pattern: f(...)}]", calls) == ["f(2)", "f(3)"])
  }

  @Test func `either of them will do, and the same range counts once`() throws {
    #expect(try lines("pattern-either: [{pattern: f(1)}, {pattern: f(...)}]", calls) == [1, 2, 3])
  }

  @Test func `inside keeps what lies in it`() throws {
    #expect(try lines("patterns: [{pattern: f(...)}, {pattern-inside: g(...)}]", calls) == [2, 3])
    #expect(try lines("patterns: [{pattern: f(...)}, {pattern-not-inside: h(...)}]", calls) == [1, 2])
  }

  @Test func `insides alone give the innermost`() throws {
    #expect(try texts("patterns: [{pattern-inside: h(...)}, {pattern-inside: g(...)}]", calls) == ["g(f(3))"])
  }

  @Test func `not drops what has the very range`() throws {
    #expect(try lines("patterns: [{pattern: f($X)}, {pattern-not: f(2)}]", calls) == [1, 3])
    #expect(try lines("patterns: [{pattern: g(...)}, {pattern-not: f(2)}]", calls) == [2, 3])
  }

  @Test func `the order in which parts are written has no meaning`() throws {
    #expect(try lines("patterns: [{pattern-not: f(2)}, {pattern-inside: g(...)}, {pattern: f($X)}]", calls) == [3])
  }

  @Test func `metavariables are the same in all parts`() throws {
    let source = "def a(x):\n  f(x)\ndef b(y):\n  f(z)\n"
    #expect(
      try lines("patterns: [{pattern: f($X)}, {pattern-inside: \"def $F($X):\\n  ...\"}]", source) == [2])
  }

  @Test func `focus takes the metavariable's range, and not is asked before`() throws {
    let body = "patterns: [{pattern: \"f($X, ...)\"}, {pattern-not: \"f(1, 2)\"}, {focus-metavariable: $X}]"
    #expect(try texts(body, "f(1, 2)\nf(1, 3)\n") == ["1"])
    #expect(try lines(body, "f(1, 2)\nf(1, 3)\n") == [2])
  }

  @Test func `a focus on several is each of them, and two focuses are what they share`() throws {
    let source = "f(a, b)\n"
    #expect(try texts("patterns: [{pattern: \"f($X, $Y)\"}, {focus-metavariable: [$X, $Y]}]", source) == ["a", "b"])
    #expect(
      try texts(
        "patterns: [{pattern: \"f($X, $Y)\"}, {focus-metavariable: $X}, {focus-metavariable: $Y}]", source) == [])
  }

  @Test func `a focus that is not bound leaves nothing`() throws {
    #expect(try lines("patterns: [{pattern: f($X)}, {focus-metavariable: $Z}]", calls) == [])
  }

  @Test func `regular expressions see text, line by line, and bind their groups`() throws {
    #expect(try lines("pattern-regex: ^g", calls) == [2])
    #expect(
      try texts("patterns: [{pattern-regex: 'f\\((?<N>\\d)'}, {focus-metavariable: $N}]", calls) == ["1", "2", "3"])
    #expect(try lines("patterns: [{pattern: f(...)}, {pattern-not-regex: '3'}]", calls) == [1, 2])
  }

  @Test func `a metavariable's text is matched from its start, quotes and all`() throws {
    let source = "f('ab')\nf(abc)\nf(xab)\n"
    func of(_ regex: String) -> String {
      "patterns: [{pattern: f($X)}, {metavariable-regex: {metavariable: $X, regex: \"\(regex)\"}}]"
    }
    #expect(try lines(of("ab"), source) == [2])
    #expect(try lines(of(".ab"), source) == [1, 3])
    let content = "patterns: [{pattern: 'f(\"$X\")'}, {metavariable-regex: {metavariable: $X, regex: ^ab$}}]"
    #expect(try lines(content, source) == [1])
  }

  @Test func `a pattern within a metavariable may match anywhere in it`() throws {
    let body = "patterns: [{pattern: f($X)}, {metavariable-pattern: {metavariable: $X, pattern: g(...)}}]"
    #expect(try lines(body, "f(1 + g(2))\nf(h())\n") == [1])
    let nested =
      "patterns: [{pattern: f($X)}, {metavariable-pattern: {metavariable: $X, language: generic, pattern: a b}}]"
    #expect(try lines(nested, "f('a  b')\nf('ab')\n") == [1])
  }

  @Test func `comparisons know constants`() throws {
    let source = "k = 10\nf(5)\nf(k)\nf(0x10)\nf(5 + 6)\nf('30')\nf(x)\n"
    let body = "patterns: [{pattern: f($X)}, {metavariable-comparison: {metavariable: $X, comparison: $X > 9}}]"
    #expect(try lines(body, source) == [3, 4, 5])
  }

  @Test func `the newer form says the same`() throws {
    let body = "match: {all: [{pattern: f($X)}, {inside: g(...)}, {not: f(3)}]}"
    #expect(try lines(body, calls) == [2])
  }

  @Test func `what a rule needs in a file is known before it is parsed`() throws {
    func clauses(_ body: String) throws -> [Set<String>] {
      let (_, matcher) = try Self.rule(body, "python")
      let prepared = try Preparation(language: .python, options: matcher.options).formula(matcher.formula)
      return RequiredWords(prepared).clauses.map { Set($0.map(\.text)) }
    }
    #expect(try Set(clauses("pattern: os.system($X)")) == [["os"], ["system"]])
    #expect(try clauses("pattern-either: [{pattern: eval($X)}, {pattern: exec($X)}]") == [["eval", "exec"]])
    #expect(try clauses("pattern: $X == $X") == [["=="]])
    #expect(try clauses("pattern-either: [{pattern: eval($X)}, {pattern: $F($X)}]") == [])
    #expect(try clauses("patterns: [{pattern: $F($X)}, {pattern-not: eval($X)}]") == [])
    #expect(
      try clauses(
        "patterns: [{pattern: $F($X)}, {metavariable-regex: {metavariable: $F, regex: 'is_.*'}}]") == [["is_"]])
  }

  @Test func `a regular expression within a pattern that cannot be used is told`() throws {
    let (rule, matcher) = try Self.rule("pattern: 'f(\"=~/(/\")'", "python")
    #expect(SearchRule(rule, matcher).problem(.python)?.contains("regular expression") == true)
  }

  @Test func `a plan is the same after it was kept`() throws {
    let (rule, _) = try Self.rule("pattern: os.system($X)", "python, go")
    let bad = try Self.rule("pattern: '(('", "python").0
    let set = RuleSet([rule, bad])
    let plan = SearchPlan(set)
    #expect(plan.problems.map(\.language) == [.python])
    let again = try SearchPlan(plan.bytes, rules: set.rules.count)
    #expect(again.bytes == plan.bytes && again.problems == plan.problems)
    #expect(throws: MalformedBytes.self) { try SearchPlan(plan.bytes, rules: 1) }
    #expect(throws: MalformedBytes.self) { try SearchPlan(plan.bytes + [0], rules: 2) }
  }
}
