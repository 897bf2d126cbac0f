import GateModel

/// One finding, with exactly one place.
struct SARIFResult {
  /// The name that stands for the root of the repository.
  static let root = "%SRCROOT%"

  let finding: Finding
  let ruleIndex: Int
  /// Say of each result whether it is suppressed: SARIF wants that of all results of a run or of none.
  let tellsSuppression: Bool

  var json: JSON {
    .record([
      "ruleId": SARIFText.label(finding.ruleID),
      "ruleIndex": .count(ruleIndex),
      "level": .string(finding.severity.sarifLevel),
      "rank": .count(finding.severity.rank),
      "message": SARIFText.message(finding.message, or: "The rule \(finding.ruleID) fired here"),
      "locations": .array([.record(["physicalLocation": place(finding.path, region)])]),
      "partialFingerprints": fingerprints,
      "codeFlows": finding.trace.isEmpty ? nil : codeFlows,
      "suppressions": tellsSuppression ? suppressions : nil,
      "properties": properties,
    ])
  }

  private func place(_ path: TreePath, _ region: JSON) -> JSON {
    .record([
      "artifactLocation": .record([
        "uri": .string(URIText.reference(path)), "uriBaseId": .string(SARIFResult.root),
      ]),
      "region": region,
    ])
  }

  private var region: JSON {
    .record([
      "startLine": .count(finding.range.start.line),
      "startColumn": .count(finding.host.startColumn),
      "endLine": .count(finding.range.end.line),
      "endColumn": .count(finding.host.endColumn),
    ])
  }

  private var fingerprints: JSON {
    let version = finding.fingerprint.text.prefix { $0 != ":" }
    return .record([
      "primaryLocationLineHash": .string(finding.host.lineHash),
      "gatebookFindingId/\(version)": .text(finding.fingerprint),
    ])
  }

  /// Null, not absent, where nothing is known: those who read the attribution find the same keys everywhere.
  private var properties: JSON {
    let author = finding.author
    return .record([
      "gatebook/agent": SARIFText.label(author.agent) ?? .null,
      "gatebook/kind": .string(author.kind.rawValue),
      "gatebook/commit": .optionalText(author.commit ?? finding.commit),
      "gatebook/confidence": .thousandths(author.confidence),
      "gatebook/severity": .string(finding.severity.name),
      "gatebook/state": .string(finding.state.rawValue),
    ])
  }

  private var suppressions: JSON {
    finding.state == .suppressed
      ? .array([.record(["kind": .string("external"), "status": .string("accepted")])]) : .array([])
  }

  private var codeFlows: JSON {
    // Hosts show a thousand; the sink, which is the last, must be among them.
    let trace = finding.trace.count <= 1000 ? finding.trace : finding.trace.prefix(999) + finding.trace.suffix(1)
    return .array([.record(["threadFlows": .array([.record(["locations": .list(trace, station)])])])])
  }

  private func station(_ step: Step) -> JSON {
    .record([
      "kinds": step.kind == .step ? nil : .texts([step.kind.rawValue]),
      "location": .record([
        "physicalLocation": place(step.path, region(of: step)),
        "message": SARIFText.message(step.message, or: "The value passes here"),
      ]),
    ])
  }

  /// A step has no columns in UTF-16, and wrong ones are worse than none.
  private func region(of step: Step) -> JSON {
    if step.path == finding.path, step.range == finding.range { return region }
    return .record(["startLine": .count(step.range.lines.lowerBound), "endLine": .count(step.range.lines.upperBound)])
  }
}
