package import GateModel

/// What a dashboard shows, in words and numbers: the book's answers, before they are laid out.
package struct Dashboard: Sendable {
  package struct Scan: Sendable {
    /// Milliseconds since 1970, UTC.
    package var at: Int64
    package var selection: String
    package var durationMicroseconds: Int64
    package var peakKiB: Int64
    package var files: Int
    package var lines: Int
    package var findings: SeverityCounts
    package var gate: String

    package init(
      at: Int64, selection: String, durationMicroseconds: Int64, peakKiB: Int64, files: Int, lines: Int,
      findings: SeverityCounts, gate: String
    ) {
      self.at = at
      self.selection = selection
      self.durationMicroseconds = durationMicroseconds
      self.peakKiB = peakKiB
      self.files = files
      self.lines = lines
      self.findings = findings
      self.gate = gate
    }
  }

  package struct Agent: Sendable {
    package var name: String
    package var commits: Int
    package var lines: Int
    package var findings: SeverityCounts
    package var blocked: Int
    /// `too few` where there is too little to tell.
    package var rate: String
    package var interval: (low: String, high: String)?
    package var trend: String?

    package init(
      name: String, commits: Int, lines: Int, findings: SeverityCounts, blocked: Int, rate: String,
      interval: (low: String, high: String)?, trend: String?
    ) {
      self.name = name
      self.commits = commits
      self.lines = lines
      self.findings = findings
      self.blocked = blocked
      self.rate = rate
      self.interval = interval
      self.trend = trend
    }
  }

  /// How scans ended.
  package struct Tally: Sendable {
    package var open: Int
    package var closed: Int
    package var error: Int
    package var findings: SeverityCounts
    /// In thousandths; nil where no scan judged.
    package var blockRate: Int?

    package init(open: Int, closed: Int, error: Int, findings: SeverityCounts, blockRate: Int?) {
      self.open = open
      self.closed = closed
      self.error = error
      self.findings = findings
      self.blockRate = blockRate
    }

    var scans: Int { open + closed + error }
  }

  package enum Violator: Sendable {
    case agent(Agent, isClear: Bool)
    /// A sentence on why nobody is named.
    case none(String)
  }

  package enum Health: Sendable {
    case intact(entries: Int)
    case tampered(String)
  }

  package var now: Int64
  package var since: Int64?
  package var health: Health
  package var lastScanAt: Int64?
  package var lastScans: [Scan]
  package var period: Tally
  package var agents: [Agent]
  package var violator: Violator
  package var recent: Tally
  package var recentAuthors: [String]
  /// The last 24 hours, the one that ends now last.
  package var hours: [Tally]

  package init(
    now: Int64, since: Int64?, health: Health, lastScanAt: Int64?, lastScans: [Scan], period: Tally, agents: [Agent],
    violator: Violator, recent: Tally, recentAuthors: [String], hours: [Tally]
  ) {
    self.now = now
    self.since = since
    self.health = health
    self.lastScanAt = lastScanAt
    self.lastScans = lastScans
    self.period = period
    self.agents = agents
    self.violator = violator
    self.recent = recent
    self.recentAuthors = recentAuthors
    self.hours = hours
  }
}
