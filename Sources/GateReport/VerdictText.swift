import GateModel

/// The gate's answer in words, the same in every output that people or agents read.
struct VerdictText {
  let report: ScanReport
  let run: RunFacts?

  init(_ report: ScanReport, options: ReportOptions) {
    self.report = report
    run = report.run(under: options)
  }

  var isComplete: Bool { report.failures.isEmpty && report.exitCode != 3 }

  /// `gate open`, `gate closed` or `could not complete`.
  var gate: String {
    if !isComplete { return "could not complete" }
    return report.verdict.isOpen ? "gate open" : "gate closed"
  }

  /// The whole of it on one line.
  var line: String { "\(gate): \(rest)" }

  /// What follows the verdict itself: `3 new findings (2 critical, 1 high) in 12 files, 1,204 lines`.
  var rest: String {
    let coverage = report.coverage
    let unit = if case .history = report.selection { "blob" } else { "file" }
    let known = coverage.known > 0 ? ["\(Words.number(coverage.known)) more known clean"] : []
    let texts = coverage.texts == 0 ? [] : [Words.count(coverage.texts, "git text")]
    let amount =
      ["\(found) in \(Words.count(coverage.scanned, unit))", Words.count(coverage.lines, "line")] + texts + known
    let time = run.map { [Words.duration(microseconds: $0.durationMicroseconds)] } ?? []
    return "\((amount + time).joined(separator: ", "))\(gap)"
  }

  /// `3 new findings (2 critical, 1 high), 4 existing`.
  var found: String {
    let counts = report.newFindings
    let new =
      counts.total == 0
      ? "no new findings" : "\(Words.count(counts.total, "new finding")) (\(Words.counts(counts)))"
    let others = Finding.State.allCases.filter { $0 != .new }.compactMap { state in
      let count = report.findings.count { $0.state == state }
      return count == 0 ? nil : "\(Words.number(count)) \(state.rawValue)"
    }
    return ([new] + others).joined(separator: ", ")
  }

  private var gap: String {
    let coverage = report.coverage
    let seen = coverage.scanned + coverage.known
    if seen < coverage.selected {
      let missing = Words.number(coverage.selected - seen)
      return "; \(missing) of \(Words.number(coverage.selected)) selected not scanned"
    }
    return coverage.isComplete ? "" : "; not all of it inspected"
  }
}

extension Words {
  /// `critical: 2 found, 0 allowed (all)`.
  static func text(_ breach: Breach) -> String {
    "\(breach.severity.name): \(number(breach.count)) found, \(number(breach.limit)) allowed "
      + "(\(Escape.visible(breach.scope)))"
  }

  /// `big.js: too-large: 120 MB, of at most 100`, on one line.
  static func text(_ notice: Notice) -> String {
    let path = notice.path.isEmpty ? [] : [place(notice.path)]
    let detail = notice.detail.isEmpty ? [] : [Escape.oneLine(notice.detail)]
    return (path + [notice.reason.rawValue] + detail).joined(separator: ": ")
  }
}
