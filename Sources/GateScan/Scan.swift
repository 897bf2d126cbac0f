import Crypto
import GateAttribution
import GateDocument
package import GateGit
import GateLedger
import GateMatch
package import GateModel
package import GatePolicy

/// The gate's one straight line: change, rules, findings, attribution, verdict, ledger, report.
package enum Scan {
  /// Throws only where there is nothing to report; whatever goes wrong later is in the report's failures and exit code.
  package static func run(_ request: ScanRequest, _ tools: Tools) async throws(ScanFailure) -> ScanReport {
    let start = Clock.monotonic()
    let startedAt = Clock.wallMilliseconds()
    let builtIn = try tools.builtIn()
    var subject = try Subject.select(request)
    let judging = PolicyChoice(request: request, subject: subject)
    let (policy, policyDigest) = try judging.policy()
    let baseline = try judging.baseline()
    subject.leaveOut(policy.excludes)
    let choice = RuleChoice(request: request, tools: tools)
    let chosen = try choice.compiled(for: policy, subject: subject, builtIn: builtIn) { subject.totalBytes }
    let rules = chosen.compiled

    let recording = Recording(request: request, tools: tools, subject: subject)
    let fingerprints = FingerprintKey(salt: salt(of: subject, baseline))
    let tree = try ProjectTree.of(subject, request, under: rules.ruleSet)
    let flows = tree.flatMap { _ in FlowCacheFile(of: subject, under: rules.ruleSet, tools) }
    let deadline = request.timeBudget.map { start + $0 }
    let reach = await Survey(rules: rules, tree: tree, cache: flows?.cache, deadline: deadline).run(
      over: subject.changes, of: request.selection, jobs: request.jobs)
    let seal = recording.path.path == nil ? nil : KnownSeal(request, tools, rules: rules.ruleSet.digest)
    let known = recording.known(seal)
    let inspector = Inspector(
      changes: subject.changes, root: subject.root, place: subject.place, rules: rules,
      fingerprints: fingerprints, ignores: IgnoreReader(policy.suppressions.reads), tree: tree, flows: flows?.cache,
      reach: reach, known: known,
      maximumFileSize: request.maximumFileSize, archives: request.archiveLimits,
      hashesFiles: recording.path.path != nil || request.fixing != .off,
      comparesWithFilters: request.selection == .worktree,
      deadline: deadline, progress: request.progress)
    var assembly = Assembly(
      try await inspector.run(jobs: request.jobs), subject: subject, selection: request.selection, rules: rules.ruleSet,
      policy: policy, showsWholeFiles: request.showsWholeFiles)
    flows?.save()
    assembly.coverage.skipped += chosen.notices
    subject.remarks += chosen.remarks
    if let tree { subject.remarks += assembly.tell(gapsOf: tree) }
    if let known, assembly.coverage.known > 0 {
      subject.remarks.append(
        "\(assembly.coverage.known) of \(assembly.coverage.selected) blobs were not read again: the scan of entry "
          + "\(known.sequence) found nothing in them under the same rules; --no-cache reads them all")
    }
    assembly.sortSkipped()
    // The book is asked only where there is something to ask about.
    let judgements = assembly.drafts.isEmpty ? Judgements() : recording.judgements
    let result = if let tree { tree } else { try ProjectTree.result(of: subject, request) }
    let holds = { (path: TreePath) in result?.holds(path) ?? false }
    assembly.heed(judgements, rules: rules.ruleSet.rules, at: startedAt, holds: holds)
    if let baseline { assembly.accept(baseline, holds: holds) }
    assembly.settle()
    let authors = Authors(
      request: request, subject: subject, registry: builtIn.registry, policy: policy, memory: recording.memory)
    let ignores = try Ignoring(
      policy: policy.suppressions, rules: rules.ruleSet, builtIn: builtIn,
      fingerprints: { fingerprints.v1(rule: $0, value: $1, symbol: $2, occurrence: 0) }, now: startedAt
    ).weigh(&assembly, authors: authors.authors(ofAdded:))
    assembly.drafts += try PolicyGuard(
      request: request, subject: subject, policy: policy, baseline: baseline, rules: rules.ruleSet,
      models: builtIn.models, fingerprints: fingerprints, result: result
    ).drafts(author: authors.author(of:))
    assembly.drafts.sort { Finding.precedes($0.finding, $1.finding) }
    let told = try authors.tell(assembly)

    var report = ScanReport(
      selection: request.selection, selectionText: subject.text, base: subject.base, head: subject.head,
      rulesDigest: rules.ruleSet.digest, policyDigest: policyDigest,
      rules: rules.ruleSet.rules + GateRule.told(in: told.findings),
      coverage: assembly.coverage,
      findings: told.findings, authors: Authors.summaries(told, countsLines: request.selection.isDiffLike),
      commits: told.commits, verdict: policy.decide(told.findings), provenance: subject.provenance,
      remarks: subject.remarks,
      failures: subject.failures + assembly.failures)
    report.ignores = ignores
    report.hasBaseline = baseline != nil
    report.remarks += judgements.broken.map {
      "entry \($0) of the ledger is not as it was recorded: what it says of a finding is not heeded; run `gatebook ledger verify`"
    }
    report.remarks += policy.unknownNames(rules: rules.ruleSet, agents: builtIn.registry)
    if fingerprints.isUnsalted, subject.place != nil {
      report.remarks.append(
        "fingerprints have no salt of this repository, for its first commit is not here (none yet, or a shallow clone)")
    }
    if let failure = nothingScanned(report) { report.failures.append(failure) }
    report.exitCode = exitCode(of: report, request, policy)
    fix(&report, request, subject: subject, assembly: assembly)
    let run = RunFacts.measured(since: start, startedAt: startedAt)
    let list = assembly.list(hasGaps: tree.map { !$0.gaps.notices.isEmpty || !$0.gaps.tooLarge.isEmpty } ?? false)
    let knownList = seal.map { seal in
      let sealed = KnownList.sealed(
        list.digest, marks: list.marks, rules: seal.rules, settings: seal.settings, head: subject.head)
      return KnownList(
        settings: seal.settings, seal: seal.seal(sealed), blobs: assembly.coverage.known, entry: known?.sequence)
    }
    record(&report, run: run, scanned: list, known: knownList, with: recording)
    if request.isReproducible { report.ledger = nil } else { report.run = run }
    return report
  }

  /// What fingerprints are made under in a repository: the baseline's salt, or one from its first commit.
  package static func salt(in place: GitRepository.Place?, _ baseline: Baseline?) -> [UInt8] {
    var subject = Subject(text: "", policyPlace: .none)
    subject.place = place
    return salt(of: subject, baseline)()
  }

  /// The baseline's where there is one, so that a shallow clone has it too; sixteen zeros where history does not reach a root.
  private static func salt(of subject: Subject, _ baseline: Baseline?) -> @Sendable () -> [UInt8] {
    let place = subject.place
    return {
      if let baseline { return baseline.salt }
      let root = place.flatMap { try? GitRepository(reopening: $0).smallestRoot() } ?? nil
      guard let root else { return Array(repeating: 0, count: 16) }
      return Array(SHA256.hash(data: Array("gatebook salt ".utf8) + root.bytes).prefix(16))
    }
  }

  /// A gate that was asked to look and looked at nothing must not say that all is well. A change of nothing but pictures or
  /// submodules is looked at as far as it can be.
  private static func nothingScanned(_ report: ScanReport) -> String? {
    let coverage = report.coverage
    guard coverage.selected > 0, coverage.scanned + coverage.known == 0, report.failures.isEmpty else { return nil }
    let isHarmless = report.selection.isDiffLike && coverage.isComplete
    return isHarmless ? nil : "of \(coverage.selected) selected files none could be looked at"
  }

  private static func exitCode(of report: ScanReport, _ request: ScanRequest, _ policy: Policy) -> Int32 {
    if !report.failures.isEmpty { return 3 }
    let mustBeComplete =
      request.requiresCoverage || (policy.incomplete.map { $0 == .fail } ?? request.runsInCI)
    if mustBeComplete && !report.coverage.isComplete { return 3 }
    return report.verdict.isOpen || !request.keepsGate ? 0 : 1
  }

  /// The verdict stands as it is: what is fixed was found. Only a file that cannot be written changes the exit code.
  private static func fix(_ report: inout ScanReport, _ request: ScanRequest, subject: Subject, assembly: Assembly) {
    guard request.fixing != .off, let root = subject.root else { return }
    do throws(GitError) {
      let application = FixApplication(
        tree: try FileTree(root), scanned: assembly.scanned, secretPaths: assembly.secretPaths,
        isDryRun: request.fixing == .patching)
      let outcome = application.apply(report.findings, selection: request.selection)
      report.fixes = outcome.summary
      report.patch = outcome.patch
      report.remarks += outcome.remarks
      report.failures += outcome.failures
    } catch {
      report.failures.append("no fix was applied: \(error.message)")
    }
    if !report.failures.isEmpty { report.exitCode = 3 }
  }

  /// A ledger that cannot be written is exit 3, and the report is still given.
  private static func record(
    _ report: inout ScanReport, run: RunFacts, scanned: ScannedList, known: KnownList?, with recording: Recording
  ) {
    let (path, remark) = recording.path
    if let remark { report.remarks.append(remark) }
    guard let path else { return }
    do throws(LedgerError) {
      report.ledger = try recording.record(report, run: run, scanned: scanned, known: known, at: path)
    } catch {
      report.failures.append("not recorded: \(error.message)")
      report.exitCode = 3
    }
  }
}

