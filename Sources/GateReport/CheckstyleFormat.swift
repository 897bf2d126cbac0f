package import GateModel

/// Checkstyle's XML, which Jenkins and reviewers' tools read: places by file. What is let pass is left out.
package struct CheckstyleFormat: ReportFormat {
  package let name = "checkstyle"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    var files = report.openFindings.byFile.map { path, findings in
      XMLElement("file", ["name": Escape.visible(path)], children: findings.map(place))
    }
    files += report.gaps.map { gap in
      XMLElement(
        "file", ["name": gap.path.isEmpty ? "." : Escape.visible(gap.path)],
        children: [whole("warning", "not wholly inspected: \(Words.text(gap))", "coverage.\(gap.reason.rawValue)")])
    }
    if !report.failures.isEmpty {
      let failures = report.failures.map { whole("error", "could not complete: \(Escape.oneLine($0))", "failure") }
      files.append(XMLElement("file", ["name": "."], children: failures))
    }
    return XMLElement("checkstyle", ["version": "4.3"], children: files).document
  }

  private func place(_ finding: Finding) -> XMLElement {
    let source = finding.sourceWords.map { " \($0)" } ?? ""
    return XMLElement(
      "error",
      [
        "line": String(finding.range.start.line), "column": String(finding.range.start.column),
        "severity": GitHubCommand.Level(of: finding).checkstyle,
        "message": "\(finding.severity.name): \(Escape.oneLine(finding.message))\(source)",
        "source": "gatebook.\(Escape.visible(finding.ruleID))",
      ])
  }

  private func whole(_ severity: String, _ message: String, _ source: String) -> XMLElement {
    XMLElement(
      "error", ["line": "1", "severity": severity, "message": message, "source": "gatebook.\(source)"])
  }
}

extension GitHubCommand.Level {
  fileprivate var checkstyle: String { self == .notice ? "info" : rawValue }
}
