import GateModel
import GateRules
import Testing

@testable import GateFlow
@testable import GateMatch

@Suite struct `Marks of taint rules` {
  private func marks(_ text: String, _ rules: [Rule], path: String = "a.py") throws -> FlowMarks {
    let recorder = TaintSample.Recorder()
    _ = TaintSample.search(text, rules, path: path, analysis: recorder.analysis)
    return try #require(recorder.runs.first).marks
  }

  private func at(_ text: String, _ range: Range<Int>) -> String {
    String(decoding: Array(text.utf8)[range], as: UTF8.self)
  }

  @Test func `sources, sinks and sanitizers are the places of their formulas, after focus`() throws {
    let rule = try TaintSample.rule(
      """
      pattern-sources: [{patterns: [{pattern: 'read($X)'}, {focus-metavariable: $X}], by-side-effect: only, label: A, exact: true}]
      pattern-sinks: [{patterns: [{pattern: 'sink($A, ...)'}, {focus-metavariable: $A}], exact: false, requires: A}]
      pattern-sanitizers: [{pattern: clean(...), by-side-effect: true}]
      """)
    let text = "read(x)\nsink(clean(x), 1)\n"
    let marks = try marks(text, [rule])
    let source = try #require(marks.sources.first)
    #expect(at(text, source.range) == "x" && source.range.lowerBound == 5)
    #expect(source.isExact && source.sideEffect == .only && source.label == "A")
    let sink = try #require(marks.sinks.first)
    #expect(at(text, sink.range) == "clean(x)" && !sink.isExact && sink.requires == .label("A"))
    #expect(marks.sanitizers.map { at(text, $0.range) } == ["clean(x)"])
    #expect(marks.sanitizers.map(\.sideEffect) == [.yes])
    #expect(marks.sources.count == 1 && marks.sinks.count == 1)
  }

  @Test func `propagators and guards have the places of their metavariables`() throws {
    let rule = try TaintSample.rule(
      TaintSample.simple + """

        pattern-propagators: [{pattern: $TO.add($FROM), from: $FROM, to: $TO, by-side-effect: false}]
        pattern-guards: [{pattern: $X in $L, cleans: $X, when: false, untainted: [$L]}]
        """)
    let text = "a = src()\nbag.add(a)\nif a in names:\n  sink(bag)\n"
    let marks = try marks(text, [rule])
    let propagator = try #require(marks.propagators.first)
    #expect(at(text, propagator.from) == "a" && at(text, propagator.to) == "bag" && !propagator.sideEffect)
    #expect(at(text, propagator.range) == "bag.add(a)")
    let condition = try #require(marks.guards.first)
    #expect(
      at(text, condition.cleans) == "a" && condition.untainted.map { at(text, $0) } == ["names"] && !condition.when)
  }

  @Test func `what binds no such metavariable is no propagator and no guard`() throws {
    let rule = try TaintSample.rule(
      TaintSample.simple + """

        pattern-propagators: [{pattern: $TO.add(...), from: $FROM, to: $TO}]
        pattern-guards: [{pattern: ok($X), cleans: $X, untainted: [$L]}]
        """)
    let marks = try marks("a = src()\nbag.add(a)\nok(a)\nsink(bag)\n", [rule])
    #expect(marks.propagators.isEmpty && marks.guards.isEmpty)
  }

  @Test func `a sanitizer that yields is none where the rule has a source or a sink`() throws {
    let rule = try TaintSample.rule(
      """
      pattern-sources: [{pattern: src()}]
      pattern-sinks: [{pattern: sink(...)}]
      pattern-sanitizers: [{pattern: $F(...), not_conflicting: true}]
      """)
    let text = "sink(clean(src()))\n"
    #expect(try marks(text, [rule]).sanitizers.map { at(text, $0.range) } == ["clean(src())"])
  }

  @Test func `rules that share a formula share what it finds`() throws {
    let rules = try ["a", "b"].map { try TaintSample.rule(TaintSample.simple, id: $0) }
    let marks = try marks("sink(src())\n", rules)
    #expect(marks.sources.map(\.rule) == [0, 1] && Set(marks.sources.map(\.match)).count == 1)
    #expect(SearchPlan(RuleSet(rules)).taint.parts.count == 2)
  }

  @Test func `only rules that compare metavariables have a place more than once`() throws {
    let lists = """
      pattern-sources: [{patterns: [{pattern: src($A)}, {pattern-inside: 'def $F(..., $P, ...): ...'}]}]
      pattern-sinks: [{pattern: sink(...)}]
      """
    let text = "def f(a, b):\n  sink(src(a))\n"
    #expect(try marks(text, [TaintSample.rule(lists)]).sources.count == 1)
    #expect(try marks(text, [TaintSample.rule(lists, options: "taint_unify_mvars: true")]).sources.count == 2)
  }

  @Test func `an item of some languages is none of the others`() throws {
    let models = TaintModels { () throws(RuleError) in
      try TaintModelFile.load([
        (TreePath("python/x.yaml"), "x", Array("models: {m: {pattern-sources: [{pattern: src()}]}}".utf8)),
        (TreePath("javascript/x.yaml"), "y", Array("models: {m: {pattern-sources: [{pattern: get()}]}}".utf8)),
      ])
    }
    let yaml =
      "rules: [{id: t, mode: taint, languages: [python, javascript], severity: LOW, message: m, "
      + "pattern-sources: [{model: m}], pattern-sinks: [{pattern: sink(...)}]}]"
    let rule = try RuleFile.parse(Array(yaml.utf8), file: "r", models: models).rules[0].rule
    let text = "sink(src(), get())\n"
    #expect(try marks(text, [rule]).sources.map { at(text, $0.range) } == ["src()"])
    #expect(try marks(text, [rule], path: "a.js").sources.map { at(text, $0.range) } == ["get()"])
  }

  @Test func `rules run in batches that are followed alike`() throws {
    var rules = try (0..<70).map { try TaintSample.rule(TaintSample.simple, id: "a\($0)") }
    rules.append(try TaintSample.rule(TaintSample.simple, id: "deep", options: "analysis: deep"))
    rules.append(try TaintSample.rule(TaintSample.simple, id: "file", options: "taint_intrafile: true"))
    rules.append(try TaintSample.rule(TaintSample.simple, id: "far", options: "interfile: true"))
    let recorder = TaintSample.Recorder()
    _ = TaintSample.search("sink(src())\n", rules, analysis: recorder.analysis)
    #expect(recorder.runs.map(\.rules.count) == [64, 6, 1, 1, 1])
    #expect(recorder.runs.map { $0.rules[0].reach } == [.function, .function, .file, .project, .project])
    #expect(recorder.runs.map { $0.rules[0].isDeep } == [false, false, false, false, true])
    #expect(recorder.runs[0].marks.sources.map(\.rule) == Array(0..<64))
  }
}

