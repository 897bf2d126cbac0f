import GateModel
import GateRules
import Testing

@Suite struct `Operators of Semgrep's rules` {
  private static let cases1: [(String, Formula)] = [
    ("pattern: f($X)", .pattern("f($X)")),
    ("pattern-regex: 'a+'", .regex("a+")),
    ("pattern-either: [{pattern: a}, {pattern-regex: b}]", .any([.pattern("a"), .regex("b")])),
    ("pattern-either: [{patterns: [{pattern: a}]}]", .any([.every(.pattern("a"))])),
    ("pattern-either: [{pattern-either: [{pattern: a}]}]", .any([.any([.pattern("a")])])),
    ("pattern-either: [{pattern-inside: a}]", .any([.every(.inside(.pattern("a")))])),
    ("patterns: [{pattern: a}, {pattern: b}]", .every(.pattern("a"), .pattern("b"))),
    ("patterns: [{pattern: a}, {pattern-inside: b}]", .every(.pattern("a"), .inside(.pattern("b")))),
    ("patterns: [{pattern-inside: b}]", .every(.inside(.pattern("b")))),
    ("patterns: [{pattern: a}, {pattern-not: b}]", .every(.pattern("a"), .not(.pattern("b")))),
    ("patterns: [{pattern: a}, {pattern-not-inside: b}]", .every(.pattern("a"), .notInside(.pattern("b")))),
    ("patterns: [{pattern: a}, {pattern-not-regex: b}]", .every(.pattern("a"), .not(.regex("b")))),
    (
      "patterns: [{pattern: a}, {pattern-not: {patterns: [{pattern: b}, {pattern-not: c}]}}]",
      .every(.pattern("a"), .not(.every(.pattern("b"), .not(.pattern("c")))))
    ),
    (
      "patterns: [{pattern: a}, {pattern-inside: {pattern-either: [{pattern: b}]}}]",
      .every(.pattern("a"), .inside(.any([.pattern("b")])))
    ),
    (
      "patterns: [{pattern: a}, {pattern-not-inside: {pattern-regex: b}}]",
      .every(.pattern("a"), .notInside(.regex("b")))
    ),
    // To take away what is inside is to take away what lies within.
    (
      "patterns: [{pattern: a}, {pattern-not: {pattern-inside: b}}]",
      .every(.pattern("a"), .notInside(.pattern("b")))
    ),
  ]

  @Test(arguments: cases1)
  func `each has its place in the formula`(_ text: String, _ formula: Formula) throws {
    #expect(try SemgrepText(text).formula == formula)
  }

  private static let cases2: [(String, Condition)] = [
    ("metavariable-regex: {metavariable: $X, regex: a}", .regex("$X", pattern: "a", resolvingConstants: false)),
    (
      "metavariable-regex: {metavariable: $X, regex: a, constant-propagation: true}",
      .regex("$X", pattern: "a", resolvingConstants: true)
    ),
    ("metavariable-pattern: {metavariable: $X, pattern: a}", .pattern("$X", language: nil, .pattern("a"))),
    (
      "metavariable-pattern: {metavariable: $X, language: regex, pattern-regex: a}",
      .pattern("$X", language: .regex, .regex("a"))
    ),
    (
      "metavariable-pattern: {metavariable: $X, pattern-either: [{pattern: a}]}",
      .pattern("$X", language: nil, .any([.pattern("a")]))
    ),
    // Only here: what is left of the value as a whole.
    (
      "metavariable-pattern: {metavariable: $X, language: js, patterns: [{pattern-not: a}]}",
      .pattern("$X", language: .javascript, .every(.not(.pattern("a"))))
    ),
    (
      "metavariable-comparison: {comparison: '$X > 5'}",
      .comparison(nil, expression: "$X > 5", base: nil, strip: false)
    ),
    (
      "metavariable-comparison: {metavariable: $X, comparison: '$X > 5', base: 8, strip: true}",
      .comparison("$X", expression: "$X > 5", base: 8, strip: true)
    ),
    ("metavariable-analysis: {metavariable: $X, analyzer: entropy}", .entropy("$X")),
    ("metavariable-analysis: {metavariable: $X, analyzer: entropy_v2}", .entropy("$X")),
    ("metavariable-analysis: {metavariable: $X, analyzer: redos}", .redos("$X")),
    ("metavariable-type: {metavariable: $X, type: str}", .type("$X", ["str"])),
    ("metavariable-type: {metavariable: $X, types: [str, int]}", .type("$X", ["str", "int"])),
  ]

