import GateLedger
import GateModel
import Testing

@Suite("History")
struct HistoryTests {
  private let claude = Sample.agent("claude-code")

  private func standing(_ name: AuthorName, of drafts: [EntryDraft]) throws -> AgentStanding? {
    try History.agents(in: try Sample.book(drafts)).first { $0.author == name }
  }

  @Test("a commit scanned three times counts once")
  func countedOnce() throws {
    let commit = Sample.commit(Sample.id(1), tree: Sample.id(9), by: claude, added: 300, hit: 6)
    let finding = Sample.finding("v0:1", .critical, commit: Sample.id(1), by: claude)
    let modes: [Selection] = [.commit("a"), .diff(base: "m", head: nil), .commit("a")]
    let standing = try standing(
      .agent("claude-code"), of: modes.map { Sample.draft($0, commits: [commit], findings: [finding], closed: true) })
    #expect(standing?.lines == Proportion(hits: 6, total: 300))
    #expect(standing?.commits == 1 && standing?.scans == 3 && standing?.blocked == 3)
    #expect(standing?.findings.total == 1 && standing?.critical == 1)
    #expect(standing?.rate == 20)
  }

  @Test("what was staged counts nothing until a commit with its tree appears, and then once")
  func stagedThenCommitted() throws {
    let observed = Sample.agent("claude-code", tier: .observed)
    let staged = Sample.draft(
      .staged, commits: [Sample.commit(nil, tree: Sample.id(9), by: observed, added: 300, hit: 5)])
    let before = try standing(.agent("claude-code"), of: [staged, staged])
    #expect(before?.lines == Proportion(hits: 0, total: 0) && before?.commits == 0 && before?.scans == 2)

    // The trailer was stripped: the commit itself names nobody.
    let bare = Sample.commit(Sample.id(1), tree: Sample.id(9), by: .unknown, added: 300, hit: 5)
    let seen = Sample.draft(.diff(base: "m", head: nil), commits: [bare])
    let drafts = [staged, staged, seen, seen]
    #expect(try standing(.agent("claude-code"), of: drafts)?.lines == Proportion(hits: 5, total: 300))
    #expect(try standing(.agent("claude-code"), of: drafts)?.commits == 1)
    #expect(try standing(.kind(.unknown), of: drafts)?.lines == Proportion(hits: 0, total: 0))
    // A history scan counts no lines: the staged ones stand in.
    let history = Sample.draft(
      .history(since: nil),
      commits: [Sample.commit(Sample.id(1), tree: Sample.id(9), by: .unknown, added: nil, hit: nil)])
    #expect(try standing(.agent("claude-code"), of: [staged, history])?.lines == Proportion(hits: 5, total: 300))
    // Staged after the commit was known: a tree that came back is no new work.
    #expect(try standing(.agent("claude-code"), of: [seen, staged, seen])?.lines.total == 0)
  }

  @Test("staged work that was never committed stays out, and so do scans that count no lines")
  func uncounted() throws {
    let other = Sample.commit(Sample.id(1), tree: Sample.id(8), by: claude, added: 100, hit: 1)
    let drafts = [
      Sample.draft(.staged, commits: [Sample.commit(nil, tree: Sample.id(9), by: claude, added: 900, hit: 90)]),
      Sample.draft(.worktree, commits: [Sample.commit(nil, by: claude, added: 900, hit: 90)]),
      Sample.draft(.paths, commits: [Sample.commit(Sample.id(2), by: claude, added: 900, hit: 90)]),
      Sample.draft(.commit("x"), commits: [other]),
    ]
    let standing = try standing(.agent("claude-code"), of: drafts)
    #expect(standing?.lines == Proportion(hits: 1, total: 100))
    #expect(standing?.rate == nil, "too few")
  }

