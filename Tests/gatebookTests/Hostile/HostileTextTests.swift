import Foundation
import GateModel
import GateTesting
import Testing

@Suite("Hostile messages and texts") struct HostileTextTests {
  private let token = FakeSecret.githubToken()

  private struct Attribution: Decodable {
    struct Commit: Decodable {
      var kind: String
      var agent: String?
      var confidence: Double
      var evidence: [ReportJSON.Evidence]
    }

    var commits: [Commit]
  }

  /// A commit over HEAD's tree that git itself might not write.
  private func commit(_ repository: TestRepository, name: String = "A", _ message: [UInt8]) throws -> String {
    let (tree, parent) = (try repository.line("rev-parse", "HEAD^{tree}"), try repository.line("rev-parse", "HEAD"))
    let head =
      "tree \(tree)\nparent \(parent)\nauthor \(name) <a@example.org> 1700000000 +0000\ncommitter A <a@example.org> 1700000000 +0000\n\n"
    let id = try repository.object("commit", Array(head.utf8) + message)
    try repository.git("update-ref", "refs/heads/main", id)
    return id
  }

  private func attribution(_ watch: Watch, _ id: String) throws -> Attribution.Commit {
    let outcome = try watch.run(["attribute", ".", id, "--format", "json"])
    let commits = try JSONDecoder().decode(Attribution.self, from: Data(outcome.output)).commits
    try #require(commits.count == 1)
    #expect(try watch.run(["attribute", ".", id]).output.count < 10_000)
    #expect(try watch.scan("--commit", id).output.count < 10_000)
    return commits[0]
  }

  @Test("31: who only calls himself an agent is unknown, and a NUL ends no trailer early")
  func names() throws {
    let repository = try TestRepository().begin()
    let watch = Watch("31a", in: repository)
    for name in ["Claude", "GitHub Copilot", "Cursor Agent", "Cl\u{1B}[31maude\u{202E}"] {
      #expect(try attribution(watch, commit(repository, name: name, Array("m\n".utf8))).kind == "unknown", "\(name)")
    }
    let nul = Array("m\0x\n\nCo-authored-by: Claude\0 <noreply@anthropic.com\0>\n".utf8)
    #expect(try attribution(watch, commit(repository, nul)).kind == "unknown")
    try watch.finish()
  }

  @Test("31: trailers without end are bounded")
  func trailers() throws {
    let repository = try TestRepository().begin()
    let watch = Watch("31b", in: repository)
    let long = "m\n\nCo-authored-by: \(String(repeating: "x", count: 1_000_000)) <a@example.org>\n"
    let many = "m\n\n" + (0..<10_000).map { "Co-authored-by: P\($0) <p\($0)@example.org>\n" }.joined()
    let deep = "m\n\n" + String(repeating: "Co-authored-by:\n ", count: 50_000)
    for message in [long, many, deep] {
      #expect(try attribution(watch, commit(repository, Array(message.utf8))).kind == "unknown")
    }
    let forged = String(repeating: "Co-authored-by: Claude <noreply@anthropic.com>\n", count: 10_000)
    let commit = try attribution(watch, commit(repository, Array("m\n\n\(forged)".utf8)))
    #expect(commit.evidence.count < 20)
    try watch.finish()
  }

  @Test("31: a forged trailer counts as a trailer and never as certain")
  func forged() throws {
    let repository = try TestRepository().begin()
    let watch = Watch("31c", in: repository)
    let message = Array("m\n\nCo-authored-by: Claude <noreply@anthropic.com>\n".utf8)
    let commit = try attribution(watch, commit(repository, message))
    #expect(commit.evidence.allSatisfy { $0.source == "trailer" } && !commit.evidence.isEmpty)
    #expect(commit.confidence < 0.95)
    try watch.finish()
  }

  @Test("32: notes of git-ai, whatever they hold, change nothing but that a secret in one is found")
  func notes() throws {
    let repository = try TestRepository().begin()
    try repository.commit("a", "text\n")
    let watch = Watch("32", in: repository)
    var isHidden = false
    for text in [
      "{", "---\n{\"schema_version\": \"authorship/99.0.0\"}",
      "a\n  x 1-18446744073709551616,-5\n---\n{\"schema_version\":\"authorship/3.0.0\"}",
      String(repeating: "a\n  x 1-2\n", count: 200_000), "k = \(token)\n", "\u{0}\u{1B}[31m",
    ] {
      try repository.write("../note", text)
      for ref in ["ai", "commits", "git-ai"] {
        try repository.git("notes", "--ref", ref, "add", "-f", "--allow-empty", "-F", "../note", "HEAD")
      }
      // A note that was written over is still in the history of its ref.
      isHidden = isHidden || text.contains(token)
      #expect(try watch.code("--commit", "HEAD") == 0)
      #expect(try watch.code("--history") == (isHidden ? 1 : 0))
      #expect(try watch.run(["attribute", ".", "HEAD"]).code == 0)
    }
    try watch.finish()
  }

