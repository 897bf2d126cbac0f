import Foundation
import GateTesting
import Testing

@Suite("A finding that was dismissed")
struct DismissalTests {
  /// A repository with a staged secret that a scan has recorded.
  private func scanned(_ text: String? = nil) throws -> (TestRepository, Program, String) {
    let repository = try TestRepository().begin()
    try repository.stage("a", text ?? "token = \(FakeSecret.githubToken())\n")
    let program = Program(in: repository)
    let report = try program.report("--staged")
    return (repository, program, try #require(report.findings.first).fingerprint)
  }

  /// What a person says: the tests themselves may run in an agent's environment.
  private func dismiss(_ program: Program, _ fingerprint: String) throws {
    let outcome = try program.runOrphaned("findings", "dismiss", fingerprint, "--reason", "a fixture")
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  private func first(_ outcome: Outcome) throws -> [String: Any] {
    let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
    return try #require((json["findings"] as? [[String: Any]])?.first)
  }

  @Test("is suppressed, told, and not counted by the gate; in another book it is as new as before")
  func suppressed() throws {
    let (repository, program, fingerprint) = try scanned()
    try dismiss(program, String(fingerprint.dropFirst(3).prefix(8)))
    let outcome = try program.scan("--staged")
    #expect(outcome.code == 0)
    #expect(outcome.text.contains("a:1  secrets.github.personal-access-token: a fixture (by unknown on "))
    #expect(outcome.text.contains("gate open: no new findings, 1 suppressed"))
    let json = try program.scan("--staged", "--format", "json")
    #expect(try Checker.json(json.output) == "")
    let finding = try first(json)
    #expect(finding["state"] as? String == "suppressed")
    let dismissal = try #require(finding["dismissal"] as? [String: Any])
    #expect(dismissal["standing"] as? String == "accepted" && dismissal["reason"] as? String == "a fixture")
    #expect(try program.code("--staged", "--ledger", "none") == 1)
    #expect(try program.code("--staged", "--ledger", repository.outside + "/other.db") == 1)
    #expect(try program.run("ledger", "verify").code == 0)
    #expect(try program.run("findings", "--state", "suppressed").text.contains(fingerprint))
  }

  @Test("is one of several that are alike in several files: its file is asked for, and the others stay new")
  func alike() throws {
    let repository = try TestRepository().begin()
    for name in ["a", "b"] { try repository.stage(name, "token = \(FakeSecret.githubToken())\n") }
    let program = Program(in: repository)
    let fingerprints = Set(try program.report("--staged").findings.map(\.fingerprint))
    #expect(fingerprints.count == 1)
    let fingerprint = try #require(fingerprints.first)
    let asked = try program.run("findings", "dismiss", fingerprint, "--reason", "a fixture")
    #expect(asked.code == 2 && asked.errors.contains("--path"))
    let outcome = try program.runOrphaned(
      "findings", "dismiss", fingerprint, "--reason", "a fixture", "--path", "a")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try program.report("--staged").findings.map { "\($0.path) \($0.state)" } == ["a suppressed", "b new"])
  }

  @Test("is left out of SARIF, or in it with who accepted it and why")
  func sarif() throws {
    let (repository, program, fingerprint) = try scanned()
    defer { withExtendedLifetime(repository) {} }
    try dismiss(program, fingerprint)
    #expect(
      try !program.scan("--staged", "--format", "sarif").text.contains(
        "personal-access-token\",\n          \"ruleIndex"))
    let told = try program.scan("--staged", "--format", "sarif", "--sarif-include-suppressed")
    #expect(try Checker.sarif(told.output) == "")
    for words in ["\"kind\": \"external\"", "\"status\": \"accepted\"", "\"justification\": \"a fixture\""] {
      #expect(told.text.contains(words))
    }
  }

  @Test("does not count for its author's rate, and keeps who brought it")
  func rates() throws {
    let (repository, program, fingerprint) = try scanned()
    try repository.git("commit", "-m", "Add a\n\nCo-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>")
    try dismiss(program, fingerprint)
    let finding = try first(try program.scan("--commit", "HEAD", "--format", "json"))
    #expect((finding["author"] as? [String: Any])?["agent"] as? String == "claude-code")
    #expect(try program.run("agents", "--format", "json").text.contains("\"linesHit\": 0"))
  }