  @Test("a mixed commit counts for each agent that it names")
  func mixed() throws {
    let both = Sample.agent("aider", "claude-code", kind: .mixed)
    let finding = Sample.finding("v0:1", commit: Sample.id(1), by: both)
    let draft = Sample.draft(
      .commit("x"), commits: [Sample.commit(Sample.id(1), by: both, added: 400, hit: 2)], findings: [finding],
      closed: true)
    for name in ["aider", "claude-code"] {
      let standing = try standing(.agent(name), of: [draft])
      #expect(standing?.lines == Proportion(hits: 2, total: 400))
      #expect(standing?.kinds == [.mixed] && standing?.findings.total == 1 && standing?.blocked == 1)
    }
    #expect(try standing(.kind(.mixed), of: [draft]) == nil)
  }

  @Test("only the authors of new findings were blocked, and only new findings count")
  func blocked() throws {
    let human = Attribution(kind: .human, confidence: 900)
    let draft = Sample.draft(
      .diff(base: "m", head: nil),
      commits: [
        Sample.commit(Sample.id(1), by: claude, added: 10, hit: 1),
        Sample.commit(Sample.id(2), by: human, added: 10, hit: 0),
      ],
      findings: [
        Sample.finding("v0:1", commit: Sample.id(1), by: claude),
        Sample.finding("v0:2", commit: Sample.id(2), by: human, state: .existing),
      ], closed: true)
    #expect(try standing(.agent("claude-code"), of: [draft])?.blocked == 1)
    let person = try standing(.kind(.human), of: [draft])
    #expect(person?.blocked == 0 && person?.findings.total == 0 && person?.commits == 1)
  }

  @Test("the trend is the later half's rate minus the earlier's")
  func trend() throws {
    let drafts = (1...4).map { number in
      Sample.draft(
        .commit("x"),
        commits: [Sample.commit(Sample.id(UInt8(number)), by: claude, added: 100, hit: number < 3 ? 1 : 3)])
    }
    #expect(try standing(.agent("claude-code"), of: drafts)?.trend == 20)
    #expect(try standing(.agent("claude-code"), of: Array(drafts.prefix(2)))?.trend == nil)
  }

  @Test("ranks go by what was asked for, and equals by name")
  func ranks() throws {
    func work(_ name: String, _ id: UInt8, added: Int, hit: Int, _ severity: Severity, _ count: Int) -> EntryDraft {
      let author = Sample.agent(name)
      return Sample.draft(
        .commit("x"), commits: [Sample.commit(Sample.id(id), by: author, added: added, hit: hit)],
        findings: (0..<count).map { Sample.finding("v0:\(name)\($0)", severity, commit: Sample.id(id), by: author) })
    }
    let store = try Sample.book([
      work("busy", 1, added: 9000, hit: 9, .low, 9), work("careless", 2, added: 300, hit: 30, .critical, 2),
      work("small", 3, added: 10, hit: 10, .critical, 1), work("zeta", 4, added: 300, hit: 0, .low, 0),
      work("alpha", 5, added: 300, hit: 0, .low, 0),
    ])
    func names(_ order: AgentStanding.Order) throws -> [String] {
      try History.agents(in: store, by: order).map(\.author.text)
    }
    #expect(try names(.rate) == ["careless", "busy", "alpha", "zeta", "small"])
    #expect(try names(.count) == ["busy", "careless", "small", "alpha", "zeta"])
    #expect(try names(.critical) == ["careless", "small", "alpha", "busy", "zeta"])
    #expect(try History.agents(in: store, HistoryFilter(limit: 1)).count == 1)
    #expect(try History.agents(in: store, HistoryFilter(agent: "busy")).map(\.author) == [.agent("busy")])
    #expect(try History.agents(in: try Sample.book()).isEmpty)
  }

