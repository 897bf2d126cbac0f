package import GateModel

/// The book at a glance: what a dashboard shows.
package struct Overview: Sendable {
  /// How scans ended.
  package struct Tally: Equatable, Sendable {
    package var open = 0
    package var closed = 0
    /// Could not complete, so nothing was judged.
    package var error = 0
    /// Distinct new findings, however many scans saw them.
    package private(set) var findings = SeverityCounts()
    private var seen: Set<RecordedFinding.Identity> = []

    package init() {}

    package var scans: Int { open + closed + error }

    /// Of the scans that judged, how many closed the gate, in thousandths; nil where none judged.
    package var blockRate: Int? { open + closed == 0 ? nil : (1000 * closed + (open + closed) / 2) / (open + closed) }

    mutating func add(_ scan: RecordedScan) {
      switch scan.gate {
      case "open": open += 1
      case "closed": closed += 1
      default: error += 1
      }
      for finding in scan.findings where finding.state.isNew && seen.insert(finding.identity).inserted {
        findings[finding.severity] += 1
      }
    }
  }

  /// Milliseconds since 1970, UTC.
  package let now: Int64
  package let since: Int64?
  package let verdict: Verifier.Verdict
  /// Of the last scan of all, whatever the period.
  package private(set) var lastScanAt: Int64?
  /// The newest of the period, newest first.
  package private(set) var lastScans: [RecordedScan] = []
  package private(set) var period = Tally()
  package private(set) var agents: [AgentStanding] = []
  package private(set) var violator = Violator.none(.noData)
  /// Of the last 24 hours, whatever the period.
  package private(set) var recent = Tally()
  package private(set) var recentAuthors: [AuthorName] = []
  /// The last 24 hours one by one, the one that ends now last.
  package private(set) var hours = [Tally](repeating: Tally(), count: 24)

  package static let hour: Int64 = 3_600_000

  /// Reads the book three times in one and the same state: to verify it, for what happened, and for who did it.
  package init(of store: any LedgerStore, since: Int64?, now: Int64, lastScans limit: Int = 8) throws(LedgerError) {
    self.now = now
    self.since = since
    verdict = try Verifier.verify(store)
    let filter = HistoryFilter(since: since)
    let (scans, agents) = try store.snapshot { () throws(LedgerError) in
      (try History.scans(in: store), try History.agents(in: store, filter))
    }
    lastScanAt = scans.first?.at
    self.agents = agents
    violator = Violator(among: agents)
    var authors: Set<AuthorName> = []
    for scan in scans {
      if filter.admits(time: scan.at) {
        period.add(scan)
        if lastScans.count < limit { lastScans.append(scan) }
      }
      // A clock that was set back puts scans into the future: they are no activity of these hours.
      let age = now - scan.at
      guard (0..<24 * Self.hour).contains(age) else { continue }
      recent.add(scan)
      hours[23 - Int(age / Self.hour)].add(scan)
      authors.formUnion(scan.authors.flatMap(\.names))
    }
    recentAuthors = authors.sorted()
  }
}

/// Which agent most often brings new findings in. Nobody is named on a sample that says nothing.
package enum Violator: Equatable, Sendable {
  package enum Refusal: Equatable, Sendable {
    /// No agent was seen.
    case noData
    /// No agent has enough lines and commits.
    case tooFew
    /// None of those with enough brought any.
    case noFindings
  }

  /// `isClear`: its interval lies above those of all others with enough to tell.
  case agent(AgentStanding, isClear: Bool)
  case none(Refusal)

  package static let fewestCommits = 5

  init(among standings: [AgentStanding]) {
    let agents = standings.filter { if case .agent = $0.author { true } else { false } }
    let enough = agents.filter { !$0.lines.isTooFew && $0.commits >= Self.fewestCommits }
    guard let first = enough.filter({ $0.lines.hits > 0 }).min(by: AgentStanding.precedes(.rate)) else {
      self = .none(agents.isEmpty ? .noData : enough.isEmpty ? .tooFew : .noFindings)
      return
    }
    let others = enough.filter { $0.author != first.author }
    self = .agent(
      first, isClear: others.allSatisfy { $0.lines.interval.upperBound < first.lines.interval.lowerBound })
  }
}
