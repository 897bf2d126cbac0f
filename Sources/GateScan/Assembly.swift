import GateGit
import GateLedger
import GateMatch
import GateModel
import GatePolicy

/// What the workers brought, put together: findings in order, coverage, and what later stages need to know of each.
struct Assembly: Sendable {
  struct Draft: Sendable {
    var finding: Finding
    /// The lines that the change added, of the finding itself first, then of the way to it.
    var lines: [Blame.Line]
    /// Found by looking at its own file, and not by following data from another.
    var isOwn: Bool
    /// Those alike have the same; nil for what the gate says itself.
    var kin: Fingerprint?
    /// What the baseline says of it.
    var entry: Baseline.Entry.State?
    /// The comments beside it that speak of it.
    var ignores: [InlineIgnore] = []
    /// Of a version that a later commit of the selection takes away.
    var isPast = false
  }

  var drafts: [Draft] = []
  /// On lines that the change left alone: not told, but what was said of one of them must not be spent on a new one that is
  /// alike.
  private(set) var beside: [Draft] = []
  /// Comments that ask for findings to be let pass, and whether the change brought them.
  /// `isCurrent`: it stands in what is looked at now, and not only in a history.
  var ignores: [(ignore: InlineIgnore, isAdded: Bool, isCurrent: Bool)] = []
  var coverage = Coverage()
  var failures: [String] = []
  /// Lines that the selection adds; nil where it counts none.
  var linesAdded: Int?
  /// What was looked at, for the book.
  var scanned: [(path: TreePath, blob: ObjectID?)] = []
  /// What each of them means for the next scan.
  var marks: [ScannedList.Mark] = []
  /// Files with values that must not be shown.
  var secretPaths: Set<TreePath> = []

  init(
    _ inspected: [Inspected], subject: Subject, selection: Selection, rules: RuleSet, policy: Policy,
    showsWholeFiles: Bool
  ) {
    coverage.selected = subject.changes.count { $0.entry != .text } + subject.notices.count
    coverage.skipped = subject.notices + subject.textNotices
    linesAdded = selection.isDiffLike ? 0 : nil
    let making = DraftMaker(
      rules: rules.rules, policy: policy, added: AddedLines(inspected, subject.changes, selection: selection),
      inHead: selection.name == "history" ? subject.inHead : nil)
    for item in inspected {
      var change = subject.changes[item.change]
      change.path = item.member ?? change.path
      switch item.outcome {
      case .scanned(let inspection, let added):
        count(inspection, change, added, isMember: item.member != nil)
        if item.member == nil, change.entry != .text {
          scanned.append((change.path, item.blob))
          // Of a link there is to tell that its target was not looked at.
          let isClean = inspection.isClean && !inspection.isArchive && change.entry == .file
          marks.append(isClean ? (item.isAlone ? .clean : .cleanInHead) : .none)
        }
        if inspection.holdsSecrets { secretPaths.insert(change.path) }
        if item.member == nil {
          let isCurrent = making.inHead.map { inHead in item.blob.map(inHead.blobs.contains) ?? false } ?? true
          ignores += inspection.ignores.map { ignore in
            (
              ignore, making.added.compares && making.added.touch(ignore.range.lines, of: ignore.path),
              isCurrent
            )
          }
        }
        let isPast = change.entry == .text && change.before != .unasked
        for draft in making.drafts(isPast ? inspection.onlyOn(added) : inspection, change) {
          if draft.finding.state == .new || showsWholeFiles {
            drafts.append(isPast ? draft.past : draft)
          } else {
            beside.append(draft)
          }
        }
      case .known(let mark):
        coverage.known += 1
        scanned.append((change.path, item.blob))
        marks.append(mark)
      case .skipped(let reason, let detail): skip(change, reason, detail)
      case .failed(let reason, let detail):
        skip(change, reason, detail)
        if failures.count < 20 { failures.append("\(change.path): \(detail)") }
      }
    }
    dropRepeatedPast()
    if selection.name == "history" { joinHistory(subject) } else { joinFlows() }
    yield(under: rules)
    drafts.sort { Finding.precedes($0.finding, $1.finding) }
    sortSkipped()
  }

  /// Adds the files that data could not be followed into, those aside that are told of already; gives a remark on the others.
  mutating func tell(gapsOf tree: ProjectTree) -> [String] {
    let (notices, tooLarge) = tree.gaps
    let told = Set(coverage.skipped.filter(\.reason.breaksCoverage).map(\.path))
    coverage.skipped += notices.filter { !told.contains($0.path) }
    guard let first = tooLarge.first else { return [] }
    let more = tooLarge.count > 1 ? " and \(tooLarge.count - 1) more" : ""
    return [
      "data was not followed into \(first)\(more): files beyond \(ProjectTree.maximumFileSize >> 20) MiB are not parsed"
    ]
  }

  /// The list for the book. Where data could not be followed into a file that HEAD holds, the next scan must find that again.
  func list(hasGaps: Bool) -> ScannedList {
    ScannedList(
      zip(scanned, marks).map { item, mark in
        ScannedList.Item(path: item.path, blob: item.blob, mark: hasGaps && mark == .cleanInHead ? .none : mark)
      })
  }

  /// What is told, then what is not.
  mutating func each(_ change: (inout Draft) -> Void) {
    for index in drafts.indices { change(&drafts[index]) }
    for index in beside.indices { change(&beside[index]) }
  }

