package import GateModel

/// GitHub's Markdown, for a step's summary or a comment: the verdict, the counts, a table of findings, what was not inspected, and
/// who brought what.
///
/// A step summary holds 1 MiB, so rows are left out from the least severe, and the page says how many.
package struct MarkdownFormat: ReportFormat {
  package let name = "markdown"

  /// A little less than hosts take.
  private static let most = (1 << 20) - 1024
  /// How many entries a list beside the findings shows.
  private static let listed = 100

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    let head = head(of: report, VerdictText(report, options: options))
    let tail = tail(of: report, options)
    let told = report.toldFindings.worstFirst
    let title = "\n## Findings\n\n| Severity | Rule | Place | What | By |\n|---|---|---|---|---|\n"
    var rows = ""
    var room = Self.most - head.utf8.count - tail.utf8.count - title.utf8.count
    var shown = 0
    for finding in told {
      let row = row(finding)
      guard row.utf8.count <= room else { break }
      room -= row.utf8.count
      rows += row
      shown += 1
    }
    let left = told.count - shown
    let cut = left == 0 ? "" : "\n**\(Words.count(left, "less severe finding")) left out:** a summary holds 1 MiB.\n"
    return Array((head + (told.isEmpty ? "" : title + rows + cut) + tail).utf8)
  }

  // MARK: Head

  private func head(of report: ScanReport, _ words: VerdictText) -> String {
    let sign = !words.isComplete ? "⚠️" : report.verdict.isOpen ? "✅" : "⛔"
    var out = "# \(sign) Gatebook: \(words.gate)\n\n\(Markdown.text(words.rest))\n"
    for failure in report.failures { out += "\n> **Could not complete:** \(short(failure, 2000))\n" }
    if !report.verdict.breaches.isEmpty {
      out += "\n" + report.verdict.breaches.prefix(Self.listed).map { "- \(Markdown.text(Words.text($0)))\n" }.joined()
    }
    let counts = report.newFindings
    let severities = Array(Severity.allCases.reversed())
    out += "\n| \(severities.map(\.name).joined(separator: " | ")) |\n|\(severities.map { _ in "---:|" }.joined())\n"
    out += "| \(severities.map { Words.number(counts[$0]) }.joined(separator: " | ")) |\n"
    return out
  }

  private func row(_ finding: Finding) -> String {
    let place = "\(Markdown.code(cut(Words.place(finding.path), 300))):\(finding.range.start.line)"
    let state = finding.state == .new ? "" : " (\(finding.state.rawValue))"
    let source = finding.sourceWords.map { " \(short($0, 400))" } ?? ""
    let author = TextAuthor(finding).text.map { short($0, 200) } ?? "–"
    return "| \(finding.severity.name)\(state) | \(Markdown.code(cut(finding.ruleID, 200))) | \(place) "
      + "| \(short(finding.message, 600))\(source) | \(author) |\n"
  }

  // MARK: Tail

  private func tail(of report: ScanReport, _ options: ReportOptions) -> String {
    [
      advice(report), gaps(report), authors(report),
      suppressed(report), report.remarks.prefix(Self.listed).map { "\n_Note:_ \(short($0, 500))\n" }.joined(),
      "\n\(footer(report, options))\n",
    ].joined()
  }

  /// Once for each rule that found something.
  private func advice(_ report: ScanReport) -> String {
    var seen: Set<String> = []
    let items = report.toldFindings.worstFirst.compactMap { finding -> String? in
      guard let remediation = finding.remediation, seen.insert(finding.ruleID).inserted else { return nil }
      return "- \(Markdown.code(cut(finding.ruleID, 200))): \(short(remediation, 600))\n"
    }
    return items.isEmpty ? "" : "\n## What to do\n\n" + items.prefix(Self.listed).joined()
  }

  private func gaps(_ report: ScanReport) -> String {
    var out = ""
    let gaps = report.gaps
    if !gaps.isEmpty {
      out += "\n## Not wholly inspected\n\n"
      out += gaps.prefix(Self.listed).map { gap in
        let path = gap.path.isEmpty ? "" : "\(Markdown.code(cut(Words.place(gap.path), 300))): "
        return "- \(path)\(gap.reason.rawValue)\(gap.detail.isEmpty ? "" : ": \(short(gap.detail, 300))")\n"
      }.joined()
      if gaps.count > Self.listed { out += "- and \(Words.tally(gaps.dropFirst(Self.listed))) more\n" }
    }
    let others = report.passedOver
    if !others.isEmpty { out += "\nPassed over or read in part: \(Words.tally(others)).\n" }
    return out
  }

  private func authors(_ report: ScanReport) -> String {
    guard !report.authors.isEmpty else { return "" }
    let rows = report.authors.sorted(by: AuthorSummary.precedes).prefix(Self.listed).map { author in
      let name = author.agent.map { "\(Markdown.code(cut($0, 200))) (\(author.kind.rawValue))" } ?? author.kind.rawValue
      let found = author.findings.total == 0 ? "none" : Words.counts(author.findings)
      return "| \(name) | \(author.commits) | \(author.linesAdded.map(Words.number) ?? "–") | \(found) |\n"
    }
    return "\n## Authors\n\n| Author | Commits | Lines added | New findings |\n|---|---:|---:|---|\n" + rows.joined()
  }

  private func suppressed(_ report: ScanReport) -> String {
    let findings = report.suppressedFindings
    guard !findings.isEmpty else { return "" }
    let rows = findings.prefix(Self.listed).map { finding in
      let reason = finding.dismissal.map { ": \(short(TextDismissal.text($0), 400))" } ?? ""
      return "- \(Markdown.code(cut(Words.place(finding.path), 300))):\(finding.range.start.line) "
        + "\(Markdown.code(cut(finding.ruleID, 200)))\(reason)\n"
    }
    let more = findings.count > Self.listed ? "- and \(Words.number(findings.count - Self.listed)) more\n" : ""
    return "\n<details><summary>\(Words.count(findings.count, "suppressed finding"))</summary>\n\n"
      + rows.joined() + more + "\n</details>\n"
  }

  private func footer(_ report: ScanReport, _ options: ReportOptions) -> String {
    let base = report.base.map { ", base \($0.short)" } ?? ""
    let entry = report.ledger.map { ", entry \($0.sequence) of the book" } ?? ""
    return "<sub>\(Tool.name) \(Tool.version), \(Markdown.text(cut(report.selectionText, 300)))\(base)\(entry)</sub>"
  }

  private func short(_ text: String, _ limit: Int) -> String { Markdown.text(cut(text, limit)) }

  /// Cells of unbounded length push the table off the page.
  private func cut(_ text: String, _ limit: Int) -> String { SARIFText.shortened(text, to: limit) }
}