@Suite struct `Which files taint rules look at` {
  private func runs(_ text: String, _ rule: Rule, tree: TaintSample.Tree? = nil, path: String = "a.py") -> Int {
    let recorder = TaintSample.Recorder()
    _ = TaintSample.search(text, [rule], path: path, tree: tree, analysis: recorder.analysis)
    return recorder.runs.count
  }

  @Test(arguments: ["", "taint_intrafile: true"])
  func `a rule that stays in a file needs words of a source and of a sink`(_ options: String) throws {
    let rule = try TaintSample.rule(TaintSample.simple, options: options)
    let tree = TaintSample.Tree(files: [:])
    #expect(runs("sink(src())", rule, tree: tree) == 1)
    #expect(runs("sink(x)", rule, tree: tree) == 0 && runs("x = src()", rule, tree: tree) == 0)
    #expect(runs("sink(src())", rule, tree: tree, path: "a.go") == 0)
  }

  @Test func `a rule that looks into other files needs one of them, where there are others`() throws {
    let rule = try TaintSample.rule(TaintSample.simple, options: "interfile: true")
    let tree = TaintSample.Tree(files: [:])
    #expect(runs("sink(x)", rule, tree: tree) == 1 && runs("x = src()", rule, tree: tree) == 1)
    #expect(runs("x = y()", rule, tree: tree) == 0)
    #expect(runs("sink(x)", rule) == 0 && runs("sink(src())", rule) == 1)
  }

  @Test func `a rule runs where it says`() throws {
    var rule = try TaintSample.rule(TaintSample.simple)
    rule.paths = PathFilter(exclude: [Glob("tests/**")])
    #expect(runs("sink(src())", rule, path: "tests/a.py") == 0 && runs("sink(src())", rule, path: "a.py") == 1)
  }

  @Test func `a plan comes back from bytes as it was, and no cut of it does`() throws {
    let rules = [
      try TaintSample.rule(TaintSample.simple, id: "a", languages: "python, go"),
      try TaintSample.rule("pattern-sources: [{pattern: '(('}]\npattern-sinks: [{pattern: k()}]", id: "b"),
    ]
    let plan = SearchPlan(RuleSet(rules))
    #expect(plan.problems.map(\.rule) == [1] && plan.taint.entries.map(\.language) == [.python, .go])
    let again = try SearchPlan(plan.bytes, rules: 2)
    #expect(again.taint == plan.taint && again.bytes == plan.bytes)
    for count in 0..<plan.bytes.count {
      #expect(throws: MalformedBytes.self) { try SearchPlan(Array(plan.bytes.prefix(count)), rules: 2) }
    }
    #expect(throws: MalformedBytes.self) { try SearchPlan(plan.bytes, rules: 0) }
  }
}
