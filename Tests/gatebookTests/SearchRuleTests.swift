import Foundation
import GateTesting
import Testing

/// Rules about code, through the whole program.
@Suite struct `Search rules in a scan` {
  private static let rules = """
    rules:
    - id: shell
      languages: [python]
      severity: ERROR
      message: $F starts a shell
      patterns:
      - pattern: subprocess.$F(..., shell=True, ...)
      - pattern-not: subprocess.$F("...", ...)
    - id: login
      languages: [python]
      severity: WARNING
      message: the password $P is in the code
      metadata: {cwe: 'CWE-798: Use of Hard-coded Credentials'}
      pattern: connect(..., password="$P", ...)
    """

  private func folder() throws -> (TestFolder, Program) {
    let folder = TestFolder()
    try folder.write("rules/a.yaml", Self.rules)
    return (folder, Program(in: folder))
  }

  @Test func `report the place, tightly, with what the metavariables stand for`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write(
      "src/a.py", "import subprocess as sp\n\nx = sp.run(command,\n  shell=True)\nsp.run('ls', shell=True)\n")
    let outcome = try program.run("scan", "--rules", "rules", "--ledger", "none", "--format", "json", "src")
    #expect(outcome.code == 1)
    let report = try outcome.report()
    #expect(report.findings.map(\.ruleId) == ["shell"])
    let finding = try #require(report.findings.first)
    #expect(finding.start.line == 3 && finding.start.column == 5 && finding.end.line == 4)
    #expect(outcome.text.contains("\"run starts a shell\""))
  }

  @Test func `never show a value that a rule calls a credential`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    let value = "hunter" + "2" + "hunter" + "3"
    try folder.write("src/a.py", "connect(host, password=\"\(value)\")\n")
    for format in ["text", "json", "sarif"] {
      let outcome = try program.run("scan", "--rules", "rules", "--ledger", "none", "--format", format, "src")
      #expect(outcome.text.contains("login") && !outcome.text.contains(value), "\(format)")
      #expect(!outcome.errors.contains(value))
    }
  }

  @Test func `say the same with a warm cache`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("src/a.py", "import subprocess\nsubprocess.call(x, shell=True)\n")
    let reports = try (0..<3).map { _ in
      try program.run("scan", "--rules", "rules", "--ledger", "none", "--format", "json", "--reproducible", "src").text
    }
    #expect(Set(reports).count == 1 && reports[0].contains("shell"))
  }

  @Test func `tell what did not parse, and call a change incomplete whose lines it touches`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    let sound = String(repeating: "y = 1\n", count: 60)
    try folder.write("src/a.py", "import subprocess\nsubprocess.run(c, shell=True)\n\(sound)def f(:\n  pass\n")
    let partly = try program.report("--rules", "rules", "--ledger", "none", "--no-gate", "src")
    #expect(partly.coverage.reasons == ["partly-parsed"] && partly.coverage.complete)
    #expect(partly.findings.map(\.start.line) == [2])
    try folder.write("src/a.py", "import subprocess\nsubprocess.run(c, shell=True)\ndef f(((:\n  ]]\n")
    let wholly = try program.report("--rules", "rules", "--ledger", "none", "--no-gate", "src")
    #expect(wholly.coverage.reasons == ["parse-error"] && !wholly.coverage.complete)
  }

  @Test func `leave files alone that hold none of their words`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    // It would not parse, and nobody needs it to.
    try folder.write("src/a.py", "def f(:\n")
    let report = try program.report("--rules", "rules", "--ledger", "none", "src")
    #expect(report.coverage.reasons.isEmpty && report.coverage.scanned == 1)
  }

  @Test func `do not stop each other`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write(
      "rules/b.yaml",
      Self.rules.replacingOccurrences(of: "id: ", with: "id: bad-")
        .replacingOccurrences(of: "subprocess.$F(..., shell=True, ...)", with: "def (("))
    try folder.write("src/a.py", "import subprocess\nsubprocess.run(c, shell=True)\n")
    let report = try program.report("--rules", "rules", "--ledger", "none", "--no-gate", "src")
    #expect(report.findings.map(\.ruleId) == ["shell"])
    #expect(report.coverage.reasons == ["rule-not-run"] && !report.coverage.complete)
  }

  @Test func `are tested on the files beside them, and a failure shows the line`() throws {
    let (folder, program) = try folder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write(
      "rules/a.py",
      "import subprocess\n# ruleid: shell\nsubprocess.run(c, shell=True)\n# ok: shell\nsubprocess.run(c)\n")
    let passed = try program.run("rules", "test", "rules/a.yaml")
    #expect(passed.code == 0 && passed.text.hasSuffix("1 passed, 0 failed\n"))
    #expect(passed.text.contains("1 rules are named by no annotation"))
    try folder.write("rules/a.py", "import subprocess\n# ruleid: shell\nsubprocess.run('ls', shell=True)\n")
    let failed = try program.run("rules", "test", "rules/a.yaml")
    #expect(failed.code == 1 && failed.text.contains("missing rules/a.py:3: subprocess.run('ls', shell=True)"))
  }
}
