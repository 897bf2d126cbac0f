import GateDocument
import GateModel
import Testing

@testable import GateRules

@Suite struct `Models of taint rules` {
  private static let models = TaintModels.of([
    "python/flask.yaml": """
    models:
      request-input:
        pattern-sources: [{pattern: request.args}, {pattern: request.form, label: F}]
        pattern-sanitizers: [{pattern: escape(...)}]
      every-rule:
        pattern-sources: [{pattern: never()}]
        pattern-propagators: [{pattern: $A.append($B), from: $B, to: $A}]
        pattern-guards: [{pattern: $X.isdigit(), cleans: $X}]
    """,
    "python/django.yaml": "models: {request-input: {pattern-sources: [{pattern: request.GET}]}}",
    "javascript/express.yaml": """
    models:
      request-input: {pattern-sources: [{pattern: req.query}]}
      dom: {languages: [javascript], pattern-sinks: [{pattern: $X.innerHTML = $Y}]}
    """,
    "python/other.yaml": "colours: [red]",
  ])

  private func rule(
    _ lists: String, languages: String = "[python]", options: String? = nil
  ) -> TaintText {
    TaintText(lists, languages: languages, options: options)
  }

  private static let named = "pattern-sources: [{model: request-input}]\npattern-sinks: [{pattern: sink(...)}]"

  @Test func `a name stands for what all files of the folder say of it`() throws {
    let matcher = try rule(Self.named).matcher(Self.models)
    #expect(
      matcher.sources.map(\.formula) == [.pattern("request.GET"), .pattern("request.args"), .pattern("request.form")])
    #expect(matcher.sources.map(\.label) == [nil, nil, "F"])
    #expect(matcher.sources.allSatisfy { $0.languages == [.python] })
    #expect(matcher.sanitizers.isEmpty && matcher.propagators.isEmpty)
    #expect(matcher.sinks.allSatisfy { $0.languages.isEmpty })
  }

  @Test func `each list takes its kind`() throws {
    let matcher = try rule(Self.named + "\npattern-sanitizers: [{pattern: a()}, {model: request-input}]").matcher(
      Self.models)
    #expect(matcher.sanitizers.map(\.formula) == [.pattern("a()"), .pattern("escape(...)")])
  }

  @Test func `a rule takes what is of its languages`() throws {
    let both = try rule(Self.named, languages: "[typescript, python]").matcher(Self.models)
    #expect(both.sources.map(\.languages) == [[.typescript], [.python], [.python], [.python]])
    let script = try rule(
      "pattern-sources: [{model: request-input}]\npattern-sinks: [{model: dom}]", languages: "[javascript]"
    ).matcher(Self.models)
    #expect(script.sources.map(\.formula) == [.pattern("req.query")])
    #expect(script.sinks.map(\.languages) == [[.javascript]])
  }

  @Test func `rules that are analysed deeply have what is for every rule, but no source of it`() throws {
    let matcher = try rule(Self.named, options: "analysis: deep").matcher(Self.models)
    #expect(matcher.sources.count == 3 && matcher.propagators.count == 1 && matcher.guards.map(\.cleans) == ["$X"])
    #expect(try rule(Self.named).matcher(Self.models).guards.isEmpty)
    #expect(try TaintText.item().matcher(.none).guards.isEmpty)
  }

  @Test(arguments: [
    ("pattern-sources: [{model: nothing}]\npattern-sinks: [{pattern: a}]", "[python]", "there is no model `nothing`"),
    ("pattern-sources: [{model: dom}]\npattern-sinks: [{pattern: a}]", "[python]", "there is no model `dom`"),
    (
      "pattern-sources: [{pattern: a}]\npattern-sinks: [{model: request-input}]", "[python]",
      "the model `request-input` has no `pattern-sinks`"
    ),
    ("pattern-sources: [{model: dom}]\npattern-sinks: [{model: dom}]", "[javascript]", "has no `pattern-sources`"),
    (
      "pattern-sources: [{model: request-input}]\npattern-sinks: [{model: dom}]", "[javascript, typescript]",
      "the rule has no sink for typescript"
    ),
    ("pattern-sources: [{model: request-input, exact: true}]\npattern-sinks: [{pattern: a}]", "[python]", "`exact`"),
  ])
  func `what no model says is an error`(_ lists: String, _ languages: String, _ problem: String) {
    let reason = rule(lists, languages: languages).reason(Self.models)
    #expect(reason.contains(problem), "\(reason)")
  }

  @Test func `a wrong name is told with its line`() throws {
    let text = rule("pattern-sources:\n- pattern: a\n- model: nothing\npattern-sinks: [{pattern: b}]")
    let loaded = try RuleFile.parse(Array(text.text.text.utf8), file: "r.yaml", models: Self.models)
    #expect(loaded.refused.map(\.line) == [9])
  }

  @Test(arguments: [
    ("python/a.yaml", "models: {m: {pattern-sauces: []}}", "did you mean `pattern-sources`"),
    ("python/a.yaml", "models: {m: {}}", "holds nothing"),
    ("python/a.yaml", "models: {m: {pattern-sources: [{model: n}]}}", "cannot name another"),
    ("python/a.yaml", "models: {m: {pattern-sources: [{pattern: a, color: red}]}}", "`color`"),
    ("python/a.yaml", "models: {m: {languages: [cobol], pattern-sources: [{pattern: a}]}}", "`cobol`"),
    ("python/a.yaml", "models: {m: {pattern-sources: [{pattern: a, control: true}]}}", "`control: true`"),
    ("python/a.yaml", "{models: {}, rules: []}", "unknown key `rules`"),
    ("a.yaml", "models: {m: {pattern-sources: [{pattern: a}]}}", "in no folder of a language"),
    ("flask/a.yaml", "models: {m: {pattern-sources: [{pattern: a}]}}", "in no folder of a language"),
  ])
  func `a file of models is strict`(_ path: String, _ text: String, _ problem: String) {
    let error = #expect(throws: RuleError.self) { try TaintModels.of([path: text]).all() }
    #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
    #expect(error?.file == "models/\(path)")
  }

  @Test func `models are read when the first rule names one`() throws {
    let broken = TaintModels { () throws(RuleError) in throw RuleError(file: "m", message: "read") }
    _ = try TaintText.item().matcher(broken)
    #expect(rule(Self.named).reason(broken) == "read")
  }

  @Test func `models come back from bytes as they were, and no cut of them does`() throws {
    let models = try Self.models.all()
    let bytes = TaintModels.bytes(of: models)
    #expect(try TaintModels.models(of: bytes) == models)
    for count in 0..<bytes.count {
      #expect(throws: MalformedBytes.self) { try TaintModels.models(of: Array(bytes.prefix(count))) }
    }
    #expect(throws: MalformedBytes.self) { try TaintModels.models(of: bytes + [0]) }
  }
}
