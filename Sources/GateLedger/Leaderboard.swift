import GateModel

/// Folds scans, oldest first, into the standing of each author.
///
/// A commit counts once, as the first scan that counted its lines saw it, so that looking again changes no rate.
/// What was staged counts for nobody until a commit with its tree appears; then it lends that commit its author,
/// where its evidence is the better (seen at the hook, it survives a stripped trailer), and its lines, where the
/// commit's own were never counted.
struct Leaderboard {
  private struct Work {
    var author: RecordedAuthor
    var lines: Proportion?
    var at: Int64

    /// Takes from `other` what it has or knows better.
    mutating func complete(with other: Work) {
      if other.author.weakness < author.weakness { author = other.author }
      if lines == nil, other.lines != nil { (lines, at) = (other.lines, other.at) }
    }
  }

  /// A new finding, for as long as it is not known whose its commits are.
  private struct Trouble {
    var severity: Severity
    var commits: Set<String> = []
    var authors: Set<RecordedAuthor> = []
  }

  private let filter: HistoryFilter
  private var commits: [String: Work] = [:]
  private var staged: [String: Work] = [:]
  private var troubles: [RecordedFinding.Identity: Trouble] = [:]
  private var scans: [AuthorName: Int] = [:]
  private var blocked: [AuthorName: Int] = [:]
  private var kinds: [AuthorName: Set<Attribution.Kind>] = [:]
  private var period: ClosedRange<Int64>?

  init(_ filter: HistoryFilter) { self.filter = filter }

  mutating func add(_ scan: RecordedScan) {
    period = period.map { min($0.lowerBound, scan.at)...max($0.upperBound, scan.at) } ?? scan.at...scan.at
    for author in scan.authors {
      for name in author.names { kinds[name, default: []].insert(author.kind) }
    }
    for name in Set(scan.authors.flatMap(\.names)) { scans[name, default: 0] += 1 }
    for commit in scan.commits { add(commit, of: scan) }

    let new = scan.findings.filter { $0.state.isNew }
    for finding in new where filter.admitsContent(of: finding) { add(finding) }
    guard scan.gate == "closed" else { return }
    for name in Set(new.flatMap(\.author.names)) { blocked[name, default: 0] += 1 }
  }

  private mutating func add(_ commit: RecordedScan.Commit, of scan: RecordedScan) {
    let added = scan.isDiffLike ? commit.linesAdded : nil
    let lines = added.map { Proportion(hits: min(commit.linesHit ?? 0, $0), total: $0) }
    let work = Work(author: commit.author, lines: lines, at: scan.at)
    if let id = commit.id {
      let known = commit.tree.flatMap { commits[id] == nil ? staged[$0] : nil }
      commits[id, default: work].complete(with: work)
      if let known { commits[id]?.complete(with: known) }
    } else if let tree = commit.tree {
      staged[tree, default: work].complete(with: work)
    }
  }

  private mutating func add(_ finding: RecordedFinding) {
    var trouble = troubles[finding.identity] ?? Trouble(severity: finding.severity)
    trouble.severity = finding.severity
    if let commit = finding.commit, commits[commit] != nil {
      trouble.commits.insert(commit)
    } else {
      trouble.authors.insert(finding.author)
    }
    troubles[finding.identity] = trouble
  }

  func standings(by order: AgentStanding.Order) -> [AgentStanding] {
    var standings: [AuthorName: AgentStanding] = [:]
    for name in kinds.keys {
      let kinds = Attribution.Kind.allCases.filter { self.kinds[name]?.contains($0) ?? false }
      standings[name] = AgentStanding(
        author: name, kinds: kinds, scans: scans[name] ?? 0, commits: 0, lines: Proportion(hits: 0, total: 0),
        findings: SeverityCounts(), blocked: blocked[name] ?? 0, trend: nil)
    }
    for work in commits.values {
      for name in work.author.names { standings[name]?.count(work.lines) }
    }
    for trouble in troubles.values {
      for name in names(of: trouble) { standings[name]?.findings[trouble.severity] += 1 }
    }
    for (name, trend) in trends() { standings[name]?.trend = trend }
    return filter.first(standings.values.filter(admits).sorted(by: AgentStanding.precedes(order)))
  }

  private func names(of trouble: Trouble) -> Set<AuthorName> {
    let committers = trouble.commits.compactMap { commits[$0]?.author.names }
    return Set(committers.joined()).union(trouble.authors.flatMap(\.names))
  }

  private func admits(_ standing: AgentStanding) -> Bool {
    (filter.agent.map { standing.author == .agent($0) } ?? true)
      && (filter.kind.map { standing.kinds.contains($0) } ?? true)
  }

  private func trends() -> [AuthorName: Double] {
    guard let period else { return [:] }
    let start = filter.since ?? period.lowerBound
    let middle = start + ((filter.until ?? period.upperBound) - start) / 2
    let early = lines { $0.at < middle }
    let late = lines { $0.at >= middle }
    return late.reduce(into: [:]) { trends, half in
      guard let before = early[half.key], !before.isTooFew, !half.value.isTooFew else { return }
      trends[half.key] = half.value.perThousand - before.perThousand
    }
  }

  private func lines(_ isIncluded: (Work) -> Bool) -> [AuthorName: Proportion] {
    var lines: [AuthorName: Proportion] = [:]
    for work in commits.values where isIncluded(work) {
      for name in work.author.names { lines[name, default: Proportion(hits: 0, total: 0)].add(work.lines) }
    }
    return lines
  }
}

extension AgentStanding {
  fileprivate mutating func count(_ work: Proportion?) {
    commits += 1
    lines.add(work)
  }
}

extension Proportion {
  fileprivate mutating func add(_ other: Proportion?) {
    hits += other?.hits ?? 0
    total += other?.total ?? 0
  }
}
