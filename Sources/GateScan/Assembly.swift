import GateGit
import GateMatch
import GateModel
import GatePolicy

/// What the workers brought, put together: findings in order, coverage, and what later stages need to know of each.
struct Assembly: Sendable {
  struct Draft: Sendable {
    var finding: Finding
    /// The lines of the finding that the change added; the whole finding where every line counts.
    var lines: LineSet
  }

  var drafts: [Draft] = []
  var coverage = Coverage()
  var failures: [String] = []
  /// Lines that the selection adds; nil where it counts none.
  var linesAdded: Int?
  /// What was looked at, for the book.
  var scanned: [(path: TreePath, blob: ObjectID?)] = []
  /// Files with values that must not be shown.
  var secretPaths: Set<TreePath> = []

  init(
    _ inspected: [Inspected], subject: Subject, selection: Selection, rules: RuleSet, policy: Policy,
    showsWholeFiles: Bool
  ) {
    coverage.selected = subject.changes.count + subject.notices.count
    coverage.skipped = subject.notices
    linesAdded = selection.isDiffLike ? 0 : nil
    let isHistory = selection.name == "history"
    for item in inspected {
      let change = subject.changes[item.change]
      switch item.outcome {
      case .scanned(let inspection, let added):
        count(inspection, change, added)
        scanned.append((change.path, item.blob))
        if inspection.holdsSecrets { secretPaths.insert(change.path) }
        for sighting in inspection.sightings {
          var draft = Self.draft(sighting, change, added, rules: rules.rules, policy: policy)
          if isHistory, case .blob(let id) = change.content { draft.finding.inHead = subject.headBlobs.contains(id) }
          if draft.finding.state == .new || showsWholeFiles { drafts.append(draft) }
        }
      case .skipped(let reason, let detail): skip(change, reason, detail)
      case .failed(let reason, let detail):
        skip(change, reason, detail)
        if failures.count < 20 { failures.append("\(change.path): \(detail)") }
      }
    }
    if isHistory { joinHistory(subject) }
    drafts.sort { Finding.precedes($0.finding, $1.finding) }
    sortSkipped()
  }

  mutating func sortSkipped() {
    coverage.skipped.sort { ($0.path, $0.reason.rawValue, $0.detail) < ($1.path, $1.reason.rawValue, $1.detail) }
  }

  private mutating func count(_ inspection: FileMatcher.Inspection, _ change: Change, _ added: LineSet?) {
    coverage.bytes += inspection.bytes
    coverage.lines += inspection.lines
    if let added { linesAdded = (linesAdded ?? 0) + added.count }
    if change.entry == .link {
      skip(change, .symlink, "its text was looked at, its target was not")
    } else {
      coverage.scanned += 1
    }
    for notice in inspection.notices { skip(change, notice.reason, notice.detail) }
    unsound(inspection, change, added)
    for rule in inspection.limited {
      skip(change, .matchLimit, "the pattern of \(rule) was given up in this file")
    }
  }

  /// What did not parse: more than a tenth of the file, or any added line, is an error.
  private mutating func unsound(_ inspection: FileMatcher.Inspection, _ change: Change, _ added: LineSet?) {
    guard !inspection.unsound.isEmpty else { return }
    let bytes = inspection.unsound.reduce(0) { $0 + max(1, $1.count) }
    let touchesAdded = added.map { !$0.intersection(inspection.unsoundLines).isEmpty } ?? false
    let isError = touchesAdded || bytes * 10 > inspection.bytes
    skip(
      change, isError ? .parseError : .partlyParsed,
      "\(inspection.unsoundLines.count) lines from line \(inspection.unsoundLines.ranges.first?.lowerBound ?? 1) on did not parse; the rest was looked at"
    )
  }

  private mutating func skip(_ change: Change, _ reason: Notice.Reason, _ detail: String) {
    coverage.skipped.append(Notice(path: change.path, reason: reason, detail: detail))
  }

  private static func draft(
    _ sighting: Sighting, _ change: Change, _ added: LineSet?, rules: [Rule], policy: Policy
  ) -> Draft {
    let rule = rules[sighting.rule]
    let whole: LineSet = [sighting.range.lines]
    let lines = added.map { whole.intersection($0) } ?? whole
    var finding = Finding(
      ruleID: rule.id, severity: policy.severity(of: rule), confidence: rule.confidence,
      message: sighting.message ?? rule.message,
      path: change.path, range: sighting.range, excerpt: sighting.excerpt, cwe: rule.cwe, owasp: rule.owasp,
      attack: rule.attack, fingerprint: sighting.fingerprint, state: lines.isEmpty ? .existing : .new,
      commit: change.commit, remediation: rule.remediation, fix: sighting.fix,
      host: sighting.host)
    finding.hidesFix = sighting.hidesFix
    return Draft(finding: finding, lines: lines)
  }

  /// Over a history the same finding stands in blob after blob: the first commit that brought it speaks for all.
  private mutating func joinHistory(_ subject: Subject) {
    let age = Dictionary(
      zip(subject.commits, (0..<subject.commits.count).reversed()), uniquingKeysWith: { first, _ in first })
    func order(_ draft: Draft) -> Int { draft.finding.commit.flatMap { age[$0] } ?? Int.max }
    var first: [Fingerprint: Draft] = [:]
    for draft in drafts {
      guard let known = first[draft.finding.fingerprint] else {
        first[draft.finding.fingerprint] = draft
        continue
      }
      let stands = (known.finding.inHead ?? false) || (draft.finding.inHead ?? false)
      var kept = order(draft) < order(known) ? draft : known
      kept.finding.inHead = stands
      first[draft.finding.fingerprint] = kept
    }
    drafts = Array(first.values)
  }
}