  @Test(arguments: cases2)
  func `each condition is of the list it stands in`(_ text: String, _ condition: Condition) throws {
    #expect(
      try SemgrepText("patterns: [{pattern: f($X)}, {\(text)}]").formula
        == .every(.pattern("f($X)"), where: [condition]))
    let nested = SemgrepText("pattern-either: [{patterns: [{\(text)}, {pattern: f($X)}]}]")
    #expect(try nested.formula == .any([.every(.pattern("f($X)"), where: [condition])]))
  }

  private static let cases3: [(String, [Focus])] = [
    ("{focus-metavariable: $A}", [Focus(["$A"])]),
    ("{focus-metavariable: [$A, $B]}", [Focus(["$A", "$B"])]),
    ("{focus-metavariable: $A}, {focus-metavariable: $...B}", [Focus(["$A"]), Focus(["$...B"])]),
  ]

  @Test(arguments: cases3)
  func `focus is a list of lists`(_ text: String, _ focus: [Focus]) throws {
    let formula = try SemgrepText("patterns: [{pattern: f($A)}, \(text)]").formula
    #expect(formula == .all(parts: [.pattern("f($A)")], conditions: [], focus: focus))
  }

  private static let refusals: [(String, String)] = [
    (
      "patterns: [{pattern-not: a}, {pattern-not-inside: b}]",
      "`patterns` needs at least one operator that finds something; these only take away"
    ),
    ("patterns: []", "`patterns` needs at least one operator that finds something; these only take away"),
    (
      "patterns: [{pattern: a, pattern-not: b}]",
      "`pattern` and `pattern-not` stand in one item of `patterns`; each is an item"
    ),
    ("patterns: [{pattern-inward: a}]", "the operator `pattern-inward` is not known"),
    ("patterns: [a]", "each item of `patterns` must be a mapping, not a single value"),
    ("patterns: [{}]", "`patterns` holds an empty mapping"),
    ("patterns: x", "`patterns` must be a list, not a single value"),
    ("pattern: ''", "`pattern` must not be empty"),
    ("pattern: [a]", "`pattern` must be a text, not a list"),
    ("pattern-either: []", "`pattern-either` has no alternatives"),
    (
      "pattern-either: [{pattern-not: a}]",
      "`pattern-not` cannot be an alternative of `pattern-either`: it only takes away"
    ),
    ("pattern-either: [{focus-metavariable: $X}]", "`focus-metavariable` is no alternative of `pattern-either`"),
    (
      "patterns: [{pattern: a}, {pattern-not: {pattern-not: b}}]",
      "`pattern-not` cannot stand alone in `pattern-not`: it only takes away"
    ),
    ("patterns: [{pattern: a}, {focus-metavariable: X}]", "`X` is no metavariable; write `$NAME`"),
    ("patterns: [{pattern: a}, {focus-metavariable: []}]", "`focus-metavariable` names none"),
    ("patterns: [{pattern: a}, {metavariable-regex: {regex: a}}]", "`metavariable-regex` needs the key `metavariable`"),
    (
      "patterns: [{pattern: a}, {metavariable-regex: {metavariable: $X}}]", "`metavariable-regex` needs the key `regex`"
    ),
    ("patterns: [{pattern: a}, {metavariable-pattern: {metavariable: $X}}]", "`metavariable-pattern` needs a pattern"),
    (
      "patterns: [{pattern: a}, {metavariable-pattern: {metavariable: $X, pattern: a, pattern-regex: b}}]",
      "`metavariable-pattern` has one formula; `pattern` and `pattern-regex` are two"
    ),
    (
      "patterns: [{pattern: a}, {metavariable-pattern: {metavariable: $X, pattern-not: a}}]",
      "`pattern-not` cannot stand alone in `metavariable-pattern`"
    ),
    (
      "patterns: [{pattern: a}, {metavariable-pattern: {metavariable: $X, language: bash, pattern: a}}]",
      "language not run by this version: bash"
    ),
    (
      "patterns: [{pattern: a}, {metavariable-comparison: {comparison: '$X', base: 1}}]",
      "`base` is from 2 to 36, or 0 for the number's own"
    ),
    (
      "patterns: [{pattern: a}, {metavariable-analysis: {metavariable: $X, analyzer: crystal}}]",
      "the analyzer `crystal` is not run by this version"
    ),
    (
      "patterns: [{pattern: a}, {metavariable-type: {metavariable: $X}}]",
      "`metavariable-type` needs the key `type` or `types`"
    ),
    (
      "patterns: [{pattern: a}, {metavariable-color: {metavariable: $X}}]",
      "the operator `metavariable-color` is not known"
    ),
  ]

  @Test(arguments: refusals)
  func `what has no meaning is refused`(_ text: String, _ reason: String) {
    #expect(SemgrepText(text).reason == reason)
  }

  @Test func `a key of a condition that is not known is noted`() throws {
    let rule = try SemgrepText(
      "patterns: [{pattern: a}, {metavariable-regex: {metavariable: $X, regex: a, flags: i}}]"
    ).load()
    #expect(rule.notes == ["`flags` in `metavariable-regex` is ignored"])
  }
}

