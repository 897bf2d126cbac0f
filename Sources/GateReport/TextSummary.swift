import GateModel

/// What a report says after its findings, the verdict last.
struct TextSummary {
  let report: ScanReport
  let run: RunFacts?
  let quiet: Bool

  func write(on page: inout TextPage) {
    if !quiet {
      TextIgnore(ignores: report.ignores).write(on: &page)
      TextDismissal(findings: report.findings.filter { $0.state == .suppressed }).write(on: &page)
      TextAuthors(authors: report.authors).write(on: &page)
      writeSkipped(on: &page)
      for remark in report.remarks { page.prose(Escape.oneLine(remark), lead: "note: ", ink: .strong) }
    }
    // Quiet or not: a scan that could not complete must say why.
    for failure in report.failures { page.prose(Escape.oneLine(failure), lead: "error: ", ink: .bad) }
    if !quiet {
      if let fixes = report.fixes { page.line(words(fixes)) }
      for breach in report.verdict.breaches { page.line(words(breach)) }
      if let receipt = report.ledger { page.line(words(receipt)) }
    }
    page.line(verdict(page))
  }

  // MARK: Coverage

  private func writeSkipped(on page: inout TextPage) {
    let holes = report.coverage.skipped.filter(\.reason.breaksCoverage)
    let others = report.coverage.skipped.filter { !$0.reason.breaksCoverage }
    if !holes.isEmpty {
      page.line(page.paint(.strong, "not wholly inspected"))
      // A list that fills the scrollback hides the findings; the machine formats hold all of it.
      for notice in holes.prefix(100) { page.line("  \(words(notice))") }
      if holes.count > 100 { page.line("  and \(Words.tally(holes.dropFirst(100))) more") }
      page.line()
    }
    if !others.isEmpty { page.line(page.paint(.faint, "passed over or read in part: \(Words.tally(others))")) }
  }

  private func words(_ notice: Notice) -> String {
    let path = notice.path.isEmpty ? [] : [Words.place(notice.path)]
    let detail = notice.detail.isEmpty ? [] : [Escape.oneLine(notice.detail)]
    return (path + [notice.reason.rawValue] + detail).joined(separator: ": ")
  }

  // MARK: Verdict

  private func words(_ breach: Breach) -> String {
    "\(breach.severity.name): \(Words.number(breach.count)) found, \(Words.number(breach.limit)) allowed "
      + "(\(Escape.visible(breach.scope)))"
  }

  private func words(_ fixes: FixSummary) -> String {
    let done = fixes.isDryRun ? "would fix" : "fixed"
    let left = fixes.notApplied == 0 ? "" : "; \(Words.number(fixes.notApplied)) not applied"
    return "\(done): \(Words.count(fixes.applied, "place")) in \(Words.count(fixes.files, "file"))\(left)"
  }

  private func words(_ receipt: LedgerReceipt) -> String {
    "recorded as entry \(receipt.sequence), leaf \(receipt.leafHash.description.prefix(16))…"
  }

  private func verdict(_ page: TextPage) -> String {
    let coverage = report.coverage
    let unit = if case .history = report.selection { "blob" } else { "file" }
    let known = coverage.known > 0 ? ["\(Words.number(coverage.known)) more known clean"] : []
    let texts = coverage.texts == 0 ? [] : [Words.count(coverage.texts, "git text")]
    let amount =
      ["\(found) in \(Words.count(coverage.scanned, unit))", Words.count(coverage.lines, "line")] + texts + known
    let time = run.map { [Words.duration(microseconds: $0.durationMicroseconds)] } ?? []
    return "\(gate(page)): \((amount + time).joined(separator: ", "))\(gap)"
  }

  private func gate(_ page: TextPage) -> String {
    if !report.failures.isEmpty || report.exitCode == 3 { return page.paint(.bad, "could not complete") }
    return report.verdict.isOpen ? page.paint(.good, "gate open") : page.paint(.bad, "gate closed")
  }

  /// `3 new findings (2 critical, 1 high), 4 existing`.
  private var found: String {
    var counts = SeverityCounts()
    for finding in report.findings where finding.state == .new { counts[finding.severity] += 1 }
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

/// A table of authors, where there is more than one.
struct TextAuthors {
  let authors: [AuthorSummary]

  func write(on page: inout TextPage) {
    if authors.count < 2 { return }
    var table = Table(header.enumerated().map { ($1, $0 == 0 ? .left : .right) })
    for author in authors.sorted(by: AuthorSummary.precedes) { table.add(row(of: author)) }
    for (index, line) in table.lines.enumerated() { page.line(index == 0 ? page.paint(.strong, line) : line) }
    page.line()
  }

  private var header: [String] { ["author", "commits", "lines added"] + severities.map(\.name) }

  private func row(of author: AuthorSummary) -> [String] {
    let kind = author.kind.rawValue
    let name = author.agent.map { "\($0) (\(kind))" } ?? kind
    let lines = author.linesAdded.map(Words.number) ?? "-"
    return [name, Words.number(author.commits), lines]
      + severities.map { author.findings[$0] == 0 ? "-" : Words.number(author.findings[$0]) }
  }

  /// Those of which somebody has one.
  private var severities: [Severity] {
    Severity.allCases.reversed().filter { severity in authors.contains { $0.findings[severity] > 0 } }
  }
}
