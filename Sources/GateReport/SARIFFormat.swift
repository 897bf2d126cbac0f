package import GateModel

/// SARIF 2.1.0 as GitHub, GitLab, Azure DevOps and SonarQube take it.
///
/// No excerpt and no absolute path of this machine is in it.
package struct SARIFFormat: ReportFormat {
  package let name = "sarif"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    log(of: report, options: options).pretty() + [UInt8(ascii: "\n")]
  }

  func log(of report: ScanReport, options: ReportOptions) -> JSON {
    .record([
      "$schema": .string("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"),
      "version": .string("2.1.0"),
      "runs": .array([run(of: report, options: options)]),
    ])
  }

  private func run(of report: ScanReport, options: ReportOptions) -> JSON {
    let selection = SARIFSelection(of: report.findings, options: options)
    let rules = SARIFRuleList(report.rules, and: selection.findings)
    let invocation = SARIFInvocation(report: report, run: report.run(under: options), selection: selection)
    return .record([
      "tool": .record(["driver": driver(rules)]),
      "invocations": .array([invocation.json]),
      "versionControlProvenance": provenance(report.provenance),
      "originalUriBaseIds": .record([SARIFResult.root: root]),
      "results": .list(selection.findings) { finding in
        let index = rules.index(of: finding.ruleID)
        return SARIFResult(
          finding: finding, ruleIndex: index, tellsSuppression: options.sarifIncludeSuppressed,
          tellsBaseline: report.hasBaseline
        ).json
      },
      // GitHub splits at the last slash: all before it is the category under which a later run replaces this one.
      "automationDetails": .record(["id": .string("\(Tool.name)/\(report.selection.name)/")]),
      "columnKind": .string("utf16CodeUnits"),
    ])
  }

  private func driver(_ rules: SARIFRuleList) -> JSON {
    .record([
      "name": .string("Gatebook"),
      "semanticVersion": .string(Tool.version),
      "informationUri": .string(Tool.informationURI),
      "rules": .list(rules.rules) { $0.json },
    ])
  }

  /// Where the root of the repository is. SARIF wants an absolute URI with a slash at its end, and we tell nobody
  /// where it lies on this machine, so this is the one such URI that says nothing.
  private var root: JSON {
    .record([
      "uri": .string("file:///"),
      "description": .record(["text": .string("The root of the repository, wherever it is checked out.")]),
    ])
  }

  private func provenance(_ provenance: Provenance) -> JSON? {
    provenance.remoteURL.flatMap(URIText.remote).map { uri in
      .array([
        .record([
          "repositoryUri": .string(uri),
          "revisionId": provenance.revision.map { .text($0) },
          "branch": SARIFText.label(provenance.branch),
          "mappedTo": .record(["uriBaseId": .string(SARIFResult.root)]),
        ])
      ])
    }
  }
}

/// The findings that become results.
struct SARIFSelection {
  /// In the order of the report.
  let findings: [Finding]
  /// How many were left out because a host takes no more.
  let cut: Int

  init(of all: [Finding], options: ReportOptions) {
    let told = options.sarifIncludeSuppressed ? all : all.filter { $0.state != .suppressed }
    findings = SARIFSelection.worst(options.sarifMaxResults, of: told)
    cut = told.count - findings.count
  }

  private static func worst(_ limit: Int, of findings: [Finding]) -> [Finding] {
    if findings.count <= limit { return findings }
    var room = max(0, limit)
    var kept = SeverityCounts()
    for severity in Severity.allCases.reversed() {
      kept[severity] = min(room, findings.count { $0.severity == severity })
      room -= kept[severity]
    }
    return findings.filter { finding in
      defer { kept[finding.severity] -= 1 }
      return kept[finding.severity] > 0
    }
  }
}
