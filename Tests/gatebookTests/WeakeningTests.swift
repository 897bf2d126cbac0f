import GateModel
import GateTesting
import Testing

@Suite("A change that weakens the gate")
struct WeakeningTests {
  private let claude = "work\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n"
  private static let policy = """
    thresholds: {critical: 0, high: 0, medium: 5}
    agents: {claude-code: {thresholds: {medium: 0}}}
    severity: {secrets.aws.access-key-id: critical}
    paths: {exclude: ["vendor/**"]}
    incomplete: fail
    audit: require
    suppressions: {require-reason: true, max-days: 30}

    """

  /// What is said of a policy that takes the place of another, `severity message`.
  private func told(_ old: String?, _ new: String?, message: String = "work") throws -> [String] {
    let repository = try TestRepository().begin()
    if let old { try repository.commit(".gatebook.yml", old) }
    try repository.branch("topic")
    if let new {
      try repository.commit(".gatebook.yml", new, message)
    } else {
      try repository.git("rm", "-q", ".gatebook.yml")
      try repository.commitIndex()
    }
    let program = Program(in: repository)
    let report = try program.report("--diff", "main")
    let commit = try repository.line("rev-parse", "HEAD")
    for finding in report.findings {
      #expect(
        finding.ruleId == "gatebook.policy-weakened" && finding.path == ".gatebook.yml" && finding.commit == commit)
    }
    return report.findings.map { "\($0.severity) \($0.message)" }
  }

  @Test(
    "is a finding for each thing that lets more pass",
    arguments: [
      ("medium: 5}\n", "medium: 50}\n", "the limit of medium went up from 5 to 50"),
      ("high: 0, medium", "medium", "the limit of high was taken out"),
      ("agents: {claude-code: {thresholds: {medium: 0}}}\n", "", "the thresholds of `claude-code` were taken out"),
      ("id: critical", "id: low", "the severity of `secrets.aws.access-key-id` went down from critical to low"),
      ("severity: {secrets.aws.access-key-id: critical}\n", "", "went down from critical to high"),
      ("[\"vendor/**\"]", "[\"vendor/**\", \"src/**\"]", "`src/**` is excluded"),
      ("incomplete: fail", "incomplete: warn", "`incomplete: fail` was taken out"),
      ("audit: require", "audit: report", "`audit: require` was taken out"),
      ("{require-reason: true, ", "{", "comments need no reason any more"),
      ("max-days: 30", "max-days: 300", "comments may hold for 300 days in place of 30"),
      (", max-days: 30", "", "comments need no last day any more"),
      ("{require", "{by-agents: allow, require", "comments of agents count"),
      ("{require", "{read: [gitleaks], require", "comments of gitleaks are heeded"),
    ])
  func kinds(from: String, to: String, message: String) throws {
    let told = try told(Self.policy, Self.policy.replacing(from, with: to))
    #expect(told.count == 1 && told[0].hasPrefix("medium ") && told[0].contains(message), "\(told)")
  }

  @Test("is none where nothing or less is let pass")
  func stricter() throws {
    #expect(try told(Self.policy, Self.policy + "# a comment\n") == [])
    #expect(try told(Self.policy, Self.policy.replacing("medium: 5}", with: "medium: 1, low: 0}")) == [])
    #expect(try told(nil, "thresholds: {critical: 0, high: 0, medium: 9}\n") == [])
  }

  @Test("is one where the file is deleted, or comes first and says less than the defaults")
  func deleted() throws {
    #expect(try told(Self.policy, nil).contains { $0.contains(".gatebook.yml was deleted") })
    let first = try told(nil, "thresholds: {critical: 3}\n")
    #expect(first.count == 2, "\(first)")
  }

  @Test("is high where an agent does it, and the gate closes")
  func byAgent() throws {
    let told = try told(Self.policy, Self.policy.replacing("medium: 5}\n", with: "medium: 50}\n"), message: claude)
    #expect(told.count == 1 && told[0].hasPrefix("high "))
  }

  @Test("names the commit of several that did it, and forgets one that was taken back")
  func several() throws {
    let repository = try TestRepository().begin(policy: Self.policy)
    try repository.git("add", "--all")
    try repository.commitIndex()
    try repository.branch("topic")
    let weak = Self.policy.replacing("medium: 5}\n", with: "medium: 50}\n")
    let agent = try repository.commit(".gatebook.yml", weak, claude)
    try repository.commit("b", "text\n", "a person's")
    let program = Program(in: repository)
    let finding = try #require(try program.report("--diff", "main").findings.first)
    #expect(finding.commit == "\(agent)" && finding.severity == "high" && finding.author.agent == "claude-code")
    try repository.commit(".gatebook.yml", Self.policy)
    #expect(try program.report("--diff", "main").findings.isEmpty)
  }

  @Test("is not a merge that only brings what one of its sides had, and is one that takes away what both had")
  func merges() throws {
    let repository = try TestRepository().begin(policy: Self.policy)
    try repository.git("add", "--all")
    try repository.commitIndex()
    try repository.branch("topic")
    try repository.commit("b", "text\n")
    try repository.switchTo("main")
    try repository.commit(".gatebook.yml", Self.policy.replacing("medium: 5}\n", with: "medium: 50}\n"))
    try repository.switchTo("topic")
    try repository.git("merge", "-q", "--no-edit", "main")
    let program = Program(in: repository)
    #expect(try program.report("--commit", "HEAD").findings.isEmpty)
    try repository.git("rm", "-q", ".gatebook.yml")
    try repository.git("commit", "-q", "--amend", "--no-edit")
    #expect(try program.report("--commit", "HEAD").findings.map(\.ruleId) == ["gatebook.policy-weakened"])
  }

  @Test("touches the repository's own rules: one taken out, one that weighs less, one that looks for something else")
  func rules() throws {
    func rule(_ id: String, _ pattern: String, _ severity: String = "ERROR") -> String {
      "- {id: \(id), languages: [python], severity: \(severity), message: m, pattern: \(pattern)}\n"
    }
    let repository = try TestRepository()
    try repository.write(".gatebook.yml", "rules: [builtin, own]\n")
    try repository.write("own/r.yaml", "rules:\n" + rule("a", "f(...)") + rule("b", "g(...)") + rule("c", "h(...)"))
    try repository.git("add", "--all")
    try repository.commitIndex()
    try repository.branch("topic")
    try repository.commit("own/r.yaml", "rules:\n" + rule("b", "g(...)", "INFO") + rule("c", "h(1)"), "work")
    let told = try Program(in: repository).report("--diff", "main").findings.map(\.message)
    #expect(told.count == 3)
    for words in [
      "1 rule of `own` was taken out: `a`", "was made to weigh less: `b`", "was made to look for something else: `c`",
    ] {
      #expect(told.contains { $0.contains(words) }, "\(told)")
    }
    try repository.commit("own/more.yaml", "rules:\n" + rule("a", "f(...)") + rule("d", "k(...)"), "more")
    #expect(try Program(in: repository).report("--diff", "main").findings.count == 2)
  }

  @Test("that an agent brings with a secret and a comment that excuses it is three findings and a closed gate")
  func pullRequest() throws {
    let repository = try TestRepository().begin(policy: "thresholds: {critical: 0, high: 0}\n")
    try repository.git("add", "--all")
    try repository.commitIndex()
    try repository.branch("topic")
    try repository.write(".gatebook.yml", "thresholds: {}\n")
    let rule = "secrets.github.personal-access-token"
    try repository.write("app.py", "TOKEN = '\(FakeSecret.githubToken())'  # gatebook:ignore \(rule) -- test value\n")
    try repository.git("add", "--all")
    try repository.git("commit", "-q", "-m", claude)
    let outcome = try Program(in: repository).scan("--diff", "main", "--format", "json")
    #expect(outcome.code == 1)
    let report = try outcome.report()
    #expect(
      Set(report.findings.map(\.ruleId)) == [rule, "gatebook.suppression-by-agent", "gatebook.policy-weakened"])
    #expect(report.findings.allSatisfy { $0.state == "new" && $0.author.agent == "claude-code" })
    #expect(Set(report.gate.breaches.map(\.severity)) == ["critical", "high"])
  }
}
