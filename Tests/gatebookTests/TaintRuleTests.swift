import Foundation
import GateTesting
import Testing

/// Rules that follow data, through the whole program.
@Suite struct `Taint rules in a scan` {
  private static let rule = """
    rules:
    - id: query
      mode: taint
      languages: [python]
      severity: ERROR
      message: $Q holds what a request says
      options: {interfile: true}
      pattern-sources: [{model: input}]
      pattern-sinks:
      - patterns: [{pattern: 'execute($Q)'}, {focus-metavariable: $Q}]
      pattern-sanitizers: [{pattern: int(...)}]
    """

  private static let models = "models: {input: {pattern-sources: [{pattern: request.args}]}}\n"

  private func folder() throws -> (TestFolder, Program) {
    let folder = TestFolder()
    try folder.write("rules/query.yaml", Self.rule)
    try folder.write("rules/models/python/web.yaml", Self.models)
    return (folder, Program(in: folder))
  }

  @Test func `report the sink, with what the metavariables stand for`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("src/a.py", "name = request.args\nexecute(name)\nexecute(int(name))\nexecute(1)\n")
    let outcome = try program.run("scan", "--rules", "rules", "--ledger", "none", "--format", "json", "src")
    let report = try outcome.report()
    #expect(outcome.code == 1 && report.findings.map(\.ruleId) == ["query"])
    #expect(report.findings.map(\.start.line) == [2] && report.findings.map(\.start.column) == [9])
    #expect(outcome.text.contains("\"name holds what a request says\""))
  }

  @Test func `say the same with a warm cache`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("src/a.py", "execute(request.args)\n")
    let reports = try (0..<3).map { _ in
      try program.run("scan", "--rules", "rules", "--ledger", "none", "--format", "json", "--reproducible", "src").text
    }
    #expect(Set(reports).count == 1 && reports[0].contains("\"query\""))
  }

  @Test func `are tested on the files beside them, which may import their neighbours`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("rules/web.py", "def name():\n  return request.args\n")
    try folder.write(
      "rules/query.py", "from web import name\nx = name()\n# ruleid: query\nexecute(x)\n# ok: query\nexecute(int(x))\n")
    let passed = try program.run("rules", "test", "rules")
    #expect(passed.code == 0 && passed.text.hasSuffix("1 passed, 0 failed\n"), "\(passed.text)")
    try folder.write("rules/query.py", "from web import name\nx = name()\n# ok: query\nexecute(x)\n")
    let failed = try program.run("rules", "test", "rules/query.yaml")
    #expect(failed.code == 1 && failed.text.contains("extra   rules/query.py:4: execute(x)"), "\(failed.text)")
  }

  @Test func `are explained in words, a model's parts among them`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    let text = try program.run("rules", "explain", "query", "--patterns", "--rules", "rules").text
    for line in [
      "  follows   across files", "  sources", "    pattern   request.args", "  sinks", "  sanitizers",
      "    pattern   int(...)",
    ] {
      #expect(text.split(separator: "\n").contains { $0 == line }, "\(line) in \(text)")
    }
  }

  @Test func `are checked, with the line of what is wrong`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    #expect(try program.run("rules", "validate", "rules").text.contains("query: exact"))
    try folder.write("rules/query.yaml", Self.rule.replacingOccurrences(of: "model: input", with: "model: output"))
    let unknown = try program.run("rules", "validate", "rules")
    #expect(unknown.code == 1 && unknown.text.contains("query.yaml:8: query: unsupported: there is no model `output`"))
    try folder.write("rules/query.yaml", Self.rule.replacingOccurrences(of: "int(...)", with: "'int(('"))
    let broken = try program.run("rules", "validate", "rules")
    #expect(broken.code == 1 && broken.text.contains("unsupported: not run on python: the pattern is no python code"))
    try folder.write("rules/query.yaml", Self.rule)
    try folder.write("rules/models/python/web.yaml", "models: {input: {pattern-sauces: []}}\n")
    let model = try program.run("rules", "validate", "rules")
    #expect(model.text.contains("unknown key `pattern-sauces`"), "\(model.text) \(model.errors)")
  }

  @Test func `see the same beside a rule whose guard is any call`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write(
      "rules/query.yaml", Self.rule.replacingOccurrences(of: "interfile: true", with: "analysis: deep, interfile: true")
    )
    try folder.write("src/a.py", "name = request.args.get('a', '')\nexecute(name)\n")
    func lines() throws -> [String] {
      try program.report("--rules", "rules", "--ledger", "none", "src").findings.map { "\($0.ruleId) \($0.start.line)" }
    }
    #expect(try lines() == ["query 2"])
    try folder.write(
      "rules/other.yaml",
      """
      rules:
      - id: other
        mode: taint
        languages: [python]
        severity: LOW
        message: m
        options: {analysis: deep, interfile: true}
        pattern-sources: [{pattern: other(...)}]
        pattern-sinks: [{pattern: sink(...)}]
        pattern-guards: [{pattern: '$CHECK(..., $X, ...)', cleans: $X}]
      """)
    #expect(try lines() == ["query 2"])
  }
}
