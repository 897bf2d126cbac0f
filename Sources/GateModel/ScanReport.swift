/// The gate's answer.
package enum Verdict: Equatable, Sendable {
  case open
  case breached([Breach])

  package var isOpen: Bool { self == .open }

  package var breaches: [Breach] {
    switch self {
    case .open: []
    case .breached(let breaches): breaches
    }
  }
}

/// One threshold that the findings exceed.
package struct Breach: Equatable, Sendable {
  /// `all`, `agent:ID` or `kind:KIND`.
  package var scope: String
  package var severity: Severity
  package var count: Int
  package var limit: Int

  package init(scope: String, severity: Severity, count: Int, limit: Int) {
    self.scope = scope
    self.severity = severity
    self.count = count
    self.limit = limit
  }
}

/// One author's share of a scan.
package struct AuthorSummary: Equatable, Sendable {
  package var kind: Attribution.Kind
  package var agent: String?
  package var commits: Int
  /// Lines added; nil where the selection counts none (paths, history).
  package var linesAdded: Int?
  /// New findings.
  package var findings: SeverityCounts

  package init(
    kind: Attribution.Kind, agent: String?, commits: Int, linesAdded: Int?, findings: SeverityCounts
  ) {
    self.kind = kind
    self.agent = agent
    self.commits = commits
    self.linesAdded = linesAdded
    self.findings = findings
  }
}

/// One commit in the scan, for rates: each is counted once however often it is scanned.
package struct CommitSummary: Equatable, Sendable {
  /// Nil for what is not committed yet.
  package var id: ObjectID?
  package var tree: ObjectID?
  package var author: Attribution
  package var linesAdded: Int?
  /// Distinct added lines with at least one new finding.
  package var linesHit: Int?

  package init(
    id: ObjectID?, tree: ObjectID?, author: Attribution, linesAdded: Int?, linesHit: Int?
  ) {
    self.id = id
    self.tree = tree
    self.author = author
    self.linesAdded = linesAdded
    self.linesHit = linesHit
  }
}

/// What a run cost. Left out of every output under `--reproducible`.
package struct RunFacts: Equatable, Sendable {
  /// UUIDv7.
  package var id: String
  /// Milliseconds since 1970, UTC.
  package var startedAt: Int64
  package var durationMicroseconds: Int64
  package var cpuMicroseconds: Int64
  package var peakRSSBytes: Int64

  package init(
    id: String, startedAt: Int64, durationMicroseconds: Int64, cpuMicroseconds: Int64, peakRSSBytes: Int64
  ) {
    self.id = id
    self.startedAt = startedAt
    self.durationMicroseconds = durationMicroseconds
    self.cpuMicroseconds = cpuMicroseconds
    self.peakRSSBytes = peakRSSBytes
  }
}

/// Where the scan stands in the book.
package struct LedgerReceipt: Equatable, Sendable {
  package var sequence: Int
  package var leafHash: Digest
  package var checkpoint: String?

  package init(sequence: Int, leafHash: Digest, checkpoint: String? = nil) {
    self.sequence = sequence
    self.leafHash = leafHash
    self.checkpoint = checkpoint
  }
}

/// The version control facts that a code host wants beside the findings.
package struct Provenance: Equatable, Sendable {
  /// Without user, password or token.
  package var remoteURL: String?
  package var revision: ObjectID?
  package var branch: String?

  package init(remoteURL: String? = nil, revision: ObjectID? = nil, branch: String? = nil) {
    self.remoteURL = remoteURL
    self.revision = revision
    self.branch = branch
  }
}

/// Everything a scan found out: what every output format is made of.
package struct ScanReport: Sendable {
  package var selection: Selection
  /// The selection in words, as the user might type it: `staged`, `diff main..HEAD`.
  package var selectionText: String
  package var base: ObjectID?
  package var head: ObjectID?
  /// Nil under `--reproducible`.
  package var run: RunFacts?
  package var rulesDigest: Digest
  /// Nil where there is no policy and the defaults stand.
  package var policyDigest: Digest?
  /// The rules in force, for outputs that describe them.
  package var rules: [Rule]
  package var coverage: Coverage
  package var findings: [Finding]
  /// A baseline was in force.
  package var hasBaseline = false
  /// Comments that ask for findings to be let pass, by place: those that do and those that do not.
  package var ignores: [InlineIgnore] = []
  package var authors: [AuthorSummary]
  package var commits: [CommitSummary]
  package var verdict: Verdict
  package var provenance: Provenance
  package var ledger: LedgerReceipt?
  /// Nil unless fixes were asked for.
  package var fixes: FixSummary?
  /// What the fixes would change, as git's patches are written; nil unless that was asked for.
  package var patch: [UInt8]?
  /// For people, beside the findings: the base that was used, why there is no ledger.
  package var remarks: [String]
  /// Errors that make the scan incomplete as a whole; not empty means exit 3.
  package var failures: [String]
  package var exitCode: Int32

  package init(
    selection: Selection, selectionText: String, base: ObjectID? = nil, head: ObjectID? = nil,
    run: RunFacts? = nil, rulesDigest: Digest, policyDigest: Digest?, rules: [Rule], coverage: Coverage,
    findings: [Finding], authors: [AuthorSummary] = [], commits: [CommitSummary] = [], verdict: Verdict,
    provenance: Provenance = Provenance(), ledger: LedgerReceipt? = nil, remarks: [String] = [],
    failures: [String] = [], exitCode: Int32 = 0
  ) {
    self.selection = selection
    self.selectionText = selectionText
    self.base = base
    self.head = head
    self.run = run
    self.rulesDigest = rulesDigest
    self.policyDigest = policyDigest
    self.rules = rules
    self.coverage = coverage
    self.findings = findings
    self.authors = authors
    self.commits = commits
    self.verdict = verdict
    self.provenance = provenance
    self.ledger = ledger
    self.remarks = remarks
    self.failures = failures
    self.exitCode = exitCode
  }
}

/// The program itself, as reports and the ledger name it.
package enum Tool {
  package static let name = "gatebook"
  package static let version = "0.1.0"
  package static let informationURI = "https://github.com/gatebook/gatebook"
}
