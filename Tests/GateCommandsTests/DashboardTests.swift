import GateLedger
import GateModel
import GateReport
import Testing

@testable import GateCommands

@Suite("The dashboard")
struct DashboardTests {
  /// 2026-03-02 12:00 UTC.
  private static let now: Int64 = 1_772_452_800_000
  private static let minute: Int64 = 60_000

  private static func frame(
    _ store: MemoryLedgerStore, _ width: Int, ascii: Bool = false, color: Bool = false, since: Int64? = nil
  ) throws -> String {
    let overview = try Overview(of: store, since: since, now: now)
    let bytes = DashboardText.render(Dashboard(overview), width: width, color: color, isASCII: ascii)
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: The book

  private static func agent(_ id: String, kind: Attribution.Kind = .agent) -> Attribution {
    Attribution(kind: kind, agent: id, agents: [id], confidence: 950, tier: .trailer)
  }

  private static func finding(_ number: Int, _ severity: Severity, by author: Attribution, _ commit: ObjectID)
    -> Finding
  {
    let place = Position(line: 1, column: 1, offset: 0)
    return Finding(
      ruleID: "secrets.example.key", severity: severity, confidence: .high, message: "m", path: TreePath("a"),
      range: SourceRange(start: place, end: place), excerpt: Excerpt(text: "", mark: 0..<0),
      fingerprint: Fingerprint(text: "v0:\(number)"), commit: commit, author: author,
      host: HostPlace(startColumn: 1, endColumn: 2, lineHash: "h:1"))
  }

  private struct Made {
    var selection = Selection.commit("x")
    var author = DashboardTests.agent("claude-code")
    var added = 100
    var severities: [Severity] = []
    var fails = false
    var duration: Int64 = 41_000
  }

  private static func draft(_ number: Int, _ made: Made) -> EntryDraft {
    let id = ObjectID(bytes: [UInt8](repeating: UInt8(number), count: 20))!
    let findings = made.severities.enumerated().map { finding(10 * number + $0, $1, by: made.author, id) }
    var coverage = Coverage()
    (coverage.selected, coverage.scanned, coverage.lines) = (3 * number, 3 * number, 1204 * number)
    let digest = Digest(bytes: [UInt8](repeating: 1, count: 32))!
    let breach = Breach(scope: "all", severity: .high, count: 1, limit: 0)
    var report = ScanReport(
      selection: made.selection, selectionText: "", rulesDigest: digest, policyDigest: nil, rules: [],
      coverage: coverage, findings: findings,
      commits: [
        CommitSummary(id: id, tree: nil, author: made.author, linesAdded: made.added, linesHit: findings.count)
      ], verdict: findings.isEmpty ? .open : .breached([breach]))
    if made.fails { report.failures = ["unreadable"] }
    let run = RunFacts(
      id: "\(number)", startedAt: 0, durationMicroseconds: made.duration, cpuMicroseconds: 0,
      peakRSSBytes: Int64(30 + number) << 20)
    return ScanRecord(report, ScanContext(run: run)).draft
  }

  private static func store(_ entries: [(minutesAgo: Int64, Made)]) throws -> MemoryLedgerStore {
    var times = entries.map { now - $0.minutesAgo * minute }[...]
    let store = MemoryLedgerStore {
      let wall = times.popFirst() ?? now
      return Moment(wall: wall, monotonic: wall)
    }
    for (index, entry) in entries.enumerated() { _ = try store.append(draft(index + 1, entry.1)) }
    return store
  }

  private static func book() throws -> MemoryLedgerStore {
    let copilot = agent("copilot")
    return try store([
      (20_000, Made(severities: [.critical, .high])), (15_000, Made()), (9_000, Made(severities: [.high])),
      (4_000, Made(severities: [.medium])), (1_430, Made(severities: [.high, .low])),
      (1_000, Made(author: copilot, added: 400)), (700, Made(author: copilot, added: 400)),
      (300, Made(author: copilot, added: 400, severities: [.low])), (200, Made(author: copilot, added: 400)),
      (190, Made(author: copilot, added: 400)),
      (90, Made(author: agent("dependabot", kind: .bot), added: 12)),
      (30, Made(selection: .history(since: nil), author: .unknown, fails: true, duration: 73_400_000)),
    ])
  }

  // MARK: Golden

  @Test("at 80 columns")
  func eighty() throws { #expect(try Self.frame(Self.book(), 80) == Golden.eighty) }

  @Test("at 60 columns, for what weighs most")
  func sixty() throws { #expect(try Self.frame(Self.book(), 60) == Golden.sixty) }

  @Test("at 120 columns, with all there is")
  func hundredTwenty() throws { #expect(try Self.frame(Self.book(), 120) == Golden.hundredTwenty) }

  @Test("at 80 columns in ASCII")
  func ascii() throws { #expect(try Self.frame(Self.book(), 80, ascii: true) == Golden.ascii) }

  @Test("of an empty book says so, and is no error")
  func empty() throws { #expect(try Self.frame(Self.store([]), 80) == Golden.empty) }

  // MARK: What must hold of all

  @Test("is never wider than it may be, however narrow, in colour or not")
  func width() throws {
    for width in [1, 10, 33, 40, 59, 60, 61, 72, 80, 99, 120, 200] {
      for ascii in [false, true] {
        for line in try Self.frame(Self.book(), width, ascii: ascii).split(separator: "\n") {
          #expect(line.unicodeScalars.count <= width, "\(width): \(line)")
        }
      }
    }
    let painted = try Self.frame(Self.book(), 80, color: true)
    #expect(painted.contains("\u{1B}[1m"))
    #expect(painted.replacing(/\u{1B}\[[0-9;]*m/, with: "") == Golden.eighty)
  }

  @Test("spells out what a name could do to a terminal, and all beyond ASCII where that is asked for")
  func hostile() throws {
    let name = "evil\u{1B}[31m\n\u{202E}ü::"
    let store = try Self.store([(10, Made(author: Self.agent(name), added: 300, severities: [.high]))])
    for ascii in [false, true] {
      let frame = try Self.frame(store, 120, ascii: ascii)
      #expect(!frame.contains("\u{1B}") && !frame.contains("\u{202E}"))
      #expect(frame.contains(ascii ? "evil\\x1b[31m\\n\\u{202E}\\u{FC}::" : "evil\\x1b[31m\\n\\u{202E}ü::"))
      #expect(!ascii || frame.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test("names the violator only on enough lines and commits, and says when others may be as bad")
  func violator() throws {
    func violator(_ entries: [Made]) throws -> GateLedger.Violator {
      try Overview(of: Self.store(entries.map { (10, $0) }), since: nil, now: Self.now).violator
    }
    let hit = Made(added: 100, severities: [.high])
    #expect(try violator([]) == .none(.noData))
    #expect(try violator(Array(repeating: hit, count: 4)) == .none(.tooFew))
    #expect(try violator(Array(repeating: Made(added: 39, severities: [.high]), count: 5)) == .none(.tooFew))
    #expect(try violator(Array(repeating: Made(added: 40), count: 5)) == .none(.noFindings))
    guard case .agent(let alone, true) = try violator(Array(repeating: hit, count: 5)) else {
      Issue.record("five commits of 100 lines are enough")
      return
    }
    #expect(alone.author == .agent("claude-code"))
    let other = Made(author: Self.agent("copilot"), added: 120, severities: [.high])
    guard
      case .agent(let first, false) = try violator(
        Array(repeating: hit, count: 5) + Array(repeating: other, count: 5))
    else {
      Issue.record("two rates that near to each other are not told apart")
      return
    }
    #expect(first.author == .agent("claude-code"))
  }

  @Test("takes the period for everything but the last 24 hours")
  func since() throws {
    let overview = try Overview(of: Self.book(), since: Self.now - 250 * Self.minute, now: Self.now)
    #expect(overview.period.scans == 4 && overview.lastScans.count == 4)
    #expect(overview.recent.scans == 8 && overview.hours.map(\.scans).reduce(0, +) == 8)
    #expect(overview.hours[23].scans == 1 && overview.hours[0].scans == 1)
  }

  @Test("shows a book that was tampered with as such")
  func tampered() throws {
    let store = try Self.book()
    store.entries[3].body = store.entries[4].body
    #expect(try Self.frame(store, 80).contains("NOT INTACT: TAMPERED entry 3"))
  }

  @Test("knows which locales are UTF-8, and how wide it may be")
  func environment() {
    #expect(Frame.isUTF8(["LANG": "C.UTF-8"]) && Frame.isUTF8(["LANG": "de_DE.utf8"]))
    #expect(Frame.isUTF8(["LC_ALL": "ca_ES.UTF-8@valencia", "LANG": "C"]))
    #expect(!Frame.isUTF8([:]) && !Frame.isUTF8(["LANG": "C"]) && !Frame.isUTF8(["LC_ALL": "C", "LANG": "C.UTF-8"]))
    #expect(Frame.isUTF8(["LC_ALL": "", "LANG": "en_US.UTF-8"]) && !Frame.isUTF8(["LANG": "en_US.ISO-8859-1"]))
    #expect(Frame.width(["COLUMNS": "61"]) == 61)
  }
}
