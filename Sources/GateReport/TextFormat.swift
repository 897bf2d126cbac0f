package import GateModel

/// For people: the findings file by file, then what else the scan has to say, the verdict last.
package struct TextFormat: ReportFormat {
  package let name = "text"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    var page = TextPage(options: options)
    var advised: Set<String> = []
    for file in byFile(
      report.findings.filter { finding in
        finding.state != .suppressed && (options.showsBaseline || finding.state != .existing || !finding.isInBaseline)
      })
    {
      page.line(page.paint(.strong, Words.place(file[file.startIndex].path)))
      page.line()
      let gutter = max(4, file.map { String($0.range.start.line).count }.max() ?? 0) + 1
      for finding in file {
        let isFirst = advised.insert(finding.ruleID).inserted
        TextFinding(finding: finding, gutter: gutter, advises: isFirst).write(on: &page)
      }
    }
    TextSummary(report: report, run: report.run(under: options), quiet: options.quiet).write(on: &page)
    return page.bytes
  }

  /// What follows the findings, where something else is printed in their place.
  package static func summary(of report: ScanReport, options: ReportOptions) -> [UInt8] {
    var page = TextPage(options: options)
    TextSummary(report: report, run: report.run(under: options), quiet: options.quiet).write(on: &page)
    return page.bytes
  }

  /// Neighbours of one path; the report's order keeps each path together.
  private func byFile(_ findings: [Finding]) -> [ArraySlice<Finding>] {
    var files: [ArraySlice<Finding>] = []
    var start = findings.startIndex
    for index in findings.indices where findings[index].path != findings[start].path {
      files.append(findings[start..<index])
      start = index
    }
    return findings.isEmpty ? [] : files + [findings[start...]]
  }
}