  mutating func sortSkipped() {
    coverage.skipped.sort { ($0.path, $0.reason.rawValue, $0.detail) < ($1.path, $1.reason.rawValue, $1.detail) }
  }

  /// What an archive holds was selected with it, and is one file with it.
  private mutating func count(
    _ inspection: FileMatcher.Inspection, _ change: Change, _ added: LineSet?, isMember: Bool
  ) {
    for rule in inspection.limited {
      skip(change, .matchLimit, "the pattern of \(rule) was given up in this file")
    }
    if change.entry == .text {
      coverage.texts += 1
      return
    }
    coverage.bytes += inspection.bytes
    coverage.lines += inspection.lines
    if let added, !inspection.isOfPathAlone { linesAdded = (linesAdded ?? 0) + added.count }
    if change.entry == .link {
      skip(change, .symlink, "its text was looked at, its target was not")
    } else if !inspection.isOfPathAlone, !isMember {
      coverage.scanned += 1
    }
    for notice in inspection.notices { skip(change, notice.reason, notice.detail) }
    unsound(inspection, change, added)
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

  /// What still stands is told there, whatever its line looked like before; what is gone, at the first commit that had it.
  private mutating func dropRepeatedPast() {
    guard drafts.contains(where: \.isPast) else { return }
    var told = Set(drafts.filter { !$0.isPast && $0.finding.state == .new }.map { Identity($0.finding) })
    drafts.removeAll { $0.isPast && !told.insert(Identity($0.finding)).inserted }
  }

  /// One sink is told once, however many ways lead there and from however many files it was found: the new one speaks, of
  /// several the shortest, of equals the first.
  private mutating func joinFlows() {
    var joined: [Draft] = []
    var places: [SinkPlace: Int] = [:]
    for draft in drafts {
      guard !draft.finding.trace.isEmpty else {
        joined.append(draft)
        continue
      }
      let place = SinkPlace(draft.finding)
      if let known = places[place] {
        joined[known].join(draft)
      } else {
        places[place] = joined.count
        joined.append(draft)
      }
    }
    drafts = joined
  }

  /// Of two rules that say the same of the same lines the one speaks that knows more; never one that weighs less at the gate.
  private mutating func yield(under rules: RuleSet) {
    let reporting = Set(drafts.map(\.finding.ruleID))
    var better: [String: Set<String>] = [:]
    for rule in rules.rules where reporting.contains(rule.id) {
      let others = reporting.intersection(rule.yieldsTo)
      if !others.isEmpty { better[rule.id] = others }
    }
    guard !better.isEmpty else { return }
    let byPath = Dictionary(grouping: drafts.map(\.finding), by: \.path)
    drafts.removeAll { draft in
      guard let others = better[draft.finding.ruleID] else { return false }
      return (byPath[draft.finding.path] ?? []).contains { other in
        others.contains(other.ruleID) && other.severity >= draft.finding.severity
          && other.commit == draft.finding.commit
          && (other.state == .new || other.state == draft.finding.state)
          && other.range.lines.overlaps(draft.finding.range.lines)
      }
    }
  }

  /// Over a history the same finding stands in blob after blob: the first commit that brought it speaks for all.
  private mutating func joinHistory(_ subject: Subject) {
    let age = Dictionary(
      zip(subject.commits, (0..<subject.commits.count).reversed()), uniquingKeysWith: { first, _ in first })
    func order(_ draft: Draft) -> Int { draft.finding.commit.flatMap { age[$0] } ?? Int.max }
    var first: [Identity: Draft] = [:]
    for draft in drafts {
      let place = Identity(draft.finding)
      guard let known = first[place] else {
        first[place] = draft
        continue
      }
      let stands = (known.finding.inHead ?? false) || (draft.finding.inHead ?? false)
      let isFirst =
        (order(draft), draft.finding.trace.count) < (order(known), known.finding.trace.count)
      var kept = isFirst ? draft : known
      kept.finding.inHead = stands
      // What HEAD says of it now holds for its past.
      if draft.finding.inHead == true { kept.ignores = draft.ignores } else { kept.ignores = known.ignores }
      first[place] = kept
    }
    drafts = Array(first.values)
  }
}

extension Assembly.Draft {
  /// As it is told of a version that is gone in the end.
  fileprivate var past: Self {
    var draft = self
    draft.finding.message += " A later commit takes it away again; it stays in this commit for whoever gets it."
    draft.finding.inHead = false
    draft.isPast = true
    return draft
  }
}

/// What is alike in two files has one fingerprint, and is two findings.
private struct Identity: Hashable {
  private let fingerprint: Fingerprint
  private let path: TreePath

  init(_ finding: Finding) { (fingerprint, path) = (finding.fingerprint, finding.path) }
}

extension FileMatcher.Inspection {
  /// What was seen on some of the lines.
  fileprivate func onlyOn(_ lines: LineSet?) -> Self {
    guard let lines else { return self }
    var inspection = self
    inspection.sightings.removeAll { lines.intersection([$0.range.lines]).isEmpty }
    return inspection
  }

  /// There is nothing to tell of the file, neither found nor left undone.
  fileprivate var isClean: Bool {
    sightings.isEmpty && elsewhere.isEmpty && notices.isEmpty && limited.isEmpty && unsound.isEmpty && !holdsSecrets
      && ignores.isEmpty
  }
}
