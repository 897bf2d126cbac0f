import Foundation
import GateModel
import GateTesting
import Testing

@Suite("A comment that asks for a finding to be let pass")
struct IgnoreTests {
  private let rule = "secrets.github.personal-access-token"
  private let claude = "work\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"
  private let token = FakeSecret.githubToken()

  /// `line STANDING` of each comment, and `path:line state` of each finding.
  private func seen(
    _ text: String, _ policy: String = "", as name: String = "a.py", ledger: String = "none"
  ) throws -> [String] {
    let folder = TestFolder()
    try folder.write(name, text)
    try folder.write("policy.yml", policy)
    let report = try Program(in: folder).report(name, "--policy", "policy.yml", "--ledger", ledger)
    return report.ignores.map { "\($0.start.line) \($0.standing)" }
      + report.findings.map { "\($0.start.line) \($0.state)" }
  }

  @Test("lets pass what it names, on its own line or on the next, and says why")
  func used() throws {
    let same = "k = '\(token)'  # gatebook:ignore \(rule) -- a fixture\n"
    #expect(try seen(same) == ["1 used", "1 suppressed"])
    #expect(try seen("# gatebook:ignore \(rule) -- a fixture\n" + "k = '\(token)'\n") == ["1 used", "2 suppressed"])
    #expect(try seen("# gatebook:ignore all\nk = '\(token)'\n") == ["1 used", "2 suppressed"])
    // Neither two lines away nor from the end of the line before.
    #expect(try seen("# gatebook:ignore \(rule)\n\nk = '\(token)'\n") == ["1 unused", "3 new"])
    #expect(try seen("x = 1  # gatebook:ignore \(rule)\nk = '\(token)'\n") == ["1 unused", "2 new"])
    #expect(try seen("k = '\(token)'\n# gatebook:ignore \(rule)\n") == ["2 unused", "1 new"])
    let folder = TestFolder()
    try folder.write("a.py", same)
    let outcome = try Program(in: folder).scan("a.py", "--ledger", "none")
    #expect(outcome.code == 0 && outcome.text.contains("gatebook:ignore in line 1: a fixture"))
    #expect(!outcome.text.contains(token))
    #expect(try Program(in: folder).scan("a.py", "--ledger", "book.db").code == 0)
    let book = String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder.path + "/book.db")), as: UTF8.self)
    #expect(book.contains("\"ignores\":[{") && !book.contains("a fixture"))
    #expect(try Program(in: folder).run("ledger", "verify", "--ledger", "book.db").code == 0)
    let sarif = try Program(in: folder).scan(
      "a.py", "--ledger", "none", "--format", "sarif", "--sarif-include-suppressed")
    #expect(try Checker.sarif(sarif.output) == "")
    #expect(sarif.text.contains("\"kind\": \"inSource\"") && sarif.text.contains("\"justification\": \"a fixture\""))
  }

  @Test(
    "counts in real comments alone",
    arguments: [
      ("a.py", "note = 'gatebook:ignore all'\n", "k = \"TOKEN\"\n"),
      ("a.py", "note = '''\n# gatebook:ignore all\n", "k = \"TOKEN\"\n'''\n"),
      ("a.js", "const n = \"// gatebook:ignore all\";\n", "const k = \"TOKEN\";\n"),
      ("a.yaml", "note: \"# gatebook:ignore all\"\n", "k: TOKEN\n"),
      ("a.txt", "# gatebook:ignore all\n", "TOKEN\n"),
      ("a.html", "gatebook:ignore all\n", "<p>TOKEN</p>\n"),
      ("a.go", "package a\nvar n = `\n// gatebook:ignore all\n", "TOKEN`\n"),
    ])
  func real(name: String, before: String, after: String) throws {
    let seen = try seen(before + after.replacing("TOKEN", with: token), as: name)
    #expect(seen.count == 1 && seen[0].hasSuffix(" new"), "\(seen)")
  }

  @Test("never tells a value that stands in it")
  func secret() throws {
    let folder = TestFolder()
    try folder.write("a.py", "k = '\(token)'  # gatebook:ignore all -- it was \(FakeSecret.githubToken(3))\n")
    try folder.write("b.py", "k = 1  # gatebook:ignore \(FakeSecret.githubToken(4))\n")
    for format in ["text", "json", "sarif", "html", "markdown", "agent"] {
      let outcome = try Program(in: folder).scan(
        ".", "--ledger", "none", "--format", format, "--sarif-include-suppressed")
      #expect(outcome.code == 1)
      for seed: UInt64 in [1, 3, 4] { #expect(!outcome.text.contains(FakeSecret.githubToken(seed)), "\(format)") }
    }
    #expect(
      try Program(in: folder).report(".", "--ledger", "none").ignores.map(\.standing) == ["malformed", "malformed"])
  }

  @Test("asks for nothing where it is only spoken of")
  func spokenOf() throws {
    #expect(try seen("k = 1  # as in: gatebook:ignore all\n") == [])
    #expect(try seen("k = '\(token)'  # type: ignore  # gatebook:ignore all\n") == ["1 used", "1 suppressed"])
    #expect(try seen("/*\n * gatebook:ignore all\n */\n", as: "a.c") == ["2 unused"])
  }

  @Test(
    "is known in the comments of many languages",
    arguments: [
      ("a.py", "# W\nk = 'TOKEN'\n"), ("a.ts", "/* W */\nconst k = 'TOKEN';\n"),
      ("A.java", "class A {\n// W\nString k = \"TOKEN\";\n}\n"),
      ("a.go", "package a\n\n// W\nconst k = \"TOKEN\"\n"), ("a.rb", "# W\nk = 'TOKEN'\n"),
      ("a.yml", "# W\nk: TOKEN\n"),
      ("Dockerfile", "# W\nRUN echo TOKEN\n"), (".env.local", "# W\nK=TOKEN\n"),
      ("a.tf", "// W\nk = \"TOKEN\"\n"),
      ("a.sql", "-- W\nselect 'TOKEN';\n"), ("a.html", "<!-- W -->\n<p>TOKEN</p>\n"),
      ("a.c", "// don't\n/* W */\nchar *k = \"TOKEN\";\n"),
      ("a.ini", "; W\nk = TOKEN\n"), ("a.swift", "let k = \"TOKEN\" // W\n"),
      ("a.json", "{\n// W\n\"k\": \"TOKEN\"}\n"),
    ])
  func languages(name: String, text: String) throws {
    let filled = text.replacing("W", with: "gatebook:ignore \(rule) -- ours").replacing("TOKEN", with: token)
    let seen = try seen(filled, as: name)
    #expect(seen.count == 2 && seen[0].hasSuffix(" used") && seen[1].hasSuffix(" suppressed"), "\(name): \(seen)")
  }

  @Test(
    "never counts where it is blanket, malformed, over, or names no rule that there is",
    arguments: [
      ("gatebook:ignore", "malformed"), ("gatebook:ignore -- a reason alone", "malformed"),
      ("gatebook:ignore all (until tomorrow)", "malformed"), ("gatebook:ignore all because I say so!", "malformed"),
      ("gatebook:ignore secrets.github", "unknown-rule"), ("gatebook:ignore all (until 2020-01-31)", "expired"),
      ("gatebook:ignore python.eval-of-variable", "unused"),
    ])
  func idle(words: String, standing: String) throws {
    let text = "k = '\(token)'  # \(words)\n"
    #expect(try seen(text) == ["1 \(standing)", "1 new"])
    let folder = TestFolder()
    try folder.write("a.py", text)
    let outcome = try Program(in: folder).scan("a.py", "--ledger", "none")
    #expect(outcome.code == 1 && outcome.text.contains("comments that let nothing pass"))
  }

  @Test("owes what the policy wants of it")
  func policy() throws {
    func comment(_ words: String) -> String { "k = '\(token)'  # gatebook:ignore \(rule)\(words)\n" }
    let reason = "suppressions: {require-reason: true}\n"
    #expect(try seen(comment(""), reason) == ["1 no-reason", "1 new"])
    #expect(try seen(comment(" -- "), reason) == ["1 no-reason", "1 new"])
    #expect(try seen(comment(" -- a fixture"), reason) == ["1 used", "1 suppressed"])
    let days = "suppressions: {max-days: 30}\n"
    #expect(try seen(comment(""), days) == ["1 no-expiry", "1 new"])
    #expect(try seen(comment(" (until 2999-12-31)"), days) == ["1 no-expiry", "1 new"])
    #expect(try seen(comment(" (until 2999-12-31)")) == ["1 used", "1 suppressed"])
  }

  @Test(
    "of another program counts where the policy reads them",
    arguments: [
      ("gitleaks", "gitleaks:allow"), ("detect-secrets", "pragma: allowlist secret"),
      ("kingfisher", "kingfisher:ignore"),
      ("nosemgrep", "nosemgrep"), ("nosemgrep", "nosemgrep: personal-access-token"), ("nosemgrep", "nosem"),
    ])
  func foreign(form: String, words: String) throws {
    let text = "k = '\(token)'  # \(words)\n"
    #expect(try seen(text) == ["1 new"])
    #expect(try seen(text, "suppressions: {read: [\(form)]}\n") == ["1 used", "1 suppressed"])
    #expect(try seen(text, "suppressions: {read: [\(form)], require-reason: true}\n") == ["1 no-reason", "1 new"])
    #expect(try seen(text, "suppressions: {read: [nosec]}\n") == ["1 new"])
  }

  @Test("of bandit lets rules about Python pass and no secret; the next line's pragma speaks of the next line")
  func others() throws {
    let nosec = "suppressions: {read: [nosec]}\n"
    #expect(try seen("eval(x)  # nosec B307\n", nosec) == ["1 used", "1 suppressed"])
    #expect(try seen("k = '\(token)'  # nosec\n", nosec) == ["1 unused", "1 new"])
    let pragma = "suppressions: {read: [detect-secrets]}\n"
    #expect(
      try seen("x = 1  # pragma: allowlist nextline secret\nk = '\(token)'\n", pragma) == ["1 used", "2 suppressed"])
  }

  @Test("that an agent adds in the same change does not count, and is a finding; later it counts as anybody's")
  func byAgent() throws {
    let repository = try TestRepository().begin()
    try repository.branch("topic")
    try repository.commit("a.py", "k = '\(token)'  # gatebook:ignore \(rule) -- trust me\n", claude)
    let program = Program(in: repository)
    let report = try program.report("--diff", "main")
    #expect(report.findings.map(\.ruleId) == [rule, "gatebook.suppression-by-agent"])
    #expect(report.findings.allSatisfy { $0.state == "new" && $0.author.agent == "claude-code" })
    #expect(report.findings[1].severity == "high" && report.ignores.map(\.standing) == ["by-agent"])
    #expect(try program.code("--diff", "main") == 1)
    #expect(try program.code("--commit", "HEAD") == 1)
    let json = try program.scan("--diff", "main", "--format", "json")
    #expect(try Checker.json(json.output) == "")
    let sarif = try program.scan("--diff", "main", "--format", "sarif")
    #expect(try Checker.sarif(sarif.output) == "")
    // Where the line is no part of the change, nobody asks who brought it.
    #expect(try program.report().findings.map(\.state) == ["suppressed"])
    // Beside an observed agent the index is the agent's.
    try repository.stage("b.py", "k = '\(FakeSecret.githubToken(2))'  # gatebook:ignore all\n")
    #expect(try program.with(["CLAUDECODE": "1"]).report("--staged").ignores.map(\.standing) == ["by-agent"])
  }

  @Test("counts in the same change where a person adds it, or the policy of the base lets agents")
  func byPerson() throws {
    let repository = try TestRepository().begin()
    try repository.branch("topic")
    try repository.commit("a.py", "k = '\(token)'  # gatebook:ignore \(rule)\n", "work")
    #expect(try Program(in: repository).report("--diff", "main").findings.map(\.state) == ["suppressed"])
    let lenient = try TestRepository().begin(policy: "suppressions: {by-agents: allow}\n")
    try lenient.git("add", "--all")
    try lenient.commitIndex()
    try lenient.branch("topic")
    try lenient.commit("a.py", "k = '\(token)'  # gatebook:ignore \(rule)\n", claude)
    #expect(try Program(in: lenient).report("--diff", "main").findings.map(\.state) == ["suppressed"])
  }

  @Test("in a history speaks for HEAD and its past")
  func history() throws {
    let repository = try TestRepository().begin()
    try repository.commit("a.py", "k = '\(token)'\n")
    let program = Program(in: repository)
    #expect(try program.report("--history").new == ["a.py:1"])
    try repository.commit("a.py", "k = '\(token)'  # gatebook:ignore \(rule)\n")
    #expect(try program.report("--history").findings.map(\.state) == ["suppressed"])
    try repository.commit("a.py", "k = 1  # gatebook:ignore all\n")
    #expect(try program.report("--history").ignores.map(\.standing) == ["unused"])
    try repository.commit("a.py", "k = 1\n")
    let report = try program.report("--history")
    #expect(report.findings.map(\.state) == ["new"])
    // Nobody can mend a comment of an old version.
    #expect(report.ignores.isEmpty)
  }
}
