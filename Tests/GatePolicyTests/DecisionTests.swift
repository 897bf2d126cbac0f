import GateModel
import GatePolicy
import Testing

@Suite struct `The decision` {
  private static let claude = Attribution(kind: .agent, agent: "claude-code", agents: ["claude-code"], confidence: 970)
  private static let both = Attribution(
    kind: .mixed, agent: "codex", agents: ["codex", "claude-code"], confidence: 920)
  private static let bot = Attribution(kind: .bot, agent: "dependabot", agents: ["dependabot"], confidence: 970)
  private static let person = Attribution(kind: .human, confidence: 900)

  private func findings(
    _ count: Int = 1, _ severity: Severity = .high, by author: Attribution = .unknown, state: Finding.State = .new
  ) -> [Finding] {
    let place = Position(line: 1, column: 1, offset: 0)
    let finding = Finding(
      ruleID: "r", severity: severity, confidence: .high, message: "", path: TreePath("a"),
      range: SourceRange(start: place, end: place),
      excerpt: Excerpt(text: "", mark: 0..<0), fingerprint: Fingerprint(text: "v0:"), state: state, author: author,
      host: HostPlace(startColumn: 1, endColumn: 1, lineHash: ""))
    return Array(repeating: finding, count: count)
  }

  /// The breaches as `scope severity count>limit`.
  private func breaches(_ policy: Policy, _ findings: [Finding]) -> [String] {
    policy.decide(findings).breaches.map { "\($0.scope) \($0.severity.name) \($0.count)>\($0.limit)" }
  }

  @Test func `without a policy one high or critical finding closes the gate`() {
    #expect(Policy().decide([]) == .open)
    #expect(breaches(Policy(), findings(1, .critical)) == ["all critical 1>0"])
    #expect(breaches(Policy(), findings(2, .high)) == ["all high 2>0"])
    for severity in [Severity.medium, .low, .info] { #expect(Policy().decide(findings(99, severity)) == .open) }
  }

  @Test func `no thresholds mean no limit`() {
    #expect(Policy(thresholds: [:]).decide(findings(99, .critical)) == .open)
  }

  @Test func `a limit is what is still allowed`() {
    let policy = Policy(thresholds: [.medium: 2])
    #expect(policy.decide(findings(2, .medium)) == .open)
    #expect(breaches(policy, findings(3, .medium)) == ["all medium 3>2"])
  }

  @Test(arguments: [(Finding.State.new, false), (.reintroduced, false), (.existing, true), (.suppressed, true)])
  func `only what is new, or back again, counts`(_ state: Finding.State, _ isOpen: Bool) {
    let policy = Policy(scopes: [.each: [.high: 0], .agent("claude-code"): [.high: 0], .kind(.agent): [.high: 0]])
    #expect(policy.decide(findings(1, by: Self.claude, state: state)).isOpen == isOpen)
  }

  @Test func `an agent's scope counts its own findings alone`() {
    let policy = Policy(thresholds: [:], scopes: [.agent("claude-code"): [.medium: 1]])
    #expect(
      policy.decide(findings(9, .medium) + findings(9, .medium, by: Self.bot) + findings(1, .medium, by: Self.claude))
        == .open)
    #expect(breaches(policy, findings(2, .medium, by: Self.claude)) == ["agent:claude-code medium 2>1"])
  }

  @Test func `a mixed commit counts for each agent it names`() {
    let policy = Policy(
      thresholds: [:],
      scopes: [.agent("claude-code"): [.high: 0], .agent("codex"): [.high: 0], .agent("aider"): [.high: 0]])
    #expect(breaches(policy, findings(by: Self.both)) == ["agent:claude-code high 1>0", "agent:codex high 1>0"])
    #expect(
      breaches(policy, findings(by: Self.both) + findings(by: Self.claude)) == [
        "agent:claude-code high 2>0", "agent:codex high 1>0",
      ])
  }

  @Test func `a kind's scope counts its kind alone`() {
    let policy = Policy(
      thresholds: [:], scopes: [.kind(.unknown): [.high: 0], .kind(.mixed): [.high: 1], .kind(.human): [.high: 0]])
    #expect(
      policy.decide(findings(5, by: Self.claude) + findings(5, by: Self.bot) + findings(1, by: Self.both)) == .open)
    #expect(
      breaches(policy, findings(2, by: .unknown) + findings(2, by: Self.both) + findings(by: Self.person))
        == ["kind:human high 1>0", "kind:mixed high 2>1", "kind:unknown high 2>0"])
  }

  @Test func `the star is for each agent by itself, and for each kind without one`() {
    let policy = Policy(thresholds: [:], scopes: [.each: [.high: 1]])
    let one = findings(by: Self.claude) + findings(by: Self.bot) + findings(by: Self.person) + findings(by: .unknown)
    #expect(policy.decide(one) == .open)
    #expect(
      breaches(policy, one + one)
        == ["agent:claude-code high 2>1", "agent:dependabot high 2>1", "kind:human high 2>1", "kind:unknown high 2>1"])
    #expect(breaches(policy, findings(by: Self.claude) + findings(by: Self.both)) == ["agent:claude-code high 2>1"])
  }

  @Test func `the star and an agent's own limits both stand`() {
    let policy = Policy(thresholds: [:], scopes: [.each: [.high: 0], .agent("claude-code"): [.medium: 0, .high: 5]])
    #expect(
      breaches(policy, findings(by: Self.claude) + findings(1, .medium, by: Self.claude))
        == ["agent:claude-code high 1>0", "agent:claude-code medium 1>0"])
  }

  @Test func `every scope is looked at, and all come before each, the worst first`() {
    let policy = Policy(scopes: [
      .each: [.critical: 0], .agent("codex"): [.high: 0], .kind(.mixed): [.high: 0, .critical: 0],
    ])
    #expect(
      breaches(policy, findings(1, .high, by: Self.both) + findings(1, .critical, by: Self.both))
        == [
          "all critical 1>0", "all high 1>0", "agent:claude-code critical 1>0", "agent:codex critical 1>0",
          "agent:codex high 1>0",
          "kind:mixed critical 1>0", "kind:mixed high 1>0",
        ])
  }

  @Test func `an author known by one id only counts for it`() {
    let author = Attribution(kind: .mixed, agent: "codex", confidence: 900)
    #expect(author.ids == ["codex"])
    #expect(
      breaches(Policy(thresholds: [:], scopes: [.agent("codex"): [.high: 0]]), findings(by: author)) == [
        "agent:codex high 1>0"
      ])
  }
}
