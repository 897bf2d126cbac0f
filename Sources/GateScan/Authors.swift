import GateAttribution
import GateGit
import GateModel
import GatePolicy

/// Finds out who brought each finding, and what every author's share of the selection is.
struct Authors {
  let request: ScanRequest
  let subject: Subject
  let registry: AgentRegistry
  let policy: Policy
  let memory: HookMemory

  /// CPU seconds that blame may take in a path selection.
  private static let blameBudget = 2.0

  struct Told {
    var findings: [Finding]
    var commits: [CommitSummary]
  }

  func tell(_ assembly: Assembly) throws(ScanFailure) -> Told {
    var told: Told
    do throws(GitError) {
      switch request.selection {
      case .staged, .worktree: told = uncommitted(assembly)
      case .commit, .diff: told = try committed(assembly)
      case .history: told = try history(assembly)
      case .paths: told = try blamed(assembly)
      }
    } catch {
      throw ScanFailure(error)
    }
    // Only now: until here it is asked of them, as of the others, who brought them.
    for index in told.findings.indices where told.findings[index].isLetPass {
      told.findings[index].state = .suppressed
    }
    return told
  }

  /// Who added some lines; those of whom nothing is known are left out.
  func authors(ofAdded lines: [Blame.Line]) throws(ScanFailure) -> [Blame.Line: Attribution] {
    var authors: [Blame.Line: Attribution] = [:]
    switch request.selection {
    case .paths, .history: break
    case .staged, .worktree:
      let author = try author(of: nil)
      for line in lines { authors[line] = author }
    case .commit:
      let author = try author(of: subject.head)
      for line in lines { authors[line] = author }
    case .diff:
      guard let place = subject.place, let head = subject.head else { break }
      let origins: [Blame.Line: ObjectID]
      do throws(GitError) {
        origins = try Blame.origins(of: lines, at: head, in: place, budget: .infinity)
      } catch {
        throw ScanFailure(error)
      }
      for (line, commit) in origins { authors[line] = try author(of: commit) }
    }
    return authors
  }

  /// Who made a commit; with nil who is seen at work.
  func author(of commit: ObjectID?) throws(ScanFailure) -> Attribution {
    guard let commit, let place = subject.place else {
      return attributor.attribute(registry.observe(request.surroundings))
    }
    do throws(GitError) {
      return attribute(try GitRepository(reopening: place).commit(commit))
    } catch {
      throw ScanFailure(error)
    }
  }

  private var attributor: Attributor { Attributor(registry) }

  private func attribute(_ commit: Commit) -> Attribution {
    attributor.attribute(commit, observed: memory.evidence(for: commit))
  }

  /// Before a commit exists, what is seen around the process speaks.
  private func uncommitted(_ assembly: Assembly) -> Told {
    let author = attributor.attribute(registry.observe(request.surroundings))
    let findings = assembly.drafts.map { draft in
      var finding = draft.finding
      if finding.state.isNew { finding.author = author }
      return finding
    }
    let commit = CommitSummary(
      id: nil, tree: subject.tree, author: author, linesAdded: assembly.linesAdded,
      linesHit: Self.lines(of: assembly.drafts.filter { !$0.finding.isLetPass }).count)
    return Told(findings: findings, commits: [commit])
  }

  /// The distinct added lines that new findings stand on, or that lead to them.
  private static func lines(of drafts: [Assembly.Draft]) -> Set<Blame.Line> {
    drafts.reduce(into: []) { lines, draft in
      if draft.finding.state.isNew { lines.formUnion(draft.lines) }
    }
  }

  private func committed(_ assembly: Assembly) throws(GitError) -> Told {
    guard let place = subject.place, let head = subject.head else {
      return Told(findings: assembly.drafts.map(\.finding), commits: [])
    }
    let repository = try GitRepository(reopening: place)
    let lines = Self.lines(of: assembly.drafts)
    let origins: [Blame.Line: ObjectID]
    if subject.commits.count == 1 {
      origins = Dictionary(uniqueKeysWithValues: lines.map { ($0, subject.commits[0]) })
    } else {
      origins = try Blame.origins(of: Array(lines), at: head, in: place, budget: .infinity)
    }
    var authors: [ObjectID: Attribution] = [:]
    var commits: [CommitSummary] = []
    let hit = Self.lines(of: assembly.drafts.filter { !$0.finding.isLetPass })
    let hits = Dictionary(grouping: hit.compactMap { origins[$0] }, by: { $0 }).mapValues(\.count)
    for id in subject.commits {
      let commit = try repository.commit(id)
      authors[id] = attribute(commit)
      let added = subject.commits.count == 1 ? assembly.linesAdded : try linesAdded(by: commit, in: repository)
      commits.append(
        CommitSummary(id: id, tree: commit.tree, author: authors[id]!, linesAdded: added, linesHit: hits[id] ?? 0))
    }
    // A merge can bring back a line whose commit is older than the base.
    for id in Set(origins.values) where authors[id] == nil {
      authors[id] = attribute(try repository.commit(id))
    }
    let current = try repository.head()
    var findings = assembly.drafts.map { draft in
      var finding = draft.finding
      guard finding.state.isNew else { return finding }
      let origin = finding.commit ?? origin(of: draft, origins)
      finding.commit = origin
      finding.author = origin.flatMap { authors[$0] } ?? .unknown
      finding.inHead = finding.inHead ?? (head == current ? true : nil)
      return finding
    }
    // A tag's words are its tagger's, and of no commit.
    for index in findings.indices {
      guard case .tagMessage(let id) = RepositoryText(path: findings[index].path),
        let tag = try? repository.tagAsCommit(id)
      else { continue }
      (findings[index].commit, findings[index].author) = (nil, attributor.attribute(tag))
    }
    return Told(findings: findings, commits: commits)
  }

