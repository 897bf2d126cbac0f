package import GateAttribution
package import GateGit
package import GateLedger
package import GateModel

/// Puts a word about a finding into the book. Who spoke it is what is seen around the process, as with a hook: nobody is asked
/// for a name that could be made up.
package struct Judging {
  package let author: Attribution
  private let context: ScanContext

  /// `place` is the repository here, where there is one.
  package init(
    _ registry: AgentRegistry, seeing surroundings: Surroundings, in place: GitRepository.Place?,
    buildDigest: Digest? = nil
  ) {
    author = Attributor(registry).attribute(registry.observe(surroundings))
    let remote = place.flatMap { try? GitRepository(reopening: $0).provenance().remoteURL }
    context = ScanContext(
      run: RunFacts.measured(since: Clock.monotonic(), startedAt: Clock.wallMilliseconds()),
      actor: Recording.actor(surroundings.variables),
      repository: place.map { Recording.repository($0, remote: remote) }, buildDigest: buildDigest)
  }

  package func record(
    _ verdict: Judgement.Verdict, of finding: RecordedFinding, reason: String, until: String?,
    in store: any LedgerStore
  ) throws(LedgerError) -> LedgerReceipt {
    let record = JudgementRecord(verdict, of: finding, reason: reason, until: until, by: author, context)
    return try store.append(record.draft)
  }
}

extension Assembly {
  /// Shows with each finding what was said of it before, and marks those whose like was let pass in the same file.
  mutating func heed(_ judgements: Judgements, rules: [Rule], at now: Int64, holds: (TreePath) -> Bool) {
    guard !judgements.isEmpty else { return }
    let dismissed = judgements.dismissed(at: now)
    let byID = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    each { $0.finding.dismissal = judgements.dismissal(of: $0.finding, at: now, holds: holds) }
    for index in drafts.indices {
      let finding = drafts[index].finding
      let others = dismissed[DismissedPlace(rule: finding.ruleID, path: finding.path)] ?? []
      let own = [finding.fingerprint.text, finding.former?.text]
      guard others.contains(where: { !own.contains($0) }) else { continue }
      drafts[index].finding.doubt.indicators.append(
        .init(.dismissedBefore, "another finding of this rule in this file was dismissed"))
      if let rule = byID[finding.ruleID] {
        drafts[index].finding.confidence = rule.confidence(under: drafts[index].finding.doubt)
      }
    }
  }
}

extension Finding {
  /// Whoever brought it, it is let pass.
  var isLetPass: Bool { dismissal?.standing == .accepted || ignore != nil }
}