  @Test("by an agent is shown, and closes the gate all the same")
  func byAgent() throws {
    let (repository, program, fingerprint) = try scanned()
    defer { withExtendedLifetime(repository) {} }
    let agent = program.with(["CLAUDECODE": "1"])
    let outcome = try agent.run("findings", "dismiss", fingerprint, "--reason", "trust me")
    #expect(outcome.code == 0 && outcome.text.contains("does not count"))
    let scan = try program.scan("--staged")
    #expect(scan.code == 1)
    #expect(scan.text.contains("dismissed: trust me (by claude-code on "))
    #expect(try program.run("findings", "dismissals").text.contains("by an agent: does not count"))
    #expect(try program.run("findings", "dismissals", "--accepted").text == "no data\n")
    #expect(try program.run("ledger", "verify").code == 0)
  }

  @Test("may be reinstated")
  func reinstated() throws {
    let (repository, program, fingerprint) = try scanned()
    defer { withExtendedLifetime(repository) {} }
    try dismiss(program, fingerprint)
    #expect(try program.code("--staged") == 0)
    #expect(try program.runOrphaned("findings", "reinstate", fingerprint, "--reason", "it is real").code == 0)
    #expect(try program.code("--staged") == 1)
    let listed = try program.run("findings", "dismissals", "--format", "json")
    #expect(try Checker.json(listed.output, as: "dismissals-1") == "")
    #expect(listed.text.contains("\"standing\": \"reinstated\"") && listed.text.contains("\"superseded\""))
  }

  @Test("lends others of its rule in its file a sign of a false alarm")
  func dismissedBefore() throws {
    let (repository, program, fingerprint) = try scanned()
    try dismiss(program, fingerprint)
    try repository.stage("a", "token = \(FakeSecret.githubToken(2))\n")
    let finding = try first(try program.scan("--staged", "--format", "json"))
    #expect(finding["state"] as? String == "new")
    let doubt = try #require(finding["falsePositive"] as? [String: Any])
    let signs = try #require(doubt["indicators"] as? [[String: Any]])
    #expect(signs.contains { $0["name"] as? String == "dismissed-before" })
    #expect(try program.code("--staged") == 1)
  }

  @Test(
    "is named by enough digits of what the book knows, for a reason, until a day to come",
    arguments: [
      ["deadbeef", "--reason", "x"], ["dead", "--reason", "x"], ["v9:deadbeefdeadbeef", "--reason", "x"],
      ["nonsense", "--reason", "x"], ["FP", "--reason", " \n "], ["FP", "--reason", "x", "--until", "2020-01-01"],
      ["FP", "--reason", "x", "--until", "tomorrow"], ["FP"], ["FP", "--reason", "x", "--ledger", "nowhere.db"],
      ["FP", "--reason", String(repeating: "x", count: 2001)],
    ])
  func refused(_ arguments: [String]) throws {
    let (repository, program, fingerprint) = try scanned()
    defer { withExtendedLifetime(repository) {} }
    let outcome = try program.run(["findings", "dismiss"] + arguments.map { $0 == "FP" ? fingerprint : $0 })
    #expect(outcome.code == 2, "\(outcome.errors)")
    #expect(try program.run("findings", "dismissals").text == "no data\n")
    #expect(!repository.exists("nowhere.db"))
  }

  @Test("a reason that would act on a terminal is spelled out")
  func hostileReason() throws {
    let (repository, program, fingerprint) = try scanned()
    defer { withExtendedLifetime(repository) {} }
    let reason = "ok\u{1B}[2J\u{202E}\n::error::"
    #expect(try program.runOrphaned("findings", "dismiss", fingerprint, "--reason", reason).code == 0)
    for outcome in [try program.scan("--staged"), try program.run("findings", "dismissals")] {
      #expect(!outcome.text.contains("\u{1B}") && !outcome.text.contains("\u{202E}") && !outcome.text.contains("\n::"))
      #expect(outcome.text.contains("\\x1b[2J\\u{202E}"))
    }
    #expect(try program.run("ledger", "verify").code == 0)
  }
}
