import GateModel
import GateRules
import Testing

@testable import GateFlow
@testable import GateMatch

@Suite struct `What taint rules report` {
  private func texts(_ candidates: [Candidate], of text: String) -> [String] {
    candidates.map { String(decoding: Array(text.utf8)[$0.secret], as: UTF8.self) }
  }

  @Test func `a finding stands at the sink, with the way that the data took`() throws {
    let text = "x = src()\nsink(x)\n"
    let found = TaintSample.search(text, [try TaintSample.rule(TaintSample.simple)]).candidates
    #expect(texts(found, of: text) == ["sink(x)"])
    let trace = try #require(found.first?.code?.trace)
    #expect(trace.map(\.kind) == [.source, .sink] && trace.map(\.message) == ["from here", "arrives here"])
    #expect(trace.map(\.range.start.line) == [1, 2] && trace.map(\.range.start.column) == [5, 1])
  }

  @Test func `a rule reports a sink once, by the shortest way, then by the first source`() throws {
    let text = "a = src()\nb = src()\nsink(a, b)\n"
    let analysis: FlowMaker = { _, _ in
      { file in
        let step = FlowStep(kind: .step, path: file.path, range: 0..<1, message: "on the way")
        var outcome = FlowAnalysis.Outcome()
        for (number, source) in file.marks.sources.reversed().enumerated() {
          outcome.findings.append(
            TaintSample.finding(
              source, in: file, file.marks.sinks[0], in: file, between: number == 0 ? [] : [step]))
        }
        return outcome
      }
    }
    func lines(_ analysis: @escaping FlowMaker) throws -> [Int] {
      let found = TaintSample.search(text, [try TaintSample.rule(TaintSample.simple)], analysis: analysis).candidates
      #expect(found.count == 1)
      return found.flatMap { $0.code!.trace.map(\.range.start.line) }
    }
    #expect(try lines(TaintSample.pairs) == [1, 3])
    #expect(try lines(analysis) == [2, 3])
  }

  @Test func `of ways that are alike the same is told, whatever the order of the analysis`() throws {
    let text = "x = src()\nsink(x)\n"
    func trace(_ ranges: [Range<Int>]) throws -> [Int] {
      let analysis: FlowMaker = { _, _ in
        { file in
          var outcome = FlowAnalysis.Outcome()
          for range in ranges {
            var finding = TaintSample.finding(file.marks.sources[0], in: file, file.marks.sinks[0], in: file)
            finding.steps[0].range = range
            outcome.findings.append(finding)
          }
          return outcome
        }
      }
      let found = TaintSample.search(text, [try TaintSample.rule(TaintSample.simple)], analysis: analysis).candidates
      return found.flatMap { $0.code!.trace.map(\.range.end.offset) }
    }
    #expect(try trace([4..<7, 4..<9]) == [9, 17] && trace([4..<9, 4..<7]) == [9, 17])
  }

  @Test func `the message has the metavariables of the sink, then of the source`() throws {
    let rule = try TaintSample.rule(
      "pattern-sources: [{pattern: $A.src($B)}]\npattern-sinks: [{pattern: sink($A)}]", message: "$B into $A")
    let found = TaintSample.search("x = req.src(1)\nsink(x)\n", [rule]).candidates
    #expect(found.map { $0.code?.message } == ["1 into x"])
  }

  @Test func `rules may ask that metavariables agree`() throws {
    let lists = "pattern-sources: [{pattern: src($X)}]\npattern-sinks: [{pattern: 'sink($X, ...)'}]"
    let text = "a = src(1)\nsink(1, a)\nsink(2, a)\n"
    #expect(TaintSample.search(text, [try TaintSample.rule(lists)]).candidates.count == 2)
    let strict = try TaintSample.rule(lists, options: "taint_unify_mvars: true")
    #expect(texts(TaintSample.search(text, [strict]).candidates, of: text) == ["sink(1, a)"])
  }

  @Test func `data that arrives in another file is a finding there`() throws {
    let library = "def run(x):\n  sink(x)\n"
    let tree = TaintSample.Tree(files: ["lib.py": library])
    let far = try TaintSample.rule(TaintSample.simple, options: "interfile: true")
    let outcome = TaintSample.search("run(src())\n", [far], tree: tree)
    #expect(outcome.candidates.isEmpty && outcome.elsewhere.map(\.path) == [TreePath("lib.py")])
    let found = try #require(outcome.elsewhere.first)
    #expect(texts(found.candidates, of: library) == ["sink(x)"] && found.raw == Array(library.utf8))
    let trace = try #require(found.candidates.first?.code?.trace)
    #expect(trace.map(\.path) == [TreePath("a.py"), TreePath("lib.py")] && trace.map(\.range.start.line) == [1, 2])
    let near = try TaintSample.rule(TaintSample.simple)
    #expect(TaintSample.search("run(src())\nsink(1)\n", [near], tree: tree).elsewhere.isEmpty)
  }

  @Test func `a rule does not report in files that it leaves out`() throws {
    var rule = try TaintSample.rule(TaintSample.simple, options: "interfile: true")
    rule.paths = PathFilter(exclude: [Glob("lib.py")])
    let tree = TaintSample.Tree(files: ["lib.py": "sink(x)\n"])
    #expect(TaintSample.search("run(src())\n", [rule], tree: tree).elsewhere.isEmpty)
  }

  @Test func `what was not followed to its end is told`() throws {
    let analysis: FlowMaker = { _, _ in
      { _ in
        var outcome = FlowAnalysis.Outcome()
        outcome.limits = ["f has too many branches"]
        return outcome
      }
    }
    let outcome = TaintSample.search("sink(src())\n", [try TaintSample.rule(TaintSample.simple)], analysis: analysis)
    #expect(outcome.notices.map(\.reason) == [.fuel] && outcome.notices.map(\.detail) == ["f has too many branches"])
  }

  @Test func `a file that is inspected after it was imported, and has changed since, is read again`() throws {
    let set = RuleSet([try TaintSample.rule(TaintSample.simple, options: "interfile: true")])
    let tree = TaintSample.Tree(files: ["lib.py": "sink(1)\n"])
    let rules = CodeRules(set, SearchPlan(set), tree: tree, analysis: TaintSample.pairs)
    func search(_ text: String, _ path: String) -> CodeRules.Outcome {
      let bytes = Array(text.utf8)
      return rules.search(bytes.span, path: TreePath(path))
    }
    #expect(search("x = src()\n", "a.py").elsewhere.count == 1)
    #expect(search("sink(1)\n", "lib.py").candidates.isEmpty)
    let changed = "x = src()\nsink(x)\n"
    #expect(texts(search(changed, "lib.py").candidates, of: changed) == ["sink(x)"])
    #expect(search("x = src()\n", "a.py").elsewhere.first?.text == Array(changed.utf8))
  }

  @Test func `a place counts among the rule's sinks, whether or not those are reported`() throws {
    let text = "sink(x)\nsink(x)\nx = src()\nsink(x)\n"
    let analysis: FlowMaker = { _, _ in
      { file in
        var outcome = FlowAnalysis.Outcome()
        outcome.findings = [TaintSample.finding(file.marks.sources[0], in: file, file.marks.sinks[2], in: file)]
        return outcome
      }
    }
    let found = TaintSample.search(text, [try TaintSample.rule(TaintSample.simple)], analysis: analysis).candidates
    #expect(found.map { $0.code?.occurrence?.inFile } == [2])
  }
}
