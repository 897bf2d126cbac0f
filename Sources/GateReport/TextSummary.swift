import GateModel

/// What a report says after its findings, the verdict last.
struct TextSummary {
  let report: ScanReport
  let words: VerdictText
  let quiet: Bool

  init(_ report: ScanReport, options: ReportOptions) {
    self.report = report
    words = VerdictText(report, options: options)
    quiet = options.quiet
  }

  func write(on page: inout TextPage) {
    if !quiet {
      TextIgnore(ignores: report.ignores).write(on: &page)
      TextDismissal(findings: report.suppressedFindings).write(on: &page)
      TextAuthors(authors: report.authors).write(on: &page)
      writeSkipped(on: &page)
      for remark in report.remarks { page.prose(Escape.oneLine(remark), lead: "note: ", ink: .strong) }
    }
    // Quiet or not: a scan that could not complete must say why.
    for failure in report.failures { page.prose(Escape.oneLine(failure), lead: "error: ", ink: .bad) }
    if !quiet {
      if let fixes = report.fixes { page.line(text(fixes)) }
      for breach in report.verdict.breaches { page.line(Words.text(breach)) }
      if let receipt = report.ledger { page.line(text(receipt)) }
    }
    page.line(verdict(page))
  }

  // MARK: Coverage

  private func writeSkipped(on page: inout TextPage) {
    let holes = report.gaps
    let others = report.passedOver
    if !holes.isEmpty {
      page.line(page.paint(.strong, "not wholly inspected"))
      // A list that fills the scrollback hides the findings; the machine formats hold all of it.
      for notice in holes.prefix(100) { page.line("  \(Words.text(notice))") }
      if holes.count > 100 { page.line("  and \(Words.tally(holes.dropFirst(100))) more") }
      page.line()
    }
    if !others.isEmpty { page.line(page.paint(.faint, "passed over or read in part: \(Words.tally(others))")) }
  }

  // MARK: Verdict

  private func text(_ fixes: FixSummary) -> String {
    let done = fixes.isDryRun ? "would fix" : "fixed"
    let left = fixes.notApplied == 0 ? "" : "; \(Words.number(fixes.notApplied)) not applied"
    return "\(done): \(Words.count(fixes.applied, "place")) in \(Words.count(fixes.files, "file"))\(left)"
  }

  private func text(_ receipt: LedgerReceipt) -> String {
    "recorded as entry \(receipt.sequence), leaf \(receipt.leafHash.description.prefix(16))…"
  }

  private func verdict(_ page: TextPage) -> String {
    let isGood = words.isComplete && report.verdict.isOpen
    return "\(page.paint(isGood ? .good : .bad, words.gate)): \(words.rest)"
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
