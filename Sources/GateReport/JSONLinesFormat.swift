package import GateModel

/// One JSON value a line, for streams and log stores: each finding, then the rest of the report.
///
/// A line holds one member: `finding`, as in `gatebook.scan/1`, or `report`, which is all of that but the findings.
package struct JSONLinesFormat: ReportFormat {
  package let name = "jsonl"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    var rest = report
    rest.run = report.run(under: options)
    rest.findings = []
    guard case .object(let members) = JSONFormat.json(of: rest) else { return [] }
    let scan = JSON.object(members.filter { $0.name != "findings" })
    let lines = report.findings.map { JSON.record(["finding": JSONFormat.json(of: $0)]) } + [.record(["report": scan])]
    return lines.flatMap { $0.line() + [UInt8(ascii: "\n")] }
  }
}
