import GateModel

/// How the run went: what a host shows as the state of the tool.
struct SARIFInvocation {
  let report: ScanReport
  let run: RunFacts?
  let selection: SARIFSelection

  var json: JSON {
    .record([
      "executionSuccessful": .bool(
        report.failures.isEmpty && report.coverage.isComplete && (0...1).contains(report.exitCode)),
      "exitCode": .integer(Int64(report.exitCode)),
      "startTimeUtc": run.map { moment($0.startedAt) },
      "endTimeUtc": run.map { moment($0.startedAt + $0.durationMicroseconds / 1000) },
      "toolExecutionNotifications": .array(failures + holes + limits + others),
    ])
  }

  private func moment(_ milliseconds: Int64) -> JSON { .string(Timestamp.text(milliseconds)) }

  private var failures: [JSON] { report.failures.map { notification("error", $0) } }

  /// What breaks coverage, up to a number that no host's limit on size minds.
  private var holes: [JSON] {
    let notices = report.coverage.skipped.filter(\.reason.breaksCoverage)
    let listed = notices.prefix(1000).map { notice in
      let detail = notice.detail.isEmpty ? "" : ": \(notice.detail)"
      return notification("error", "Not wholly inspected, \(notice.reason.rawValue)\(detail)", at: notice.path)
    }
    let rest = notices.dropFirst(1000)
    return rest.isEmpty
      ? listed : listed + [notification("error", "Not wholly inspected either: \(Words.tally(rest))")]
  }

  private var limits: [JSON] {
    if selection.cut > 0 {
      let kept = selection.findings.count
      let all = kept + selection.cut
      return [
        notification(
          "warning",
          "\(selection.cut) of \(all) results were left out, as hosts refuse more; the worst \(kept) are here")
      ]
    }
    // What GitHub shows of a run.
    guard selection.findings.count > 5000 else { return [] }
    return [notification("warning", "There are \(selection.findings.count) results; hosts may show only 5000 of them")]
  }

  private var others: [JSON] {
    let notices = report.coverage.skipped.filter { !$0.reason.breaksCoverage }
    return notices.isEmpty ? [] : [notification("note", "Passed over or read in part: \(Words.tally(notices))")]
  }

  private func notification(_ level: String, _ text: String, at path: TreePath = TreePath("")) -> JSON {
    let place: JSON = .record([
      "physicalLocation": .record([
        "artifactLocation": .record([
          "uri": .string(URIText.reference(path)), "uriBaseId": .string(SARIFResult.root),
        ])
      ])
    ])
    return .record([
      "level": .string(level),
      "locations": path.isEmpty ? nil : .array([place]),
      "message": SARIFText.message(text, or: "No more is known"),
    ])
  }
}
