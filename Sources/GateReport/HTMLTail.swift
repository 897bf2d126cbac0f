import GateModel

/// What follows the findings.
struct HTMLTail {
  let report: ScanReport
  let words: VerdictText

  private static let listed = 1000

  var html: HTML {
    """
    \(suppressed)\(coverage)\(authors)\(notes)</main>
    <footer>
    <p>\(Tool.name) \(Tool.version). Rules <code>\(String(report.rulesDigest.description.prefix(16)))</code>\
    \(report.policyDigest.map { ", policy <code>\(String($0.description.prefix(16)))</code>" as HTML }). \
    Values of secrets are masked. This page runs no script and asks for nothing.</p>
    </footer>
    """
  }

  private var suppressed: HTML? {
    let findings = report.suppressedFindings
    if findings.isEmpty { return nil }
    let rows = findings.prefix(Self.listed).map { finding -> HTML in
      let place = "\(Words.place(finding.path)):\(finding.range.start.line)"
      return """
        <tr><td>\(finding.severity.name)</td><td><code>\(finding.ruleID)</code></td><td><code>\(place)</code></td>\
        <td>\(finding.dismissal.map(TextDismissal.text) ?? "–")</td></tr>

        """
    }
    return section(
      "Suppressed", "The gate does not count these.", ["Severity", "Rule", "Place", "Why"], rows, of: findings.count)
  }

  private var coverage: HTML? {
    let coverage = report.coverage
    let gaps = report.gaps
    let others = report.passedOver
    let seen = "\(Words.number(coverage.scanned)) of \(Words.number(coverage.selected)) selected were inspected"
    let known = coverage.known > 0 ? ", \(Words.number(coverage.known)) were known clean" : ""
    let passed = others.isEmpty ? "" : " Passed over or read in part: \(Words.tally(others))."
    let summary: HTML = "<h2>Coverage</h2>\n<p>\(seen + known).\(passed)</p>\n"
    guard !gaps.isEmpty else { return summary }
    let rows = gaps.prefix(Self.listed).map { gap -> HTML in
      "<tr><td><code>\(gap.path.isEmpty ? "–" : Words.place(gap.path))</code></td><td>\(gap.reason.rawValue)</td><td>\(Escape.oneLine(gap.detail))</td></tr>\n"
    }
    return "\(summary)\(table("Not wholly inspected", ["Path", "Reason", "Detail"], rows, of: gaps.count))"
  }

  private var authors: HTML? {
    if report.authors.isEmpty { return nil }
    let rows = report.authors.sorted(by: AuthorSummary.precedes).map { author -> HTML in
      let name = author.agent.map { "\($0) (\(author.kind.rawValue))" } ?? author.kind.rawValue
      let found = author.findings.total == 0 ? "none" : Words.counts(author.findings)
      return """
        <tr><th scope="row">\(name)</th><td class="n">\(Words.number(author.commits))</td>\
        <td class="n">\(author.linesAdded.map(Words.number) ?? "–")</td><td>\(found)</td></tr>

        """
    }
    return """
      <h2>Authors</h2>
      <div class="wide"><table>
      <thead><tr><th scope="col">Author</th><th scope="col" class="n">Commits</th><th scope="col" class="n">Lines added</th>\
      <th scope="col">New findings</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }

  private var notes: HTML? {
    report.remarks.isEmpty
      ? nil : "<h2>Notes</h2>\n<ul>\(report.remarks.map { "<li>\(Escape.oneLine($0))</li>" as HTML })</ul>\n"
  }

  private func section(_ title: String, _ caption: String, _ columns: [String], _ rows: [HTML], of all: Int) -> HTML {
    "<h2>\(title)</h2>\n\(table(caption, columns, rows, of: all))"
  }

  private func table(_ caption: String, _ columns: [String], _ rows: [HTML], of all: Int) -> HTML {
    let more: HTML? = all > rows.count ? "<p>and \(Words.number(all - rows.count)) more</p>\n" : nil
    return """
      <div class="wide"><table>
      <caption>\(caption)</caption>
      <thead><tr>\(columns.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      \(more)
      """
  }
}
