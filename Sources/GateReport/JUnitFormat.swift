package import GateModel

/// JUnit's XML, which most CI servers show as test results: a case for each rule and file.
///
/// New findings are failures. What stood there before, or is let pass, is skipped; what could not be inspected is an error. The first
/// case is the gate's verdict, so that a clean scan is a suite that ran.
package struct JUnitFormat: ReportFormat {
  package let name = "junit"

  package init() {}

  package func render(_ report: ScanReport, options: ReportOptions) -> [UInt8] {
    let words = VerdictText(report, options: options)
    var cases = [gate(of: report, words)]
    cases += zip(1..., report.failures).map { number, failure in
      Case(name: "failure \(number)", outcome: .error(type: "failure", Escape.oneLine(failure), ""))
    }
    for (_, findings) in report.findings.byFile { cases += self.cases(of: findings) }
    cases += report.gaps.map { gap in
      Case(
        name: "coverage.\(gap.reason.rawValue)", folder: gap.path.isEmpty ? "gatebook" : Words.place(gap.path),
        outcome: .error(type: gap.reason.rawValue, Words.text(gap), ""))
    }
    let run = report.run(under: options)
    let counts: KeyValuePairs<String, String?> = [
      "name": "gatebook",
      "tests": String(cases.count),
      "failures": String(cases.count { $0.outcome.isFailure }),
      "errors": String(cases.count { $0.outcome.isError }),
      "skipped": String(cases.count { $0.outcome.isSkipped }),
      "time": run.map { Self.seconds($0.durationMicroseconds) },
      "timestamp": run.map { String(Timestamp.text($0.startedAt).prefix(19)) },
    ]
    let suite = XMLElement("testsuite", counts, children: cases.map(\.element))
    return XMLElement("testsuites", ["name": "gatebook"], children: [suite]).document
  }

  private static func seconds(_ microseconds: Int64) -> String {
    let thousandths = String(1000 + microseconds / 1000 % 1000).dropFirst()
    return "\(microseconds / 1_000_000).\(thousandths)"
  }

  private func gate(of report: ScanReport, _ words: VerdictText) -> Case {
    let breaches = report.verdict.breaches.map { Words.text($0) }.joined(separator: "\n")
    let outcome: Case.Outcome =
      if !words.isComplete {
        .error(type: "incomplete", words.line, breaches)
      } else if report.verdict.isOpen {
        .passed
      } else {
        .failure(type: "closed", words.line, breaches)
      }
    return Case(name: "gate", outcome: outcome)
  }

  /// Of one file: a case a rule, in the order in which the rules first speak.
  private func cases(of findings: ArraySlice<Finding>) -> [Case] {
    var order: [String] = []
    var groups: [String: [Finding]] = [:]
    for finding in findings {
      if groups[finding.ruleID] == nil { order.append(finding.ruleID) }
      groups[finding.ruleID, default: []].append(finding)
    }
    return order.compactMap { groups[$0] }.map { Case($0) }
  }
}

private struct Case {
  enum Outcome {
    case passed
    case failure(type: String, String, String)
    case error(type: String, String, String)
    case skipped(String)

    var isFailure: Bool { if case .failure = self { true } else { false } }
    var isError: Bool { if case .error = self { true } else { false } }
    var isSkipped: Bool { if case .skipped = self { true } else { false } }
  }

  let name: String
  let folder: String
  let outcome: Outcome
  var file: String?
  var line: Int?

  init(name: String, folder: String = "gatebook", outcome: Outcome) {
    self.name = name
    self.folder = folder
    self.outcome = outcome
  }

  /// What one rule says of one file; not empty.
  init(_ findings: [Finding]) {
    let first = findings[0]
    name = Escape.visible(first.ruleID)
    folder = Words.place(first.path)
    file = Escape.visible(first.path)
    let counting = findings.filter(\.state.counts)
    line = (counting.first ?? first).range.start.line
    guard let worst = counting.first else {
      let states = Set(findings.map(\.state.rawValue)).sorted().joined(separator: ", ")
      let reason = findings.compactMap { $0.dismissal.map(TextDismissal.text) }.first.map { ": \($0)" } ?? ""
      outcome = .skipped("\(states)\(reason)")
      return
    }
    let places = Words.count(counting.count, "place")
    outcome = .failure(
      type: worst.severity.name, "\(worst.severity.name), \(places): \(Escape.oneLine(worst.message))",
      counting.map(Case.words).joined(separator: "\n"))
  }

  private static func words(_ finding: Finding) -> String {
    let place = "\(Words.place(finding.path)):\(finding.range.start.line):\(finding.range.start.column)"
    // No line begins with a path: runners of CI services obey lines that begin in certain ways.
    var lines = ["- \(place): \(finding.severity.name): \(Escape.oneLine(finding.message))"]
    if let source = finding.sourceWords { lines.append("  \(source)") }
    if let author = TextAuthor(finding).text { lines.append("  By \(author)") }
    if let remediation = finding.remediation { lines.append("  What to do: \(Escape.oneLine(remediation))") }
    return lines.joined(separator: "\n")
  }

  var element: XMLElement {
    let child: [XMLElement] =
      switch outcome {
      case .passed: []
      case .failure(let type, let message, let text):
        [XMLElement("failure", ["type": type, "message": message], text: text)]
      case .error(let type, let message, let text):
        [XMLElement("error", ["type": type, "message": message], text: text)]
      case .skipped(let message): [XMLElement("skipped", ["message": message])]
      }
    return XMLElement(
      "testcase", ["name": name, "classname": folder, "file": file, "line": line.map(String.init)], children: child)
  }
}
