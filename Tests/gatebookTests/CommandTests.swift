import Foundation
import GateTesting
import Testing

@Suite("The installed hook")
struct InstalledHookTests {
  @Test("blocks a commit with a secret, lets it through without, and is taken away without a trace")
  func roundTrip() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    #expect(try program.run("hook", "install").code == 0)
    #expect(try program.run("hook", "install").code == 0, "installing twice is installing once")
    try repository.stage("a", "token = \(FakeSecret.githubToken())\n")
    #expect(try repository.gitOutcome(["commit", "-m", "try"]).ending == .exit(1))
    try repository.stage("a", "nothing\n")
    #expect(try repository.gitOutcome(["commit", "-m", "try"]).ending == .exit(0))
    #expect(try program.run("hook", "uninstall").code == 0)
    #expect(!repository.exists(".git/hooks/pre-commit"))
    #expect(try program.run("hook", "uninstall").code == 0)
  }

  @Test("runs the hook that was there first, and puts it back byte for byte")
  func chained() throws {
    let repository = try TestRepository().begin()
    try repository.hook("pre-commit", "touch '\(repository.outside)/ran'")
    let before = try repository.read(".git/hooks/pre-commit")
    let program = Program(in: repository)
    #expect(try program.run("hook", "install").code == 0)
    try repository.stage("a", "nothing\n")
    #expect(try repository.gitOutcome(["commit", "-m", "try"]).ending == .exit(0))
    #expect(FileManager.default.fileExists(atPath: repository.outside + "/ran"))
    #expect(try program.run("hook", "uninstall").code == 0)
    #expect(try repository.read(".git/hooks/pre-commit") == before)
  }

  @Test("makes an agent known by what it saw, where the commit itself says nothing")
  func observed() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    #expect(try program.run("hook", "install").code == 0)
    try repository.stage("a.py", "x = 1\n")
    try repository.git(["commit", "-m", "Add a"], variables: ["CLAUDECODE": "1"])
    let told = try program.run("attribute", "--format", "json", "HEAD").text
    #expect(told.contains("\"agent\": \"claude-code\"") && told.contains("\"tier\": \"T1\""))
    #expect(try !program.run("attribute", "--ledger", "none", "HEAD").text.contains("claude-code"))
    #expect(try program.run("attribute", "--lines", "a.py").text.contains("claude-code"))
  }

  @Test("steps aside for a hook manager and says what to type")
  func manager() throws {
    let repository = try TestRepository().begin()
    try repository.hook("pre-commit", "exec lefthook run pre-commit")
    let outcome = try Program(in: repository).run("hook", "install")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("hook run pre-commit"))
  }
}

