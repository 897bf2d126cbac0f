import GateGit
import GateMatch
import GateModel
import GatePolicy

/// Makes findings of what one file's inspection saw, there and in the files that data led to.
struct DraftMaker {
  let rules: [Rule]
  let policy: Policy
  let added: AddedLines
  /// What HEAD holds and descends from, in history selections.
  let inHead: History.InHead?

  func drafts(_ inspection: FileMatcher.Inspection, _ change: Change) -> [Assembly.Draft] {
    var drafts = inspection.sightings.map {
      draft($0, at: change.path, change, inspection.ignores, isOwn: true)
    }
    // What the policy leaves out is not reported because data leads there from somewhere else.
    for (path, sightings, ignores) in inspection.elsewhere where !policy.excludes.contains(where: { $0.matches(path) })
    {
      drafts += sightings.map { draft($0, at: path, change, ignores, isOwn: path == change.path) }
    }
    return drafts
  }

  private func draft(
    _ sighting: Sighting, at path: TreePath, _ change: Change, _ ignores: [InlineIgnore], isOwn: Bool
  ) -> Assembly.Draft {
    let rule = rules[sighting.rule]
    // A new call into an old sink is as new as a new sink.
    let stations =
      [Station(path: path, lines: sighting.range.lines)]
      + sighting.trace.map { Station(path: $0.path, lines: $0.range.lines) }
    let isText = change.entry == .text
    let isNew = isText || stations.contains { added.touch($0.lines, of: $0.path) }
    var finding = Finding(
      ruleID: rule.id, severity: policy.severity(of: rule), confidence: rule.confidence(under: sighting.doubt),
      message: sighting.message ?? rule.message, path: path, range: sighting.range, excerpt: sighting.excerpt,
      cwe: rule.cwe, owasp: rule.owasp, attack: rule.attack, fingerprint: sighting.fingerprint,
      state: isNew ? .new : .existing, commit: change.commit, trace: sighting.trace, remediation: rule.remediation,
      fix: sighting.fix, host: sighting.host)
    finding.former = sighting.former
    finding.hidesFix = sighting.hidesFix
    finding.doubt = sighting.doubt
    if let inHead {
      switch change.content {
      case .blob(let id) where !isText: finding.inHead = inHead.blobs.contains(id)
      case .message(let id) where id == change.commit: finding.inHead = inHead.commits.contains(id)
      default: break
      }
    }
    return Assembly.Draft(
      finding: finding, lines: isText ? [] : lines(stations), isOwn: isOwn,
      kin: sighting.kin,
      ignores: Self.speaking(ignores, of: sighting.range.lines).filter { $0.speaks(of: rule, at: sighting.range.lines) }
    )
  }

  /// Those that may speak of some lines; `ignores` are sorted by line. A file may hold thousands of either.
  private static func speaking(_ ignores: [InlineIgnore], of lines: ClosedRange<Int>) -> ArraySlice<InlineIgnore> {
    func firstIndex(from line: Int) -> Int {
      var (low, high) = (0, ignores.count)
      while low < high {
        let middle = (low + high) / 2
        if ignores[middle].range.start.line < line { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return ignores[firstIndex(from: lines.lowerBound - 1)..<firstIndex(from: lines.upperBound + 1)]
  }

  private struct Station {
    var path: TreePath
    var lines: ClosedRange<Int>
  }

  private func lines(_ stations: [Station]) -> [Blame.Line] {
    guard added.compares else { return [] }
    var seen: Set<Blame.Line> = []
    var lines: [Blame.Line] = []
    for station in stations {
      for range in added.added(station.lines, of: station.path).ranges {
        for number in range {
          let line = Blame.Line(path: station.path, number: number)
          if seen.insert(line).inserted { lines.append(line) }
        }
      }
    }
    return lines
  }
}

/// Where a rule's data arrives.
struct SinkPlace: Hashable {
  private let rule: String
  private let path: TreePath
  private let range: Range<Int>

  init(_ finding: Finding) {
    rule = finding.ruleID
    path = finding.path
    range = finding.range.start.offset..<max(finding.range.start.offset, finding.range.end.offset)
  }
}

extension Assembly.Draft {
  /// `other` is of the same rule at the same place. What names and shows the finding is its own file's, so that it is the same
  /// finding whichever way leads there.
  mutating func join(_ other: Self) {
    let own = !isOwn && other.isOwn ? other : self
    let isBetter =
      (other.finding.state == .new ? 0 : 1, other.finding.trace.count)
      < (finding.state == .new ? 0 : 1, finding.trace.count)
    let both = ignores + other.ignores.filter { !ignores.contains($0) }
    if isBetter { self = other }
    ignores = both
    isOwn = own.isOwn
    finding.fingerprint = own.finding.fingerprint
    finding.former = own.finding.former
    finding.excerpt = own.finding.excerpt
    finding.host = own.finding.host
    finding.doubt = own.finding.doubt
  }
}