  /// The commit that brought a finding: of its first added line. A flow is there once its last piece is, so the newest of the
  /// commits that added some of it brought it.
  private func origin(of draft: Assembly.Draft, _ origins: [Blame.Line: ObjectID]) -> ObjectID? {
    if subject.commits.count == 1 { return subject.commits[0] }
    let commits = draft.lines.map { origins[$0] }
    guard !draft.finding.trace.isEmpty else { return commits.first ?? nil }
    let brought = Set(commits.compactMap { $0 })
    return subject.commits.first { brought.contains($0) } ?? commits.first ?? nil
  }

  /// The lines that one commit adds, as far as the policy has them looked at.
  private func linesAdded(by commit: Commit, in repository: borrowing GitRepository) throws(GitError) -> Int {
    let reader = try ObjectReader(repository)
    var count = 0
    for change in try repository.changes(of: commit).changes {
      guard case .blob(let id) = change.content, case .versions(let versions) = change.before,
        !policy.excludes.contains(where: { $0.matches(change.path) }),
        try reader.size(of: id) <= request.maximumFileSize
      else { continue }
      count += try reader.linesAdded(by: id, absentFrom: versions)
    }
    return count
  }

  private func history(_ assembly: Assembly) throws(GitError) -> Told {
    guard let place = subject.place else { return Told(findings: assembly.drafts.map(\.finding), commits: []) }
    let repository = try GitRepository(reopening: place)
    var findings = assembly.drafts.map(\.finding)
    let commits = try attributed(Set(findings.compactMap(\.commit)), in: repository)
    for index in findings.indices {
      if let commit = findings[index].commit {
        findings[index].author = commits[commit]?.author ?? .unknown
      } else if case .tagMessage(let id) = RepositoryText(path: findings[index].path),
        let tag = try? repository.tagAsCommit(id)
      {
        findings[index].author = attributor.attribute(tag)
      }
    }
    // Notes have commits of their own, which are no part of the history.
    let beside = Set(commits.keys).subtracting(subject.commits).sorted()
    return Told(findings: findings, commits: (subject.commits + beside).compactMap { commits[$0] })
  }

  private func attributed(
    _ ids: Set<ObjectID>, in repository: borrowing GitRepository
  ) throws(GitError) -> [ObjectID: CommitSummary] {
    var summaries: [ObjectID: CommitSummary] = [:]
    for id in ids {
      let commit = try repository.commit(id)
      summaries[id] = CommitSummary(
        id: id, tree: commit.tree, author: attribute(commit), linesAdded: nil, linesHit: nil)
    }
    return summaries
  }

  /// Files as they lie: the lines that HEAD has are blamed from there, the others are nobody's yet.
  private func blamed(_ assembly: Assembly) throws(GitError) -> Told {
    var findings = assembly.drafts.map(\.finding)
    guard let place = subject.place, let head = subject.head, let root = subject.root, !findings.isEmpty else {
      return Told(findings: findings, commits: [])
    }
    let repository = try GitRepository(reopening: place)
    var lines = try WorkTreeLines(place, root: root, head: head)
    var wanted: [Blame.Line?] = []
    for finding in findings { wanted.append(try lines.committed(finding.path, line: finding.range.start.line)) }
    let origins: [Blame.Line: ObjectID]
    do throws(GitError) {
      origins = try Blame.origins(
        of: Array(Set(wanted.compactMap { $0 })), at: head, in: place, budget: Self.blameBudget)
    } catch {
      // Authorship is told where it can be; the findings stand without it.
      origins = [:]
    }
    let commits = try attributed(Set(origins.values), in: repository)
    for index in findings.indices {
      guard let line = wanted[index] else {
        findings[index].author = Self.nobody("not-committed", "the line is not in HEAD")
        continue
      }
      guard let id = origins[line], let commit = commits[id] else {
        findings[index].author = Self.nobody("not-blamed", "the history of this line was not followed to its end")
        continue
      }
      findings[index].commit = id
      findings[index].author = commit.author
      findings[index].inHead = true
    }
    return Told(findings: findings, commits: commits.values.sorted { $0.id! < $1.id! })
  }

  private static func nobody(_ signal: String, _ detail: String) -> Attribution {
    Attribution(
      kind: .unknown, confidence: 0,
      evidence: [Evidence(source: "blame", signal: signal, agent: nil, weight: 0, detail: detail)])
  }

  /// One row an author.
  static func summaries(_ told: Told, countsLines: Bool) -> [AuthorSummary] {
    struct Key: Hashable {
      var kind: Attribution.Kind
      var agent: String?
    }
    var rows: [Key: AuthorSummary] = [:]
    func row(_ author: Attribution, _ change: (inout AuthorSummary) -> Void) {
      let key = Key(kind: author.kind, agent: author.agent)
      change(
        &rows[
          key,
          default: AuthorSummary(
            kind: author.kind, agent: author.agent, commits: 0, linesAdded: countsLines ? 0 : nil,
            findings: SeverityCounts())])
    }
    for commit in told.commits {
      row(commit.author) { summary in
        if commit.id != nil { summary.commits += 1 }
        if countsLines { summary.linesAdded = (summary.linesAdded ?? 0) + (commit.linesAdded ?? 0) }
      }
    }
    for finding in told.findings where finding.state.isNew {
      row(finding.author) { $0.findings[finding.severity] += 1 }
    }
    return rows.values.sorted { ($0.kind.rawValue, $0.agent ?? "") < ($1.kind.rawValue, $1.agent ?? "") }
  }
}