@Suite("The book, asked")
struct BookTests {
  private func scanned() throws -> (TestRepository, Program) {
    let repository = try TestRepository().begin()
    try repository.stage("a", "token = \(FakeSecret.githubToken())\n" + String(repeating: "line\n", count: 300))
    try repository.git(
      "commit", "-m", "Add a\n\nCo-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>")
    let program = Program(in: repository)
    for _ in 0..<3 { #expect(try program.scan("--commit", "HEAD").code == 1) }
    return (repository, program)
  }

  @Test("counts a commit once, however often it was scanned")
  func agents() throws {
    let (repository, program) = try scanned()
    defer { withExtendedLifetime(repository) {} }
    let told = try program.run("agents", "--format", "json").text
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(told.utf8)) as? [String: Any])
    let agents = try #require(json["agents"] as? [[String: Any]])
    #expect(agents.count == 1)
    #expect(agents[0]["id"] as? String == "claude-code")
    #expect(agents[0]["scans"] as? Int == 3)
    #expect(agents[0]["commits"] as? Int == 1)
    #expect(agents[0]["linesAdded"] as? Int == 301)
    #expect(agents[0]["linesHit"] as? Int == 1)
    #expect(agents[0]["blocked"] as? Int == 3)
    #expect(try program.run("agents").text.contains("claude-code"))
  }

  @Test("finds findings by agent, severity and rule, and none for others")
  func findings() throws {
    let (repository, program) = try scanned()
    defer { withExtendedLifetime(repository) {} }
    let found = [
      "findings", "--agent", "claude-code", "--since", "1d", "--severity", "high", "--rule", "secrets.github",
    ]
    #expect(try program.run(found).text.contains("secrets.github.personal-access-token"))
    #expect(try program.run("findings", "--agent", "copilot").text == "no data\n")
    #expect(try program.run("findings", "--since", "tomorrow").code == 2)
    #expect(try program.run("log").text.split(separator: "\n").count == 4)
  }

  @Test("verifies, and names the entry that was edited")
  func verify() throws {
    let (repository, program) = try scanned()
    #expect(try program.run("ledger", "verify").code == 0)
    let book = repository.path + "/.git/gatebook/ledger.db"
    let edit = ChildProcess(
      "/usr/bin/python3",
      [
        "-c",
        """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1])
        for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute('drop trigger "%s"' % name)
        db.execute("update entries set body = cast(replace(cast(body as text), '\\"exit\\":1', '\\"exit\\":0') as blob) where seq = 1")
        db.commit()
        """, book,
      ], variables: repository.variables, folder: repository.path)
    let edited = try edit.run()
    #expect(edited.code == 0, "\(edited.errors)")
    let outcome = try program.run("ledger", "verify")
    #expect(outcome.code == 1)
    #expect(outcome.text.contains("TAMPERED entry 1"))
  }

  @Test("at a glance: as wide as COLUMNS says, in ASCII where the locale is no other, and as JSON")
  func dashboard() throws {
    let (repository, program) = try scanned()
    defer { withExtendedLifetime(repository) {} }
    let wide = try program.with(["COLUMNS": "64"]).run("dashboard")
    #expect(wide.code == 0 && wide.text.contains("verified: 3 entries"))
    #expect(wide.text.contains("nobody is named"))
    #expect(wide.text.split(separator: "\n").allSatisfy { $0.count <= 64 } && wide.text.contains("─"))
    #expect(!wide.text.contains("\u{1B}"))
    #expect(try program.with(["LC_ALL": "C"]).run("dashboard").output.allSatisfy { $0 < 0x80 })
    #expect(try program.run("dashboard", "--ascii", "--since", "1h").output.allSatisfy { $0 < 0x80 })
    #expect(try program.run("dashboard", "--color", "always").text.contains("\u{1B}[1m"))
    #expect(try Checker.json(program.run("dashboard", "--format", "json").output, as: "dashboard-1") == "")
    #expect(try program.run("dashboard", "--since", "soon").code == 2)
    #expect(try program.run("dashboard", "--ledger", "nowhere.db").code == 2)
  }

  @Test("is not there yet: said, and not made")
  func absent() throws {
    let repository = try TestRepository().begin()
    let program = Program(in: repository)
    #expect(try program.run("agents").code == 2)
    #expect(try program.run("ledger", "verify").code == 2)
    #expect(!repository.exists(".git/gatebook"))
  }
}

