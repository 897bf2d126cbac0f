import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Hostile rules and policies") struct HostileRuleTests {
  private let token = FakeSecret.githubToken()

  @Test("25: no regex of a user's holds the scan up")
  func regexes() throws {
    let folder = TestFolder()
    let rules = [("a", "(a+)+$"), ("b", "(.*a){25}"), ("c", "(a|aa)+$"), ("d", "^(.*?,){40}P")].map { id, regex in
      "- {id: x.\(id), languages: [regex], severity: ERROR, message: m, pattern-regex: '\(regex)'}\n"
    }
    let secret =
      "- {id: x.secret, mode: secret, languages: [regex], severity: HIGH, message: m, pattern-regex: '(?<secret>(x+x+)+y)'}\n"
    try folder.write("rules.yaml", "rules:\n" + rules.joined() + secret)
    try folder.write("text", String(repeating: "a", count: 5000) + "!\n" + String(repeating: "x", count: 5000) + "\n")
    let watch = Watch("25", in: folder)
    let report = try watch.report("text", "--rules", "rules.yaml")
    #expect(report.findings.isEmpty && !report.coverage.complete)
    try watch.finish()
  }

  @Test("26: YAML that is made to hurt is exit 2 with a line, as rules and as policy")
  func yaml() throws {
    let folder = TestFolder()
    try folder.write("text", "text\n")
    let laughs = (1...40).map { level in
      "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
    }
    let files = [
      "a0: &a0 [l, l, l]\n" + laughs.joined(), "rules: &a [*a]\n", "rules:\n- &a {id: *a}\n",
      "rules:\n- id: x\n\tmode: y\n",
      "rules: " + String(repeating: "[", count: 100_000), "rules:\n" + String(repeating: "- ", count: 100_000),
      "rules: [\u{7}]\n",
    ]
    let watch = Watch("26a", in: folder)
    for (number, text) in files.enumerated() {
      try folder.write("hostile.yaml", text)
      for option in ["--rules", "--policy"] {
        let outcome = try watch.scan("text", option, "hostile.yaml")
        #expect(outcome.errors.contains(#/hostile\.yaml:\d+:\d+: ./#), "\(number) \(option): \(outcome.errors)")
      }
    }
    try folder.write("hostile.yaml", Array("rules:\n- id: ".utf8) + [0xFF, 0xC3, 0x28, 0x0A])
    #expect(try watch.scan("text", "--rules", "hostile.yaml").errors.contains("hostile.yaml:2:"))
    try watch.finish()
  }

  @Test("26: rules of a hundred megabytes are refused unread")
  func largeYAML() throws {
    let folder = TestFolder()
    try folder.write("text", "text\n")
    try folder.write("large.yaml", "rules:\n")
    #expect(unsafe truncate(folder.path + "/large.yaml", 100 << 20) == 0)
    let watch = Watch("26b", in: folder)
    for option in ["--rules", "--policy"] {
      #expect(try watch.scan("text", option, "large.yaml").errors.contains("larger than"))
    }
    try watch.finish()
  }

  @Test("26: a rule id twice and a key that there is not are exit 2 with the line")
  func badRules() throws {
    let folder = TestFolder()
    try folder.write("text", "text\n")
    let secret =
      "- {id: x.y, mode: secret, languages: [regex], severity: HIGH, message: m, pattern-regex: '(?<secret>k[0-9])'}\n"
    let watch = Watch("26c", in: folder)
    for (text, line) in [
      ("rules:\n\(secret)\(secret)", 3),
      ("rules:\n- id: x\n  languages: [regex]\n  severity: ERROR\n  message: m\n  pattern-regexx: x\n", 6),
      ("rules:\n- id: x.y\n  mode: secret\n  colour: red\n", 4), ("rules:\n\(secret)rules: []\n", 3),
    ] {
      try folder.write("rules.yaml", text)
      let errors = try watch.scan("text", "--rules", "rules.yaml").errors
      #expect(errors.contains("rules.yaml:\(line):"), "\(errors)")
    }
    try watch.finish()
  }

  @Test("27: TOML that is no rule set is exit 2")
  func toml() throws {
    let folder = TestFolder()
    try folder.write("text", "text\n")
    let watch = Watch("27a", in: folder)
    for text in ["[[rules]]\nid = \"x\nregex = 1\n", "[[rules]\n", "a = [1, [2\n", "\u{0}\u{0}"] {
      try folder.write("rules.toml", text)
      #expect(try watch.scan("text", "--rules", "rules.toml").errors.contains("rules.toml"))
    }
    try watch.finish()
  }

  @Test("27: rules by the thousand, with Unicode classes among them, are loaded and find")
  func manyRules() throws {
    let folder = TestFolder()
    let rules = (0..<2000).map { number in
      "- {id: x.r\(number), mode: secret, languages: [regex], severity: HIGH, message: m, pattern-regex: '\\b(?<secret>k\(number)_[A-Za-z0-9]{32})\\b'}\n"
    }
    let unicode =
      "- {id: x.unicode, languages: [regex], severity: HIGH, message: m, pattern-regex: '(?u)\\p{Lu}\\p{Greek}+'}\n"
    try folder.write("rules.yaml", "rules:\n" + rules.joined() + unicode)
    let value = String(FakeSecret.githubToken().dropFirst(4).prefix(32))
    try folder.write("text", "k1234_\(value)\n")
    let watch = Watch("27b", in: folder, hiding: [value])
    #expect(try watch.report("text", "--rules", "rules.yaml").findings.map(\.ruleId) == ["x.r1234"])
    try watch.finish()
  }

  @Test("28: a policy and rules that the change itself brings allow nothing")
  func ownPolicy() throws {
    let repository = try TestRepository().begin(policy: "thresholds: {critical: 0}\n")
    let base = try repository.id().description
    try repository.write(
      ".gatebook.yml",
      "rules: [./ours]\nthresholds: {}\nincomplete: warn\npaths: {exclude: ['**']}\nseverity: {secrets.github.personal-access-token: info}\n"
    )
    try repository.write(
      "ours/a.yaml", "rules:\n- {id: x.y, languages: [regex], severity: INFO, message: m, pattern-regex: 'never'}\n")
    try repository.stage("a", "k = \(token)\n")
    try repository.git("add", "--all")
    let watch = Watch("28", in: repository)
    #expect(try watch.code("--staged") == 1)
    #expect(try watch.code("--worktree") == 1)
    try repository.commitIndex()
    #expect(try watch.code("--diff", base) == 1)
    #expect(try watch.code("--commit", "HEAD") == 1)
    // Once it is in, it holds: for the history, and for what comes after.
    try repository.stage("b", "k = \(FakeSecret.githubToken(2))\n")
    #expect(try watch.code("--staged") == 0)
    try watch.finish()
  }

  @Test("29: an ignore comment of any tool has no effect")
  func ignores() throws {
    let repository = try TestRepository().begin()
    let marks = [
      "# nosec", "# nosemgrep", "# nosemgrep: secrets.github.personal-access-token", "# gitleaks:allow", "# noqa",
      "# noqa: S105",
      "# pragma: allowlist secret", "# pragma: whitelist secret", "# betterleaks:allow", "# kingfisher:ignore",
      "# trufflehog:ignore",
      "# ggignore", "# gatebook:ignore", "# gatebook-ignore", "# NOSONAR", "# lgtm[py/x]", "# codeql[py/x]",
      "# type: ignore",
      "# skipcq", "# checkov:skip=CKV_SECRET_1:x", "# DevSkim: ignore DS1", "// eslint-disable-line",
      "/* istanbul ignore next */",
      "# talisman-ignore", "# foxguard-ignore", "# snyk-ignore", "# coverity[SECRET]", "# nolint", "//nolint:gosec",
      "#nosec G101",
    ]
    for (number, mark) in marks.enumerated() {
      let line = "k\(number) = \"\(FakeSecret.githubToken(UInt64(number + 1)))\""
      try repository.write("a\(number).py", "\(mark)\n\(line)  \(mark)\n")
    }
    try repository.write(".gitleaksignore", "a0.py:github-pat:2\n")
    try repository.write(".semgrepignore", "*\n")
    try repository.write(".gitleaks.toml", "[allowlist]\npaths = ['''.*''']\n")
    try repository.write(".secrets.baseline", "{}\n")
    let message = "gitleaks:allow\n\nAllow-Secrets: yes\nCo-authored-by: Claude <noreply@anthropic.com>"
    try repository.commit(message)
    let watch = Watch("29", in: repository)
    for selection in [["."], ["--commit", "HEAD"], ["--diff", "HEAD~1"], ["--history"]] {
      let report = try watch.run(["scan", "--format", "json"] + selection).report()
      let found = Set(report.findings.filter { $0.state == "new" && $0.ruleId.hasPrefix("secrets.") }.map(\.path))
      #expect(found.isSuperset(of: marks.indices.map { "a\($0).py" }), "\(selection)")
    }
    try watch.finish()
  }

  @Test("30: nothing is fetched for a URL in place of a file")
  func urls() throws {
    let repository = try TestRepository().begin()
    let watch = Watch("30", in: repository)
    for url in [
      "https://example.org/r.yaml", "http://localhost:1/x", "git+https://example.org/r", "file:///etc/passwd",
      "//example.org/r",
    ] {
      for option in ["--rules", "--policy"] {
        #expect(
          try watch.scan(".", option, url).errors.contains("example.org") || !url.contains("example"),
          "\(option) \(url)")
      }
    }
    for url in ["postgres://localhost/x", "https://example.org/ledger"] {
      _ = try watch.scan(".", "--ledger", url)
    }
    try watch.finish()
  }
}
