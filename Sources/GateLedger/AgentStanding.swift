package import GateModel

/// One line of the leaderboard.
package struct AgentStanding: Equatable, Sendable {
  package enum Order: String, CaseIterable, Sendable { case rate, count, critical }

  package var author: AuthorName
  /// What the commits were: an agent's may be `agent` and `mixed`.
  package var kinds: [Attribution.Kind]
  /// Scans that saw the author.
  package var scans: Int
  /// Distinct commits.
  package var commits: Int
  /// Lines with a new finding, out of the lines added.
  package var lines: Proportion
  /// Distinct new findings.
  package var findings: SeverityCounts
  /// Scans that closed the gate on a new finding of this author.
  package var blocked: Int
  /// The rate of the later half of the period minus that of the earlier, per thousand; nil where either has too few
  /// lines.
  package var trend: Double?

  package var critical: Int { findings[.critical] }

  /// Per thousand lines; nil for too few.
  package var rate: Double? { lines.isTooFew ? nil : lines.perThousand }

  /// Greatest first; equals by name, so that nothing jumps about between two runs.
  static func precedes(_ order: Order) -> (AgentStanding, AgentStanding) -> Bool {
    { a, b in
      switch order {
      case .rate where a.rate != b.rate: (a.rate ?? -1) > (b.rate ?? -1)
      case .count where a.findings.total != b.findings.total: a.findings.total > b.findings.total
      case .critical where a.critical != b.critical: a.critical > b.critical
      default: a.author < b.author
      }
    }
  }
}
