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
