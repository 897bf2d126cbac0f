import GateModel
import GateTesting
import Testing

@Suite("The policy")
struct PolicyTests {
  private let token = "token = \(FakeSecret.githubToken())\n"
  private let key = "key = \(FakeSecret.awsKeyID())\n"
  private let claude = "work\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"

  @Test("that judges a change is the one before it: softening it does not help")
  func softened() throws {
    let repository = try TestRepository().begin(policy: "thresholds: {critical: 0}\n")
    try repository.write(".gatebook.yml", "thresholds: {}\n")
    try repository.stage("a", token)
    try repository.git("add", "--all")
    let program = Program(in: repository)
    #expect(try program.code("--staged") == 1)
    #expect(try program.code("--worktree") == 1)
    try repository.branch("topic")
    try repository.commitIndex()
    #expect(try program.code("--diff", "main") == 1)
    #expect(try program.code("--commit", "HEAD") == 1)
    #expect(try program.code("--history") == 0, "history is judged by HEAD")
    #expect(try program.code() == 0, "paths are judged by the work tree")
  }

  @Test("is read from the merge base, not from where main stands now")
  func mergeBase() throws {
    let repository = try TestRepository().begin(policy: "thresholds: {}\n")
    try repository.branch("topic")
    try repository.commit("a", token)
    try repository.switchTo("main")
    try repository.commit(".gatebook.yml", "thresholds: {critical: 0}\n")
    try repository.switchTo("topic")
    #expect(try Program(in: repository).code("--diff", "main") == 0)
  }

  @Test("may allow so many findings of a severity, and what it does not name has no limit")
  func thresholds() throws {
    let repository = try TestRepository()
    try repository.stage("a", key + "second = \(FakeSecret.awsKeyID(2))\n")
    let program = Program(in: repository)
    func verdict(_ policy: String) throws -> [ReportJSON.Breach] {
      try repository.write("policy.yml", policy)
      return try program.report("--staged", "--policy", "policy.yml").gate.breaches
    }
    #expect(try verdict("") == [ReportJSON.Breach(scope: "all", severity: "high", count: 2, limit: 0)])
    #expect(
      try verdict("thresholds: {high: 1}\n") == [ReportJSON.Breach(scope: "all", severity: "high", count: 2, limit: 1)])
    #expect(try verdict("thresholds: {high: 2}\n") == [])
    #expect(try verdict("thresholds: {critical: 0}\n") == [])
    #expect(try verdict("thresholds: {}\n") == [])
    #expect(try verdict("severity: {secrets.aws.access-key-id: low}\n") == [])
    #expect(try verdict("severity: {secrets.aws.access-key-id: critical}\n").map(\.severity) == ["critical"])
  }

  @Test("is told by its digest, and by null where there is none")
  func digest() throws {
    let repository = try TestRepository().begin()
    #expect(try Program(in: repository).report("--staged").scan.policyDigest == nil)
    try repository.begin(policy: "thresholds: {}\n")
    #expect(try Program(in: repository).report("--staged").scan.policyDigest?.count == 64)
  }

  @Test("may hold one agent to stricter limits than people")
  func agents() throws {
    let policy = """
      thresholds: {}
      agents:
        claude-code: {thresholds: {critical: 0}}
        unknown: {thresholds: {high: 5}}
      """
    let repository = try TestRepository().begin(policy: policy)
    try repository.commit("a", token, "by a person")
    let program = Program(in: repository)
    #expect(try program.code("--commit", "HEAD") == 0)
    try repository.commit("b", "b = \(FakeSecret.githubToken(2))\n", claude)
    let report = try program.report("--commit", "HEAD")
    #expect(
      report.gate.breaches == [ReportJSON.Breach(scope: "agent:claude-code", severity: "critical", count: 1, limit: 0)])
    #expect(report.authors.map(\.agent) == ["claude-code"])
    #expect(report.authors.map(\.linesAdded) == [1])
    #expect(try program.code("--commit", "HEAD") == 1)
    try repository.write("each.yml", "thresholds: {}\nagents: {\"*\": {thresholds: {critical: 0}}}\n")
    let each = try program.report("--diff", "HEAD~2", "--policy", "each.yml").gate.breaches.map(\.scope)
    #expect(each.contains("agent:claude-code"))
    #expect(each.count == 2)
  }

  @Test("may leave paths out, which are counted and listed")
  func excludes() throws {
    let repository = try TestRepository().begin(policy: "paths: {exclude: [\"vendor/**\", \"*.pem\"]}\n")
    try repository.stage("vendor/deep/a", token)
    try repository.stage("x/key.pem", FakeSecret.privateKey())
    try repository.stage("b", "text\n")
    let report = try Program(in: repository).report("--staged", "--require-coverage")
    #expect(report.findings.isEmpty)
    #expect(
      report.coverage.skipped.filter { $0.reason == "excluded" }.compactMap(\.path).sorted() == [
        "vendor/deep/a", "x/key.pem",
      ])
    #expect(report.coverage.selected == 3)
  }

  @Test("may bring rules of the repository, read from where the policy is read")
  func ownRules() throws {
    let repository = try TestRepository()
    let rule = """
      rules:
      - id: ours.key
        mode: secret
        languages: [regex]
        severity: CRITICAL
        message: An own key.
        pattern-regex: 'own-(?<secret>[a-z]{8})'
      """
    try repository.write("security/own.yaml", rule)
    try repository.begin(policy: "rules: [builtin, ./security]\n")
    try repository.stage("a", "own-abcdefgh\n\(token)")
    try repository.stage("security/own.yaml", rule.replacing("own-", with: "never-"))
    let report = try Program(in: repository).report("--staged")
    #expect(
      report.findings.map(\.ruleId) == [
        "ours.key", "secrets.github.personal-access-token", "gatebook.policy-weakened",
      ])
    let named = try Program(in: repository).report("--staged", "--rules", "builtin:secrets")
    #expect(named.findings.map(\.ruleId) == ["secrets.github.personal-access-token"])
  }
}
