import Foundation
import GateTesting
import Testing

/// What becomes of data that goes from file to file, in each selection and in each output.
@Suite struct `A flow through two files` {
  private static let rule = """
    rules:
    - id: query
      mode: taint
      languages: [python]
      severity: ERROR
      message: A query holds what a request says
      options: {interfile: true}
      pattern-sources: [{pattern: request.args}]
      pattern-sinks:
      - patterns: [{pattern: 'execute($Q)'}, {focus-metavariable: $Q}]
    """
  private static let sink = "# é 😀\ndef find(name):\n  execute(name)\n"
  private static let call = "from db import find\nfind(request.args)\n"

  /// With a sink that nothing leads to yet.
  private func begun() throws -> (TestRepository, Program) {
    let repository = try TestRepository()
    try repository.write("../rules.yaml", Self.rule)
    try repository.write("web.py", "from db import find\n")
    try repository.write("db.py", Self.sink)
    try repository.commit()
    return (repository, Program(in: repository))
  }

  private func scan(_ program: Program, _ arguments: String..., format: String = "json") throws -> Outcome {
    try program.run(
      ["scan", "--rules", "../rules.yaml", "--ledger", "none", "--reproducible", "--format", format] + arguments)
  }

  @Test func `is new at the old sink once a call leads there, in every selection`() throws {
    let (repository, program) = try begun()
    #expect(try scan(program).report().findings.isEmpty)
    try repository.write("web.py", Self.call)
    try repository.git("add", "--all")
    var outcomes = [try scan(program), try scan(program, "--staged"), try scan(program, "--worktree")]
    // The index is what counts for what is staged.
    try repository.write("web.py", "")
    try repository.write("db.py", "")
    outcomes.append(try scan(program, "--staged"))
    try repository.git("checkout", "--quiet", "--", ".")
    try repository.commitIndex()
    try repository.write("db.py", "")
    for selection in [["--commit", "HEAD"], ["--diff", "HEAD~1"], ["--history"]] {
      outcomes.append(
        try program.run(
          ["scan", "--rules", "../rules.yaml", "--ledger", "none", "--format", "json"] + selection))
    }
    for outcome in outcomes {
      let report = try outcome.report()
      #expect(outcome.code == 1, "\(report.scan.selection) \(outcome.errors)")
      #expect(report.new == ["db.py:3"], "\(report.scan.selection)")
      let trace = report.findings.first?.trace ?? []
      #expect(trace.first?.kind == "source" && trace.first?.path == "web.py" && trace.first?.start.line == 2)
      #expect(trace.last?.kind == "sink" && trace.last?.path == "db.py" && trace.last?.start.line == 3)
      #expect(report.findings.map(\.fingerprint) == (try outcomes[0].report().findings.map(\.fingerprint)))
    }
  }

  @Test func `is old where neither of its pieces was added`() throws {
    let (repository, program) = try begun()
    try repository.commit("web.py", Self.call)
    try repository.commit("web.py", Self.call + "print(1)\n")
    #expect(try scan(program, "--commit", "HEAD").report().findings.isEmpty)
    let whole = try scan(program, "--commit", "HEAD", "--whole-files").report()
    #expect(whole.findings.map(\.state) == ["existing"])
    #expect(try scan(program, "--commit", "HEAD~1").report().new == ["db.py:3"])
  }

  @Test func `passes the checkers of the outputs, and is told step by step to people`() throws {
    let (repository, program) = try begun()
    try repository.commit("web.py", Self.call)
    let sarif = try scan(program, format: "sarif")
    #expect(try Checker.sarif(sarif.output, root: repository.path) == "")
    #expect(sarif.text.contains("\"codeFlows\"") && sarif.text.contains("[here](1)"))
    #expect(try Checker.json(try scan(program).output) == "")
    let lines = try scan(program, format: "text").text.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("        1 source") && $0.contains("web.py:2") }, "\(lines)")
    #expect(lines.contains { $0.contains(" sink ") && $0.contains("db.py:3") })
  }

  @Test func `is found again from the cache, and no more once what it hangs on changes`() throws {
    let (repository, program) = try begun()
    try repository.commit("web.py", Self.call)
    let first = try scan(program, "web.py")
    #expect(try first.report().new == ["db.py:3"])
    let cache = TestFolder.files(below: repository.home).filter { $0.contains("flows-") }
    #expect(cache.count == 1)
    #expect(try scan(program, "web.py").text == first.text)
    try repository.write("db.py", "def find(name):\n  pass\n")
    #expect(try scan(program, "web.py").report().new == [])
    try repository.write("db.py", Self.sink)
    // A folder of the name takes the file's place.
    try repository.remove("db.py")
    try repository.write("db/__init__.py", "def find(name):\n\n\n  execute(name)\n")
    #expect(try scan(program, "web.py").report().new == ["db/__init__.py:4"])
    try FileManager.default.removeItem(atPath: try #require(cache.first))
    _ = try scan(program, "web.py", "--no-cache")
    #expect(TestFolder.files(below: repository.home).filter { $0.contains("flows-") } == [])
  }

  @Test func `is not told where the policy leaves its end out, nor followed out of the repository`() throws {
    let (repository, program) = try begun()
    try repository.write(".gatebook.yml", "paths: {exclude: [db.py]}\n")
    try repository.commit("web.py", Self.call)
    #expect(try scan(program).report().findings.isEmpty)
    try repository.remove(".gatebook.yml")
    try repository.remove("db.py")
    try repository.write("../outside.py", Self.sink)
    try repository.link("db.py", to: "../outside.py")
    #expect(try scan(program).report().findings.isEmpty)
  }
}
