import GateModel

/// One finding on the page.
struct HTMLFinding {
  let finding: Finding

  private static let steps = 100

  var html: HTML {
    """
    <article class="finding \(finding.severity.name) \(finding.state.rawValue)">
    <span class="badge \(finding.severity.name)">\(finding.severity.name)</span><h4><code>\(finding.ruleID)</code></h4>\
    <span class="place">line \(finding.range.start.line), column \(finding.range.start.column)\
    \(finding.state == .new ? "" : ", \(finding.state.rawValue)")</span>
    <p>\(HTML.prose(finding.message))</p>
    \(excerpt)\(trace)\(advice)\(author)\(more)</article>

    """
  }

  private var excerpt: HTML? {
    let text = finding.excerpt.text.trimmingSuffix { $0.isNewline }
    guard !text.isEmpty else { return nil }
    let scalars = Array(text.unicodeScalars)
    let mark = finding.excerpt.mark.clamped(to: 0..<scalars.count)
    func part(_ range: Range<Int>) -> String {
      // Tabs are room here, not something to be told.
      scalars[range].map { $0 == "\t" ? "    " : String($0) }.joined()
    }
    let marked: HTML? = mark.isEmpty ? nil : "<mark>\(part(mark))</mark>"
    return """
      <pre><span class="no" aria-hidden="true">\(finding.range.start.line)</span><code>\(part(0..<mark.lowerBound))\(marked)\
      \(part(mark.upperBound..<scalars.count))</code></pre>

      """
  }

  private var trace: HTML? {
    guard !finding.trace.isEmpty else { return nil }
    let steps = finding.trace.prefix(Self.steps).map { step -> HTML in
      let words: HTML? = step.message.isEmpty ? nil : ": \(HTML.prose(step.message))"
      return "<li>\(step.kind.rawValue), <code>\(Words.place(step.path)):\(step.range.start.line)</code>\(words)</li>\n"
    }
    let left = finding.trace.count - steps.count
    let more: HTML? = left > 0 ? "<li>and \(Words.count(left, "step")) more</li>\n" : nil
    return "<p>The way of the data:</p>\n<ol class=\"trace\">\n\(steps)\(more)</ol>\n"
  }

  private var advice: HTML? {
    guard let remediation = finding.remediation else { return nil }
    return "<p><strong>What to do:</strong> \(HTML.prose(remediation))</p>\n"
  }

  private var author: HTML? {
    guard let text = TextAuthor(finding).text else { return nil }
    return "<p class=\"soft\">By \(text)</p>\n"
  }

  private var evidence: [(String, String)] {
    finding.author.evidence.map { piece in
      let detail = piece.detail.isEmpty ? "" : ": \(Escape.oneLine(piece.detail))"
      return ("Evidence", "\(piece.source), \(piece.signal)\(detail) (\(Words.percent(perMille: piece.weight)))")
    }
  }

  private var more: HTML {
    var facts: [(String, String)] = [
      ("Fingerprint", finding.fingerprint.text), ("Confidence", finding.confidence.name),
    ]
    if let commit = finding.commit { facts.append(("Commit", commit.description)) }
    let classes = finding.cwe + finding.owasp.map { "OWASP \($0)" } + finding.attack.map { "ATT&CK \($0)" }
    if !classes.isEmpty { facts.append(("Classes", classes.joined(separator: ", "))) }
    if !finding.doubt.indicators.isEmpty {
      let signs = finding.doubt.indicators.map { "\($0.name.rawValue): \(Escape.oneLine($0.detail))" }
      facts.append(
        ("False alarm", "\(Words.percent(perMille: finding.doubt.score)) (\(signs.joined(separator: "; ")))"))
    }
    facts += evidence
    if let dismissal = finding.dismissal { facts.append(("Dismissed", TextDismissal.text(dismissal))) }
    let rows = facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as HTML }
    return "<details><summary>Details</summary>\n<dl>\n\(rows)</dl></details>\n"
  }
}

extension String {
  fileprivate func trimmingSuffix(_ isGone: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isGone(last) { text.removeLast() }
    return String(text)
  }
}
