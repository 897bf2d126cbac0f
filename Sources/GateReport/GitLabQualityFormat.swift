package import GateModel

/// GitLab's Code Quality report: an array of entries, shown beside the lines of a merge request.
///
/// It compares two branches by fingerprints, so what stood there before is told as well; only what is let pass is left out. It has no
/// word for what was not inspected: that is for the exit code, and for `gitlab-sast` or `junit`.
package struct GitLabQualityFormat: ReportFormat {
  package let name = "gitlab-codequality"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    var prints = Distinct()
    let entries = report.openFindings.map { finding in
      JSON.record([
        "description": .string(description(finding)),
        "check_name": .string(Escape.visible(finding.ruleID)),
        // Entries that share one are shown as one.
        "fingerprint": .string(prints.name(finding.fingerprint.text, "-")),
        "severity": .string(finding.severity.gitLabQuality),
        "categories": .array([.string("Security")]),
        "location": .record([
          "path": .string(Escape.visible(finding.path)),
          "lines": .record([
            "begin": .count(finding.range.start.line), "end": .count(finding.range.lines.upperBound),
          ]),
        ]),
      ])
    }
    return JSON.array(entries).pretty() + [UInt8(ascii: "\n")]
  }

  private func description(_ finding: Finding) -> String {
    let text = SARIFText.sentences(finding.message) ?? Escape.visible(finding.ruleID)
    return ([text] + [finding.sourceWords].compactMap { $0 }).joined(separator: " ")
  }
}

extension Severity {
  fileprivate var gitLabQuality: String {
    switch self {
    case .critical: "blocker"
    case .high: "critical"
    case .medium: "major"
    case .low: "minor"
    case .info: "info"
    }
  }
}
