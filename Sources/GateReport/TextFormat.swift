package import GateModel

/// For people: the findings file by file, then what else the scan has to say, the verdict last.
package struct TextFormat: ReportFormat {
  package let name = "text"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    var page = TextPage(options: options)
    var advised: Set<String> = []
    for (path, file) in (options.showsBaseline ? report.openFindings : report.toldFindings).byFile {
      page.line(page.paint(.strong, Words.place(path)))
      page.line()
      let gutter = max(4, file.map { String($0.range.start.line).count }.max() ?? 0) + 1
      for finding in file {
        let isFirst = advised.insert(finding.ruleID).inserted
        TextFinding(finding: finding, gutter: gutter, advises: isFirst).write(on: &page)
      }
    }
    TextSummary(report, options: options).write(on: &page)
    return page.bytes
  }

  /// What follows the findings, where something else is printed in their place.
  package static func summary(of report: ScanReport, options: ReportOptions) -> [UInt8] {
    var page = TextPage(options: options)
    TextSummary(report, options: options).write(on: &page)
    return page.bytes
  }
}
