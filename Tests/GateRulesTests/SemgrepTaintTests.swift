import GateModel
import GateRules
import Testing

@Suite struct `Taint rules` {
  @Test func `the lists are read, and what an item does not say is as in Semgrep`() throws {
    let matcher = try TaintText(
      """
      pattern-sources: [{pattern: src()}, {patterns: [{pattern: f($X)}, {focus-metavariable: $X}]}]
      pattern-sinks: [{pattern-either: [{pattern: a($X)}, {pattern: b($X)}]}]
      pattern-sanitizers: [{pattern-regex: clean}]
      pattern-propagators: [{pattern: $A.add($B), from: $B, to: $A}]
      """
    ).matcher()
    #expect(matcher.languages == [.python])
    #expect(matcher.sources.map(\.formula) == [.pattern("src()"), .every(.pattern("f($X)"), focus: [Focus(["$X"])])])
    #expect(matcher.sinks.map(\.formula) == [.any([.pattern("a($X)"), .pattern("b($X)")])])
    #expect(matcher.sanitizers.map(\.formula) == [.regex("clean")])
    #expect(matcher.sources[0] == TaintSource(.pattern("src()")))
    #expect(!matcher.sources[0].exact && matcher.sinks[0].exact && !matcher.sanitizers[0].exact)
    let propagator = matcher.propagators[0]
    #expect(propagator.from == "$B" && propagator.to == "$A" && propagator.bySideEffect)
    #expect(matcher.guards.isEmpty && matcher.flow == FlowOptions() && matcher.search == SearchOptions())
  }

  @Test func `items say more beside their formula, in either spelling`() throws {
    let matcher = try TaintText(
      """
      pattern-sources: [{pattern: s(), exact: true, by-side-effect: only, label: A, requires: B}]
      pattern-sinks: [{pattern: k(), exact: false, requires: A and not B, at-exit: false}]
      pattern-sanitizers: [{pattern: c(), exact: true, by_side_effect: true, not_conflicting: true}]
      pattern-propagators:
      - {pattern: p($X, $Y), from: $X, to: $Y, by-side-effect: false, label: B, requires: A, replace-labels: [A]}
      """
    ).matcher()
    let source = matcher.sources[0]
    #expect(source.exact && source.bySideEffect == .only && source.label == "A" && source.requires == .label("B"))
    #expect(!matcher.sinks[0].exact && matcher.sinks[0].requires == .and(.label("A"), .not(.label("B"))))
    let sanitizer = matcher.sanitizers[0]
    #expect(sanitizer.exact && sanitizer.bySideEffect == .yes && sanitizer.notConflicting)
    let propagator = matcher.propagators[0]
    #expect(!propagator.bySideEffect && propagator.label == "B" && propagator.replacedLabels == ["A"])
    #expect(propagator.requires == .label("A"))
  }

  @Test func `the newer form says the same`() throws {
    var text = SemgrepText(
      """
      taint:
        sources: [src(), {pattern: f($X), where: [{focus: $X}], label: A}]
        sinks: [{any: [a($X), b($X)], requires: A}]
        sanitizers: [{regex: clean, not-conflicting: true}]
        propagators: [{pattern: $A.add($B), from: $B, to: $A}]
      """)
    let loaded = try text.load()
    guard case .taint(let matcher) = loaded.rule.matcher else { throw TaintText.NotTaint() }
    #expect(matcher.sources.map(\.formula) == [.pattern("src()"), .every(.pattern("f($X)"), focus: [Focus(["$X"])])])
    #expect(matcher.sources[1].label == "A")
    #expect(matcher.sinks[0].formula == .any([.pattern("a($X)"), .pattern("b($X)")]))
    #expect(matcher.sanitizers[0].notConflicting && matcher.propagators[0].from == "$B")
    text.frame.append(("pattern-sources", "[{pattern: a}]"))
    #expect(text.reason.contains("beside `taint`"))
  }

  @Test func `requires binds not before and before or, and knows parentheses`() throws {
    func condition(_ text: String) throws -> LabelCondition? {
      try TaintText.item(sink: "requires: '\(text)'").matcher().sinks[0].requires
    }
    let (a, b, c) = (LabelCondition.label("A"), LabelCondition.label("B"), LabelCondition.label("C"))
    #expect(try condition("A") == a)
    #expect(try condition("__SOURCE__") == .label("__SOURCE__"))
    #expect(try condition("A and not (B or C)") == .and(a, .not(.or(b, c))))
    #expect(try condition("A or B and C") == .or(a, .and(b, c)))
    #expect(try condition("not A and B or not not C") == .or(.and(.not(a), b), c))
    #expect(try condition("(A or B)and C") == .and(.or(a, b), c))
  }

  @Test(arguments: [
    ("A and", "a label is missing"), ("(A", "not closed"), ("A B", "`B` is out of place"), ("or A", "`or` is no label"),
    ("A & B", "`&` is out of place"), ("1", "`1` is no label"),
    (String(repeating: "(", count: 100), "nests too deeply"),
    ("A" + String(repeating: " and A", count: 100), "too long"),
  ])
  func `a condition that cannot be read is told`(_ text: String, _ problem: String) {
    #expect(TaintText.item(sink: "requires: '\(text)'").reason().contains(problem))
  }