extension Policy {
  /// Names that nothing answers to, most likely misspelt: what they say has no effect.
  fileprivate func unknownNames(rules: RuleSet, agents: AgentRegistry) -> [String] {
    let ids = Set(rules.rules.map(\.id))
    let severities = self.severities.keys.filter { !ids.contains($0) }.sorted().map {
      "the policy sets a severity for `\($0)`, which is no rule in force"
    }
    let scopes = self.scopes.keys.compactMap { scope -> String? in
      guard case .agent(let id) = scope, agents.signature(named: id)?.id != id else { return nil }
      return "the policy has limits for `\(id)`, which is no known agent, bot or kind"
    }
    return severities + scopes.sorted()
  }
}

extension Subject {
  /// What the policy leaves out is counted and listed, not forgotten.
  mutating func leaveOut(_ globs: [Glob]) {
    guard !globs.isEmpty else { return }
    var kept: [Change] = []
    var texts: [TreePath: Int] = [:]
    for change in changes {
      if change.entry == .text {
        if globs.contains(where: { $0.matches(change.path) }) {
          texts[RepositoryText(path: change.path)?.folder ?? change.path, default: 0] += 1
        } else {
          kept.append(change)
        }
      } else if let glob = globs.first(where: { $0.matches(change.path) }) {
        notices.append(Notice(path: change.path, reason: .excluded, detail: "the policy excludes \(glob)"))
      } else {
        kept.append(change)
      }
    }
    changes = kept
    // A history has a message a commit: one line is enough for all.
    for (folder, count) in texts {
      textNotices.append(
        Notice(path: folder, reason: .excluded, detail: "the policy excludes \(count) text\(count == 1 ? "" : "s")"))
    }
  }

  /// The size of all that is selected, as far as it can be told without reading it.
  var totalBytes: Int {
    let objects = place.flatMap { try? ObjectReader(GitRepository(reopening: $0)) }
    let files = root.flatMap { try? FileTree($0) }
    return changes.reduce(0) { sum, change in
      switch change.content {
      case .blob(let id): return sum + ((try? objects?.size(of: id)) ?? 0)
      case .file: return sum + (files?.size(of: change.path) ?? 0)
      case .message(let id): return sum + ((try? objects?.size(of: id)) ?? 0)
      case .text(let bytes): return sum + bytes.count
      }
    }
  }
}
