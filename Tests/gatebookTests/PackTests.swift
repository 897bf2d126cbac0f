import GateTesting
import Testing

/// Rules beside a taxonomy: what Gatebook asks of its own.
@Suite struct `A pack's rules` {
  private static let rule = """
    rules:
    - id: python.run
      languages: [python]
      severity: HIGH
      message: A command is run.
      pattern: run($X)
      fix: walk($X)
      metadata:
        cwe: CWE-78
        owasp: [A03:2021, A05:2025]
        attack: [T1059]
        why: Somebody else's words become a command.
        remediation: Do not.
        before: run(x)
        after: walk(x)
        references: [https://example.org/run]

    """
  private static let cases = """
    # ruleid: run
    run(a)
    # ruleid: run
    run(b)
    # ruleid: run
    run(c)
    # ok: run
    walk(a)
    # ok: run
    runs(a)
    # ok: run
    a.run

    """

  private func pack(_ rule: String = rule, _ cases: String = cases) throws -> (TestFolder, Program) {
    let folder = TestFolder()
    try folder.write("rules/taxonomy/cwe.tsv", "# ids\nCWE-78\tOS Command Injection\n")
    try folder.write("rules/taxonomy/owasp.tsv", "A03:2021\tInjection\nA05:2025\tInjection\n")
    try folder.write("rules/python/run.yaml", rule)
    try folder.write("rules/python/run.py", cases)
    return (folder, Program(in: folder))
  }

  private func answer(_ rule: String = rule, _ cases: String = cases) throws -> (code: Int32, text: String) {
    let (folder, program) = try pack(rule, cases)
    defer { withExtendedLifetime(folder) {} }
    let outcome = try program.run("rules", "validate", "rules")
    return (outcome.code, outcome.text)
  }

  @Test func `have all that they owe, or validation fails`() throws {
    let whole = try answer()
    #expect(whole.code == 0 && whole.text.contains("1 rules are exact"), "\(whole.text)")
  }

  @Test(arguments: [
    ("cwe: CWE-78", "cwe: CWE-9999", "CWE-9999 is no weakness of CWE"),
    ("A03:2021", "A13:2021", "A13:2021 is no category of OWASP's Top 10"),
    (", A05:2025", "", "no `owasp` of 2025"), ("T1059", "1059", "1059 is no technique of ATT&CK"),
    ("why:", "because:", "no `why`"), ("remediation:", "cure:", "no `remediation`"),
    ("before:", "earlier:", "no code `before` and `after`"), ("references:", "links:", "no `references`"),
  ])
  func `lack a word or an id, and are told`(_ word: String, _ other: String, _ told: String) throws {
    let lacking = try answer(Self.rule.replacing(word, with: other))
    #expect(lacking.code == 1 && lacking.text.contains("python.run: lacking: ") && lacking.text.contains(told))
  }

  @Test func `need three cases each way`() throws {
    let few = try answer(Self.rule, "# ruleid: run\nrun(a)\n# ok: run\nwalk(a)\n")
    #expect(few.code == 1 && few.text.contains("1 lines `ruleid:`, not 3; 1 lines `ok:`, not 3"), "\(few.text)")
    let none = try answer(Self.rule, "run(a)\n")
    #expect(none.text.contains("no annotated file beside it speaks of it"))
  }

  @Test func `that follow data need it to leave a function and a file`() throws {
    let rule = Self.rule.replacing(
      "  pattern: run($X)\n  fix: walk($X)\n",
      with: """
          mode: taint
          options: {analysis: deep}
          pattern-sources: [{pattern: ask(...)}]
          pattern-sinks: [{patterns: [{pattern: run($X)}, {focus-metavariable: $X}]}]

        """)
    let within = "# ruleid: run\nrun(ask())\n# ruleid: run\nrun(ask(1))\n# ruleid: run\nrun(ask(2))\n"
    let fine = "# ok: run\nrun(1)\n# ok: run\nrun(a)\n# ok: run\nask()\n"
    let neither = try answer(rule, within + fine)
    #expect(neither.code == 1, "\(neither.text)")
    #expect(neither.text.contains("no case in which the data leaves a function"), "\(neither.text)")
    let across = "def given():\n    return ask()\n\ndef use():\n    # ruleid: run\n    run(given())\n"
    let function = try answer(rule, within + fine + across)
    #expect(!function.text.contains("leaves a function"), "\(function.text)")
    let (folder, program) = try pack(rule.replacing("deep}", with: "deep, interfile: true}"), within + fine + across)
    defer { withExtendedLifetime(folder) {} }
    #expect(try program.run("rules", "validate", "rules").text.contains("no case in which the data leaves a file"))
    try folder.write("rules/python/other.py", "def far():\n    return ask()\n")
    try folder.write(
      "rules/python/run.py", "from other import far\n" + within + fine + across + "# ruleid: run\nrun(far())\n")
    let whole = try program.run("rules", "validate", "rules")
    #expect(whole.code == 0, "\(whole.text)")
  }

  @Test(
    arguments: [
      ("walk($X)", nil), ("run([$X])", "the rule reports what it leaves"), ("walk($X", "what it leaves does not parse"),
    ] as [(String, String?)])
  func `are tested with their fixes`(_ fix: String, _ told: String?) throws {
    let (folder, program) = try pack(Self.rule.replacing("fix: walk($X)", with: "fix: '\(fix)'"))
    defer { withExtendedLifetime(folder) {} }
    let outcome = try program.run("rules", "test", "rules")
    #expect(outcome.code == (told == nil ? 0 : 1), "\(outcome.text)")
    if let told { #expect(outcome.text.contains(told), "\(outcome.text)") }
  }

  @Test func `are silent where another that they yield to speaks of the same lines`() throws {
    let folder = TestFolder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("src/a.py", "run(a)\nrun(b, now)\n")
    func found(_ severity: String) throws -> [String] {
      try folder.write(
        "rules.yaml",
        """
        rules:
        - id: plain
          languages: [python]
          severity: HIGH
          message: m
          pattern: run(...)
          metadata: {yields-to: [closer, absent]}
        - {id: closer, languages: [python], severity: \(severity), message: m, pattern: 'run($X, now)'}
        """)
      let report = try Program(in: folder).report("--rules", "rules.yaml", "--ledger", "none", "src")
      return report.findings.map { "\($0.ruleId) \($0.start.line)" }
    }
    #expect(try found("HIGH") == ["plain 1", "closer 2"])
    // What weighs less at the gate takes nothing's place.
    #expect(try found("LOW") == ["plain 1", "closer 2", "plain 2"])
  }
}