  @Test func `options say how far and how closely data is followed`() throws {
    func flow(_ options: String) throws -> FlowOptions {
      var text = TaintText.item()
      text.text.frame.append(("options", "{\(options)}"))
      let loaded = try text.load()
      #expect(loaded.notes.isEmpty)
      guard case .taint(let matcher) = loaded.rule.matcher else { throw TaintText.NotTaint() }
      return matcher.flow
    }
    #expect(try flow("interfile: false") == FlowOptions())
    #expect(try flow("taint_intrafile: true").reach == .file)
    #expect(try flow("interfile: true, taint_intrafile: true").reach == .project)
    #expect(try flow("analysis: deep").isDeep && flow("analysis: deep").reach == .project)
    #expect(try flow("taint_assume_safe_functions: true").assumesSafeFunctions)
    #expect(try flow("taint_assume_safe_booleans: true").assumesSafeBooleans)
    #expect(try flow("taint_assume_safe_numbers: true").assumesSafeNumbers)
    #expect(try flow("taint_assume_safe_comparisons: true").assumesSafeComparisons)
    #expect(try flow("taint_assume_safe_indexes: true").assumesSafeIndexes)
    #expect(try flow("taint_only_propagate_through_assignments: true").onlyThroughAssignments)
    #expect(try flow("taint_unify_mvars: true").unifiesMetavariables)
    var search = TaintText.item()
    search.text.frame.append(("options", "{symbolic_propagation: true}"))
    #expect(try search.matcher().search.symbolicPropagation)
  }

  @Test func `guards name what they clean and when`() throws {
    let more =
      "pattern-guards: [{pattern: '$X in $L', cleans: $X, untainted: [$L]}, {pattern: bad($X), cleans: $X, when: false}]"
    let guards = try TaintText.item(more: more).matcher().guards
    #expect(guards.map(\.cleans) == ["$X", "$X"] && guards.map(\.when) == [true, false])
    #expect(guards.map(\.untainted) == [["$L"], []])
  }

  @Test(arguments: [
    ("control: true", "", "", "`control: true`"), ("", "at-exit: true", "", "`at-exit: true`"),
    ("", "requires: [{$X: A}]", "", "metavariable by metavariable"), ("", "label: A", "", "`label` has no meaning"),
    ("by-side-effect: perhaps", "", "", "true, false or only"), ("pattern-not: f()", "", "", "belongs into `patterns`"),
    ("pattern-regex: f", "", "", "has one formula"), ("", "", "pattern-guards: [{pattern: f($X)}]", "`cleans`"),
    ("", "", "pattern-propagators: [{pattern: f($X), from: $X}]", "`to`"), ("", "", "pattern-sanitizers: []", "empty"),
    ("", "", "pattern: f()", "no place in a taint rule"), ("", "", "pattern-sanitizers: [{exact: true}]", "no pattern"),
  ])
  func `what would change the answer is refused`(_ source: String, _ sink: String, _ more: String, _ problem: String) {
    let reason = TaintText.item(source: source, sink: sink, more: more).reason()
    #expect(reason.contains(problem), "\(reason)")
  }

  @Test func `the frame is checked`() {
    #expect(TaintText("pattern-sources: [{pattern: a}]").reason().contains("`pattern-sinks`"))
    #expect(SemgrepText.with("pattern-sources", "[{pattern: a}]").reason.contains("needs `mode: taint`"))
    var generic = TaintText.item()
    generic.text.frame[1].value = "[generic]"
    #expect(generic.reason().contains("`generic` is none"))
    #expect(SemgrepText.with("mode", "join").reason.contains("mode: join"))
  }

  @Test func `an unknown key of an item is told and passed over`() throws {
    let loaded = try TaintText.item(source: "colour: red").load()
    #expect(loaded.notes == ["`colour` in an item of `pattern-sources` is ignored"])
  }

  @Test func `a label that nothing gives is told`() throws {
    #expect(
      try TaintText.item(sink: "requires: A").load().notes == ["`requires` asks for the label `A`, which nothing gives"]
    )
    #expect(try TaintText.item(source: "label: A", sink: "requires: A").load().notes.isEmpty)
    #expect(
      try TaintText.item(source: "label: A").load().notes == [
        "a sink without `requires` asks for data without a label, which nothing gives"
      ])
    #expect(try TaintText.item(sink: "requires: __SOURCE__").load().notes.isEmpty)
  }

  @Test func `a refused rule says its line`() throws {
    let text = TaintText("pattern-sources:\n- pattern: a\n- pattern: b\n  control: true\npattern-sinks: [{pattern: c}]")
    let loaded = try RuleFile.parse(Array(text.text.text.utf8), file: "r.yaml")
    // After `rules:` and the five lines of the frame.
    #expect(loaded.refused.map(\.line) == [10] && loaded.refused.map(\.id) == ["s"])
  }

  @Test func `of two rules with an id the first stays`() throws {
    let text = TaintText.item().text.text
    let other = TaintText.item(sink: "exact: false").text.text.dropFirst("rules:\n".count)
    var loaded = try RuleFile.parse(Array((text + other).utf8), file: "r.yaml")
    try loaded.settleRepeats()
    #expect(loaded.rules.count == 1 && loaded.refused.count == 1)
  }
}
