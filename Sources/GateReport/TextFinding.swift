import GateModel

/// One finding as people read it.
///
///       critical  secrets.aws.access-key  12:15
///       An AWS access key is committed.
///          12 │ AWS_KEY = "AKIA****"
///             │            ^^^^^^^^
///             by claude-code (agent, 97 %) in 3f2a9c1d0e, co-author (trailer): Claude
///             help: Revoke it at the provider, then rotate.
struct TextFinding {
  let finding: Finding
  /// The columns that line numbers get.
  let gutter: Int
  /// Say what to do: once for each rule in a run.
  let advises: Bool

  func write(on page: inout TextPage) {
    page.line("  \(heading(page))")
    page.prose(Escape.oneLine(finding.message), indent: 2)
    writeExcerpt(on: &page)
    let margin = gutter + 3
    TextTrace(finding.trace, margin: margin).write(on: &page)
    if let author = TextAuthor(finding).text { page.prose(author, indent: margin, lead: "by ") }
    if !finding.doubt.indicators.isEmpty {
      let signs = finding.doubt.indicators.map { $0.name.rawValue.replacing("-", with: " ") }.joined(separator: ", ")
      page.prose(
        "\(Words.percent(perMille: finding.doubt.score)) (\(signs))", indent: margin, lead: "false alarm: ")
    }
    if let dismissal = finding.dismissal {
      page.prose(TextDismissal.text(dismissal), indent: margin, lead: "dismissed: ")
    }
    if advises, let remediation = finding.remediation {
      page.prose(Escape.oneLine(remediation), indent: margin, lead: "help: ", ink: .strong)
    }
    page.line()
  }

  private func heading(_ page: TextPage) -> String {
    let start = finding.range.start
    var words = [
      page.paint(.severity(finding.severity), finding.severity.name), Escape.visible(finding.ruleID),
      page.paint(.faint, "\(start.line):\(start.column)"),
    ]
    if finding.state != .new { words.append(page.paint(.faint, finding.state.rawValue)) }
    return words.joined(separator: "  ")
  }

  private func writeExcerpt(on page: inout TextPage) {
    if finding.excerpt.text.isEmpty { return }
    let excerpt = TextExcerpt(finding.excerpt, room: page.width - gutter - 3)
    let number = String(finding.range.start.line)
    let blank = String(repeating: " ", count: gutter)
    let carets = String(repeating: "^", count: excerpt.carets)
    page.line("\(page.paint(.faint, "\(blank.dropLast(number.count))\(number) │")) \(excerpt.text)")
    page.line(
      "\(page.paint(.faint, "\(blank) │")) \(String(repeating: " ", count: excerpt.indent))"
        + page.paint(.severity(finding.severity), carets))
  }
}

/// Who brought a finding, in words.
struct TextAuthor {
  private let finding: Finding
  private let author: Attribution

  init(_ finding: Finding) {
    self.finding = finding
    author = finding.author
  }

  /// Nil where nothing at all is known: to say "unknown" of every line of a folder tells nobody anything.
  var text: String? {
    let commit = finding.commit ?? author.commit
    if author.kind == .unknown, commit == nil, strongest == nil { return nil }
    let place = commit.map { " in \($0.short)\(finding.inHead == false ? " (no longer at HEAD)" : "")" } ?? ""
    return "\(who)\(place)\(strongest.map { ", \(words($0))" } ?? "")"
  }

  private var who: String {
    let certainty = Words.percent(perMille: author.confidence)
    switch author.kind {
    case .unknown: return "unknown"
    case .human: return "human (\(certainty))"
    case .agent, .bot, .mixed:
      let names = author.agents.isEmpty ? [author.agent].compactMap { $0 } : author.agents
      let kind = author.kind.rawValue
      if names.isEmpty { return "\(kind) (\(certainty))" }
      let more = names.count > 3 ? " + \(Words.number(names.count - 3)) more" : ""
      return "\(names.prefix(3).map(Escape.visible).joined(separator: " + "))\(more) (\(kind), \(certainty))"
    }
  }

  /// What speaks loudest for the author that is named; the first of equals.
  private var strongest: Evidence? {
    let own = author.evidence.filter { $0.agent == author.agent }
    return (own.isEmpty ? author.evidence : own).reduce(nil) { best, next in
      best.map { $0.weight >= next.weight ? $0 : next } ?? next
    }
  }

  private func words(_ evidence: Evidence) -> String {
    let signal = Escape.oneLine(evidence.signal).replacing("-", with: " ")
    let source = Escape.oneLine(evidence.source)
    let seen = signal.contains(source) || source.isEmpty ? signal : "\(signal) (\(source))"
    return evidence.detail.isEmpty ? seen : "\(seen): \(Escape.oneLine(evidence.detail))"
  }
}