@Suite("Other commands")
struct OtherCommandTests {
  @Test("the demonstration ends with the gate closed, and all that it wrote is sound")
  func demo() throws {
    let folder = TestFolder()
    let program = Program(in: folder).with(["TMPDIR": folder.path])
    let outcome = try program.run("demo")
    #expect(outcome.code == 1)
    for word in ["claude-code", "copilot", "dependabot", "gate closed", "The gate is closed: exit 1."] {
      #expect(outcome.text.contains(word), "\(word)")
    }
    let made = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasPrefix("gatebook-demo-") })
    let place = "\(folder.path)/\(made)"
    #expect(try Checker.json([UInt8](Data(contentsOf: URL(fileURLWithPath: place + "/gatebook.json")))) == "")
    #expect(try Checker.sarif([UInt8](Data(contentsOf: URL(fileURLWithPath: place + "/gatebook.sarif")))) == "")
    #expect(try program.run("ledger", "verify", "--ledger", place + "/ledger.db").code == 0)
    #expect(try program.run("scan", "--history", "--ledger", "none", place + "/shop").code == 1)
  }

  @Test("rules are listed, explained, tested and validated; a slip is exit 2 with a hint")
  func rules() throws {
    let folder = TestFolder()
    defer { withExtendedLifetime(folder) {} }
    let program = Program(in: folder)
    #expect(try program.run("rules", "list").text.contains("secrets.anthropic.api-key"))
    #expect(try program.run("rules", "explain", "secrets.anthropic.api-key").text.contains("sk-ant-api03-"))
    let slip = try program.run("rules", "explain", "anthropic.api-key")
    #expect(slip.code == 2 && slip.errors.contains("secrets.anthropic.api-key"))
    #expect(try program.run("rules", "validate").code == 0)
    #expect(try program.run("rules", "test", Environment.checkout + "/rules/secrets/github").code == 0)
  }

  @Test("a rule whose example does not hold fails its test; one of another kind is refused with its place")
  func badRules() throws {
    let folder = TestFolder()
    let program = Program(in: folder)
    let rule = """
      rules:
      - id: mine
        mode: secret
        languages: [regex]
        severity: HIGH
        message: Mine.
        pattern-regex: 'mine_(?<secret>[a-z]{4})'
        examples: {match: ['mine_abc'], miss: ['mine']}
      """
    try folder.write("mine.yaml", rule)
    let failed = try program.run("rules", "test", "mine.yaml")
    #expect(failed.code == 1 && failed.text.contains("should match, does not"))
    try folder.write("mine.yaml", rule.replacingOccurrences(of: "mode: secret", with: "mode: join"))
    let refused = try program.run("scan", "--rules", "mine.yaml", "--ledger", "none", ".")
    #expect(refused.code == 2 && refused.errors.contains("mine.yaml:3"))
  }

  @Test("each rule in Semgrep's language is exact, degraded or unsupported; what cannot run leaves a scan incomplete")
  func semgrepRules() throws {
    let folder = TestFolder()
    let program = Program(in: folder)
    let frame = "languages: [python], severity: LOW, message: m"
    let rules = """
      rules:
      - {id: good, \(frame), patterns: [{pattern: f($X)}, {pattern-not: f(1)}]}
      - {id: fair, \(frame), pattern: g(), min-version: 1.0.0}
      - {id: poor, \(frame), mode: join}
      - {id: worse, \(frame), pattern-regex: '('}

      """
    try folder.write("rules/a.yaml", rules)
    try folder.write("rules/a.test.yaml", "x: 1")
    let validated = try program.run("rules", "validate", "rules")
    #expect(validated.code == 1)
    let lines = validated.text.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(3) == [
        "rules/a.yaml:2: good: exact", "rules/a.yaml:3: fair: degraded: `min-version` is ignored",
        "rules/a.yaml:4: poor: unsupported: rules with `mode: join` are not run by this version",
      ])
    #expect(
      lines.count == 5
        && lines[3].hasPrefix("rules/a.yaml:5: worse: unsupported: not run on python: the regular expression `(`"))
    #expect(
      lines.last == "1 rules are exact, 1 degraded, 2 unsupported; 1 files without rules were passed over")

    let explained = try program.run("rules", "explain", "good", "--rules", "rules").text
    #expect(explained.contains("  in        python\n  all of\n    pattern   f($X)\n    not       f(1)\n"))

    try folder.write("rules/a.yaml", rules.replacingOccurrences(of: "'('", with: "'x'"))
    try folder.write("src/a.py", "f(2)\n")
    let report = try program.report("--rules", "rules", "src")
    let notice = try #require(report.coverage.skipped.first)
    #expect(report.coverage.reasons == ["rule-not-run"] && !report.coverage.complete && report.coverage.selected == 1)
    #expect(notice.path == "rules/a.yaml")
    #expect(notice.detail == "rule `poor` (line 4): rules with `mode: join` are not run by this version")
  }

  @Test("--version tells name, version, commit and rule pack")
  func version() throws {
    let folder = TestFolder()
    defer { withExtendedLifetime(folder) {} }
    let text = try Program(in: folder).run("--version").text
    #expect(text.wholeMatch(of: /gatebook \d+\.\d+\.\d+ \(commit \w+, rules [0-9a-f]{16}\)\n/) != nil, "\(text)")
  }
}