  private static let orders = [
    "::error::x", "::add-mask::x", "::set-output name=a::b", "##vso[task.complete]y", "##[error]z", "%0A::error::w",
  ]

  @Test("33: what a runner takes for an order stands at the start of no line")
  func orders() throws {
    let repository = try TestRepository().begin()
    var number: UInt64 = 0
    for order in Self.orders {
      number += 1
      try repository.write(
        "\(order).txt",
        "\(order) \(FakeSecret.githubToken(number))\n  \(order)\r\(order) \(FakeSecret.githubToken(number + 50))\n")
    }
    try repository.git("add", "--all")
    let text = Self.orders.joined(separator: "\n") + "\n\n" + Self.orders.joined(separator: "\r")
    let watch = Watch("33", in: repository)
    let ci = watch.with(["GITHUB_ACTIONS": "true", "CI": "true", "TF_BUILD": "True", "GITLAB_CI": "true"])
    func check(_ outcome: Outcome) {
      for line in (outcome.text + outcome.errors).split(whereSeparator: \.isNewline) {
        let start = line.trimmingCharacters(in: .whitespaces)
        #expect(!start.hasPrefix("::") && !start.hasPrefix("##"), "\(line)")
      }
    }
    for selection in [["--staged"], ["--worktree"], ["."]] {
      for format in ["text", "json", "sarif"] { check(try ci.run(["scan", "--format", format] + selection)) }
    }
    let message = Array(text.utf8)
    try repository.commitIndex()
    let id = try commit(repository, name: "::error::n", message)
    for command in [
      ["scan", "--history"], ["attribute", ".", id], ["scan", "--commit", id], ["log"], ["findings"], ["agents"],
    ] {
      check(try ci.run(command))
    }
    check(try ci.run(["scan", "::error::no-such-file"], allowing: 2))
    try watch.finish()
  }

  @Test("34: findings that hold markup and formulas are inert in every format")
  func markup() throws {
    let folder = TestFolder()
    let texts = [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
      "![x](https://example.org/p.png)",
      "=cmd|'/C calc'!A0", "@SUM(1)", "`$(touch x)`", "\u{1B}]8;;https://example.org\u{1B}\\link\u{1B}]8;;\u{1B}\\",
      "a\u{8}\u{B}\u{FFFE}b",
    ]
    let lines = texts.map { "danger(\"\($0.replacingOccurrences(of: "\"", with: "'"))\")\n" }
    try folder.write("a.py", lines.joined())
    try folder.write(
      "rules.yaml",
      """
      rules:
      - {id: x.danger, languages: [python], severity: ERROR, message: 'given $X here', pattern: danger($X)}
      - {id: x.raw, languages: [regex], severity: ERROR, message: 'raw $1', pattern-regex: 'danger\\((.*)\\)'}
      """)
    let watch = Watch("34", in: folder)
    let sarif = try watch.scan("a.py", "--rules", "rules.yaml", "--format", "sarif")
    let results = try #require(
      ((try JSONSerialization.jsonObject(with: Data(sarif.output)) as? [String: Any])?["runs"] as? [[String: Any]])?[0][
        "results"]
        as? [[String: Any]])
    #expect(results.count >= texts.count)
    for result in results {
      let message = ((result["message"] as? [String: Any])?["text"] as? String) ?? ""
      // In SARIF a plain message may hold links; brackets in it are escaped.
      #expect(!message.contains(#/(^|[^\\])\[[^\]]*[^\\]\]\(/#), "\(message)")
      #expect(!message.unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(message)")
    }
    for format in ["text", "json"] {
      let output = try watch.scan("a.py", "--rules", "rules.yaml", "--format", format).output
      #expect(!output.contains { ($0 < 32 && $0 != 0x0A) || $0 == 0x7F }, "\(format)")
    }
    try watch.finish()
  }
}