@Suite struct `Operators of the newer syntax` {
  private static let cases4: [(String, Formula)] = [
    ("f()", .pattern("f()")),
    ("{pattern: f()}", .pattern("f()")),
    ("{regex: a}", .regex("a")),
    ("{inside: a}", .every(.inside(.pattern("a")))),
    ("{any: [a, {regex: b}, {inside: c}]}", .any([.pattern("a"), .regex("b"), .every(.inside(.pattern("c")))])),
    (
      "{all: [a, {inside: b}, {not: c}, {not: {inside: d}}]}",
      .every(.pattern("a"), .inside(.pattern("b")), .not(.pattern("c")), .notInside(.pattern("d")))
    ),
    (
      "{all: [a, {not: {all: [b, {not: c}]}}]}", .every(.pattern("a"), .not(.every(.pattern("b"), .not(.pattern("c")))))
    ),
    ("{pattern: f($X), where: [{focus: $X}]}", .every(.pattern("f($X)"), focus: [Focus(["$X"])])),
    ("{all: [f($X)], where: [{focus: [$X, $Y]}]}", .every(.pattern("f($X)"), focus: [Focus(["$X", "$Y"])])),
    (
      "{any: [f($X)], where: [{metavariable: $X, regex: a}]}",
      .every(.any([.pattern("f($X)")]), where: [.regex("$X", pattern: "a", resolvingConstants: true)])
    ),
    (
      "{all: [a, {not: {pattern: f($X), where: [{metavariable: $X, analyzer: redos}]}}]}",
      .every(.pattern("a"), .not(.every(.pattern("f($X)"), where: [.redos("$X")])))
    ),
  ]

  @Test(arguments: cases4)
  func `each has its place in the formula`(_ text: String, _ formula: Formula) throws {
    #expect(try SemgrepText("match: \(text)").formula == formula)
  }

  private static let cases5: [(String, Condition)] = [
    ("{comparison: '$X > 1'}", .comparison(nil, expression: "$X > 1", base: nil, strip: false)),
    ("{metavariable: $X, analyzer: entropy}", .entropy("$X")),
    ("{metavariable: $X, type: str}", .type("$X", ["str"])),
    ("{metavariable: $X, types: [a, b]}", .type("$X", ["a", "b"])),
    ("{metavariable: $X, pattern: a}", .pattern("$X", language: nil, .pattern("a"))),
    ("{metavariable: $X, language: generic, any: [a]}", .pattern("$X", language: .generic, .any([.pattern("a")]))),
    ("{metavariable: $X, all: [{not: a}]}", .pattern("$X", language: nil, .every(.not(.pattern("a"))))),
    ("{metavariable: $X, not: a}", .pattern("$X", language: nil, .every(.not(.pattern("a"))))),
    (
      "{metavariable: $X, pattern: g($Y), where: [{metavariable: $Y, regex: b}]}",
      .pattern(
        "$X", language: nil, .every(.pattern("g($Y)"), where: [.regex("$Y", pattern: "b", resolvingConstants: true)]))
    ),
  ]

  @Test(arguments: cases5)
  func `each condition shows by its keys`(_ text: String, _ condition: Condition) throws {
    let formula = try SemgrepText("match: {pattern: f($X), where: [\(text)]}").formula
    #expect(formula == .every(.pattern("f($X)"), where: [condition]))
  }

  private static let refusals: [(String, String)] = [
    ("{not: a}", "`match` needs an operator that finds something; `not` does not"),
    ("{all: [{not: a}]}", "`all` needs at least one operator that finds something; these only take away"),
    ("{any: [{not: a}]}", "`not` cannot stand alone in each of `any`: it only takes away"),
    ("{any: []}", "`any` has no alternatives"),
    ("{anywhere: a}", "the operator `anywhere` in `match` is not known"),
    ("{all: [a], as: $X}", "`as` beside `all` is not run by this version"),
    ("{all: [a], any: [b]}", "`any` beside `all` is not run by this version"),
    ("{pattern: a, where: [{metavariable: $X}]}", "the condition holds an empty mapping"),
    ("{pattern: a, where: [{strip: true}]}", "a condition names a `metavariable`, a `comparison` or a `focus`"),
    ("{pattern-either: [{pattern: a}]}", "the operator `pattern-either` in `match` is not known"),
  ]

  @Test(arguments: refusals)
  func `what has no meaning is refused`(_ text: String, _ reason: String) {
    #expect(SemgrepText("match: \(text)").reason == reason)
  }
}
