package import GateModel

/// GitLab's security report for static analysis, in version 15 of its schema.
///
/// What is let pass is left out, as GitLab has its own word for that. Texts are read as Markdown there, so what comes from a
/// repository is made inert.
package struct GitLabSASTFormat: ReportFormat {
  package let name = "gitlab-sast"

  private static let version = "15.0.4"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    let rules = Dictionary(report.rules.map { ($0.id, $0) }) { first, _ in first }
    var ids = Distinct()
    let findings = report.openFindings.map { finding in
      GitLabVulnerability(
        finding: finding, id: ids.name(Self.id(of: finding), "-"), rule: rules[finding.ruleID].map { SARIFRule($0) })
    }
    let json = JSON.record([
      "schema": .string(
        "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v\(Self.version)/dist/"
          + "sast-report-format.json"),
      "version": .string(Self.version),
      "scan": scan(report, options),
      "vulnerabilities": .list(findings) { $0.json },
    ])
    return json.pretty() + [UInt8(ascii: "\n")]
  }

  /// The fingerprint's digits in the form of a UUID, which is what the schema would like.
  private static func id(of finding: Finding) -> String {
    let digits = Array(finding.fingerprint.text.drop { $0 != ":" }.dropFirst())
    guard digits.count == 32 else { return finding.fingerprint.text }
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
  }

  private func scan(_ report: ScanReport, _ options: ReportOptions) -> JSON {
    let tool = JSON.record([
      "id": .string(Tool.name), "name": .string("Gatebook"), "url": .string(Tool.informationURI),
      "version": .string(Tool.version), "vendor": .record(["name": .string("Gatebook")]),
    ])
    let run = report.run(under: options)
    // The schema insists on times; without a run they are the first there is.
    let start = run?.startedAt ?? 0
    let end = start + (run?.durationMicroseconds ?? 0) / 1000
    return .record([
      "analyzer": tool,
      "scanner": tool,
      "type": .string("sast"),
      "start_time": .string(Self.time(start)),
      "end_time": .string(Self.time(end)),
      "status": .string(VerdictText(report, options: options).isComplete ? "success" : "failure"),
      "messages": .array(messages(report)),
    ])
  }

  private static func time(_ milliseconds: Int64) -> String { String(Timestamp.text(milliseconds).prefix(19)) }

  private func messages(_ report: ScanReport) -> [JSON] {
    func message(_ level: String, _ text: String) -> JSON {
      .record(["level": .string(level), "value": .string(text.isEmpty ? "no more is known" : text)])
    }
    return report.failures.map { message("fatal", Escape.oneLine($0)) }
      + report.gaps.map { message("warn", "not wholly inspected: \(Words.text($0))") }
      + report.remarks.map { message("info", Escape.oneLine($0)) }
  }
}