  @Test("the Wilson interval has the numbers of the textbook")
  func wilson() {
    func expect(_ hits: Int, _ total: Int, _ low: Double, _ high: Double) {
      let interval = Proportion(hits: hits, total: total).interval
      #expect(abs(interval.lowerBound - low) < 0.0005 && abs(interval.upperBound - high) < 0.0005)
    }
    // By hand, z² = 3.841459: 0 of 200 is 0 … z²/(n + z²); 1 of 10 is Newcombe's 1.79 % … 40.42 %.
    expect(0, 200, 0, 18.8453)
    expect(1, 10, 17.8762, 404.1500)
    expect(200, 200, 981.1547, 1000)
    expect(81, 263, 255.2885, 366.2096)
    #expect(Proportion(hits: 0, total: 0).interval == 0...1000)
  }

  @Test("the log has the newest scan first, and keeps to the filter")
  func log() throws {
    let store = try Sample.book([
      Sample.draft(.staged, commits: [Sample.commit(nil, by: claude, added: 1, hit: 0)]),
      Sample.draft(.paths, findings: [Sample.finding("v0:1", .critical, path: TreePath("lib/x.py"))]),
      Sample.draft(.worktree),
    ])
    func modes(_ filter: HistoryFilter) throws -> [String] { try History.scans(in: store, filter).map(\.mode) }
    #expect(try modes(HistoryFilter()) == ["worktree", "paths", "staged"])
    #expect(try modes(HistoryFilter(limit: 1)) == ["worktree"])
    #expect(try modes(HistoryFilter(limit: 0)) == [])
    #expect(try modes(HistoryFilter(agent: "claude-code")) == ["staged"])
    #expect(try modes(HistoryFilter(severity: .high)) == ["paths"])
    #expect(try modes(HistoryFilter(since: 1_700_000_002_000)) == ["worktree", "paths"])
    #expect(try modes(HistoryFilter(until: 1_700_000_002_000)) == ["staged"])
  }

  @Test("a finding is told once, with its first and last sight")
  func findings() throws {
    let first = Sample.finding("v0:1", .high, line: 3, commit: Sample.id(1), by: claude)
    let moved = Sample.finding("v0:1", .high, line: 9, state: .existing)
    let other = Sample.finding("v0:2", .low, path: TreePath("lib/x.py"), rule: "python.eval")
    let store = try Sample.book([
      Sample.draft(findings: [first]), Sample.draft(findings: [other]), Sample.draft(findings: [moved]),
    ])
    let found = try History.findings(in: store)
    #expect(found.map(\.finding.fingerprint) == ["v0:1", "v0:2"])
    #expect(found[0].firstSeen.sequence == 0 && found[0].lastSeen.sequence == 2 && found[0].scans == 2)
    #expect(found[0].finding.line == 9 && found[0].finding.state == .existing)
    #expect(found[0].finding.commit == Sample.id(1).description && found[0].finding.author.agent == "claude-code")

    func prints(_ filter: HistoryFilter) throws -> [String] {
      try History.findings(in: store, filter).map(\.finding.fingerprint)
    }
    #expect(try prints(HistoryFilter(rule: "secrets")) == ["v0:1"])
    #expect(try prints(HistoryFilter(rule: "secret")) == [])
    #expect(try prints(HistoryFilter(severity: .medium)) == ["v0:1"])
    #expect(try prints(HistoryFilter(path: .init("lib/"))) == ["v0:2"])
    #expect(try prints(HistoryFilter(path: .init("**/*.py"))) == ["v0:1", "v0:2"])
    #expect(try prints(HistoryFilter(state: .new)) == ["v0:2"])
    #expect(try prints(HistoryFilter(agent: "claude-code")) == ["v0:1"])
    #expect(try prints(HistoryFilter(kind: .unknown)) == ["v0:2"])
    #expect(try prints(HistoryFilter(limit: 1)) == ["v0:1"])
  }

  @Test("a damaged entry is an error and not a gap")
  func damaged() throws {
    let store = try Sample.book(of: 3)
    store.entries[1].body.removeLast()
    #expect(throws: LedgerError.self) { try History.scans(in: store) }
  }
}
