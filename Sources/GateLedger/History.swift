import GateModel

/// What the book tells about the past. Every answer is folded from the bodies themselves: there is no second table
/// that could disagree with them.
package enum History {
  /// One finding over all scans that saw it; the last of them says what it is.
  package struct FindingHistory: Equatable, Sendable {
    package struct Sighting: Equatable, Sendable {
      package var sequence: Int
      /// Milliseconds since 1970, UTC.
      package var at: Int64
    }

    package var finding: RecordedFinding
    package var firstSeen: Sighting
    package var lastSeen: Sighting
    package var scans: Int
  }

  /// Scans, newest first. Reads no further than the limit asks for.
  package static func scans(
    in store: any LedgerStore, _ filter: HistoryFilter = HistoryFilter()
  ) throws(LedgerError) -> [RecordedScan] {
    var found: [RecordedScan] = []
    guard filter.limit != 0 else { return found }
    try each(in: store, filter, order: .newestFirst) { scan in
      if filter.admits(scan) { found.append(scan) }
      return found.count != filter.limit
    }
    return found
  }

  /// Findings by fingerprint and path, last seen first; in one scan the worst first. The filter speaks of what was seen last.
  package static func findings(
    in store: any LedgerStore, _ filter: HistoryFilter = HistoryFilter()
  ) throws(LedgerError) -> [FindingHistory] {
    var found: [RecordedFinding.Identity: FindingHistory] = [:]
    try each(in: store, filter, order: .oldestFirst) { scan in
      let sighting = FindingHistory.Sighting(sequence: scan.sequence, at: scan.at)
      for finding in scan.findings {
        found[finding.identity].see(finding, sighting)
      }
      return true
    }
    return filter.first(found.values.filter { filter.admits($0.finding) }.sorted(by: precedes))
  }

  /// How the authors compare.
  package static func agents(
    in store: any LedgerStore, _ filter: HistoryFilter = HistoryFilter(), by order: AgentStanding.Order = .rate
  ) throws(LedgerError) -> [AgentStanding] {
    var board = Leaderboard(filter)
    try each(in: store, filter, order: .oldestFirst) { scan in
      board.add(scan)
      return true
    }
    return board.standings(by: order)
  }

  /// The scans of the filter's period, until `visit` says false. Clocks order nothing, so every entry is looked at.
  private static func each(
    in store: any LedgerStore, _ filter: HistoryFilter, order: ReadingOrder, _ visit: (RecordedScan) -> Bool
  ) throws(LedgerError) {
    try store.read(from: 0, order: order) { entry throws(LedgerError) in
      guard let body = try? CanonicalJSON.parse(entry.body) else {
        throw LedgerError(
          .corrupt, "entry \(entry.sequence) of the ledger is damaged: run `gatebook ledger verify`")
      }
      guard let scan = RecordedScan(sequence: entry.sequence, body: body), filter.admits(time: scan.at) else {
        return true
      }
      return visit(scan)
    }
  }

  private static func precedes(_ a: FindingHistory, _ b: FindingHistory) -> Bool {
    if a.lastSeen.sequence != b.lastSeen.sequence { return a.lastSeen.sequence > b.lastSeen.sequence }
    if a.finding.severity != b.finding.severity { return a.finding.severity > b.finding.severity }
    if a.finding.path != b.finding.path { return a.finding.path < b.finding.path }
    if a.finding.line != b.finding.line { return a.finding.line < b.finding.line }
    return a.finding.fingerprint < b.finding.fingerprint
  }
}

extension History.FindingHistory? {
  fileprivate mutating func see(_ finding: RecordedFinding, _ sighting: Wrapped.Sighting) {
    guard var history = self else {
      self = Wrapped(finding: finding, firstSeen: sighting, lastSeen: sighting, scans: 1)
      return
    }
    // A later scan may see the place and not know who brought it.
    let known = history.finding
    history.finding = finding
    history.finding.commit = finding.commit ?? known.commit
    if known.author.weakness < finding.author.weakness { history.finding.author = known.author }
    if history.lastSeen != sighting { history.scans += 1 }
    history.lastSeen = sighting
    self = history
  }
}
