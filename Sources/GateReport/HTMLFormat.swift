package import GateModel

/// One page for people, which needs nothing but itself: no script, no font, no request, and a policy that forbids them.
package struct HTMLFormat: ReportFormat {
  package let name = "html"

  /// A browser holds so many with ease.
  private static let most = 3000

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    let words = VerdictText(report, options: options)
    let told = report.openFindings
    let shown = HTMLFormat.shown(told)
    let page: HTML = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(HTML(stringLiteral: HTMLStyle.hash))'; \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>Gatebook: \(words.gate)</title>
      <style>\(HTML(stringLiteral: HTMLStyle.sheet))</style>
      </head>
      <body>
      <a class="skip" href="#findings">Skip to the findings</a>
      \(HTMLHead(report: report, words: words).html)
      <main>
      <h2 id="findings" tabindex="-1">Findings</h2>
      \(told.isEmpty ? "<p>There are none.</p>\n" : filters(told))\
      \(told.count > shown.count ? cut(told.count, shown.count) : nil)\
      \(shown.byFile.map(file))\
      \(HTMLTail(report: report, words: words).html)
      </body>
      </html>

      """
    return Array(page.markup.utf8)
  }

  /// In the order of the report; of too many the worst.
  private static func shown(_ findings: [Finding]) -> [Finding] {
    findings.count <= most ? findings : findings.worstFirst.prefix(most).sorted(by: Finding.precedes)
  }

  private func cut(_ all: Int, _ shown: Int) -> HTML {
    "<p class=\"alert\">The \(Words.number(shown)) worst of \(Words.number(all)) findings are shown; the JSON report holds all.</p>\n"
  }

  private func filters(_ findings: [Finding]) -> HTML {
    func box(_ name: String, _ count: Int) -> HTML {
      "<label><input type=\"checkbox\" id=\"f-\(name)\" checked> \(name) (\(Words.number(count)))</label>\n"
    }
    var boxes = Severity.allCases.reversed().compactMap { severity -> HTML? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : box(severity.name, count)
    }
    let existing = findings.count { $0.state == .existing }
    if existing > 0 { boxes.append(box("existing", existing)) }
    return boxes.count < 2
      ? "" : "<fieldset class=\"filters\">\n<legend>Show</legend>\n\(boxes)</fieldset>\n"
  }

  private func file(_ path: TreePath, _ findings: ArraySlice<Finding>) -> HTML {
    """
    <section>
    <h3><code>\(Words.place(path))</code></h3>
    \(findings.map { HTMLFinding(finding: $0).html })</section>

    """
  }
}

/// The verdict, and what it rests on.
private struct HTMLHead {
  let report: ScanReport
  let words: VerdictText

  var html: HTML {
    """
    <header>
    <p class="name">Gatebook report</p>
    <h1 class="\(look)">\(title)</h1>
    <p class="lead">\(sentence)</p>
    \(failures)\(breaches)\(counts)\
    <dl>
    \(facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as HTML })</dl>
    </header>
    """
  }

  private var look: String { !words.isComplete ? "incomplete" : report.verdict.isOpen ? "open" : "closed" }

  private var title: String { words.gate.prefix(1).uppercased() + words.gate.dropFirst() }

  private var sentence: String { words.rest.prefix(1).uppercased() + words.rest.dropFirst() + "." }

  private var failures: HTML? {
    report.failures.isEmpty
      ? nil
      : "<div class=\"alert bad\" role=\"alert\"><p><strong>The scan could not complete:</strong></p><ul>\(report.failures.map { "<li>\(Escape.oneLine($0))</li>" as HTML })</ul></div>\n"
  }

  private var breaches: HTML? {
    let breaches = report.verdict.breaches
    return breaches.isEmpty
      ? nil
      : "<div class=\"alert bad\"><p><strong>Limits exceeded:</strong></p><ul>\(breaches.map { "<li>\(Words.text($0))</li>" as HTML })</ul></div>\n"
  }

  private var counts: HTML {
    let counts = report.newFindings
    let tiles = Severity.allCases.reversed().map { severity -> HTML in
      let look = counts[severity] > 0 ? "some" : "none"
      return "<li class=\"\(severity.name) \(look)\"><b>\(Words.number(counts[severity]))</b>\(severity.name)</li>\n"
    }
    return "<ul class=\"counts\" aria-label=\"New findings by severity\">\n\(tiles)</ul>\n"
  }

  private var facts: [(String, HTML)] {
    func code(_ text: String) -> HTML { "<code>\(text)</code>" }
    var facts: [(String, HTML)] = [("Looked at", code(Escape.oneLine(report.selectionText)))]
    if let base = report.base { facts.append(("Base", code(base.description))) }
    if let head = report.head { facts.append(("Head", code(head.description))) }
    if let run = words.run {
      let time = String(Timestamp.text(run.startedAt).prefix(19)).replacing("T", with: " ")
      facts.append(("When", "\(time) UTC"))
    }
    if let receipt = report.ledger {
      facts.append(("Book", "entry \(receipt.sequence), leaf \(code(receipt.leafHash.description))"))
    }
    return facts
  }
}

/// What follows the findings.
private struct HTMLTail {
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
