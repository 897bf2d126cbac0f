package import GateModel

/// A table for spreadsheets and scripts, after RFC 4180: every cell in quotation marks, lines end in CR LF.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it. `kind` tells findings from what was not inspected
/// (`gap`) and from what kept the scan from completing (`failure`); what is let pass is there, with its state.
package struct CSVFormat: ReportFormat {
  package let name = "csv"

  private static let columns = [
    "kind", "severity", "confidence", "state", "rule", "path", "line", "column", "end_line", "end_column", "message",
    "author_kind", "author", "author_confidence", "commit", "cwe", "fingerprint", "remediation",
  ]

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    let rows =
      [Self.columns] + report.findings.map(row)
      + report.gaps.map { gap in
        row(
          "gap", ["rule": gap.reason.rawValue, "path": Escape.visible(gap.path), "message": Escape.oneLine(gap.detail)])
      }
      + report.failures.map { row("failure", ["message": Escape.oneLine($0)]) }
    return rows.flatMap { row in
      Array((row.map(Self.cell).joined(separator: ",") + "\r\n").utf8)
    }
  }

  private func row(_ finding: Finding) -> [String] {
    let (start, end) = (finding.range.start, finding.range.end)
    let author = finding.author
    return [
      "finding", finding.severity.name, finding.confidence.name, finding.state.rawValue, finding.ruleID,
      Escape.visible(finding.path), String(start.line), String(start.column), String(end.line), String(end.column),
      Escape.oneLine(finding.message), author.kind.rawValue,
      (author.agents.isEmpty ? [author.agent].compactMap(\.self) : author.agents).joined(separator: " "),
      author.kind == .unknown ? "" : Words.percent(perMille: author.confidence),
      (finding.commit ?? author.commit)?.description ?? "", finding.cwe.joined(separator: " "),
      finding.fingerprint.text, finding.remediation.map(Escape.oneLine) ?? "",
    ]
  }

  private func row(_ kind: String, _ cells: [String: String]) -> [String] {
    Self.columns.map { $0 == "kind" ? kind : cells[$0] ?? "" }
  }

  /// The full-width signs are formulas too, where a spreadsheet is set to Chinese or Japanese.
  private static let formulaSigns: Set<Character> = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]

  private static func cell(_ text: String) -> String {
    let visible = Escape.forRunners(Escape.visible(text))
    let isFormula = visible.unicodeScalars.first.map { formulaSigns.contains(Character($0)) } ?? false
    return "\"\(isFormula ? "'" : "")\(visible.replacing("\"", with: "\"\""))\""
  }
}
