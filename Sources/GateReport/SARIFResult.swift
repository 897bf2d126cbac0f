import GateModel

/// One finding, with exactly one place.
struct SARIFResult {
  /// The name that stands for the root of the repository.
  static let root = "%SRCROOT%"

  let finding: Finding
  let ruleIndex: Int
  /// Say of each result whether it is suppressed: SARIF wants that of all results of a run or of none.
  let tellsSuppression: Bool
  /// As with suppression: of all or of none.
  let tellsBaseline: Bool

  var json: JSON {
    .record([
      "ruleId": SARIFText.label(finding.ruleID),
      "ruleIndex": .count(ruleIndex),
      "level": .string(finding.severity.sarifLevel),
      "rank": .count(rank),
      "message": message,
      "locations": .array([.record(["physicalLocation": place(of: end)])]),
      "relatedLocations": source.map { .array([related($0)]) },
      "partialFingerprints": fingerprints,
      "codeFlows": finding.trace.isEmpty ? nil : codeFlows,
      "baselineState": tellsBaseline ? .string(isOld ? "unchanged" : "new") : nil,
      "suppressions": tellsSuppression ? suppressions : nil,
      "properties": properties,
    ])
  }

  private var isOld: Bool { finding.state == .existing || finding.state == .suppressed && finding.isInBaseline }

  /// What is likely a false alarm comes after the others of its severity, and before those of the next.
  private var rank: Int { finding.severity.rank - finding.doubt.score / 200 }

  private func place(of step: Step) -> JSON {
    .record([
      "artifactLocation": .record([
        "uri": .string(URIText.reference(step.path)), "uriBaseId": .string(SARIFResult.root),
      ]),
      "region": .record([
        "startLine": .count(step.range.start.line),
        "startColumn": .count(step.columns.start),
        "endLine": .count(step.range.end.line),
        "endColumn": .count(step.columns.end),
      ]),
    ])
  }

  /// The place of the result, as the last station of its flow.
  private var end: Step {
    Step(
      kind: .sink, path: finding.path, range: finding.range, message: "",
      columns: HostColumns(start: finding.host.startColumn, end: finding.host.endColumn))
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
      "gatebook/falsePositive": .record([
        "score": .thousandths(finding.doubt.score), "indicators": .texts(finding.doubt.indicators.map(\.name.rawValue)),
      ]),
      "gatebook/severity": .string(finding.severity.name),
      "gatebook/state": .string(finding.state.rawValue),
    ])
  }

  private var suppressions: JSON {
    guard finding.state == .suppressed else { return .array([]) }
    let ignore = finding.ignore
    return .array([
      .record([
        "kind": .string(ignore == nil ? "external" : "inSource"), "status": .string("accepted"),
        "justification": SARIFText.label(ignore.map { $0.reason ?? $0.form.words } ?? finding.dismissal?.reason),
      ])
    ])
  }

  private var message: JSON {
    SARIFText.message(
      finding.message, or: "The rule \(finding.ruleID) fired here",
      // A number as a target is the id of a related location.
      then: source.map { _ in "The data comes from [here](\(SARIFResult.sourceID))." })
  }

  private static let sourceID = 1

  /// Where the data comes from; nil where the result has no flow, or stands at that very place.
  private var source: Step? {
    finding.trace.first { $0.kind == .source && ($0.path != finding.path || $0.range != finding.range) }
  }

  private func related(_ step: Step) -> JSON {
    .record([
      "id": .count(SARIFResult.sourceID),
      "physicalLocation": place(of: step),
      "message": SARIFText.message(step.message, or: "The data comes from here"),
    ])
  }

  private var codeFlows: JSON {
    let flow = self.flow
    // Hosts show a thousand; the sink, which is the last, must be among them.
    let shown = flow.count <= 1000 ? flow : flow.prefix(999) + flow.suffix(1)
    return .array([.record(["threadFlows": .array([.record(["locations": .list(shown, station)])])])])
  }

  /// The trace, ending at the result's place also where the sink was told a little narrower or wider.
  private var flow: [Step] {
    guard let last = finding.trace.last, last.kind == .sink else { return finding.trace + [end] }
    var sink = end
    sink.message = last.message
    return finding.trace.dropLast() + [sink]
  }

  private func station(_ step: Step) -> JSON {
    .record([
      "kinds": step.kind == .step ? nil : .texts([step.kind.rawValue]),
      "location": .record([
        "physicalLocation": place(of: step),
        "message": SARIFText.message(step.message, or: step.kind.words),
      ]),
      "importance": .string(step.kind.importance),
    ])
  }
}

extension Step.Kind {
  /// What to say of a step that says nothing itself.
  fileprivate var words: String {
    switch self {
    case .source: "The data comes from here"
    case .step: "The data passes here"
    case .sanitizer: "The data is made safe here, though not for this sink"
    case .sink: "The data arrives here"
    }
  }

  /// Viewers may hide the less important ones at first.
  fileprivate var importance: String {
    switch self {
    case .source, .sink: "essential"
    case .step, .sanitizer: "important"
    }
  }
}
