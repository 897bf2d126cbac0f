import GateModel

/// What the book lets pass, a line each, so that nobody forgets that it is there.
///
///     let pass
///       src/config.py:12  secrets.aws.access-key: a key of the documentation (by unknown on 2026-01-31, until 2026-06-30)
struct TextDismissal {
  let findings: [Finding]

  /// As with what was not inspected: the machine formats hold all of it.
  private static let most = 100

  func write(on page: inout TextPage) {
    guard !findings.isEmpty else { return }
    page.line(page.paint(.faint, "let pass"))
    for finding in findings.prefix(Self.most) {
      let place = "\(Escape.visible(finding.path)):\(finding.range.start.line)"
      let words =
        finding.ignore.map { ": \(TextIgnore.text($0))" } ?? finding.dismissal.map { ": \(Self.text($0))" } ?? ""
      page.line(page.paint(.faint, "  \(place)  \(Escape.visible(finding.ruleID))\(words)"))
    }
    if findings.count > Self.most { page.line("  and \(Words.number(findings.count - Self.most)) more") }
    page.line()
  }

  /// The reason first: it is what a reader judges by.
  static func text(_ dismissal: Dismissal) -> String {
    let day = Timestamp.text(dismissal.at).prefix(10)
    let who = "by \(Escape.visible(dismissal.agent ?? dismissal.kind.rawValue)) on \(day)"
    let until = dismissal.until.map(Escape.visible)
    let effect =
      switch dismissal.standing {
      case .accepted: until.map { ", until \($0)" } ?? ""
      case .expired: until.map { ", until \($0): over, so it counts again" } ?? ""
      case .byAgent: ": an agent's word does not count"
      }
    return "\(Escape.oneLine(dismissal.reason)) (\(who)\(effect))"
  }
}
