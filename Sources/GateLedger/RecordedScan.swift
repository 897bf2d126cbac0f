package import GateModel

/// A scan as the book tells it. Reads bodies of every version: what a version lacks is nil, zero or empty.
package struct RecordedScan: Equatable, Sendable {
  package struct Commit: Equatable, Sendable {
    /// Nil for what was not committed yet.
    package var id: String?
    package var tree: String?
    package var author: RecordedAuthor
    package var linesAdded: Int?
    package var linesHit: Int?
  }

  package var sequence: Int
  package var id: String
  /// Milliseconds since 1970, UTC.
  package var at: Int64
  package var mode: String
  package var base: String?
  package var head: String?
  package var toolVersion: String
  package var selected: Int
  package var scanned: Int
  /// Files that the policy left out.
  package var excluded: Int
  package var authors: [RecordedAuthor]
  package var commits: [Commit]
  package var findings: [RecordedFinding]
  /// New findings.
  package var counts: SeverityCounts
  /// `open`, `closed` or `error`.
  package var gate: String
  package var exitCode: Int
  package var durationMicroseconds: Int64
  package var peakKiB: Int64
  package var lines: Int

  /// Only these know which lines are new, and enter rates.
  package var isDiffLike: Bool { ["staged", "worktree", "diff", "commit"].contains(mode) }

  /// Nil for entries of another kind.
  init?(sequence: Int, body: JSON) {
    guard body["kind"]?.text == "scan" else { return nil }
    self.sequence = sequence
    id = body["id"]?.text ?? ""
    at = body["at"]?.text.flatMap(Timestamp.milliseconds) ?? 0
    mode = body["mode"]?.text ?? ""
    base = body["base"]?.text
    head = body["head"]?.text
    toolVersion = body["tool"]?["version"]?.text ?? ""
    selected = body["coverage"]?["selected"]?.count ?? 0
    scanned = body["coverage"]?["scanned"]?.count ?? 0
    excluded = body["coverage"]?["skipped"]?["excluded"]?.count ?? 0
    counts = SeverityCounts(body["counts"])
    gate = body["gate"]?.text ?? "error"
    exitCode = body["exit"]?.count ?? 0
    durationMicroseconds = body["dur_us"]?.number ?? 0
    peakKiB = body["peak_kib"]?.number ?? 0
    lines = body["coverage"]?["lines"]?.count ?? 0

    let authors = body["authors"]?.items.map(RecordedAuthor.init) ?? []
    func author(_ index: JSON?) -> RecordedAuthor {
      index?.count.flatMap { authors.indices.contains($0) ? authors[$0] : nil } ?? .unknown
    }
    self.authors = authors
    commits = (body["commits"]?.items ?? []).map { commit in
      Commit(
        id: commit["id"]?.text, tree: commit["tree"]?.text, author: author(commit["author"]),
        linesAdded: commit["added"]?.count, linesHit: commit["hit"]?.count)
    }
    findings = (body["findings"]?.items ?? []).map { RecordedFinding($0, author: author($0["author"])) }
  }
}

/// Whom a scan named.
package struct RecordedAuthor: Hashable, Sendable {
  package var kind: Attribution.Kind
  package var agent: String?
  package var agents: [String]
  package var model: String?
  /// Per mille.
  package var confidence: Int
  package var tier: Attribution.Tier?

  static let unknown = RecordedAuthor(.null)

  init(_ author: JSON) {
    kind = author["kind"]?.text.flatMap(Attribution.Kind.init) ?? .unknown
    agent = author["agent"]?.text
    agents = author["agents"]?.items.compactMap(\.text) ?? []
    model = author["model"]?.text
    confidence = author["confidence"]?.count ?? 0
    tier = author["tier"]?.text.flatMap(Attribution.Tier.init)
  }

  /// Whom the work is counted for: each agent or bot named, else the kind.
  package var names: [AuthorName] {
    let ids = agents.isEmpty ? agent.map { [$0] } ?? [] : agents
    return ids.isEmpty ? [.kind(kind)] : ids.map { .agent($0) }
  }

  /// The better the evidence, the smaller; no evidence for anybody comes last.
  var weakness: Int {
    if kind == .unknown { return Attribution.Tier.allCases.count + 1 }
    return tier.flatMap(Attribution.Tier.allCases.firstIndex) ?? Attribution.Tier.allCases.count
  }
}

package enum AuthorName: Hashable, Comparable, Sendable {
  case agent(String)
  case kind(Attribution.Kind)

  package var text: String {
    switch self {
    case .agent(let id): id
    case .kind(let kind): kind.rawValue
    }
  }

  package static func < (a: Self, b: Self) -> Bool {
    if a.text != b.text { return a.text < b.text }
    if case (.agent, .kind) = (a, b) { return true }
    return false
  }
}

package struct RecordedFinding: Equatable, Sendable {
  package var rule: String
  package var severity: Severity
  package var path: TreePath
  package var line: Int
  package var fingerprint: String
  package var commit: String?
  package var author: RecordedAuthor
  package var state: Finding.State

  /// What is alike in two files has one fingerprint, and is two findings.
  struct Identity: Hashable {
    var fingerprint: String
    var path: TreePath
  }

  var identity: Identity { Identity(fingerprint: fingerprint, path: path) }

  init(_ finding: JSON, author: RecordedAuthor) {
    rule = finding["rule"]?.text ?? ""
    severity = finding["sev"]?.text.flatMap { Severity(name: $0) } ?? .info
    let bytes = finding["path_b64"]?.text.flatMap(Base64.decode)
    path = bytes.map { TreePath(bytes: $0) } ?? TreePath(finding["path"]?.text ?? "")
    line = finding["line"]?.count ?? 0
    fingerprint = finding["fp"]?.text ?? ""
    commit = finding["commit"]?.text
    self.author = author
    state = finding["state"]?.text.flatMap(Finding.State.init) ?? .new
  }
}

extension JSON {
  fileprivate var count: Int? { number.flatMap { Int(exactly: $0) } }
}

extension SeverityCounts {
  fileprivate init(_ counts: JSON?) {
    self.init()
    for severity in Severity.allCases { self[severity] = counts?[severity.name]?.count ?? 0 }
  }
}
