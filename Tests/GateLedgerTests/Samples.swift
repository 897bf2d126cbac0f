import GateLedger
import GateModel

/// Short words for reports and books of the tests.
enum Sample {
  static let run = RunFacts(
    id: "0190-run", startedAt: 0, durationMicroseconds: 1500, cpuMicroseconds: 900, peakRSSBytes: 8 << 20)

  static func digest(_ byte: UInt8) -> Digest { Digest(bytes: [UInt8](repeating: byte, count: 32))! }
  static func id(_ byte: UInt8) -> ObjectID { ObjectID(bytes: [UInt8](repeating: byte, count: 20))! }

  static func agent(_ ids: String..., kind: Attribution.Kind = .agent, tier: Attribution.Tier = .trailer) -> Attribution
  {
    Attribution(
      kind: kind, agent: ids.first, agents: ids, confidence: 950, tier: tier,
      evidence: [Evidence(source: "trailer", signal: "co-author", agent: ids.first, weight: 920, detail: "seen")])
  }

  static func finding(
    _ fingerprint: String, _ severity: Severity = .high, path: TreePath = TreePath("src/app.py"), line: Int = 3,
    rule: String = "secrets.example.key", commit: ObjectID? = nil, by author: Attribution = .unknown,
    state: Finding.State = .new
  ) -> Finding {
    let place = Position(line: line, column: 1, offset: 10 * line)
    return Finding(
      ruleID: rule, severity: severity, confidence: .high, message: "m", path: path,
      range: SourceRange(start: place, end: place), excerpt: Excerpt(text: "", mark: 0..<0), cwe: ["CWE-798"],
      fingerprint: Fingerprint(text: fingerprint), state: state, commit: commit, author: author,
      host: HostPlace(startColumn: 1, endColumn: 2, lineHash: "h:1"))
  }

  static func commit(
    _ id: ObjectID?, tree: ObjectID? = nil, by author: Attribution, added: Int?, hit: Int?
  ) -> CommitSummary {
    CommitSummary(id: id, tree: tree, author: author, linesAdded: added, linesHit: hit)
  }

  static func draft(
    _ selection: Selection = .staged, commits: [CommitSummary] = [], findings: [Finding] = [], closed: Bool = false,
    context: ScanContext = ScanContext(run: run)
  ) -> EntryDraft {
    let breach = Breach(scope: "all", severity: .high, count: 1, limit: 0)
    let report = ScanReport(
      selection: selection, selectionText: "", rulesDigest: digest(1), policyDigest: digest(2), rules: [],
      coverage: Coverage(), findings: findings, commits: commits, verdict: closed ? .breached([breach]) : .open)
    return ScanRecord(report, context).draft
  }

  /// A book in memory whose clock goes one second an entry.
  static func book(_ drafts: [EntryDraft] = []) throws -> MemoryLedgerStore {
    var wall: Int64 = 1_700_000_000_000
    let store = MemoryLedgerStore {
      wall += 1000
      return Moment(wall: wall, monotonic: wall)
    }
    for draft in drafts { _ = try store.append(draft) }
    return store
  }

  static func book(of count: Int) throws -> MemoryLedgerStore {
    try book((0..<count).map { draft(findings: [finding("v0:\($0)")]) })
  }
}
